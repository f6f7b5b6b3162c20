"""Remedies: what was published, no more and no less, and a guard before the key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_agent import PolicyError, read_policy
from brand_agent.errors import UnguardedError
from brand_agent.fulfilment import guard_remedy, remedy_for
from brand_agent.policy_fulfilment import remedy_terms
from protocol import Offer, Price
from protocol.fulfilling import value_of
from protocol.fulfilment import RemedyTerms
from spec.generate.parts import offer_body
from tests.brand_agent.fulfilment.customer import RULES
from tests.brand_agent.shop import NOON_MS, POLICY

DEAL = Offer.model_validate(offer_body(10_000))
RULED = read_policy(POLICY + RULES)


@given(
    st.integers(0, 2**40), st.integers(0, 10_000), st.integers(1, 10_000), st.none() | st.integers(1, 10_000)
)
def test_nothing_is_worth_more_than_the_deal_or_its_cap(
    total: int, days: int, share: int, cap: int | None
) -> None:
    stated = {} if cap is None else {"cap_basis_points": cap}
    terms = RemedyTerms(case="late", kind="price-reduction", basis_points=share, days=1, **stated)
    amount, points = value_of(terms, Price(amount=total, currency="USD"), days)
    assert points is None
    assert amount is not None
    assert amount.amount <= total
    assert cap is None or amount.amount <= -(-total * cap // 10_000)


def test_a_remedy_is_what_was_published() -> None:
    for terms in remedy_terms(RULED.remedies):
        remedy = remedy_for(
            terms.case, DEAL, RULED, regarding="A" * 43, days_late=1, is_owed=False, at_ms=NOON_MS
        )
        assert remedy.kind == terms.kind
        assert (remedy.amount, remedy.points) == value_of(terms, DEAL.total, 1)
        guard_remedy(remedy, terms.case, DEAL, RULED, days_late=1, is_owed=False)


@pytest.mark.parametrize("amount", [499, 501, 10_001])
def test_the_guard_stops_what_was_not_published(amount: int) -> None:
    remedy = remedy_for("late", DEAL, RULED, regarding="A" * 43, days_late=1, is_owed=False, at_ms=NOON_MS)
    other = remedy.model_copy(update={"amount": Price(amount=amount, currency="USD")})
    with pytest.raises(UnguardedError):
        guard_remedy(other, "late", DEAL, RULED, days_late=1, is_owed=False)


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ('case = "late"\nkind = "price-reduction"', "has a share"),
        ('case = "late"\nkind = "points"', "points belong"),
        ('case = "late"\nkind = "none"\nshare = "0.05"', "share and cap"),
        ('case = "sad"\nkind = "none"', "late"),
        ('case = "late"\nkind = "none"\n[[remedies]]\ncase = "late"\nkind = "none"', "two remedies"),
    ],
)
def test_a_policy_says_what_is_wrong_with_a_remedy(rule: str, says: str) -> None:
    with pytest.raises(PolicyError, match=says):
        read_policy(f"{POLICY}\n[[remedies]]\n{rule}\n")
