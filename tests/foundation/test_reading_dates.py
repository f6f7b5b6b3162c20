"""Times are read right, and what a text leaves open stays open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.reading import Moment, TimeUnclearError, read_moment, read_when, read_window
from protocol.times import read_time

HOUR = 3_600_000


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-12-01T09:30:00Z", "2026-12-01T09:30:00Z"),
        ("2026-12-01T09:30Z", "2026-12-01T09:30:00Z"),
        ("2026-12-01 09:30:00Z", "2026-12-01T09:30:00Z"),
        ("2026-12-01T09:30+01:00", "2026-12-01T08:30:00Z"),
        ("2026-12-01T09:30+0100", "2026-12-01T08:30:00Z"),
        ("2026-12-01T09:30-08", "2026-12-01T17:30:00Z"),
        ("2026-12-01T09:30:15-0800", "2026-12-01T17:30:15Z"),
        (" 2026-12-01T09:30Z ", "2026-12-01T09:30:00Z"),
    ],
)
def test_a_time_with_its_zone_is_one_instant(text: str, utc: str) -> None:
    assert read_when(text) == read_time(utc)


def test_fractions_of_a_second_count_in_milliseconds() -> None:
    assert read_when("2026-12-01T09:30:00.250Z") == read_time("2026-12-01T09:30:00Z") + 250


@pytest.mark.parametrize(
    "text",
    [
        "", "tomorrow", "01/12/2026", "20261201", "2026-W49", "2026-13-01", "2026-02-30", "2026-12-01T25:00Z",
        "2026-12-01T24:00Z", "2026-12-01T09:30:60Z", "2026-12-01T09:30+99:00", "2026-12-01T09:30 CET",
        "\uff12\uff10\uff12\uff16-12-01",
    ],
)  # fmt: skip
def test_anything_else_is_unclear(text: str) -> None:
    with pytest.raises(TimeUnclearError):
        read_moment(text)


@pytest.mark.parametrize("text", ["2026-12-01", "2026-12-01T09:30"])
def test_without_a_zone_there_is_no_one_instant(text: str) -> None:
    with pytest.raises(TimeUnclearError):
        read_when(text)


def test_a_day_lasts_from_kiribati_to_baker_island() -> None:
    midnight = read_time("2026-12-01T00:00:00Z")
    assert read_moment("2026-12-01") == Moment(midnight - 14 * HOUR, midnight + 36 * HOUR - 1)


@pytest.mark.parametrize(
    ("at", "holds"),
    [
        ("2026-11-29T09:00:00Z", False),
        ("2026-11-30T11:00:00Z", None),
        ("2026-12-02T00:00:00Z", True),
        ("2026-12-05T12:00:00Z", None),
        ("2026-12-06T13:00:00Z", False),
    ],
)
def test_a_window_of_days_is_open_only_at_its_edges(at: str, holds: bool | None) -> None:
    assert read_window("2026-12-01/2026-12-05").holds(read_time(at)) is holds


def test_a_window_with_zones_is_never_open_and_holds_at_both_ends() -> None:
    window = read_window("2026-12-01T00:00+0100/2026-12-02T00:00+0100")
    start, end = read_time("2026-11-30T23:00:00Z"), read_time("2026-12-01T23:00:00Z")
    assert [window.holds(at) for at in (start - 1, start, end, end + 1)] == [False, True, True, False]


@pytest.mark.parametrize(
    "text", ["2026-12-01", "/", "2026-12-05/2026-12-01", "2026-12-01/P7D", "a/b", "2026-12-01/"]
)
def test_a_window_needs_a_start_and_a_later_end(text: str) -> None:
    with pytest.raises(TimeUnclearError):
        read_window(text)


@given(
    st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(9999, 12, 30)),  # noqa: DTZ001
    st.integers(min_value=-840, max_value=840),
)
def test_every_time_with_an_offset_reads_back(when: datetime, minutes: int) -> None:
    there = when.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    assert read_when(there.isoformat()) == int(there.astimezone(UTC).timestamp()) * 1000


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_unclear(text: str) -> None:
    try:
        moment = read_moment(text)
    except TimeUnclearError:
        return
    assert moment.first_ms <= moment.last_ms
