"""How long a busy server asks to be left alone: Retry-After (RFC 9110, section 10.2.3), seconds or a date."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

_LONGEST_S: Final = 99_999
"""Beyond a day it is no wait that anybody means."""


def retry_after_s(headers: Mapping[str, str], now_s: float | None = None) -> float | None:
    """Return the seconds of a Retry-After header; None if there is none that can be read.

    A date counts from the answer's own Date, whose clock it is of; without one from *now_s*, this machine's.

    >>> retry_after_s({"retry-after": "2"})
    2.0
    >>> date = {"date": "Sun, 06 Nov 1994 08:49:07 GMT"}
    >>> retry_after_s({"retry-after": "Sun, 06 Nov 1994 08:49:37 GMT"} | date)
    30.0
    """
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit() and len(said) < 6:
        return float(said)
    until_s = _at_s(said)
    if until_s is None:
        return None
    from_s = _at_s(headers.get("date", ""))
    if from_s is None:
        from_s = time.time() if now_s is None else now_s
    wait_s = until_s - from_s
    return max(0.0, wait_s) if wait_s <= _LONGEST_S else None


def _at_s(date: str) -> float | None:
    try:
        when = parsedate_to_datetime(date)
        return when.replace(tzinfo=when.tzinfo or UTC).timestamp()
    except (ValueError, OverflowError):
        return None
