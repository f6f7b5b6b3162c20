"""Every difference from the list has a reason, and the desk's guard signs no reason that is not true."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from brand_agent import UnguardedError, read_policy, stockroom
from brand_agent.offering import offer_body, propose
from brand_agent.reasons import guard_reasons
from brand_agent.stockroom import Item
from protocol import Negotiation, Offer, Terms
from tests.brand_agent.shop import NOON_MS, POLICY, entry
from tests.brand_agent.test_age import DAY_MS, STEPS

RULES = read_policy(POLICY + STEPS)
FRESH = entry(cost=5_000)
OLD = replace(FRESH, since={"router-1": NOON_MS - 100 * DAY_MS})
LONGER = Terms(delivery_days=2, warranty_months=24, returns_days=30, extras=("gift-wrap",))


def item(old: bool) -> Item:
    article = stockroom([OLD if old else FRESH], RULES).find("router", "router-1")
    assert article is not None
    return article.aged(1, NOON_MS)


def offered(*, old: bool = True, terms: Terms | None = None, below: int = 1_000) -> Offer:
    """An offer as the brand makes it."""
    proposal = propose(terms, [item(old)], RULES)
    return offer_body(proposal, proposal.start_minor - below, RULES, made_ms=NOON_MS)


TALK = Negotiation(offers=MappingProxyType({"first": offered(below=0)}))


def changed(offer: Offer, number: int, **parts: Any) -> Offer:
    """The *offer* with something else said in one of its deviations."""
    rows = list(offer.deviations)
    rows[number] = rows[number].model_copy(update=parts)
    return offer.model_copy(update={"deviations": tuple(rows)})


@pytest.mark.parametrize("terms", [None, LONGER])
@pytest.mark.parametrize("old", [True, False])
def test_what_the_brand_says_of_its_offers_is_true(old: bool, terms: Terms | None) -> None:
    offer = offered(old=old, terms=terms)
    guard_reasons(offer, [item(old)], TALK, RULES)
    explained = sum(one.amount.amount for one in offer.deviations if one.issue == "price")
    assert explained == offer.total.amount - offer.list_total.amount


@pytest.mark.parametrize(
    ("reason", "number"),
    [
        ("round-concession", 0),
        ("clearance", 1),
        ("counter-met", 1),
        ("sealed-bid", 1),
        ("promotion", 1),
        ("rung", 1),
        ("promotion", 0),
    ],
)
def test_a_reason_that_is_not_true_is_never_signed(reason: str, number: int) -> None:
    with pytest.raises(UnguardedError):
        guard_reasons(changed(offered(), number, reason=reason), [item(True)], TALK, RULES)


def test_fresh_pieces_can_not_be_cleared() -> None:
    with pytest.raises(UnguardedError, match="clearance"):
        guard_reasons(changed(offered(old=False), 0, reason="clearance"), [item(False)], TALK, RULES)


def test_nothing_is_conceded_before_a_word_was_said() -> None:
    with pytest.raises(UnguardedError, match="round-concession"):
        guard_reasons(offered(), [item(True)], Negotiation(), RULES)


def test_what_is_granted_on_top_is_charged_as_the_policy_says() -> None:
    offer = offered(terms=LONGER)
    for number, one in enumerate(offer.deviations):
        if one.issue != "price":
            cheaper = one.amount.model_copy(update={"amount": one.amount.amount - 1})
            with pytest.raises(UnguardedError, match="on top"):
                guard_reasons(changed(offer, number, amount=cheaper), [item(True)], TALK, RULES)
