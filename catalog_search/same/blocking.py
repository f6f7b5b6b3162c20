"""Blocking: for an offer, the few others that are worth comparing, by the words that say most.

A word that very many offers have tells nothing apart and is left out; so the work for an offer grows with how
many share its rarer words, not with the catalog.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import fsum

from catalog_search.same.article import Article
from catalog_search.same.weighed import Weight

_COMMON = 2000
"""A word that more articles have than this opens no block."""
_WIDE = 3
"""Candidates by sheer weight, as a multiple of those asked for, among which likeness chooses."""


def keys(article: Article) -> frozenset[str]:
    """Return what *article* is looked up by: its words, brand, model number and barcodes."""
    own = article.words | article.brand_words | article.gtins
    return own | {article.model} if article.model else own


class Blocks:
    """Articles by their words."""

    def __init__(self, articles: Sequence[Article], weight: Weight) -> None:
        self._articles, self._weight = articles, weight
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for place, article in enumerate(articles):
            for word in keys(article):
                self._holders[word].append(place)
        self._total = [self._sum(keys(article)) for article in articles]

    def near(self, article: Article, limit: int) -> list[int]:
        """Return at most *limit* places of articles that share words with *article*, likeliest first."""
        own = sorted(keys(article))
        shared: defaultdict[int, float] = defaultdict(float)
        for word in own:
            holders = self._holders.get(word, ())
            if len(holders) <= _COMMON:
                weight = self._weight(word)
                for place in holders:
                    shared[place] += weight
        first = sorted(shared, key=lambda place: (-shared[place], self._articles[place].id))[: limit * _WIDE]
        total = self._sum(own)

        def alike(place: int) -> float:
            common = shared[place]
            return common / (total + self._total[place] - common) + common / total

        return sorted(first, key=lambda place: (-alike(place), self._articles[place].id))[:limit]

    def _sum(self, words: Iterable[str]) -> float:
        return fsum(map(self._weight, words))
