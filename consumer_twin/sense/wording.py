"""Words of suggestions: what to look for by a title, and numbers as people say them."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_MOST_WORDS: Final = 7
_CUT: Final = re.compile(r"\s*(?:[|;([{•·\u2013\u2014]|,\s|\s-\s|:\s).*", re.DOTALL)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def search_words(title: str) -> str:
    """Return what to look for a thing by: its title up to the first mark, seven words at most.

    >>> search_words("Coffee beans 1 kg, whole (dark roast) | 2024 edition")
    'Coffee beans 1 kg'
    """
    head = _CUT.sub("", title).strip() or title.replace(";", " ")
    return " ".join(_YEAR.sub("", head).split()[:_MOST_WORDS]) or head[:80]


def short(title: str, most: int = 60) -> str:
    """Return *title*, cut at a word where it is too long.

    >>> short("A title that goes on and on", 12)
    'A title…'
    """
    if len(title) <= most:
        return title
    return title[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"


def percent(share: float) -> str:
    """Return *share* in whole percents, never 0 or 100.

    >>> percent(0.504), percent(0.9999)
    ('50 %', '99 %')
    """
    return f"{min(99, max(1, round(share * 100)))} %"


def days(number: float) -> str:
    """Return a number of days.

    >>> days(1.2), days(29.6)
    ('1 day', '30 days')
    """
    whole = max(1, round(number))
    return f"{whole} day{'' if whole == 1 else 's'}"


def dates(some: list[date]) -> str:
    """Return *some* days: all of them if they are few.

    >>> dates([date(2024, 12, 1), date(2025, 12, 3)])
    '2024-12-01 and 2025-12-03'
    """
    told = [day.isoformat() for day in some]
    if len(told) > 4:
        told = [*told[:2], f"{len(told) - 3} more", told[-1]]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
