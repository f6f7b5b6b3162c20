"""What the person says of a suggestion holds, can be forgotten, and is all that lets it leave the machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consumer_twin.memory import Lesson, lesson_of, payload_of
from consumer_twin.memory.facts import checked
from consumer_twin.sense import Suggestion, confirmed, covered, dismissed, may_act, state_of
from negotiation import Mandate
from tests.consumer_twin.sense.household import usd

AT_MS = 1_796_115_600_000
DAY_MS = 86_400_000
COFFEE = Suggestion(
    "again", ("sku:c-1", "title:coffee"), "2026-10-26", "Coffee", "Bought 6 times …", 0.6, date(2026, 11, 25),
    ("memory/4",), "coffee", "Food > Coffee", usd(1499),
)  # fmt: skip
NEVER = dismissed(COFFEE, AT_MS, until_ms=None)
LATER = dismissed(COFFEE, AT_MS, until_ms=AT_MS + 14 * DAY_MS)
YES = confirmed(COFFEE, 3, AT_MS)
NEXT_TIME = replace(COFFEE, cycle="2026-11-26")
RENAMED = replace(COFFEE, names=("title:coffee", "sku:c-2"))


@pytest.mark.parametrize(
    ("lessons", "suggestion", "after_days", "state"),
    [
        ([], COFFEE, 0, "suggested"),
        ([NEVER], COFFEE, 9999, "never"),
        ([NEVER], NEXT_TIME, 9999, "never"),
        ([NEVER], RENAMED, 0, "never"),
        ([NEVER], replace(COFFEE, kind="season"), 0, "never"),
        ([LATER], COFFEE, 13, "not-now"),
        ([LATER], COFFEE, 14, "suggested"),
        ([LATER], COFFEE, -400, "not-now"),
        ([YES], COFFEE, 400, "confirmed"),
        ([YES], NEXT_TIME, 1, "suggested"),
        ([LATER, YES], COFFEE, 1, "confirmed"),
        ([NEVER], replace(COFFEE, names=("title:tea",)), 0, "suggested"),
    ],
)
def test_the_last_word_counts(
    lessons: list[Lesson], suggestion: Suggestion, after_days: int, state: str
) -> None:
    assert state_of(suggestion, lessons, AT_MS + after_days * DAY_MS) == state


@pytest.mark.parametrize("lesson", [NEVER, LATER, YES])
def test_what_was_said_goes_through_the_log_and_can_be_forgotten(lesson: Lesson) -> None:
    kept = lesson_of(payload_of(checked(lesson)), 1)
    assert state_of(COFFEE, [kept], AT_MS) == state_of(COFFEE, [lesson], AT_MS) != "suggested"
    assert state_of(COFFEE, [], AT_MS) == "suggested"


def test_not_now_is_no_word_against_the_category() -> None:
    assert "category" not in (LATER.facts or {}) and (NEVER.facts or {})["category"] == "Food > Coffee"


NAMED = Mandate(per_deal=usd(2000), categories=frozenset({"Food"}))


@pytest.mark.parametrize(
    ("mandate", "leave"),
    [
        (NAMED, True),
        (Mandate(per_deal=usd(1000), categories=frozenset({"Food"})), False),
        (Mandate(per_deal=usd(2000), categories=frozenset({"Foo"})), False),
        (Mandate(per_deal=usd(2000)), False),
        (Mandate(per_month=usd(2000), categories=frozenset({"Food"})), False),
        (replace(NAMED, expires_ms=AT_MS), False),
        (replace(NAMED, expires_ms=AT_MS + 1), True),
        (replace(NAMED, per_month=usd(3000)), True),
        (None, False),
    ],
)
def test_a_mandate_covers_a_sensed_need_only_if_it_names_it(mandate: Mandate | None, leave: bool) -> None:
    assert may_act(COFFEE, "suggested", mandate, None, AT_MS) is leave


def test_what_is_spent_counts_and_what_has_no_price_or_category_is_not_covered() -> None:
    monthly = replace(NAMED, per_month=usd(3000))
    assert covered(COFFEE, monthly, usd(1501), AT_MS) and not covered(COFFEE, monthly, usd(1502), AT_MS)
    assert not covered(replace(COFFEE, price=None), NAMED, None, AT_MS)
    assert not covered(replace(COFFEE, category=""), NAMED, None, AT_MS)


def test_the_person_is_above_any_mandate() -> None:
    assert may_act(COFFEE, "confirmed", None, None, AT_MS)
    assert not may_act(COFFEE, "never", NAMED, None, AT_MS)
    assert not may_act(COFFEE, "not-now", NAMED, None, AT_MS)
