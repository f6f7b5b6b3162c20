"""The guards: nothing outside a mandate passes, and each refusal has its code."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation import (
    Approval,
    Deal,
    GuardError,
    Mandate,
    SellerMandate,
    guard_accept,
    guard_offer,
    lowest_discounted_minor,
)
from protocol import Price


def usd(amount: int) -> Price:
    return Price(amount=amount, currency="USD")


def eur(amount: int) -> Price:
    return Price(amount=amount, currency="EUR")


NOTHING, CEILING, TOTAL = usd(0), usd(9_500), usd(9_000)
SELLER = SellerMandate("USD", floor_minor=8_700, lowest_minor=8_500)
DEAL = Deal(usd(9_000), 1, frozenset({"Electronics > Routers"}), "hash-of-the-offer")
MANDATE = Mandate(usd(10_000), usd(20_000), frozenset({"Electronics"}), expires_ms=1_000)


def offer_code(
    total: Price = TOTAL, *, stock: int | None = 5, quantity: int = 1, mandate: SellerMandate = SELLER
) -> str:
    try:
        guard_offer(total, list_total_minor=10_000, quantity=quantity, stock=stock, mandate=mandate)
    except GuardError as error:
        return error.code
    return "allowed"


def accept_code(
    deal: Deal = DEAL,
    *,
    ceiling: Price | None = CEILING,
    authority: Approval | Mandate = MANDATE,
    spent: Price = NOTHING,
    at_ms: int = 0,
) -> str:
    try:
        guard_accept(deal, ceiling=ceiling, quantity=1, authority=authority, spent=spent, at_ms=at_ms)
    except GuardError as error:
        return error.code
    return "allowed"


def test_an_offer_within_the_mandate_is_allowed() -> None:
    assert offer_code() == "allowed"
    assert offer_code(usd(8_700)) == "allowed"
    assert offer_code(stock=3, quantity=3) == "allowed"


def test_an_offer_below_the_floor_is_refused() -> None:
    assert offer_code(usd(8_699)) == "below-floor"


def test_an_offer_with_too_much_discount_is_refused_whatever_the_floor_says() -> None:
    low = replace(SELLER, floor_minor=1)
    assert offer_code(usd(8_500), mandate=low) == "allowed"
    assert offer_code(usd(8_499), mandate=low) == "over-max-discount"


def test_without_a_floor_nothing_below_the_list_price_passes() -> None:
    firm = replace(SELLER, floor_minor=None)
    assert offer_code(usd(9_999), mandate=firm) == "below-floor"
    assert offer_code(usd(10_000), mandate=firm) == "allowed"


def test_the_list_price_is_allowed_even_below_the_floor() -> None:
    assert offer_code(usd(10_000), mandate=replace(SELLER, floor_minor=11_000)) == "allowed"


@pytest.mark.parametrize("stock", [None, 0, 1])
def test_an_offer_of_more_than_there_is_known_to_be_is_refused(stock: int | None) -> None:
    assert offer_code(stock=stock, quantity=2) == "stock-short"


def test_an_offer_in_another_currency_is_refused() -> None:
    assert offer_code(eur(9_000)) == "wrong-currency"


@given(st.integers(0, 20_000), st.integers(0, 12_000), st.decimals("0", "1", places=2))
def test_no_offer_below_floor_or_discount_passes(total: int, floor: int, discount: Decimal) -> None:
    lowest = lowest_discounted_minor([(10_000, discount)])
    code = offer_code(usd(total), mandate=SellerMandate("USD", floor, lowest))
    good = total >= min(floor, 10_000) and total >= 10_000 * (1 - discount)
    assert (code == "allowed") == good


def test_an_accept_within_the_mandate_is_allowed() -> None:
    assert accept_code() == "allowed"


def test_the_ceiling_holds_for_mandates_and_for_approved_deals() -> None:
    approval = Approval("hash-of-the-offer")
    assert accept_code(ceiling=usd(9_000), authority=approval) == "allowed"
    assert accept_code(ceiling=usd(8_999), authority=approval) == "above-ceiling"
    assert accept_code(ceiling=usd(8_999)) == "above-ceiling"
    assert accept_code(ceiling=None) == "allowed"


def test_an_approval_is_for_one_hash() -> None:
    assert accept_code(authority=Approval("hash-of-another-offer")) == "not-approved"


def test_an_approved_deal_needs_no_mandate() -> None:
    assert accept_code(authority=Approval("hash-of-the-offer"), spent=usd(10**9), at_ms=10**15) == "allowed"


def test_another_quantity_is_refused() -> None:
    assert accept_code(replace(DEAL, quantity=2)) == "wrong-quantity"


def test_a_deal_above_the_limit_per_deal_is_refused() -> None:
    assert accept_code(authority=replace(MANDATE, per_deal=usd(9_000))) == "allowed"
    assert accept_code(authority=replace(MANDATE, per_deal=usd(8_999))) == "over-deal-limit"


def test_a_deal_that_fills_the_month_is_allowed_and_a_unit_more_is_not() -> None:
    assert accept_code(spent=usd(11_000)) == "allowed"
    assert accept_code(spent=usd(11_001)) == "over-month-limit"


@pytest.mark.parametrize(
    ("categories", "code"),
    [
        ({"Electronics"}, "allowed"),
        ({"Electronics > Routers"}, "allowed"),
        ({"Electronicsy > Routers"}, "category-not-allowed"),
        ({"Garden"}, "category-not-allowed"),
        ({"Electronics", "Garden"}, "category-not-allowed"),
        (set(), "category-not-allowed"),
    ],
)
def test_a_category_the_mandate_does_not_name_is_refused(categories: set[str], code: str) -> None:
    assert accept_code(replace(DEAL, categories=frozenset(categories))) == code


def test_a_mandate_without_categories_covers_all() -> None:
    assert (
        accept_code(replace(DEAL, categories=frozenset()), authority=replace(MANDATE, categories=None))
        == "allowed"
    )


def test_a_mandate_ends_at_its_time() -> None:
    assert accept_code(at_ms=999) == "allowed"
    assert accept_code(at_ms=1_000) == "mandate-expired"


@pytest.mark.parametrize(
    ("ceiling", "authority", "spent"),
    [
        (eur(9_500), MANDATE, NOTHING),
        (CEILING, replace(MANDATE, per_deal=eur(10_000)), NOTHING),
        (CEILING, replace(MANDATE, per_month=eur(20_000)), NOTHING),
        (CEILING, MANDATE, eur(0)),
    ],
)
def test_a_limit_in_another_currency_allows_nothing(ceiling: Price, authority: Mandate, spent: Price) -> None:
    assert accept_code(ceiling=ceiling, authority=authority, spent=spent) == "wrong-currency"


def test_a_mandate_without_a_limit_of_money_is_none() -> None:
    with pytest.raises(ValueError, match="limit"):
        Mandate(categories=frozenset({"Electronics"}))


def test_no_message_of_a_guard_names_a_private_number() -> None:
    for error in GuardError.__subclasses__():
        assert not any(letter.isdigit() for letter in str(error(9_000, 8_999)))


def test_every_guard_error_has_a_code_of_its_own_and_a_requirement() -> None:
    errors = GuardError.__subclasses__()
    assert len({error.code for error in errors}) == len(errors)
    assert all(error.requirement for error in errors)
