"""What stands in a language that is not read, and may be a limit: said to be unclear, never passed over.

English and German are read. A number in a sentence of another language may be the most that a thing may cost;
where its words say so by a sign of money it is no search term either.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from consumer_twin.wish.reading.clauses import clauses_of
from consumer_twin.wish.reading.slip import Note, Slip

_MONEY: Final = tuple(
    """
    \u5143 \u5757 \u5706 \u5713 \u5186 \u00a5 \uffe5 \u94b1 \u9322 \u9884\u7b97 \u9810\u7b97 \u4ee5\u4e0b
    \u4ee5\u5185 \u4ee5\u5167 \u4ee5\u4e0a \u4e0d\u8d85\u8fc7 \u4e88\u7b97 \u307e\u3067 \uc6d0 \uc774\ud558
    \ub9cc\uc6d0 \u0440\u0443\u0431 \u20bd \u0433\u0440\u043d \u20b4 \u043b\u0432 \u0434\u043e
    \u0435\u0432\u0440\u043e \u03b5\u03c5\u03c1\u03ce \u03ad\u03c9\u03c2 \u0e1a\u0e32\u0e17 \u20b9
    \u0930\u0941 \u0631\u064a\u0627\u0644 \u062f\u0631\u0647\u0645 \u20ba \u20ac $ \u00a3
    """.split()
)
"""Signs and words of money and of limits, in scripts that are not read."""
_OTHERS: Final = frozenset(
    """
    le la les un une des du pour moins plus avec sans pas je cherche jusqu entre euros-max el los las una para
    menos m\u00e1s sin con hasta busco quiero il lo gli uno per meno pi\u00f9 senza fino cerco een het voor
    minder dan met zonder ik zoek tot dla do poni\u017cej bez szukam um uma mais sem at\u00e9 procuro na pro
    m\u00e9n\u011b ne za
    """.split()
)
"""Small words of French, Spanish, Italian, Dutch, Polish, Portuguese and Czech."""
_SYMBOLS: Final = frozenset("\u00b5\u03bc\u03a9\u03c9\u2126\u03b1\u03b2\u03b3\u03c0\u00aa\u00ba")
"""Letters that are signs of science in any language."""
_SIGNS: Final = 2
"""Small words of another language from which on a text is taken to be in it."""
_ONLY: Final = "only English and German are read, so that a limit in these words is not understood"


def read_unread(slip: Slip) -> None:
    """Note on *slip* what may be a limit in a language that is not read; amounts of money are taken."""
    foreign = [is_foreign(low) for low in slip.lows]
    if any(foreign):
        _note_foreign(slip, foreign)
    elif not (slip.german or slip.english) and len(_OTHERS & set(slip.lows)) >= _SIGNS:
        numbers = [at for at in range(len(slip)) if slip.is_number(at)]
        if numbers:
            _note(slip, numbers[0], numbers[0] + 1)


@lru_cache(maxsize=4096)
def is_foreign(word: str) -> bool:
    """Whether *word* has a letter of another script than ours.

    >>> is_foreign("\u7535\u8111"), is_foreign("caf\u00e9"), is_foreign("42")
    (True, False, False)
    """
    return any(
        letter.isalpha()
        and not letter.isascii()
        and not unicodedata.name(letter, "LATIN").startswith("LATIN")
        for letter in word
        if letter not in _SYMBOLS
    )


def _note_foreign(slip: Slip, foreign: list[bool]) -> None:
    """Take a clause that tells of money, and note another that has a number nobody has read."""
    clauses = clauses_of(slip)
    for clause in clauses:
        places = range(clause.start, clause.end)
        words = slip.words(clause.start, clause.end)
        priced = _tells_of_money(words.lower())
        is_digit = str.isnumeric if priced else str.isdecimal
        numbered = any(slip.is_free(at) and any(map(is_digit, slip.low(at))) for at in places)
        if not numbered or not any(foreign[at] for at in places):
            continue
        if len(clauses) > 1 and slip.is_free(clause.start, clause.end) and priced:
            slip.doubt(f"{words}: {_ONLY}", clause.start, clause.end)
        else:
            _note(slip, clause.start, clause.end)


def _tells_of_money(words: str) -> bool:
    return any(sign in words for sign in _MONEY)


def _note(slip: Slip, start: int, end: int) -> None:
    slip.unclear.append(Note(f"{slip.words(start, end)}: {_ONLY}", *slip.span(start, end)))
