"""What a wish's words mean as a thing, and whether a product is one.

Spec: spec/50-match.md (MATCH-12).

Chatty words may be missing from a product; the words of the thing may not. They are those that the reading of
a wish takes for its product, the head noun last. A word that nobody sells counts as much as the rarest one:
who wants food for cats is not served by what is called a cat.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Final

from catalog_search.same import Rarity
from consumer_twin.wish import MAX_TEXT
from consumer_twin.wish.reading import is_german, read_words
from consumer_twin.wish.reading.size_words import LETTERS
from foundation.words import is_number, terms

_MOST: Final = 0.5
"""More than this share of all that the words say: the thing, whatever the reading made of them."""
_SOME: Final = 1 / 3
"""More than this share of what the words of the thing say, its head noun among them; also of all words where
no thing was read."""
_COVER: Final = 0.5
"""Least share of those words that somebody sells."""
_NEARLY_ALL: Final = 0.7
"""At least this share where the head noun is missing."""
_ANY_DAY: Final = date(2026, 1, 1)
"""What is looked for does not hang on the day."""
_CODE: Final = re.compile(r"(?=.*\d)(?=.*[a-z])(?!\d+(?:\.\d+)?[a-z]+$).{5,}")
"""A model number: letters and digits, and no measure such as 100w."""
_ENDS: Final = frozenset(("", "e", "n", "en", "er", "ern", "es", "s", "em"))
_PAIRS: Final = """
mice mouse, feet foot, teeth tooth, geese goose, men man, women woman, children child, people person,
knive knife, shelve shelf, loave loaf, scarve scarf, leave leaf, halve half, wolve wolf, calve calf
"""
_UNLIKE: Final = {
    one: other for pair in _PAIRS.split(",") for one, other in (pair.split(), pair.split()[::-1])
}
"""Plurals that the terms leave as they are."""
_STEM: Final = 4
"""Letters that two forms of a word share at least; also those of a word at the end of a compound."""
_BEFORE: Final = 3
"""Letters before it, at least: Katzenfutter is food, and a clamp is no lamp."""


@dataclass(frozen=True)
class Meant:
    """The thing that a wish means. words: all its terms; kind: those of the thing, its head noun last.

    german: a word of it may end a compound.
    """

    words: frozenset[str]
    kind: tuple[str, ...]
    german: bool = False


@lru_cache(maxsize=4096)
def meant_by(text: str) -> Meant:
    """Return what the words *text* of a wish line mean; no kind where the reading finds no thing.

    >>> meant_by("hello, a really good wireless mouse for my grandmother").kind
    ('wireless', 'mouse')
    """
    words = terms(text)
    product = "" if len(text) > MAX_TEXT else read_words(text, today=_ANY_DAY).product or ""
    head, _, of = product.partition(" of ")
    kind = [word for word in (*terms(of), *terms(head)) if not (is_number(word) or word in LETTERS)]
    return Meant(frozenset(words), tuple(dict.fromkeys(reversed(kind)))[::-1], is_german(text))


class Sold:
    """The words that products bear, where another form of a word is found quickly."""

    def __init__(self, words: Iterable[str]) -> None:
        """words: each once."""
        self._by_start: defaultdict[str, list[str]] = defaultdict(list)
        self._by_end: defaultdict[str, list[str]] = defaultdict(list)
        for word in words:
            self._by_start[word[: _STEM - 1]].append(word)
            self._by_end[word[-_STEM:]].append(word)

    def forms(self, word: str, *, german: bool = False) -> frozenset[str]:
        """Return *word*, its other forms, and in *german* the compounds that end with it.

        >>> sorted(Sold(["katzenfutter", "tassen", "easy", "cat"]).forms("futter", german=True))
        ['futter', 'katzenfutter']
        """
        other = _UNLIKE.get(word, word)
        if len(word) < _STEM:
            return frozenset((word, other))
        ends = self._by_end.get(word[-_STEM:], ()) if german else ()
        compounds = {one for one in ends if one.endswith(word) and len(one) >= len(word) + _BEFORE}
        starts = self._by_start.get(word[: _STEM - 1], ())
        return frozenset({word, other, *compounds, *(one for one in starts if _is_form(word, one))})


def _is_form(word: str, other: str) -> bool:
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
    return shared >= _STEM and {word[shared:], other[shared:]} <= _ENDS


@dataclass(frozen=True)
class Thing:
    """The thing of a wish among what is sold: for each word of its kind the forms of it that count."""

    meant: Meant
    forms: tuple[frozenset[str], ...]

    @classmethod
    def among(cls, meant: Meant, sold: Sold) -> Thing:
        """Return the thing of *meant* among *sold*; `boom box` is a `boombox`, too."""
        forms = (
            sold.forms(word, german=meant.german) | {first + word}
            for first, word in pairwise(("", *meant.kind))
        )
        return cls(meant, tuple(forms))

    def is_borne(self, held: Collection[str], weight: Rarity) -> bool:
        """Whether what bears the terms *held* is the thing (MATCH-12). weight: how much a term says."""
        words, kind = self.meant.words, self.meant.kind
        hits = [word for word in words if word in held]
        if any(map(_CODE.fullmatch, hits)) or _share(hits, words, weight) > _MOST:
            return True
        if kind:
            hits = [word for word, forms in zip(kind, self.forms, strict=True) if not forms.isdisjoint(held)]
        asked = kind or words
        share = _share(hits, asked, weight)
        if kind and kind[-1] not in hits:
            return share >= _NEARLY_ALL
        known = [word for word in asked if word in weight or word in hits]
        return share > _SOME and _share(hits, known, weight) >= _COVER


def _share(held: Collection[str], asked: Collection[str], weight: Rarity) -> float:
    return sum(map(weight, held)) / (sum(map(weight, asked)) or 1.0)
