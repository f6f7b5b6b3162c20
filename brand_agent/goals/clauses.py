"""A marketer's text in clauses: what stands together is about one thing.

A clause ends at a comma or a full stop, and before "and", "without", "with" where a figure stands on both
sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

Spans = Sequence[tuple[int, int]]

_STOP: Final = re.compile(r"[,;!?\n]|(?<!\bmax)(?<!\bmin)(?<!\bca)\.(?=\s|$)|(?<=\s)[\u2013\u2014](?=\s)")
_JOIN: Final = re.compile(
    r"\b(?:and|und|but|aber|without|ohne|with|mit|while|wobei|whereas)\b", re.IGNORECASE
)
_END: Final = re.compile(r"(?<!\bmax)(?<!\bmin)(?<!\bca)[.!?\n;](?=\s|$)")
_WEIGHTY: Final = re.compile(
    r"\b(?:margins?|\w*marge|\w*spanne|keep|hold|halten|where it is|maintain)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of the text; sentence: the number of the sentence that it is in."""

    start: int
    end: int
    sentence: int

    def holds(self, start: int) -> bool:
        """Whether what begins at *start* stands in it."""
        return self.start <= start < self.end


def clauses(text: str, taken: Spans, figures: Spans) -> list[Clause]:
    """Return the clauses of *text*; nothing is cut inside a span that is *taken* or a figure."""
    cuts = {0, len(text)}
    ends = {found.start() for found in _END.finditer(text) if not _inside(found.start(), (*taken, *figures))}
    for found in _STOP.finditer(text):
        if not _inside(found.start(), (*taken, *figures)):
            cuts.add(found.end())
    for found in _JOIN.finditer(text):
        if _inside(found.start(), taken):
            continue
        before = max(cut for cut in cuts if cut <= found.start())
        after = min(cut for cut in cuts if cut > found.start())
        sides = ((before, found.start()), (found.start(), after))
        if all(_weighs(text, side, figures) for side in sides):
            cuts.add(found.start())
    ordered = sorted(cuts)
    return list(_numbered(ordered, ends))


def _numbered(cuts: Sequence[int], ends: set[int]) -> Iterator[Clause]:
    sentence = 0
    for start, end in pairwise(cuts):
        yield Clause(start, end, sentence)
        sentence += any(start <= one < end for one in ends)


def _inside(place: int, spans: Spans) -> bool:
    return any(start <= place < end for start, end in spans)


def _weighs(text: str, side: tuple[int, int], figures: Spans) -> bool:
    start, end = side
    if any(start <= first < end for first, _ in figures):
        return True
    return _WEIGHTY.search(text, start, end) is not None
