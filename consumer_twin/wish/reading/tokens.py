"""The words, numbers and signs of a text, each with where it stands in code points."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from consumer_twin.wish.reading.size_words import UNITS

_TOKEN: Final = re.compile(
    r"(?P<number>[0-9]+(?:[.,'\u2019][0-9]+)*)"
    r"|(?P<times>(?<=[0-9])x(?=[0-9]))"
    r"|(?P<word>[^\W\d_][^\W_]*(?:[-'\u2019&+][^\W_]+)*(?:(?<=[sS])['\u2019](?=\s[^\W\d_]))?)"
    r"|(?P<sign>\S)"
)


_NO_UNITS: Final = frozenset("TGM")
"""Capitals before a hyphen that begin a noun: 30 T-Shirts."""


class Kind(StrEnum):
    """What a token is."""

    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign of a text. low: in lower case. glued: nothing stands before it but a token."""

    text: str
    low: str
    start: int
    end: int
    kind: Kind
    glued: bool

    @property
    def is_capital(self) -> bool:
        """Whether it is a word that begins with a capital."""
        return self.kind is Kind.WORD and self.text[0].isupper()


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the tokens of *text*, in order. Takes time in proportion to its length.

    >>> [token.text for token in tokens_of('27" monitor, max $1,299.99')]
    ['27', '"', 'monitor', ',', 'max', '$', '1,299.99']
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = Kind.WORD if match.lastgroup == "times" else Kind(match.lastgroup or "sign")
        start, end = match.span()
        head = text[start:end].partition("-")[0]
        measured = (
            bool(found) and found[-1].kind is Kind.NUMBER and head.lower() in UNITS and head not in _NO_UNITS
        )
        parts = _follows_number(found, start) or measured
        if kind is Kind.WORD and parts and start + len(head) < end:
            middle = start + len(head)  # 55-Zoll-Fernseher: the unit is no part of the noun
            _add(found, text, start, middle, kind)
            _add(found, text, middle, middle + 1, Kind.SIGN)
            start = middle + 1
        _add(found, text, start, end, kind)
    return tuple(found)


def _follows_number(found: list[Token], start: int) -> bool:
    return (
        len(found) > 1
        and found[-1].low in "-\u2010\u2011"
        and found[-1].end == start
        and found[-1].glued
        and found[-2].kind is Kind.NUMBER
    )


def _add(found: list[Token], text: str, start: int, end: int, kind: Kind) -> None:
    word = text[start:end]
    glued = bool(found) and found[-1].end == start
    found.append(Token(word, word.lower().replace("\u2019", "'"), start, end, kind, glued))
