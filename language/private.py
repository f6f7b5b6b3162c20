"""What must not be in a prompt, and whether a text holds it, in whatever spelling.

A private number is found as major and as minor units, with any mark or space between its digits, in digits of
any script and in words; a private value and a key without regard to case, white space and marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from language.numbers import loose_numbers, said
from protocol.money import Price, major

BLACK: Final = "\u25ae"
"""Stands for each character that is blacked out, so that the places of the others stay."""

_KEY_PIECE: Final = 12
"""So many characters of a key in a row give it away."""

_SHORT: Final = 5
"""A value of fewer letters may stand in a word by chance: Ann in planned."""

_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SECRET: Final = re.compile(r"-----BEGIN [A-Z ]+-----|\bsk-[A-Za-z0-9_-]{16,}|\bAKIA[A-Z0-9]{16}\b")


@dataclass(frozen=True)
class Private:
    """What stays here. values: names, addresses, anything personal."""

    numbers: frozenset[Decimal] = frozenset()
    values: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        *,
        prices: Iterable[Price] = (),
        numbers: Iterable[Decimal | int] = (),
        values: Iterable[str] = (),
        keys: Iterable[str] = (),
    ) -> Private:
        """Return what is private: each price counts as major and as minor units."""
        every = {Decimal(number) for number in numbers}
        for price in prices:
            every |= {Decimal(price.amount), Decimal(major(price.amount, price.currency))}
        return cls(frozenset(every), frozenset(values), frozenset(keys))

    def held_by(self, text: str) -> str | None:
        """Say which kind of private thing *text* holds, never the thing itself; None if it holds none.

        >>> Private.of(prices=[Price(amount=9850, currency="USD")]).held_by("at most 98,5 please")
        'a private number'
        """
        if self.numbers and not self.numbers.isdisjoint(loose_numbers(text)):
            return "a private number"
        bare = _bare(text)
        if any(piece in bare for key in self.keys for piece in _pieces(_bare(key))):
            return "a key"
        if any(_names(value, text, bare) for value in self.values):
            return "a personal value"
        if _SECRET.search(text):
            return "a key"
        return None

    def redacted(self, text: str) -> str:
        """Return *text* with what is private, and every mail address, blacked out; as long as before."""
        spans = [found.span() for pattern in (_ADDRESS, _SECRET) for found in pattern.finditer(text)]
        spans += [(one.start, one.end) for one in said(text) if self._near(text[one.start : one.end])]
        spans += [(a.start, b.end) for a, b in pairwise(said(text)) if self._near(text[a.start : b.end])]
        for value in (*self.values, *self.keys):
            spans += _places(text, value)
        shown = black_out(text, spans)
        return shown if self.held_by(shown) is None else BLACK * len(text)

    def _near(self, text: str) -> bool:
        return not self.numbers.isdisjoint(loose_numbers(text))


NOTHING_PRIVATE: Final = Private()


def has_address(text: str) -> bool:
    """Whether a mail address stands in *text*."""
    return _ADDRESS.search(text) is not None


def black_out(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return *text* with *spans* (start, end in code points) blacked out; nothing else moves.

    >>> black_out("a mug under 20 USD", [(12, 14)])
    'a mug under ▮▮ USD'
    """
    shown = list(text)
    for start, end in spans:
        shown[start:end] = BLACK * (end - start)
    return "".join(shown)


def _bare(text: str) -> str:
    """Return the letters and digits of *text*, in one case; marks and what can't be seen are left out."""
    apart = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in apart if character.isalnum())


def _names(value: str, text: str, bare: str) -> bool:
    """Whether *value* stands in *text*, of which *bare* is the rest: a short one only as words of its own."""
    wanted = _bare(value)
    if len(wanted) >= _SHORT or not wanted:
        return bool(wanted) and wanted in bare
    return wanted in {_bare(word) for word in re.split(r"[\s,.;:!?()\"]+", text)}


def _pieces(key: str) -> Iterable[str]:
    if len(key) <= _KEY_PIECE:
        return (key,) if key else ()
    return (key[at : at + _KEY_PIECE] for at in range(len(key) - _KEY_PIECE + 1))


def _places(text: str, value: str) -> list[tuple[int, int]]:
    if not value.strip():
        return []
    loose = r"\W*".join(re.escape(part) for part in value.split())
    return [found.span() for found in re.finditer(loose, text, re.IGNORECASE)]
