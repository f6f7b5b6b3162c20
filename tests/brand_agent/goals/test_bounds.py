"""What the Co-Marketer may change: code says so, whatever a text or a model asks for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brand_agent import read_policy
from brand_agent.errors import PolicyError
from brand_agent.goals.bounds import Signed, check
from brand_agent.goals.edits import Edit, difference, edited, taken_back, tightening
from brand_agent.goals.errors import OutsideLimitsError, OutsideMandateError
from brand_agent.goals.goal import Limits
from brand_agent.goals.mandates import check_mandate
from brand_agent.goals.proposal import Effect, Proposal, Reason, propose_edit
from protocol import Price, read_time
from tests.brand_agent.shop import POLICY

PLAIN = POLICY.replace("[guardrails]", '[cost]\nshare = "0.70"\n[guardrails]   # ours')
TEXT = (
    PLAIN
    + """
[[guardrails.age]]
days = 90
max_discount = "0.30"   # old ones
floor_margin = "0.02"
[mandate]
kinds = ["play", "promotion"]
step = "0.02"
discount = "0.05"
until = 2027-01-31T00:00:00Z
by = "Ada"
"""
)
LIMITS = Limits(Decimal("0.10"), Decimal("0.12"), Price(amount=20_000, currency="USD"))
NOON_MS = read_time("2026-12-01T12:00:00Z")
OFFER = {
    "id": "spring", "title": "Spring", "discount": "0.05",
    "valid_from": "2026-12-01T00:00:00Z", "valid_until": "2027-01-01T00:00:00Z",
}  # fmt: skip


def made(edit: Edit, signed: Signed | None = None, text: str = TEXT) -> Proposal:
    return propose_edit(
        text, edit, signed or Signed(LIMITS), goal=1, reason=Reason("why"), effect=Effect("?")
    )


def test_limits_are_tightened_in_the_table_and_in_its_steps_and_comments_stay() -> None:
    rules = read_policy(TEXT).guardrails
    changed = tightening(rules, LIMITS)
    assert changed == {"floor_margin": '"0.10"', "max_discount": '"0.12"', "daily_concessions": '"200.00"'}
    after = edited(TEXT, Edit("limits", changed))
    now = read_policy(after).guardrails
    assert (now.floor_margin, now.max_discount) == (Decimal("0.10"), Decimal("0.12"))
    assert (now.age[0].floor_margin, now.age[0].max_discount) == (Decimal("0.10"), Decimal("0.12"))
    assert "# ours" in after and "# old ones" in after
    assert tightening(now, LIMITS) == {}


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (Edit("play", {"floor_margin": '"0.01"'}), "would fall"),
        (Edit("play", {"max_discount": '"0.90"'}), "above the signed"),
        (Edit("promotion", OFFER | {"discount": "0.14"}), "above the signed"),
        (Edit("volume", {"pieces": 2, "discount": "0.13"}), "above the signed"),
        (Edit("age", {"days": 365, "max_discount": "0.60", "floor_margin": "0.02"}), "above the signed"),
        (Edit("age", {"days": 365, "max_discount": "0.30", "floor_margin": "0.00"}), "would fall"),
        (Edit("play", {"daily_concessions": '"900.00"'}), "above the signed"),
        (Edit("play", {"offer_valid_minutes": "1000"}), "not the Co-Marketer's"),
        (Edit("play", {"play": '"league"'}), "not the Co-Marketer's"),
    ],
    ids=lambda one: one.kind if isinstance(one, Edit) else "",
)
def test_a_proposal_outside_the_bounds_cannot_be_made(edit: Edit, why: str) -> None:
    text = PLAIN if edit.kind == "play" else TEXT
    with pytest.raises(OutsideLimitsError, match=why):
        made(edit, text=text)


def test_a_good_neighbour_of_each_can() -> None:
    for edit in (
        Edit("promotion", OFFER),
        Edit("volume", {"pieces": 2, "discount": "0.03"}),
        Edit("play", {"max_discount": '"0.11"'}),
    ):
        assert made(edit).after == edited(TEXT, edit)


def test_nobody_makes_a_proposal_without_the_check() -> None:
    one = made(Edit("promotion", OFFER))
    for worse in (TEXT.replace('"0.30"   #', '"0.80"   #'), TEXT.replace('step = "0.02"', 'step = "0.90"')):
        with pytest.raises(OutsideLimitsError):
            replace(one, after=worse)
    with pytest.raises(PolicyError):
        replace(one, after="nothing")


def test_goods_that_stay_are_not_touched_by_anything_that_gives_more() -> None:
    kept = Signed(Limits(), untouched=(("router", "router-1", frozenset({"Network"})),))
    for edit in (
        Edit("promotion", OFFER),
        Edit("promotion", OFFER | {"categories": ["Network"]}),
        Edit("play", {"eagerness": '"3.0"'}),
        Edit("play", {"max_discount": '"0.20"'}),
        Edit("volume", {"pieces": 2, "discount": "0.03"}),
    ):
        with pytest.raises(OutsideLimitsError, match="stay as they are"):
            made(edit, kept)
    assert made(Edit("promotion", OFFER | {"products": ["lamp"]}), kept)
    with pytest.raises(OutsideLimitsError, match="no article is called"):
        made(Edit("promotion", OFFER | {"products": ["lamp"]}), Signed(unknown=("Bosch",)))


SHARES = st.decimals("0", "0.99", places=2).map(str)


@given(
    st.dictionaries(
        st.sampled_from(["floor_margin", "max_discount", "sealed_share", "eagerness"]), SHARES, max_size=4
    ),
    SHARES,
    SHARES,
)
@settings(max_examples=80, deadline=None)
def test_whatever_is_asked_for_what_can_be_made_keeps_the_bounds(
    play: dict[str, str], discount: str, floor: str
) -> None:
    asked = (
        Edit("play", {name: f'"{value}"' for name, value in play.items()}),
        Edit("promotion", OFFER | {"discount": discount}),
        Edit("age", {"days": 200, "max_discount": discount, "floor_margin": floor}),
    )
    before = read_policy(TEXT)
    for edit in asked:
        try:
            found = made(edit)
        except (OutsideLimitsError, PolicyError):
            continue
        after = read_policy(found.after)
        for days in (0, 90, 200, 400):
            now, was = after.guardrails.limits(days), before.guardrails.limits(days)
            assert now.floor_margin >= was.floor_margin
            assert now.max_discount <= max(was.max_discount, Decimal("0.12"))
        assert all(one.discount <= Decimal("0.12") for one in after.promotion)


@pytest.mark.parametrize(
    ("kind", "members", "covered"),
    [
        ("promotion", OFFER, True),
        ("promotion", OFFER | {"discount": "0.06"}, False),
        ("promotion", OFFER | {"valid_until": "2027-02-01T00:00:00Z"}, False),
        ("play", {"max_discount": '"0.13"'}, True),
        ("play", {"max_discount": '"0.12"'}, False),
        ("play", {"eagerness": '"2.0"'}, True),
        ("play", {"eagerness": '"2.1"'}, False),
        ("volume", {"pieces": 2, "discount": "0.03"}, False),
    ],
)
def test_a_mandate_covers_its_kinds_so_far_and_no_further(
    kind: Any, members: dict[str, Any], covered: bool
) -> None:
    base, after = read_policy(TEXT), read_policy(edited(TEXT, Edit(kind, members)))
    if covered:
        check_mandate(kind, base, after, at_ms=NOON_MS)
        with pytest.raises(OutsideMandateError, match="over"):
            check_mandate(kind, base, after, at_ms=read_time("2027-01-31T00:00:00Z"))
    else:
        with pytest.raises(OutsideMandateError):
            check_mandate(kind, base, after, at_ms=NOON_MS)


def test_a_mandate_says_who_gives_it_and_until_when() -> None:
    with pytest.raises(PolicyError, match="until when"):
        read_policy(POLICY + '[mandate]\nkinds = ["play"]\n')


def test_a_change_is_taken_back_beside_later_edits_or_not_at_all() -> None:
    after = edited(TEXT, Edit("promotion", OFFER))
    assert taken_back(after, TEXT, after) == TEXT
    later = after.replace("# ours", "# still ours")
    assert taken_back(later, TEXT, after) == TEXT.replace("# ours", "# still ours")
    assert taken_back(after.replace('"Spring"', '"Lent"'), TEXT, after) is None
    assert difference(TEXT, after).count("\n+") > 5


def test_what_is_proposed_never_changes_the_mandate() -> None:
    wider = read_policy(TEXT.replace('step = "0.02"', 'step = "0.50"'))
    with pytest.raises(OutsideLimitsError, match="mandate"):
        check(read_policy(TEXT), wider, Signed())
