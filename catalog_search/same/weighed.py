"""An article beside how much each of its words says: worked out once, for who compares it with many.

Spec: spec/50-match.md (MATCH-4).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from math import fsum

from catalog_search.same.article import Article
from foundation.words import is_number

Weight = Callable[[str], float]
"""How much a word says: the rarer, the more (inverse document frequency)."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """*article* with the weights of its words."""

    article: Article
    each: Mapping[str, float]
    """By the words of the title and what may be model numbers there."""
    total: float
    """Of the title's words."""
    numbers: frozenset[str]
    """The title's words with a digit."""
    number_total: float
    named: frozenset[str]
    """The title's words that may be model numbers."""
    unheard: float
    """The weight of a word that nobody has: the greatest."""

    def sum(self, words: Collection[str]) -> float:
        """Return the weight of *words*, all of them this article's."""
        return fsum(map(self.each.__getitem__, words))

    def shared(self, other: Weighed) -> float:
        """Return the weight of the words that both titles have."""
        return self.sum(self.article.words & other.article.words)

    def rarest(self, words: Collection[str]) -> float:
        """Return how rare the rarest of *words*, all this article's, is: 1 for one that no title has."""
        return max(map(self.each.__getitem__, words)) / self.unheard if words else 0.0


def weighed(article: Article, weight: Weight) -> Weighed:
    """Return *article* with the *weight* of each of its words."""
    each = {word: weight(word) for word in article.words | article.named}
    numbers = frozenset(filter(is_number, article.words))
    return Weighed(
        article,
        each,
        fsum(map(each.__getitem__, article.words)),
        numbers,
        fsum(map(each.__getitem__, numbers)),
        article.named & article.words,
        weight(""),
    )
