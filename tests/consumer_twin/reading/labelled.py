"""Labelled wishes, and how a reading is scored against them: exactly per member, the product by its words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from consumer_twin.wish.reading import read_words

TODAY: Final = date(2026, 11, 23)
LABELLED: Final = Path(__file__).parents[3] / "tests/data/wishes/labelled.jsonl"
MEMBERS: Final = (
    "product quantity max_total min_total max_unit needed_by condition brands not_brands colours not_colours "
    "sizes deliver_to must nice"
).split()
_ASKED: Final = frozenset(("must", "nice"))
_ENOUGH: Final = 0.8
"""Token F1 from which on a product counts as right."""


@dataclass
class Score:
    """Counts per member: right, wrong (kept, and not so), missed (said, and not kept)."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def precision(self, member: str) -> float:
        """The share of what was kept that is right; 1 if nothing was kept."""
        kept = self.right[member] + self.wrong[member]
        return self.right[member] / kept if kept else 1.0

    def recall(self, member: str) -> float:
        """The share of what was said that was kept and is right; 1 if nothing was said."""
        said = self.right[member] + self.missed[member]
        return self.right[member] / said if said else 1.0


def wishes(file: Path, split: str | None = None) -> list[dict[str, Any]]:
    """Return the wishes of *file*, those of *split* only if one is named."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.startswith("{")]
    return [row for row in rows if split is None or row.get("split") == split]


def score(rows: Iterable[Mapping[str, Any]], today: date = TODAY) -> Score:
    """Return how the rules read *rows*."""
    found = Score()
    for row in rows:
        got, expect = read_words(row["text"], today=today).members(), row["expect"]
        judged = [member for member in MEMBERS if member not in _ASKED or _ASKED & expect.keys()]
        for member in judged:
            kept, said = got.get(member), expect.get(member)
            if same(member, kept, said):
                found.right[member] += said is not None
                continue
            found.wrong[member] += kept is not None
            found.missed[member] += said is not None
            found.failures.append(f"{row['text']!r}: {member} is {kept!r}, not {said!r}")
    return found


def same(member: str, kept: Any, said: Any) -> bool:
    """Whether *kept* is what was *said*."""
    if kept is None or said is None:
        return kept is said
    if member == "product":
        return overlap(kept, said) >= _ENOUGH
    return bool(_comparable(kept) == _comparable(said))


def overlap(first: str, second: str) -> float:
    """Return the token F1 of two texts, without regard to case."""
    one, other = Counter(first.lower().split()), Counter(second.lower().split())
    return 2 * (one & other).total() / (one.total() + other.total())


def _comparable(value: Any) -> Any:
    if isinstance(value, str):
        return value.lower()
    return sorted(map(str.lower, value)) if isinstance(value, list) else value
