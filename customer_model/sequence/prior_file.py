"""A prior as a file: what is known of other people, as plain JSON, to be laid under a person's own log.

`{"format": "dailyme-sequence-prior/1", "baskets": …, "casts": …, "weights": {feature: weight}, "items":
[[name, taken, votes, intervals, returns], …], "steps": {name: {name after it: votes}}}`. No person is in
it, but a count of 1 may still stand for one person: make it from data that may be published.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np

from customer_model.sequence.blend import FEATURES
from customer_model.sequence.counts import Counts
from customer_model.sequence.errors import PriorError
from customer_model.sequence.fit import Prior
from customer_model.sequence.steps import from_pairs

FORMAT: Final = "dailyme-sequence-prior/1"
_LARGEST: Final = 200_000_000
"""Bytes of a file that is read."""
_MOST: Final = 1e15
"""A number above this, or not a number at all, is a mistake."""
_FEWEST_VOTES: Final = 0.2
"""Votes of a pair that is written: rarer ones are most of the file and little of the knowledge."""


def write_prior(prior: Prior, path: Path) -> None:
    """Write *prior* to *path*; the same prior gives the same bytes. Raises `PriorError`."""
    try:
        path.write_text(json.dumps(members(prior), ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    except OSError as error:
        raise PriorError(path.name, f"can't be written: {error.strerror}") from error


def read_prior(path: Path) -> Prior:
    """Return the prior in the file at *path*. Raises `PriorError`."""
    try:
        if path.stat().st_size > _LARGEST:
            raise PriorError(path.name, f"is larger than {_LARGEST // 1_000_000} MB")
        value = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise PriorError(path.name, f"can't be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise PriorError(path.name, f"is not JSON: {error}") from error
    return prior_of(value, path.name)


def members(prior: Prior) -> dict[str, Any]:
    """Return *prior* as JSON members, rounded to six digits."""
    counts, steps = prior.counts, dict[str, dict[str, float]]()
    pairs = zip(
        counts.steps.before().tolist(), counts.steps.after.tolist(), counts.steps.votes.tolist(), strict=True
    )
    for before, after, votes in pairs:
        if votes >= _FEWEST_VOTES:
            steps.setdefault(counts.items[before], {})[counts.items[after]] = _short(votes)
    sums = np.stack((counts.taken, counts.votes, counts.intervals, counts.returns), axis=1).tolist()
    return {
        "format": FORMAT,
        "baskets": counts.baskets,
        "casts": _short(counts.casts),
        "weights": dict(prior.weights),
        "items": [[item, *map(_short, row)] for item, row in zip(counts.items, sums, strict=True)],
        "steps": steps,
    }


def prior_of(value: object, source: str) -> Prior:
    """Return the prior of JSON members. Raises `PriorError` naming *source*."""
    reader = _Reader(source)
    top = reader.members(value, "the file")
    if top.get("format") != FORMAT:
        raise PriorError(source, f"its format is not {FORMAT}")
    rows = [reader.row(row) for row in reader.array(top.get("items"), "items")]
    items = tuple(name for name, _ in rows)
    if list(items) != sorted(set(items)):
        raise PriorError(source, "its items are not in order, each once")
    sums = np.array([numbers for _, numbers in rows], np.float64).reshape(len(rows), 4)
    taken, votes, intervals, returns = np.ascontiguousarray(sums.T)
    pairs = sorted(reader.steps(top.get("steps"), {item: number for number, item in enumerate(items)}))
    places = np.array([place for place, _ in pairs], np.int64)
    steps = from_pairs(places, np.array([many for _, many in pairs], np.float64), len(items))
    given = reader.members(top.get("weights"), "weights")
    weights = {name: reader.number(given.get(name), f"weight {name!r}", least=-_MOST) for name in FEATURES}
    casts = reader.number(top.get("casts"), "casts")
    baskets = int(reader.number(top.get("baskets"), "baskets"))
    return Prior(Counts(items, taken, votes, casts, intervals, returns, steps, baskets), weights)


def _short(number: float) -> float:
    return float(f"{number:.6g}")


class _Reader:
    """Reads JSON members of the right type, or says what is wrong in which file."""

    def __init__(self, source: str) -> None:
        self._source = source

    def members(self, value: object, what: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise PriorError(self._source, f"{what} is no object")
        return value

    def array(self, value: object, what: str) -> list[Any]:
        if not isinstance(value, list):
            raise PriorError(self._source, f"{what} is no array")
        return value

    def number(self, value: object, what: str, least: float = 0.0) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= _MOST:
            raise PriorError(self._source, f"{what} is no fitting number")
        return float(value)

    def row(self, value: object) -> tuple[str, list[float]]:
        cells = self.array(value, "a row of items")
        if len(cells) != 5 or not isinstance(cells[0], str):
            raise PriorError(self._source, "a row of items is no name and four numbers")
        return cells[0], [self.number(cell, f"a number of {cells[0]!r}") for cell in cells[1:]]

    def steps(self, value: object, place: dict[str, int]) -> Iterator[tuple[int, float]]:
        for before, row in self.members(value, "steps").items():
            for after, votes in self.members(row, f"steps of {before!r}").items():
                if before not in place or after not in place:
                    raise PriorError(self._source, f"steps name {before!r} and {after!r}; one is no item")
                yield place[before] * len(place) + place[after], self.number(votes, f"votes of {after!r}")
