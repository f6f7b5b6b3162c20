"""A day in a foreign text has one reading, or it is an error."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.reading import DayOrder, DayUnclearError, ReadingError, read_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-03", "2026-11-03"),
        ("2026/11/3", "2026-11-03"),
        ("2026.11.03", "2026-11-03"),
        ("2026-11-03T23:59:59.087Z", "2026-11-03"),
        ("2026-11-03T00:30:00+09:00", "2026-11-03"),
        ("2026-11-03 14:05", "2026-11-03"),
        (" 31.10.2026 ", "2026-10-31"),
        ("10/31/2026, 2:05 PM", "2026-10-31"),
        ("3/3/2026", "2026-03-03"),
        ("3 November 2026", "2026-11-03"),
        ("3-Nov-2026", "2026-11-03"),
        ("Nov 3, 2026", "2026-11-03"),
        ("November 3rd, 2026", "2026-11-03"),
        ("Tue, 3 Nov 2026 08:00:00 +0000", "2026-11-03"),
        ("Sept. 4, 2026", "2026-09-04"),
        ("29.02.2024", "2024-02-29"),
    ],
)
def test_one_reading(text: str, day: str) -> None:
    assert read_day(text).isoformat() == day


@pytest.mark.parametrize(
    "text",
    ["", "  ", "03/04/2026", "03-04-26", "3/4", "2026", "2026-13-01", "2026-02-30", "29.02.2026", "soon",
     "45987", "20261103", "31/31/2026", "3 Nonember 2026", "2026-11-03 to 2026-11-05", "1" * 100,
     "\uff13.11.2026"],
)  # fmt: skip
def test_no_reading_or_two(text: str) -> None:
    with pytest.raises(DayUnclearError) as caught:
        read_day(text)
    assert isinstance(caught.value, ReadingError)
    assert (caught.value.code, caught.value.requirement) == ("day-unclear", "SCAN-30")


@pytest.mark.parametrize(("order", "day"), [("dmy", "2026-04-03"), ("mdy", "2026-03-04")])
def test_the_source_says_the_order(order: DayOrder, day: str) -> None:
    assert read_day("03/04/2026", order).isoformat() == day


def test_a_stated_order_is_kept_even_where_the_other_would_do() -> None:
    with pytest.raises(DayUnclearError):
        read_day("31/10/2026", "mdy")


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_back(day: date) -> None:
    assert read_day(day.isoformat()) == day
    assert read_day(f"{day.day}.{day.month}.{day.year}", "dmy") == day
    assert read_day(f"{day.month}/{day.day}/{day.year}", "mdy") == day


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(DayUnclearError):
        read_day(text)
