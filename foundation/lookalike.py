"""Names that look like others, and characters that nobody sees.

Two names look alike if their skeletons are the same: compatibility forms made plain, what is invisible taken
out, each character replaced by the one that stands for all that look like it. It is the skeleton of UTS #39,
taken with and without regard to case; accents make a difference, as they do for people.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from foundation.lookalike_table import LOOKALIKES

_WORD: Final = re.compile(r"[^\W_]+")
_JOINERS: Final = "\u200c\u200d"
_HIDDEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2028\u2029"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""What is ignored in display by default (Unicode's Default_Ignorable_Code_Point), and separators of lines."""
_TOGETHER: Final = frozenset(
    {"LATIN", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO"}
)
"""Scripts that stand in one word in East Asia (UTS #39, "highly restrictive")."""
_PLAIN_SCRIPTS: Final = frozenset(
    {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN", "HEBREW", "CHEROKEE"}
)
"""Scripts whose letters need no joiners to be written rightly."""


def _table() -> dict[int, str]:
    parts = (entry.split(":") for entry in LOOKALIKES.split())
    return {
        int(one, 16): "".join(chr(int(point, 16)) for point in best.split("+"))
        for best, ones in parts
        for one in ones.split(",")
    }


_STANDS_FOR: Final = _table()


@lru_cache(maxsize=65_536)
def skeletons(name: str) -> frozenset[str]:
    """Return what *name* looks like, letters and digits only; two names that share one look alike.

    >>> skeletons("PayPaI") & skeletons("paypal") != frozenset()
    True
    >>> skeletons("Nestl\\u00e9") & skeletons("Nestle")
    frozenset()
    """
    bare = unicodedata.normalize("NFD", _HIDDEN.sub("", name))
    folded = unicodedata.normalize("NFD", bare.casefold())
    return frozenset({_stands_for(bare).casefold(), _stands_for(folded).casefold()} - {""})


def spelled_alike(one: str, other: str) -> bool:
    """Whether the names are the same but for case, white space, punctuation and compatibility forms."""
    return _spelling(one) == _spelling(other)


def hidden(text: str) -> tuple[str, ...]:
    """Return the names (`U+200B`) of characters in *text* that nobody sees and that it does not need.

    Joiners in scripts that need them, a variation sign behind a symbol, and soft hyphens are no such.
    """
    found = (f"U+{ord(text[at]):04X}" for at in _hidden_places(text))
    return tuple(dict.fromkeys(found))


def mixed(text: str) -> tuple[str, ...]:
    """Return the words of *text* in which a letter looks like one of another script that stands beside it."""
    return tuple(word for word in _WORD.findall(_HIDDEN.sub("", text)) if _is_mixed(word))


def seen(text: str) -> str:
    """Return *text* with every character that nobody sees written out, such as `<U+200B>`."""
    return _HIDDEN.sub(lambda found: f"<U+{ord(found.group()):04X}>", text)


def _stands_for(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(_STANDS_FOR))
    return _letters(plain.translate(_STANDS_FOR))


def _letters(text: str) -> str:
    return "".join(one for one in text if unicodedata.category(one)[0] in "LMN")


@lru_cache(maxsize=65_536)
def _spelling(name: str) -> str:
    bare = unicodedata.normalize("NFKC", _HIDDEN.sub("", name)).casefold()
    return _letters(unicodedata.normalize("NFC", bare))


def _hidden_places(text: str) -> Iterator[int]:
    for found in _HIDDEN.finditer(text):
        at, one = found.start(), found.group()
        before = text[at - 1 : at]
        if one == "\u00ad":
            continue
        if one in _JOINERS and before and _joins(before):
            continue
        if "\ufe00" <= one <= "\ufe0f" and before and not before.isascii():
            continue
        if one == "\ufe0f" and text[at + 1 : at + 2] == "\u20e3":  # keycaps
            continue
        yield at


def _joins(before: str) -> bool:
    """Whether a joiner behind *before* has a use: in an Indic or Arabic word, between parts of an emoji."""
    category = unicodedata.category(before)
    if category[0] == "L":
        return _script(before) not in _PLAIN_SCRIPTS | _TOGETHER
    return category in {"So", "Sk", "Mn", "Mc"} and not before.isascii()


def _is_mixed(word: str) -> bool:
    plain = unicodedata.normalize("NFKC", word)
    scripts = {one: _script(one) for one in plain if one.isalpha()}
    there = set(scripts.values()) - {""}
    if len(there) < 2 or there <= _TOGETHER:
        return False
    return any(
        script and _script(_STANDS_FOR.get(ord(one), one)[:1]) in there - {script}
        for one, script in scripts.items()
    )


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """The script of *letter* by the first word of its Unicode name; nothing for signs and modifiers."""
    if not letter or not letter.isalpha():
        return ""
    first = unicodedata.name(letter, "").split(" ")[0]
    return "" if first in {"MODIFIER", "FEMININE", "MASCULINE"} else first
