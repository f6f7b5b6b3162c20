"""
The signs by which a word is known to be a maker: its name, the words before it, a capital, a link to
another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from consumer_twin.wish.reading.asking_words import GIFTS
from consumer_twin.wish.reading.brand_names import FIRSTS, LONGEST, NAMES, WORDS_TOO
from consumer_twin.wish.reading.colour_words import COLOURS
from consumer_twin.wish.reading.date_words import MONTHS, WEEKDAYS
from consumer_twin.wish.reading.kinds import MATERIALS, NO_BRANDS, SMALL_WORDS
from consumer_twin.wish.reading.negation import is_denied
from consumer_twin.wish.reading.size_words import TECHNICAL, is_worn
from consumer_twin.wish.reading.slip import Slip

_SAID: Final = frozenset("by brand marke brands hersteller firma marken".split())
BY: Final = _SAID | frozenset("from von vom maker label".split())
ARTICLES: Final = frozenset("a an the ein eine einen einem der die das den dem some any brand marke".split())
MINE: Final = frozenset(
    "my mein meine meinen meinem meiner his her ihr ihre sein seine unser our your dein deine".split()
)
_LIKED: Final = frozenset("gerne gern liebsten preferably ideally vorzugsweise lieber idealerweise".split())
_FIRST: Final = frozenset(
    """
        apple braun brother vans converse stanley shark ninja fossil jaguar citizen dove sharp boss weber
        brooks columbia
        """.split()
)
"""Names that are words as well, and rarely the first word of a wish but as a name."""
_NO: Final = NO_BRANDS | MATERIALS | SMALL_WORDS | WEEKDAYS.keys() | MONTHS.keys()
_LINES: Final = frozenset(
    """
        kindle ipad iphone imac macbook playstation xbox galaxy thinkpad chromebook airpods pixel catan
        monopoly thermomix nutella barbie
        """.split()
)
"""Names of a maker's things that stand for the maker where they are shut out, or beside another maker: `not a
Kindle`, `Kindle or Kobo`."""
_QUALITY: Final = ("ung", "heit", "keit", "art")


@dataclass(frozen=True, slots=True)
class Name:
    """A maker's name: the tokens from *start* to before *end*."""

    start: int
    end: int


def known(slip: Slip, at: int) -> Name | None:
    """Return the longest name of the list that begins at *at*."""
    if slip.low(at) not in FIRSTS or not slip.is_free(at):
        return None
    measured = at > 0 and slip.is_number(at - 1) and slip.low(at) in TECHNICAL
    if measured or (slip.low(at) == "lg" and slip.german and slip.is_bound(at - 1) and at > len(slip) - 4):
        return None  # 100 hp; liebe Grüße
    for end in range(min(at + LONGEST, len(slip)), at, -1):
        key = tuple(slip.lows[at:end])
        listed = key in NAMES and slip.is_free(at, end)
        if listed and (key not in WORDS_TOO or _is_meant(slip, at, end)):
            return Name(at, end)
    return None


def _is_meant(slip: Slip, at: int, end: int) -> bool:
    """Whether a name that is a word as well is a name here."""
    before = slip.low(at - 1)
    beside = _is_beside_name(slip, at, end)
    if not slip.tokens[at].is_capital:
        return before in _SAID or beside or (before in ("from", "von") and is_denied(slip, at) is True)
    alone = at > 0 and slip.is_bound(at - 1) and slip.is_bound(end) and slip.low(at - 1) in ",;("
    if before in BY or alone or beside:
        return True
    if before in MINE or before in ("in", "im", "auf"):
        return False
    return _is_named(slip, at, end)


def _is_named(slip: Slip, at: int, end: int) -> bool:
    """Whether its capital, or what stands around it, says that a word is a name."""
    before = slip.low(at - 1)
    if is_denied(slip, at) is True or before in _LIKED:
        return True
    goes_on = slip.is_word(end) and slip.is_free(end) and not slip.is_bound(end)
    if slip.german:
        if at and slip.is_bound(end) and slip.tokens[at - 1].is_capital:
            return slip.low(at - 1) not in GIFTS and slip.low(at) != "kinder"
        return goes_on and slip.tokens[end].is_capital and (at == 0 or before not in ARTICLES)
    begins = at == 0 or slip.low(at - 1) == "."
    return not begins or (goes_on and (slip.tokens[end].is_capital or slip.low(at) in _FIRST))


def _is_beside_name(slip: Slip, at: int, end: int) -> bool:
    links = ("or", "oder", "/")
    return (slip.low(at - 1) in links and (slip.low(at - 2),) in NAMES) or (
        slip.low(end) in links and (slip.low(end + 1),) in NAMES
    )


def told(slip: Slip, at: int) -> Name | None:
    """Return the name that the words before it tell: `by X`, `von X`, `Marke X`, `bloß nicht X`."""
    if not slip.is_word(at) or not slip.is_free(at):
        return None
    if slip.low(at) in _LINES and is_denied(slip, at) is True and not slip.is_number(at + 1):
        return Name(at, at + 1)
    return None if slip.low(at) in _NO else _told(slip, at)


def _told(slip: Slip, at: int) -> Name | None:
    before = slip.low(at - 1)
    if before not in BY:
        alone = (
            slip.german
            and slip.tokens[at].is_capital
            and slip.low(at) not in COLOURS
            and _is_alone_denied(slip, at)
        )
        return Name(at, run_end(slip, at)) if alone else None
    if not slip.tokens[at].is_capital:
        return Name(at, at + 1) if _is_told_small(slip, at) else None
    if slip.german and (before == "vom" or (before == "von" and _is_quality(slip, at))):
        return None
    return Name(at, run_end(slip, at))


def _is_told_small(slip: Slip, at: int) -> bool:
    """Whether a name in small letters is told: `not by beats`, `made by foonik`."""
    before = slip.low(at - 1)
    made = before == "by" and (is_denied(slip, at) is True or slip.low(at - 2) == "made")
    return made and len(slip.low(at)) > 1 and slip.low(at) != "hand"


def _is_quality(slip: Slip, at: int) -> bool:
    """Whether `von X` tells of what kind it is: `von hoher Qualität`, `ein Set von Messern`."""
    return slip.low(at).endswith(_QUALITY) or slip.low(at - 2) in ("art", "form", "set", "paar")


def _is_alone_denied(slip: Slip, at: int) -> bool:
    """Whether a word with a capital, alone in its clause, is shut out: `alles außer Lässig`."""
    if slip.low(at - 1) not in ("nicht", "außer", "ausser", "bloß"):
        return False
    end = run_end(slip, at)
    return slip.is_bound(end) or not slip.is_free(end) or slip.low(end) in ("bitte", "oder", "und", "noch")


def run_end(slip: Slip, at: int) -> int:
    """Return where a name of several words with capitals ends."""
    end = at + 1
    while end - at < 4:
        follows = slip.is_word(end + 1) and slip.is_free(end, end + 2)
        joined = slip.low(end) in ("&", "+") and follows and slip.tokens[end + 1].is_capital
        dotted = slip.low(end) == "." and follows and slip.is_glued(end) and slip.is_glued(end + 1)
        if joined or dotted:
            end += 2
        elif not slip.german and is_namely(slip, end):
            end += 1
        else:
            break
    return end


def is_namely(slip: Slip, at: int) -> bool:
    """Whether the word at *at* may be a name, or part of one, for its capital."""
    if not slip.is_word(at) or not slip.is_free(at) or slip.low(at) in _NO:
        return False
    text = slip.tokens[at].text
    if slip.low(at).endswith(("-style", "-like", "-inspired", "-free")):
        return False
    numbered = slip.is_number(at + 1) and not slip.is_glued(at + 1) and len(slip.low(at + 1)) < 5
    if slip.low(at) in COLOURS or is_worn(slip.low(at)):
        return False
    plain = len(text) > 2 and text[0].isupper() and not text.isupper() and text.isascii() | text.isalpha()
    return plain and not numbered and not any(map(str.isdigit, text))  # a model has a number


def may_link(slip: Slip, at: int, *, ahead: bool) -> bool:
    """Whether the word at *at* may be a name because it is linked to one. ahead: it stands after that one."""
    line = slip.low(at) in _LINES and not slip.is_number(at + 1)
    if not slip.is_free(at) or not slip.is_word(at) or (slip.low(at) in _NO and not line):
        return False
    numbered = any(map(str.isdigit, slip.tokens[at].text))
    fits = (ahead or at > 0 or not slip.german) and not numbered
    return fits and slip.tokens[at].is_capital and not slip.low(at).endswith(("ung", "heit"))
