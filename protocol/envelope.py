"""The envelope: audience, thread, order and expiry of a message, all inside its signature.

Spec: spec/30-envelope.md.

There is one model per type of message, so a type with another type's body can't be built. The opening
has no thread yet: its own hash becomes the thread's name.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self, get_args

from pydantic import Field, model_validator

from protocol.bodies import (
    Accept,
    Close,
    Commit,
    Confirm,
    Decline,
    Offer,
    Open,
    Refuse,
    Reveal,
    Signature,
    Window,
    Withdraw,
)
from protocol.counter import Counter
from protocol.fulfilment import (
    Delivered,
    Handoff,
    Noted,
    Order,
    Outcome,
    Remedy,
    Return,
    Review,
    Status,
    Track,
)
from protocol.mediation import Grid, Marks, Package, Round
from protocol.times import Time
from protocol.wire import Did, Hash, Many, Maybe, Wire

VERSION: Final = "dailyme/2026-12-01"
MAX_SEQ: Final = 255

MessageId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{21}[AQgw]$")]
"""Sixteen random bytes in base64url."""


class Envelope(Wire):
    """What every message carries around its body."""

    protocol: Literal["dailyme/2026-12-01"]
    id: MessageId
    from_: Annotated[Did, Field(alias="from")]
    to: Did
    seq: Annotated[int, Field(ge=0, le=MAX_SEQ)]
    created: Time
    expires: Time
    critical: Maybe[Annotated[Many[Annotated[str, Field(max_length=64)]], Field(max_length=16)]] = None
    """Names of members that the receiver must understand or refuse the message."""
    signatures: Annotated[tuple[Signature, ...], Field(strict=False, min_length=1, max_length=1)]


class OpenMessage(Envelope):
    """The first message of a thread."""

    type: Literal["open"]
    seq: Annotated[int, Field(ge=0, le=0)]
    body: Open

    @model_validator(mode="after")
    def _first(self) -> Self:
        extra = self.__pydantic_extra__ or {}
        if "thread" in extra or "prev" in extra:  # ENV-2
            raise ValueError("an open has neither thread nor prev")
        return self


class ThreadMessage(Envelope):
    """Any later message: names its thread and the hash of the message before it."""

    thread: Hash
    prev: Hash
    seq: Annotated[int, Field(ge=1, le=MAX_SEQ)]


class OfferMessage(ThreadMessage):
    """A brand's firm offer."""

    type: Literal["offer"]
    body: Offer


class CounterMessage(ThreadMessage):
    """A twin's invitation."""

    type: Literal["counter"]
    body: Counter


class DeclineMessage(ThreadMessage):
    """Either side's "not at these terms"."""

    type: Literal["decline"]
    body: Decline


class WithdrawMessage(ThreadMessage):
    """A twin's counter taken back."""

    type: Literal["withdraw"]
    body: Withdraw


class AcceptMessage(ThreadMessage):
    """A twin's binding acceptance of one offer."""

    type: Literal["accept"]
    body: Accept


class ConfirmMessage(ThreadMessage):
    """A brand's countersignature."""

    type: Literal["confirm"]
    body: Confirm


class RefuseMessage(ThreadMessage):
    """A brand's signed no."""

    type: Literal["refuse"]
    body: Refuse


class CloseMessage(ThreadMessage):
    """Either side's neutral end."""

    type: Literal["close"]
    body: Close


class CommitMessage(ThreadMessage):
    """A brand's sealed bid."""

    type: Literal["commit"]
    body: Commit


class WindowMessage(ThreadMessage):
    """A twin shuts the window for bids."""

    type: Literal["window"]
    body: Window


class RevealMessage(ThreadMessage):
    """A brand opens its bid."""

    type: Literal["reveal"]
    body: Reveal


class GridMessage(ThreadMessage):
    """A brand's grid of packages."""

    type: Literal["grid"]
    body: Grid


class RoundMessage(ThreadMessage):
    """A twin asks for the marks of a round."""

    type: Literal["round"]
    body: Round


class MarksMessage(ThreadMessage):
    """A brand's marks of a round, sealed to the marketplace."""

    type: Literal["marks"]
    body: Marks


class PackageMessage(ThreadMessage):
    """A twin takes up what the marketplace found."""

    type: Literal["package"]
    body: Package


class OrderMessage(ThreadMessage):
    """A twin orders what was agreed on."""

    type: Literal["order"]
    body: Order


class HandoffMessage(ThreadMessage):
    """A brand hands over to its own checkout."""

    type: Literal["handoff"]
    body: Handoff


class TrackMessage(ThreadMessage):
    """A twin asks where the order is."""

    type: Literal["track"]
    body: Track


class StatusMessage(ThreadMessage):
    """A brand says how far the order is."""

    type: Literal["status"]
    body: Status


class DeliveredMessage(ThreadMessage):
    """A twin says that it came, and how."""

    type: Literal["delivered"]
    body: Delivered


class ReturnMessage(ThreadMessage):
    """A twin wants to give it back."""

    type: Literal["return"]
    body: Return


class RemedyMessage(ThreadMessage):
    """A brand makes good, or says that it will not."""

    type: Literal["remedy"]
    body: Remedy


class OutcomeMessage(ThreadMessage):
    """A twin says how the deal turned out."""

    type: Literal["outcome"]
    body: Outcome


class NotedMessage(ThreadMessage):
    """A brand has kept what it was told."""

    type: Literal["noted"]
    body: Noted


class ReviewMessage(ThreadMessage):
    """A twin's review of the deal."""

    type: Literal["review"]
    body: Review


AnyMessage = (
    OpenMessage
    | OfferMessage
    | CounterMessage
    | DeclineMessage
    | WithdrawMessage
    | AcceptMessage
    | ConfirmMessage
    | RefuseMessage
    | CloseMessage
    | CommitMessage
    | WindowMessage
    | RevealMessage
    | GridMessage
    | RoundMessage
    | MarksMessage
    | PackageMessage
    | OrderMessage
    | HandoffMessage
    | TrackMessage
    | StatusMessage
    | DeliveredMessage
    | ReturnMessage
    | RemedyMessage
    | OutcomeMessage
    | NotedMessage
    | ReviewMessage
)

MODELS: Final[dict[str, type[AnyMessage]]] = {
    get_args(model.model_fields["type"].annotation)[0]: model for model in get_args(AnyMessage)
}
"""The model of each type of message."""
