"""What is said after the agreement: order, delivery, remedy, outcome and review.

Spec: spec/85-fulfil.md.

The bodies of the moves that follow `agreed`, in the same thread and under the same key. Payment stays
outside: a hand-off leads to the brand's own checkout. No body has a member for a name or an address; what
the brand needs to deliver travels beside the order, which holds salted hashes.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self, get_args

from pydantic import Field, model_validator

from protocol.catalog import Url
from protocol.commitment import MAX_VALUES, Committed
from protocol.money import Price
from protocol.times import Time
from protocol.wire import Hash, Many, Maybe, Text, Token, Wire

Stage = Literal[
    "handed-off", "placed", "packed", "shipped", "out-for-delivery",
    "delivered", "cancelled", "returned", "refunded",
]  # fmt: skip
STAGES: Final[tuple[Stage, ...]] = get_args(Stage)
"""In the order in which they can follow each other; some may be left out."""

Condition = Literal["as-agreed", "faulty", "wrong", "incomplete"]
ReturnReason = Literal["changed-mind", "faulty", "wrong", "incomplete", "late", "missing"]
RemedyKind = Literal["refund", "price-reduction", "replacement", "repair", "points", "none"]
How = Literal["kept", "late", "faulty", "missing", "returned"]

RemedyCase = Literal["late", "faulty", "wrong", "incomplete", "missing", "changed-mind"]
"""What a remedy is for."""

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{22,64}$")]
"""At least sixteen random bytes in base64url, good for one checkout."""

Points = Annotated[int, Field(ge=1, le=1_000_000)]


class Order(Wire):
    """The twin orders what was agreed on. The values that identify the person travel beside."""

    agreement: Hash
    disclosed: Maybe[Annotated[Many[Committed], Field(min_length=1, max_length=MAX_VALUES)]] = None


class Handoff(Wire):
    """The brand's own checkout, where the person pays, with a code that works once."""

    agreement: Hash
    checkout: Url
    code: Code
    expires: Time
    promised_by: Time


class Track(Wire):
    """Where is it?"""


class Status(Wire):
    """How far the order is, since when, what was promised, and what the brand expects now."""

    stage: Stage
    at: Time
    promised_by: Time
    expected: Maybe[Time] = None


class Delivered(Wire):
    """It came: when, and how."""

    at: Time
    condition: Condition


class Return(Wire):
    """The person wants to give it back, or disputes that it came as the brand says."""

    reason: ReturnReason


class Remedy(Wire):
    """What the brand does about it, and by when.

    amount: of a refund or a price reduction. points: of points.
    """

    regarding: Hash
    kind: RemedyKind
    amount: Maybe[Price] = None
    points: Maybe[Points] = None
    by: Time

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.amount is not None) != (self.kind in {"refund", "price-reduction"}):  # FUL-22
            raise ValueError("an amount belongs to a refund or a price reduction, and to no other remedy")
        if (self.points is not None) != (self.kind == "points"):  # FUL-22
            raise ValueError("points belong to the remedy of that kind, and to no other")
        return self


class Outcome(Wire):
    """How the deal turned out for the person; of several the last one counts."""

    agreement: Hash
    how: How
    regarding: Maybe[Hash] = None
    """The remedy that made it so, or did not."""


class Noted(Wire):
    """The brand has kept what it was told."""

    regarding: Hash
    received: Time


class Review(Wire):
    """What the person says of the deal, in stars and, if they like, in words."""

    agreement: Hash
    stars: Annotated[int, Field(ge=1, le=5)]
    words: Maybe[Text] = None


class RemedyTerms(Wire):
    """What a brand publishes that it does in a case.

    basis_points: of the total, in hundredths of a percent; for `late` per day that it is late.
    cap_basis_points: never more than this. points: for `late` per day, at most cap_points.
    days: within how many it is done.
    """

    case: RemedyCase
    kind: RemedyKind
    basis_points: Maybe[Annotated[int, Field(ge=1, le=10_000)]] = None
    cap_basis_points: Maybe[Annotated[int, Field(ge=1, le=10_000)]] = None
    points: Maybe[Points] = None
    cap_points: Maybe[Points] = None
    days: Annotated[int, Field(ge=0, le=365)]


Needs = Annotated[Many[Token], Field(max_length=16)]
"""Fields that a brand needs to deliver."""
