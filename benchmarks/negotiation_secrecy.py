"""What it costs a brand to keep its floor secret: deals and earnings of private play beside league play.

    python -m benchmarks.negotiation_secrecy [--json]

Articles and prices are those of `../shared/data/negotiation/price_history`: the list total is the
current price, the floor is drawn between the lowest price ever and the current one, and so is the
person's ceiling. The brand gives at most `DISCOUNTS` of the list total; in league play it comes
down to its floor or that, whichever is higher, and in private play to that, held by its floor. The
twin is the one on the wire, with 4, 6 or 8 turns.

`earned` is what the brand gets above its floor, of all that both could share, 0 where there is no
deal. A pair of plays is compared article by article, so the error is that of the difference.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from statistics import fmean, stdev
from typing import Any, Final

from benchmarks.measure import SkippedError, machine
from benchmarks.negotiation_prices import ITEMS
from benchmarks.usage import read_arguments
from negotiation import Package, Preferences, Room, SellerPolicy
from negotiation.rehearsal import Brand, Twin, dealt, play_thread
from negotiation.scenario import drawn

DISCOUNTS: Final = (0.10, 0.20, 0.40)
TURNS: Final = (4, 6, 8)
COUNTERS: Final = 8


@dataclass(frozen=True, slots=True)
class Case:
    """An article with its limits in minor units: what it is listed at, the brand's floor, the ceiling."""

    listed: int
    floor: int
    ceiling: int
    seed: int


def cases() -> list[Case]:
    """Return every article that was cheaper before. Raises `SkippedError` if the prices are not here."""
    if not ITEMS.is_file():
        raise SkippedError("../shared/data/negotiation/price_history is not here")
    with ITEMS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = []
    for seed, row in enumerate(rows):
        listed, lowest = int(row["current_price_usd_minor"]), int(row["lowest_price_usd_minor"])
        floor, limit = (
            lowest + round((listed - lowest) * drawn(seed, name)) for name in ("floor", "ceiling")
        )
        if lowest < listed and max(floor, 1) < limit:
            found.append(Case(listed, floor, limit, seed))
    return found


def earned(case: Case, discount: float, turns: int, *, private: bool) -> float | None:
    """Return the brand's share of the zone between its floor and the ceiling, or None without a deal."""
    listed = Package(case.listed, 5, 12, 30)
    lowest = ceil(case.listed * (1 - discount))
    floor = max(case.floor, lowest)
    room = Room(listed, floor, lowest if private else None)
    brand = Brand(SellerPolicy(COUNTERS), lambda asked: room, listed)
    taste = Preferences(case.listed, case.listed)
    twin = Twin(taste, case.seed.to_bytes(32, "big"), case.ceiling, rounds=turns)
    total = dealt(play_thread(twin, brand))
    return None if total is None else (total - case.floor) / (case.ceiling - case.floor)


def results() -> list[dict[str, Any]]:
    """Return all results in the form of DESIGN 10."""
    played, shown = cases(), []
    for discount in DISCOUNTS:
        within = [one for one in played if one.ceiling >= max(one.floor, ceil(one.listed * (1 - discount)))]
        for turns in TURNS:
            league = [earned(one, discount, turns, private=False) for one in within]
            private = [earned(one, discount, turns, private=True) for one in within]
            start = f"brand.secrecy.{discount:.2f}.{turns}-turns"
            shown += _compared(start, league, private)
    return shown


def _compared(
    start: str, league: Sequence[float | None], private: Sequence[float | None]
) -> list[dict[str, Any]]:
    def row(name: str, one: Sequence[float], other: Sequence[float], unit: str) -> dict[str, Any]:
        gaps = [b - a for a, b in zip(one, other, strict=True)]
        return {
            "name": f"{start}.{name}",
            "value": round(fmean(other), 3),
            "unit": unit,
            "anchor": "league play",
            "anchor_value": round(fmean(one), 3),
            "gap": round(fmean(gaps), 3),
            "error": round(stdev(gaps) / sqrt(len(gaps)), 3),
            "games": len(gaps),
            "goal": "",
            "holds": True,
        }

    closed = [[float(one is not None) for one in play] for play in (league, private)]
    money = [[one or 0.0 for one in play] for play in (league, private)]
    return [
        row("deals", closed[0], closed[1], "share of the games with a zone"),
        row("earned", money[0], money[1], "share of the zone"),
    ]


def main() -> None:
    """Play and print; ends with 0 when the playing worked."""
    try:
        shown = results()
    except SkippedError as error:
        skipped = {"name": "brand.secrecy", "value": None, "unit": "", "anchor": None, "goal": ""}
        shown = [skipped | {"holds": "skipped", "reason": str(error)}]
    if "--json" in sys.argv[1:]:
        print(json.dumps({"machine": machine(), "results": shown}))
        return
    for one in shown:
        beside = "league {anchor_value}, gap {gap} ± {error}, n {games}"
        spread = f" ({beside.format(**one)})" if "gap" in one else ""
        print(f"{one['name']:<44}{one.get('reason', one['value'])}{spread}")


if __name__ == "__main__":
    read_arguments(__doc__)
    main()
