"""Editing: the person says what is so, and that wins over what was derived.

Spec: spec/90-learn.md (LEARN-8).
"""

from __future__ import annotations

import re
from typing import Final

from consumer_twin.errors import BadBeliefError
from consumer_twin.memory.lesson import Lesson
from consumer_twin.memory.topic import parted, taste_of
from protocol import clean

MAX_NAME: Final = 500
_SAID: Final = {"yes": "1.00", "no": "-1.00", "unsure": "0.00"}
_NUMBER: Final = re.compile(r"-?(0(\.\d{1,2})?|1(\.0{1,2})?)", re.ASCII)
_SHARE: Final = re.compile(r"-?(0(\.\d{1,4})?|1(\.0{1,4})?)", re.ASCII)


def read_stance(text: str) -> str:
    """Return the stance that *text* says, as a decimal text: yes, no, unsure, or a number from -1 to 1.

    Raises `BadBeliefError`.

    >>> read_stance("no"), read_stance("0.5")
    ('-1.00', '0.50')
    """
    said = text.strip().lower()
    if said in _SAID:
        return _SAID[said]
    if _NUMBER.fullmatch(said) is None:
        raise BadBeliefError(f"{clean(text, 40)!r} is no stance")
    return f"{float(said) + 0.0:.2f}"


def read_share(of: str, text: str) -> str:
    """Return the share of the price that *text* says something of taste is worth, as a decimal text.

    Only a brand may be worth less than nothing. Price itself is the yardstick: nothing can be said of it.

    Raises `BadBeliefError`.

    >>> read_share("warranty", "0.05")
    '0.0500'
    """
    said = text.strip()
    if of == "price":
        raise BadBeliefError("all tastes are measured in price, so that of price itself can't be set")
    if _SHARE.fullmatch(said) is None or (float(said) < 0 and not of.startswith("brand:")):
        raise BadBeliefError(
            f"{clean(text, 40)!r} is no share of the price, such as 0.05: from 0 to 1, for a brand from -1"
        )
    return f"{float(said) + 0.0:.4f}"


def edit(name: str, stance: str, at_ms: int) -> Lesson:
    """Return the lesson that the person set the topic *name* to *stance*: see `read_stance`, `read_share`.

    Raises `BadBeliefError`.
    """
    _, of = parted(name)
    if clean(of, MAX_NAME) != of:
        raise BadBeliefError(f"{clean(name, 80)!r} is too long a name, or not plain text")
    taste = taste_of(name)
    said = {"share": read_share(taste, stance)} if taste else {"stance": read_stance(stance)}
    return Lesson(at_ms, "edited", facts={"topic": name, **said})
