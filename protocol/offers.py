"""An offer's sums: the total is all-in, and every difference from the list has a reason.

Spec: spec/60-negotiate.md (NEG-12, NEG-13), spec/45-claim.md (CLAIM-38), spec/35-relate.md (REL-23, REL-24).
"""

from __future__ import annotations

from collections.abc import Collection

from protocol.bodies import Offer, Open
from protocol.claim import UnclaimedError
from protocol.errors import ProtocolError


class SumsDifferError(ProtocolError):
    """The parts of an offer do not add up to its total."""

    code = "sums-differ"
    requirement = "NEG-12"
    status = 409
    advice = "Let the parts that are not included add up to the total, in one currency."


class UnexplainedError(ProtocolError):
    """The total differs from the list total by more or less than the stated deviations."""

    code = "unexplained-deviation"
    requirement = "NEG-13"
    status = 409
    advice = "Give each deviation from the list price with its amount and reason."


class UnnamedBenefitError(ProtocolError):
    """An offer gives or binds a benefit that it does not name."""

    code = "unnamed-benefit"
    requirement = "REL-23"
    status = 409
    advice = "Name each benefit of the rung in the offer once, and bind only those and its promotions."


class HastyHandError(ProtocolError):
    """A first offer says that a person set its total by hand, who had not heard the thread yet."""

    code = "hasty-hand"
    requirement = "NEG-64"
    status = 409
    advice = "Say by-hand only of an offer that follows another one of its thread."


def title_of(offer: Offer) -> str:
    """Return what *offer* is about, in the seller's words, at most as long as two titles."""
    first, *others = (line.title for line in offer.lines)
    if len(others) > 1:
        return f"{first} and {len(others)} more"
    return " + ".join((first, *others))


def check_hand(offer: Offer, earlier: Collection[str]) -> None:
    """Return if a person may have set the total of *offer* after the *earlier* ones. See NEG-64.

    Raises `HastyHandError`.
    """
    if not earlier and any(one.reason == "by-hand" for one in offer.deviations):
        raise HastyHandError("nobody could set a total by hand before the thread was heard")


def check_sums(offer: Offer) -> None:
    """Return if *offer* adds up. Raises `SumsDifferError` (NEG-12) or `UnexplainedError` (NEG-13)."""
    currency = offer.total.currency
    total = explained = 0
    currencies = {offer.list_total.currency, *[line.list_price.currency for line in offer.lines]}
    for part in offer.breakdown:
        money = part.amount
        currencies.add(money.currency)
        if not part.included:
            total += money.amount
    for one in offer.deviations:
        currencies.add(one.amount.currency)
        if one.issue == "price":
            explained += one.amount.amount
    if currencies != {currency}:  # NEG-12
        raise SumsDifferError("the parts are in more than one currency")
    if total != offer.total.amount:  # NEG-12
        raise SumsDifferError("the parts do not add up to the total")
    if offer.total.amount - offer.list_total.amount != explained:  # NEG-13
        raise UnexplainedError("the deviations do not explain the difference from the list total")


def check_promoted(opening: Open | None, offer: Offer) -> None:
    """Return if *offer* has promotions that *opening* claims, or none, and limits no other.

    Raises `UnclaimedError` (CLAIM-38, CLAIM-39).
    """
    named = offer.promotions or ()
    claims = opening.claims if opening is not None else None
    if not {claim.promotion for claim in claims or ()}.issuperset(named):  # CLAIM-38
        raise UnclaimedError("the offer names a promotion that was not claimed")
    if not named and any(one.reason == "promotion" for one in offer.deviations):  # CLAIM-38
        raise UnclaimedError("a deviation is for a promotion, and the offer names none")
    if not set(named).issuperset(offer.limited or ()):  # CLAIM-39
        raise UnclaimedError("a promotion is limited that the offer does not name")


def check_benefits(offer: Offer) -> None:
    """Return if *offer* names the benefits that it gives and binds (REL-23, REL-24).

    Raises `UnnamedBenefitError`.
    """
    named = offer.benefits or ()
    if len(set(named)) != len(named):  # REL-23
        raise UnnamedBenefitError("a benefit is named twice")
    if not named and any(one.reason == "rung" for one in offer.deviations):  # REL-23
        raise UnnamedBenefitError("a deviation is for the rung, and the offer names no benefit")
    bound = [one.benefit for one in offer.conditions or ()]
    given = {*named, *(offer.promotions or ())}
    if len(set(bound)) != len(bound) or not given.issuperset(bound):  # REL-24
        raise UnnamedBenefitError("a condition binds what is not in the offer, or twice")
