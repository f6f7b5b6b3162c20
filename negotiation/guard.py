"""The last look before a key signs: every outgoing offer and every outgoing accept, against its mandate.

Spec: spec/60-negotiate.md (NEG-40 to NEG-42), spec/70-decide.md (DEC-10 to DEC-16).

Whatever chose the move, a policy, a model or a mistake, the guard asks only whether the brand or the person
allowed it. It returns nothing when it did and raises when it did not, so that a caller that forgets to look
at an answer signs nothing. Guards keep no count: what was spent and what is in stock are passed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from protocol import Price


class GuardError(Exception):
    """A move that the mandate does not allow; nothing was signed.

    *given* and *limit* are the two sides of the comparison. The message names neither: it may be logged.
    """

    code: ClassVar[str] = "not-allowed"
    requirement: ClassVar[str] = ""
    words: ClassVar[str] = "the mandate does not allow this"

    def __init__(self, given: object = None, limit: object = None) -> None:
        super().__init__(self.words)
        self.given, self.limit = given, limit


class BelowFloorError(GuardError):
    """An offer below the brand's floor."""

    code = "below-floor"
    requirement = "NEG-40"
    words = "the offer is below the brand's floor"


class DiscountError(GuardError):
    """An offer with more than the greatest discount."""

    code = "over-max-discount"
    requirement = "NEG-40"
    words = "the offer gives more than the greatest discount"


class StockError(GuardError):
    """An offer of more than there is, or of an article whose stock nobody knows."""

    code = "stock-short"
    requirement = "NEG-41"
    words = "the stock is unknown or does not cover the quantity"


class CurrencyError(GuardError):
    """An offer, accept or limit in another currency than the mandate's."""

    code = "wrong-currency"
    requirement = "NEG-42"
    words = "the currency is not that of the mandate"


class AboveCeilingError(GuardError):
    """An accept above the person's ceiling; it carries neither number."""

    code = "above-ceiling"
    requirement = "DEC-10"
    words = "the total is above the ceiling"


class QuantityError(GuardError):
    """An accept of another quantity than was wished for, or outside the range that was."""

    code = "wrong-quantity"
    requirement = "DEC-11"
    words = "the quantity is not the one wished for"


class NotApprovedError(GuardError):
    """An accept of other terms than those the person approved."""

    code = "not-approved"
    requirement = "DEC-12"
    words = "these are not the terms that the person approved"


class DealLimitError(GuardError):
    """An accept above what the mandate allows for one deal."""

    code = "over-deal-limit"
    requirement = "DEC-13"
    words = "the total is above the mandate's limit for one deal"


class MonthLimitError(GuardError):
    """An accept that brings the month above the mandate; *given* is what the month would come to."""

    code = "over-month-limit"
    requirement = "DEC-14"
    words = "the total brings the month above the mandate's limit"


class CategoryError(GuardError):
    """An accept in a category that the mandate does not name."""

    code = "category-not-allowed"
    requirement = "DEC-15"
    words = "the article is in a category that the mandate does not name"


class MandateExpiredError(GuardError):
    """An accept after the mandate ended; times in milliseconds."""

    code = "mandate-expired"
    requirement = "DEC-16"
    words = "the mandate has ended"


@dataclass(frozen=True, slots=True)
class SellerMandate:
    """What a brand allows for one set of terms.

    floor_minor: None is no concession: nothing below the list total.
    lowest_minor: the list total less the greatest discount; see `lowest_discounted_minor`.
    """

    currency: str
    floor_minor: int | None
    lowest_minor: int


def guard_offer(
    total: Price, *, list_total_minor: int, quantity: int, stock: int | None, mandate: SellerMandate
) -> None:
    """Return if the brand allows this offer.

    stock: how many pieces there are, None if nobody knows.

    Raises the `GuardError` of the first limit that it breaks.
    """
    if total.currency != mandate.currency:  # NEG-42
        raise CurrencyError(total.currency, mandate.currency)
    if stock is None or stock < quantity:  # NEG-41
        raise StockError(stock, quantity)
    floor = list_total_minor if mandate.floor_minor is None else min(mandate.floor_minor, list_total_minor)
    if total.amount < floor:  # NEG-40
        raise BelowFloorError(total.amount, floor)
    if total.amount < mandate.lowest_minor:  # NEG-40
        raise DiscountError(total.amount, mandate.lowest_minor)


