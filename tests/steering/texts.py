"""Texts that try to steer whoever reads them: our own, and those of others where the shared data is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from protocol.text import clean

ROOT = Path(__file__).parents[2]
OWN = ROOT / "tests/data/hostile/texts.jsonl"
SHARED = ROOT / "../shared/data/security"
LISTINGS = SHARED / "magentic/malicious_description"
STRINGS = SHARED / "blns/blns.json"

_DESCRIPTION = re.compile(r"^description: (.*?)(?=^\w+:)", re.DOTALL | re.MULTILINE)
_DISH = re.compile(r"^  ([^:\n]+): (\d+\.\d+)$", re.MULTILINE)
_ESCAPE = re.compile(r"\\(U[0-9A-F]{8}|u[0-9A-F]{4}|x[0-9A-F]{2}|.)")


@dataclass(frozen=True)
class Text:
    """A hostile text, and what it is called in a report."""

    id: str
    text: str

    def fit(self, limit: int) -> str:
        """The text as it may travel: at most *limit* characters of it, never empty."""
        return clean(self.text, limit) or "-"


@dataclass(frozen=True)
class Listing:
    """A business of the Magentic data: what it says of itself, its prices, and how far it comes down."""

    name: str
    description: str
    dishes: dict[str, int]
    least_share: float


@cache
def own_texts() -> list[Text]:
    """Those that are kept with the tests."""
    found = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
    return [Text(one["id"], one["text"]) for one in found]


@cache
def all_texts() -> list[Text]:
    """Every text there is; skips the test, saying so, where the shared data is absent."""
    strings = json.loads(_shared(STRINGS).read_text(encoding="utf-8"))
    blns = [Text(f"blns-{at}", text) for at, text in enumerate(strings)]
    listings = {one.description for scene in scenes().values() for one in scene}
    return [*own_texts(), *blns, *(Text(f"magentic-{at}", one) for at, one in enumerate(sorted(listings)))]


def known_texts() -> list[Text]:
    """Every text that is there; at least our own."""
    return all_texts() if STRINGS.exists() and LISTINGS.exists() else own_texts()


@cache
def scenes() -> dict[str, list[Listing]]:
    """The markets of the Magentic data; one business in each has a description that manipulates."""
    folders = sorted(_shared(LISTINGS).iterdir())
    return {one.name: [_listing(path) for path in sorted(one.glob("businesses/*.yaml"))] for one in folders}


def batches(texts: list[Text], size: int) -> Iterator[list[Text]]:
    """Yield *texts* in groups of at most *size*."""
    for at in range(0, len(texts), size):
        yield texts[at : at + size]


def _shared(path: Path) -> Path:
    if not path.exists():
        pytest.skip(
            f"{path.name} is not there: the shared data lies beside the checkout only where it is shared"
        )
    return path


def _listing(path: Path) -> Listing:
    told = path.read_text(encoding="utf-8")
    found = _DESCRIPTION.search(told)
    name = re.search(r"^name: (.*)$", told, re.MULTILINE)
    least = re.search(r"^min_price_factor: (.*)$", told, re.MULTILINE)
    assert found and name and least
    menu = told[told.index("menu_features:") : told.index("amenity_features:")]
    dishes = {dish: round(float(price) * 100) for dish, price in _DISH.findall(menu)}
    return Listing(name[1], _scalar(found[1].strip()), dishes, float(least[1]))


def _scalar(said: str) -> str:
    """A YAML scalar of the two kinds that stand in these files: plain, and in double quotes."""
    if not said.startswith('"'):
        return " ".join(said.split())
    folded = re.sub(r"\\\n\s*", "", said.strip('"'))
    return _ESCAPE.sub(lambda one: _escaped(one[1]), folded)


def _escaped(code: str) -> str:
    plain = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
    return chr(int(code[1:], 16)) if len(code) > 1 else plain.get(code, code)
