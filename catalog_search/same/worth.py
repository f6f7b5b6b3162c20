"""Which pairs of many shops' offers are worth weighing: those that share what sameness can't do without.

Spec: spec/50-match.md (MATCH-4).

Two offers can be one product by an equal barcode or model number, or by titles of which the lighter one
shares at least `SHARED` of its weight with the other. To share that much, it needs a common word among its
own heaviest: what is left to share otherwise weighs too little (prefix filtering: Chaudhuri, Ganti and
Kaushik, ICDE 2006). Where titles are so far apart that nothing else could mend it, nothing else is looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from math import sqrt
from typing import Final

from catalog_search.same.article import Article
from catalog_search.same.weighed import Weighed
from catalog_search.same.weights import NOBODY, Weights

SHARED: Final = 0.5
"""The least share of the lighter title. With the shipped weights a pair below it has a logit above `NOBODY`
by its model number only, or if it is spelled alike with other words: on real titles none is."""
MOST: Final = 200
"""Others that an offer is weighed with, those that share its heaviest words first: bounds the work."""
_ROUNDED: Final = 1 - 1e-9
"""Sums of the same weights in another order differ by less."""


def worth_weighing(known: Sequence[Weighed], weights: Weights) -> Iterator[tuple[int, int]]:
    """Yield each pair of places of different sellers that is worth weighing, once."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    marks = [_marks(one.article) for one in known]
    for place in sorted(range(len(known)), key=lambda place: (-known[place].total, known[place].article.id)):
        own = known[place]
        for other in _met(own, (*sorted(marks[place]), *_prefix(own)), known, holders):
            named = not marks[place].isdisjoint(marks[other])
            if _may_be_same(own, known[other], weights, named=named):
                yield other, place
        for word in (*own.article.words, *marks[place]):
            holders[word].append(place)


def _met(
    own: Weighed, words: Collection[str], known: Sequence[Weighed], holders: defaultdict[str, list[int]]
) -> list[int]:
    met: dict[int, None] = {}
    for word in words:
        for place in holders[word]:
            if known[place].article.seller != own.article.seller:
                met[place] = None
        if len(met) > MOST:
            break
    return list(met)[:MOST]


def _may_be_same(lighter: Weighed, other: Weighed, weights: Weights, *, named: bool) -> bool:
    one, two = lighter.article, other.article
    if named and not one.gtins.isdisjoint(two.gtins):
        return True
    common = lighter.shared(other)
    cover = common / lighter.total if common else 0.0
    if not named and cover < SHARED * _ROUNDED:
        return False
    overlap = common / (lighter.total + other.total - common) if common else 0.0
    equal = named and one.model == two.model
    if weights.at_most(overlap, cover, 1.0, equal=equal, named=named) <= NOBODY:
        return False
    alike = len(one.grams & two.grams)
    spelling = alike / sqrt(len(one.grams) * len(two.grams)) if alike else 0.0
    return weights.at_most(overlap, cover, spelling, equal=equal, named=named) > NOBODY


def _marks(article: Article) -> frozenset[str]:
    """What names the product outright; a prefix keeps it apart from words."""
    named = {f"model:{word}" for word in (article.model, *article.named) if word}
    return frozenset(named | {f"code:{code}" for code in article.gtins})


def _prefix(own: Weighed) -> list[str]:
    """The heaviest words, without which no other offer shares `SHARED` of the title."""
    heaviest = sorted(own.article.words, key=lambda word: (-own.each[word], word))
    rest, needed = own.total, SHARED * _ROUNDED * own.total
    for count, word in enumerate(heaviest):
        if rest < needed:
            return heaviest[:count]
        rest -= own.each[word]
    return heaviest
