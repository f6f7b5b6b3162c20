"""Limits as somebody wants them become lines of brand.toml, and nothing else changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_agent import read_policy
from brand_agent.console.wanted import WantedLimits, limits_text
from brand_agent.errors import PolicyError
from brand_agent.goals.edits import difference
from brand_agent.policy_edit import with_settings
from protocol import Price

TEXT = """# Ours
[brand]
name = "Shop"   # the name
[cost]
share = "0.70"
[guardrails]   # limits
floor_margin = "0.06"   # of the price
max_discount = "0.10"
daily_concessions = "500.00"
[[shipping]]
days = 5
price = "0.00"
"""
AS_IT_IS = WantedLimits(
    Decimal("0.06"), Decimal("0.10"), Price(amount=50_000, currency="USD"), Decimal("0.25")
)


def changed(**values: object) -> list[str]:
    wanted = WantedLimits(**{name: getattr(AS_IT_IS, name) for name in AS_IT_IS.__slots__} | values)
    after = limits_text(TEXT, wanted, by='Ada "L"')
    return [line for line in difference(TEXT, after).splitlines()[2:] if line[0] in "+-" and line[1:].strip()]


def test_what_is_as_it_was_is_not_written() -> None:
    assert limits_text(TEXT, AS_IT_IS, by="Ada") == TEXT


def test_a_line_changes_and_its_comment_stays() -> None:
    assert changed(floor_margin=Decimal("0.08")) == [
        '-floor_margin = "0.06"   # of the price',
        '+floor_margin = "0.08"   # of the price',
    ]
    assert changed(daily_concessions=None) == ['-daily_concessions = "500.00"']
    assert changed(concession_share=Decimal("0.5")) == ['+concession_share = "0.5"']


def test_a_mandate_says_who_gave_it_and_ends() -> None:
    lines = changed(kinds=("play", "age"), until=date(2027, 3, 31))
    assert lines == [
        "+[mandate]", '+kinds = ["play", "age"]', "+until = 2027-03-31T23:59:59Z", '+by = "Ada \\"L\\""',
    ]  # fmt: skip
    given_ = WantedLimits(
        Decimal("0.06"), Decimal("0.10"), AS_IT_IS.daily_concessions, Decimal("0.25"), ("play",),
        until=date(2027, 3, 31),
    )  # fmt: skip
    after = limits_text(TEXT, given_, by="Ada")
    assert limits_text(after, given_, by="Bob") == after  # nothing changed, so nobody else gave it
    assert read_policy(limits_text(after, AS_IT_IS, by="Bob")).mandate.kinds == ()


def test_a_mandate_without_an_end_is_none() -> None:
    with pytest.raises(PolicyError):
        changed(kinds=("play",))


def test_a_table_that_is_not_written_line_by_line_is_left_alone() -> None:
    inline = TEXT.replace('[cost]\nshare = "0.70"', 'cost = { share = "0.70" }')
    inline = inline.replace("[brand]", 'mandate = { step = "0.01" }\n[brand]').replace(
        'cost = { share = "0.70" }\n', ""
    )
    with pytest.raises(PolicyError):
        with_settings(inline, "mandate", {"step": '"0.03"'})


@given(st.integers(0, 9_999), st.integers(0, 9_999))
def test_the_policy_reads_as_it_was_wanted(floor: int, most: int) -> None:
    wanted = WantedLimits(Decimal(floor) / 10_000, Decimal(most) / 10_000, None, Decimal("0.25"))
    rules = read_policy(limits_text(TEXT, wanted, by="Ada")).guardrails
    assert (rules.floor_margin, rules.max_discount) == (wanted.floor_margin, wanted.max_discount)
