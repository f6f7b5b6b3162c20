"""Compounds joined by a hyphen whose first part says another member: `Bosch-Bohrer`, `Second-Hand-Wagen`."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from consumer_twin.wish.reading.brand_names import NAMES, WORDS_TOO
from consumer_twin.wish.reading.tokens import Kind, Token

_HEADS: Final = ("second-hand-", "secondhand-", "gebraucht-", "refurbished-", "occasion-")
_NO_TAILS: Final = frozenset(
    """
        style like compatible kompatibel kompatible kompatibles kompatibler artig ähnlich ähnliche stil
        inspired type ready fähig
        """.split()
)
_SINGLE: Final = frozenset(name[0] for name in NAMES - WORDS_TOO if len(name) == 1)


def parted(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return *tokens* with each such compound as its first part, the hyphen, and the rest."""
    found: list[Token] = []
    for token in tokens:
        head = _head(token)
        found.extend(_split(token, head) if head else (token,))
    return tuple(found)


def _head(token: Token) -> int:
    """Return the length of the part that says another member; 0 for none."""
    if token.kind is not Kind.WORD or "-" not in token.low:
        return 0
    for head in _HEADS:
        if token.low.startswith(head):
            return len(head) - 1
    first, _, rest = token.low.partition("-")
    named = first in _SINGLE and token.low not in _SINGLE and token.is_capital
    long = len(first) > 2 and len(rest) > 3 and rest not in _NO_TAILS
    return len(first) if named and long and token.text[len(first) + 1].isupper() else 0


def _split(token: Token, head: int) -> list[Token]:
    ends = (0, head, head + 1, len(token.text))
    return [
        Token(
            token.text[start:end],
            token.low[start:end],
            token.start + start,
            token.start + end,
            Kind.SIGN if start == head else Kind.WORD,
            token.glued if start == 0 else True,
        )
        for start, end in pairwise(ends)
    ]
