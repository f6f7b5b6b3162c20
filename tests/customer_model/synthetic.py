"""A panel of made-up homes, in the format of the real ones; all mind the price, each likes other brands."""

from __future__ import annotations

import math
import random
from pathlib import Path

HEADER = "household,occasion,alternative,price,feature,chosen"
BRANDS = {"oak": 3.0, "elm": 2.4, "ash": 2.0}


def write_panel(path: Path, homes: range, occasions: range, *, seed: int = 1) -> Path:
    """Write the *occasions* of *homes*; what a home does in one does not depend on which are written."""
    lines = [HEADER]
    for home in homes:
        dice = random.Random(f"{seed} {home}")
        liking = {brand: dice.gauss(0.0, 2.0) for brand in BRANDS}
        for occasion in range(occasions.stop):
            rows = _occasion(dice, liking)
            if occasion in occasions:
                lines += [f"home {home},{occasion},{row}" for row in rows]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def _occasion(dice: random.Random, liking: dict[str, float]) -> list[str]:
    prices = {brand: round(usual * dice.uniform(0.7, 1.2), 2) for brand, usual in BRANDS.items()}
    features = {brand: int(dice.random() < 0.2) for brand in BRANDS}
    felt = {
        brand: liking[brand] - 1.5 * prices[brand] + 0.8 * features[brand] - math.log(dice.expovariate(1.0))
        for brand in BRANDS
    }
    best = max(felt, key=felt.__getitem__)
    return [f"{brand},{prices[brand]},{features[brand]},{int(brand == best)}" for brand in BRANDS]
