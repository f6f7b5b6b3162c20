"""How much a word says: the rarer, the more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from math import log


class Rarity:
    """log(1 + texts / texts with the word): inverse document frequency."""

    def __init__(self, texts: Iterable[Set[str]]) -> None:
        """Count the words of *texts*, each given as the words it has."""
        seen: Counter[str] = Counter()
        count = 0
        for words in texts:
            seen.update(words)
            count += 1
        self._known = {word: log(1 + count / number) for word, number in seen.items()}
        self._unknown = log(1 + max(1, count))

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def __call__(self, word: str) -> float:
        """Return the weight of *word*; that of a word nobody has is the greatest."""
        return self._known.get(word, self._unknown)