@dataclass(frozen=True, slots=True)
class Deal:
    """What an accept would bind the person to. *terms* is the hash of the offer."""

    total: Price
    quantity: int
    categories: frozenset[str]
    terms: str


@dataclass(frozen=True, slots=True)
class Approval:
    """The person said yes to exactly these terms: the hash of the offer."""

    terms: str


@dataclass(frozen=True, slots=True)
class Mandate:
    """What the twin may accept without asking; None is no limit of that kind.

    categories: names or paths such as `Electronics > Routers`; a path covers what lies under it.
    expires_ms: the mandate holds before this time, milliseconds since 1970.

    Raises ValueError if neither amount is given: a mandate without a limit of money is none.
    """

    per_deal: Price | None = None
    per_month: Price | None = None
    categories: frozenset[str] | None = None
    expires_ms: int | None = None

    def __post_init__(self) -> None:
        if self.per_deal is None and self.per_month is None:
            raise ValueError("a mandate needs a limit per deal or per month")


def guard_accept(
    deal: Deal,
    *,
    ceiling: Price | None,
    quantity: int,
    at_most: int | None = None,
    authority: Approval | Mandate,
    spent: Price,
    at_ms: int,
) -> None:
    """Return if the person allows this accept.

    ceiling: of the wish, None if the person set none; it holds for approved deals too.
    quantity: what was wished for. at_most: up to how many pieces may be taken; None is no more than those.
    authority: the person's approval of this very offer, or a standing mandate.
    spent: by mandate this calendar month, deals in doubt included.

    Raises the `GuardError` of the first limit that it breaks; a twin may then ask the person.
    """
    if ceiling is not None:  # DEC-10
        _same_currency(deal.total, ceiling)
        if deal.total.amount > ceiling.amount:
            raise AboveCeilingError
    if not quantity <= deal.quantity <= (at_most or quantity):  # DEC-11
        raise QuantityError(deal.quantity, quantity)
    if isinstance(authority, Mandate):
        _guard_mandate(deal, authority, spent, at_ms)
    elif authority.terms != deal.terms:  # DEC-12
        raise NotApprovedError(deal.terms, authority.terms)


def _guard_mandate(deal: Deal, mandate: Mandate, spent: Price, at_ms: int) -> None:
    if mandate.expires_ms is not None and at_ms >= mandate.expires_ms:  # DEC-16
        raise MandateExpiredError(at_ms, mandate.expires_ms)
    if mandate.categories is not None and not _covered(deal.categories, mandate.categories):  # DEC-15
        raise CategoryError(sorted(deal.categories), sorted(mandate.categories))
    if mandate.per_deal is not None:  # DEC-13
        _same_currency(deal.total, mandate.per_deal)
        if deal.total.amount > mandate.per_deal.amount:
            raise DealLimitError(deal.total, mandate.per_deal)
    if mandate.per_month is not None:  # DEC-14
        _same_currency(deal.total, mandate.per_month)
        _same_currency(spent, mandate.per_month)
        after = spent.plus(deal.total)
        if after.amount > mandate.per_month.amount:
            raise MonthLimitError(after, mandate.per_month)


def _covered(categories: frozenset[str], allowed: frozenset[str]) -> bool:
    """Whether every category lies in the mandate, and there is one: a product in two counts as both."""
    return bool(categories) and all(
        any(one == name or one.startswith(f"{name} > ") for name in allowed) for one in categories
    )


def _same_currency(amount: Price, limit: Price) -> None:
    if amount.currency != limit.currency:  # NEG-42
        raise CurrencyError(amount.currency, limit.currency)
