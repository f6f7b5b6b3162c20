"""What the demo is made of: its wish, its servers, and where they stand."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from protocol import Price

WISH: Final = "wireless router for video and gaming"
CEILING: Final = Price(amount=13_500, currency="USD")

CODA_WISH: Final = "ASUS 22 LCD monitor VW224T"
CODA_CEILING: Final = Price(amount=11_500, currency="USD")
"""Below what any of the three can come down to; independent of the person's own ceiling."""

BRANDS: Final = ("northgate", "alder", "paperlane")
OWN: Final = "own"
FIRST_PORT: Final = 18_460
"""Seeded runs use fixed ports from here on: market, brands, one's own."""


@dataclass(frozen=True)
class Plan:
    """One run of the demo.

    ceiling: of the first wish. own: a catalog or a brand.toml of the person's own, as a fourth brand.
    seed: of a run that must be the same twice, else None. model: that puts options into words.
    shops: the folder of the brands' files; None is the package's own, which nobody may write to.
    """

    wish: str = WISH
    ceiling: Price = CEILING
    own: Path | None = None
    seed: int | None = None
    wire_log: Path | None = None
    model: str = "none"
    shops: Path | None = None

    def ports(self) -> dict[str, int]:
        """Return the port of each server; 0 is any free one."""
        names = ["market", *BRANDS, *([OWN] if self.own else [])]
        return {name: 0 if self.seed is None else FIRST_PORT + place for place, name in enumerate(names)}

    def arguments(self, name: str, market: str) -> list[str]:
        """Return the arguments of `dailyme` that start the server *name*."""
        seeded = [] if self.seed is None else ["--seed", str(self.seed)]
        if name == "market":
            return ["market", "serve", *seeded]
        return ["brand", "serve", *self._shop(name), "--market", market, *seeded]

    def config(self, name: str) -> Path:
        """Return where the policy of the brand *name* stands."""
        return (self.shops or demo_market()) / name / "brand.toml"

    def _shop(self, name: str) -> list[str]:
        if name != OWN:
            return ["--config", str(self.config(name))]
        assert self.own is not None
        own = self.own.absolute()
        return (
            ["--config", str(own)]
            if own.suffix == ".toml"
            else ["--catalog", str(own), "--name", "Your shop"]
        )


def demo_market() -> Path:
    """Return the folder of the demo's catalogs, inside the package."""
    return Path(str(files("dailyme") / "demo_market"))


def own_market(folder: Path) -> Path:
    """Copy the demo's catalogs into *folder*, where they may be written to, and return where they are."""
    return Path(shutil.copytree(demo_market(), folder / "shops"))


def server_environment(home: Path) -> Mapping[str, str]:
    """Return what the servers' environment differs in: their stores are fresh, under *home*."""
    return {"DAILYME_HOME": str(home), "DAILYME_MARKET": ""}
