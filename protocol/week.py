"""Weeks of the ISO 8601 calendar, in UTC.

Spec: spec/48-demand.md (DEMAND-6, DEMAND-7).

Their names sort as they follow each other.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Final

from pydantic import AfterValidator, Field

_EPOCH: Final = date(1970, 1, 1)
_DAY_MS: Final = 86_400_000


def week_of(at_ms: int) -> str:
    """Return the week that *at_ms* is in.

    >>> week_of(1796115600000)
    '2026-W49'
    """
    year, week, _ = (_EPOCH + timedelta(days=at_ms // _DAY_MS)).isocalendar()
    return f"{year:04}-W{week:02}"


def week_start_ms(week: str) -> int:
    """Return when *week* begins, in milliseconds since 1970. Raises ValueError for a week that no year has.

    >>> week_of(week_start_ms("2026-W49")), week_of(week_start_ms("2026-W49") - 1)
    ('2026-W49', '2026-W48')
    """
    monday = date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    return (monday - _EPOCH).days * _DAY_MS


def week_end_ms(week: str) -> int:
    """Return when *week* is over, in milliseconds since 1970. Raises ValueError as `week_start_ms`."""
    return week_start_ms(week) + 7 * _DAY_MS


def _there(week: str) -> str:
    week_start_ms(week)
    return week


Week = Annotated[str, Field(pattern=r"^[0-9]{4}-W(0[1-9]|[1-4][0-9]|5[0-3])$"), AfterValidator(_there)]
"""A week that there is."""
