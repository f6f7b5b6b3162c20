"""The order of what was found: an offer whose code the whole query is first, then by score.

The score is the lexical one, as a share of the best, with a part for likeness of spelling and one for a model
number that stands in the query. The parts were chosen on the train half of `two_shops` (docs/adr/0020).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from catalog_search.hit import Hit
from catalog_search.offer import Offer
from catalog_search.vocabulary import alike, asked, grams, part_codes, whole_codes

CANDIDATES: Final = 20
"""Offers that are ordered anew, at least."""
SHORT: Final = 5
"""Words up to which offers with all of them are looked for first; of more, hardly one has them all, and it
is the best of those with some."""
_ALIKE: Final = 0.3
_MODEL: Final = 0.2


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, read."""

    words: tuple[str, ...]
    whole: frozenset[str]
    """Codes that the query as a whole may be."""
    codes: frozenset[str]
    """Codes that it or one of its words may be."""
    grams: frozenset[str]

    @classmethod
    def of(cls, query: str) -> Asked:
        """Read *query*."""
        words, whole = asked(query), whole_codes(query)
        return cls(words, whole, whole | part_codes(words), grams(query))


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a candidate."""

    score: float
    """Of the lexical leg; 0 where only a code found it."""
    code: str | None


def rank(
    query: Asked, found: Mapping[int, Found], spellings: Mapping[int, tuple[str, str]]
) -> list[tuple[int, float, bool]]:
    """Return number, score and whether the whole query is its code, best first; equal ones by id."""
    top = max((one.score for one in found.values()), default=0.0) or 1.0
    ranked = []
    for number, one in found.items():
        spelled, id = spellings[number]
        score = one.score / top + _ALIKE * alike(query.grams, spelled) + _MODEL * (one.code is not None)
        ranked.append((one.code in query.whole, round(score, 6), id, number))
    ranked.sort(key=lambda item: (not item[0], -item[1], item[2]))
    return [(number, score, whole) for whole, score, _, number in ranked]


def hits(
    query: Asked, ranked: Sequence[tuple[int, float, bool]], offers: Mapping[int, Offer]
) -> tuple[Hit, ...]:
    """Return *ranked* as hits."""
    none: frozenset[str] = frozenset()
    return tuple(
        Hit(offers[number], score, query.words, query.whole if whole else none)
        for number, score, whole in ranked
    )
