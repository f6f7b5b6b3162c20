"""What each message says: one body per type.

Spec: spec/60-negotiate.md, spec/65-modes.md, spec/80-agree.md.

No body has a member for a ceiling, a reserve or a name: what must not be said can't be said. Only an
accept binds the twin, and only to the hash of one offer.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from protocol.benefit import Condition
from protocol.claim import MAX_CLAIMS, Claims
from protocol.commitment import Salt
from protocol.counter import MAX_ALTERNATIVES, Counter
from protocol.fulfilment import (
    Delivered,
    Handoff,
    Needs,
    Noted,
    Order,
    Outcome,
    Points,
    Remedy,
    Return,
    Review,
    Status,
    Track,
)
from protocol.issues import IssueName, Terms
from protocol.lines import MAX_LINES, Line, OfferLine
from protocol.mediation import BoxKey, Grid, Marks, Package, Round
from protocol.money import Currency, Money, Price
from protocol.question import Assurance
from protocol.terms import PersonalTerms
from protocol.times import Time
from protocol.wire import Did, Hash, Many, Maybe, Token, Wire

Region = Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
"""ISO 3166-1, or 3166-2 where prices differ within a country: coarse, never an address."""

BreakdownKind = Literal["items", "discount", "shipping", "tax", "fee", "marketplace-fee"]

Reason = Literal[
    "round-concession", "counter-met", "volume", "clearance", "bundle", "delivery-chosen", "extra-granted",
    "promotion", "rung", "sealed-bid", "mediated", "by-hand",
]  # fmt: skip
"""Why a total differs from the list price."""

DeclineReason = Literal["price", "delivery", "warranty", "returns", "extras", "elsewhere", "no-better-offer"]

RefuseReason = Literal[
    "personal-terms", "not-sold", "region", "currency", "quantity", "out-of-stock", "expired",
    "not-eligible", "unknown-answer", "promotion-used", "paused",
    "values-missing", "undeliverable", "benefit-used",
]  # fmt: skip

ORDER_REASONS: Final[frozenset[RefuseReason]] = frozenset({"values-missing", "undeliverable", "benefit-used"})
"""Why an order is refused, and nothing else."""


def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(names)) != len(names):  # ASK-7
        raise ValueError("each answer is named once")
    return names


def _ascending(names: tuple[str, ...]) -> tuple[str, ...]:
    if list(names) != sorted(set(names)):  # SEAL-5
        raise ValueError("commitments stand in ascending order, each once")
    return names


MAX_BIDS: Final = 256

Mode = Literal["sealed", "mediated"]
"""The ways to play beside taking turns."""


class Part(Wire):
    """A part of the total. An included part stands in another one already (tax in the items)."""

    kind: BreakdownKind
    amount: Money
    included: bool


class Deviation(Wire):
    """Why the offer differs from the list, by how much, and in which issue."""

    issue: IssueName
    reason: Reason
    amount: Money


class Open(Wire):
    """The twin asks for an offer, under the person's terms."""

    lines: Annotated[tuple[Line, ...], Field(strict=False, min_length=1, max_length=MAX_LINES)]
    region: Region
    currency: Currency
    personal_terms: PersonalTerms
    claims: Maybe[Claims] = None
    """The public offers that the person takes, with the facts that make them eligible."""
    relies_on: Maybe[Annotated[Many[Hash], Field(min_length=1, max_length=16), AfterValidator(_once)]] = None
    """Answers that are to become terms of the offers."""
    mode: Maybe[Mode] = None
    """How it is played; left out, in turns."""
    mediator: Maybe[Did] = None
    """Of mediated play: the marketplace that compares."""
    mediate_key: Maybe[BoxKey] = None
    """Of mediated play: the twin's public X25519 key for this thread."""

    @model_validator(mode="after")
    def _mediated(self) -> Self:
        named = (self.mediator is not None, self.mediate_key is not None)
        if set(named) != {self.mode == "mediated"}:  # MED-7
            raise ValueError("mediator and mediate_key are named where the mode is mediated, and only there")
        return self

    @model_validator(mode="after")
    def _in_turns(self) -> Self:
        if self.mode is not None and any(line.at_most is not None for line in self.lines):  # NEG-58
            raise ValueError("at_most is for taking turns, and the open names a mode")
        return self


