"""Times: RFC 3339 in UTC with seconds, in one spelling; inside, integers of milliseconds.

Spec: spec/20-wire.md (WIRE-12).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

GRACE_MS = 30_000
"""How far two honest clocks may differ."""

_SPELLING = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=4096)
def read_time(text: str) -> int:
    """Return the milliseconds since 1970 of *text*, such as `2026-12-01T09:30:00Z`.

    Raises ValueError for any other spelling (offset, fraction, leap second, missing part).
    """
    parts = _SPELLING.fullmatch(text)
    if parts is None:
        raise ValueError(f"{text[:40]!r} is not spelled like 2026-12-01T09:30:00Z")
    year, month, day, hour, minute, second = map(int, parts.groups())
    when = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    return (when - _EPOCH) // timedelta(milliseconds=1)


@lru_cache(maxsize=4096)
def write_time(at_ms: int) -> str:
    """Return the wire's spelling of *at_ms*, fractions of a second cut off.

    >>> write_time(1796117400999)
    '2026-12-01T09:30:00Z'
    """
    return (_EPOCH + timedelta(seconds=at_ms // 1000)).isoformat()[:19] + "Z"


def _spelled(text: str) -> str:
    read_time(text)
    return text


Time = Annotated[
    str,
    AfterValidator(_spelled),
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": f"^{_SPELLING.pattern}$"}),
]