class Offer(Wire):
    """The brand's firm offer: good until `valid_until` for whoever holds the thread's key."""

    lines: Annotated[tuple[OfferLine, ...], Field(strict=False, min_length=1, max_length=MAX_LINES)]
    terms: Terms
    total: Price
    list_total: Price
    breakdown: Annotated[tuple[Part, ...], Field(strict=False, min_length=1, max_length=40)]
    deviations: Annotated[tuple[Deviation, ...], Field(strict=False, max_length=40)]
    stock: Literal["while-available", "held"]
    valid_until: Time
    points: Maybe[Points] = None
    """Granted with the deal; what they are worth is the person's own to say."""
    assurances: Maybe[Annotated[Many[Assurance], Field(min_length=1, max_length=16)]] = None
    """The answers that the open relies on, as terms of this offer."""
    meets: Maybe[Hash] = None
    """The counter that this offer satisfies."""
    meets_alternative: Maybe[Annotated[int, Field(ge=1, le=MAX_ALTERNATIVES)]] = None
    """Which alternative of that counter, from 1; left out, the counter's own total and terms."""
    promotions: Maybe[Annotated[Many[Token], Field(min_length=1, max_length=MAX_CLAIMS)]] = None
    """Which of the claimed promotions are in it."""
    limited: Maybe[Annotated[Many[Token], Field(min_length=1, max_length=MAX_CLAIMS)]] = None
    """Those of them that only so many deals get: an accept may come when the last is gone."""
    benefits: Maybe[Annotated[Many[Token], Field(min_length=1, max_length=48)]] = None
    """Which benefits of the key's rung are in it."""
    conditions: Maybe[Annotated[Many[Condition], Field(min_length=1, max_length=48 + MAX_CLAIMS)]] = None
    """Those of either that are given once for each person, and how that is counted at the order."""


class Commit(Wire):
    """The brand's sealed bid: the hash of an offer and a nonce that are revealed later."""

    commitment: Hash


class Window(Wire):
    """The twin's window is shut: these bids are in, and no other will be."""

    commitments: Annotated[Many[Hash], Field(min_length=1, max_length=MAX_BIDS), AfterValidator(_ascending)]


class Reveal(Wire):
    """The brand opens its bid; from here on it is a firm offer, named by the hash of this message."""

    nonce: Salt
    offer: Offer


class Decline(Wire):
    """Not at these terms: the twin of an offer, or the brand of a counter. Standing offers stay firm."""

    regarding: Hash
    reason: DeclineReason


class Withdraw(Wire):
    """The twin takes a counter back; no later offer may say that it meets it."""

    counter: Hash


class Signature(Wire):
    """One JWS signature in the general JSON form, without an unprotected header."""

    protected: Annotated[str, Field(max_length=1024)]
    signature: Annotated[str, Field(max_length=86)]


class Agreement(Wire):
    """What both sides signed: the deal exactly as offered, under the person's terms."""

    protocol: Literal["dailyme/2026-12-01"]
    type: Literal["agreement"]
    thread: Hash
    offer: Hash
    brand: Did
    twin: Did
    deal: Offer
    personal_terms: PersonalTerms
    agreed: Time
    confirm_by: Time
    signatures: Annotated[tuple[Signature, ...], Field(strict=False, min_length=1, max_length=2)]


class Accept(Wire):
    """The twin takes one offer, by its hash, in a document that it signed."""

    agreement: Agreement
    confirm_by: Time


class Confirm(Wire):
    """The brand returns the document with its signature beside. `received` is its clock at the accept."""

    agreement: Agreement
    received: Time


class Refuse(Wire):
    """The brand's signed no to an open, an accept or an order."""

    regarding: Hash
    reason: RefuseReason
    received: Time
    fields: Maybe[Needs] = None
    """Of values-missing: what the brand needs to deliver."""


class Close(Wire):
    """The end of the thread, for no stated reason: nobody learns why."""


Body = (
    Open
    | Offer
    | Counter
    | Decline
    | Withdraw
    | Accept
    | Confirm
    | Refuse
    | Close
    | Commit
    | Window
    | Reveal
    | Grid
    | Round
    | Marks
    | Package
    | Order
    | Handoff
    | Track
    | Status
    | Delivered
    | Return
    | Remedy
    | Outcome
    | Noted
    | Review
)
