"""What a twin may ask of a brand outside a negotiation, and what may be answered: one request, one answer.

Spec: spec/35-relate.md (REL-1 to REL-6).

Each request opens a thread of its own that ends with its answer, so no request waits for another, and each
can be repeated byte for byte until its answer is there. `ANSWERS` is the whole machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, Self, cast

from pydantic import Field, create_model, model_validator

from protocol.envelope import Envelope
from protocol.mediation import Mediate, Overlap
from protocol.relation.asking import Answer, Ask
from protocol.relation.consent import Disclose, Receipt, Revoke, Revoked
from protocol.relation.demand import Contribute, Counted
from protocol.relation.ladder import Introduce, Leave, Show, Welcome
from protocol.relation.sketch import Correct, Corrected, Erase, Erased, FetchSketch, SketchPage
from protocol.relation.subscription import (
    MAX_NEWS_SEQ,
    Fetch,
    Listen,
    Mailbox,
    News,
    Subscribe,
    Subscribed,
    Unsubscribe,
    Unsubscribed,
)
from protocol.times import Time
from protocol.wire import Hash, Wire

SorryReason = Literal[
    "personal-terms", "benefit", "fields", "agreements", "rung", "not-sold", "topic", "unknown", "limit"
]


class Sorry(Wire):
    """The brand's signed no to a request, for a registered reason."""

    reason: SorryReason
    received: Time


Body = (
    Introduce | Show | Leave | Welcome
    | Disclose | Receipt | Revoke | Revoked
    | Ask | Answer
    | Subscribe | Subscribed | Unsubscribe | Unsubscribed | Fetch | Mailbox | Listen | News
    | FetchSketch | SketchPage | Correct | Corrected | Erase | Erased
    | Contribute | Counted
    | Mediate | Overlap
    | Sorry
)  # fmt: skip

BODIES: Final[Mapping[str, type[Body]]] = MappingProxyType(
    {
        "introduce": Introduce, "show": Show, "leave": Leave, "welcome": Welcome,
        "disclose": Disclose, "receipt": Receipt, "revoke": Revoke, "revoked": Revoked,
        "ask": Ask, "answer": Answer,
        "subscribe": Subscribe, "subscribed": Subscribed,
        "unsubscribe": Unsubscribe, "unsubscribed": Unsubscribed,
        "fetch": Fetch, "mailbox": Mailbox, "listen": Listen, "news": News,
        "sketch": FetchSketch, "sketch-page": SketchPage,
        "correct": Correct, "corrected": Corrected, "erase": Erase, "erased": Erased,
        "contribute": Contribute, "counted": Counted,
        "mediate": Mediate, "overlap": Overlap,
        "sorry": Sorry,
    }
)  # fmt: skip
"""The body of each type of letter."""

TYPES: Final[Mapping[type[Body], str]] = MappingProxyType({body: name for name, body in BODIES.items()})

ANSWERS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "introduce": frozenset({"welcome", "sorry"}),
        "show": frozenset({"welcome", "sorry"}),
        "leave": frozenset({"welcome"}),
        "disclose": frozenset({"receipt", "sorry"}),
        "revoke": frozenset({"revoked", "sorry"}),
        "ask": frozenset({"answer", "sorry"}),
        "subscribe": frozenset({"subscribed", "sorry"}),
        "unsubscribe": frozenset({"unsubscribed", "sorry"}),
        "fetch": frozenset({"mailbox", "sorry"}),
        "listen": frozenset({"news"}),
        "sketch": frozenset({"sketch-page", "sorry"}),
        "correct": frozenset({"corrected", "sorry"}),
        "erase": frozenset({"erased"}),
        "contribute": frozenset({"counted", "sorry"}),
        "mediate": frozenset({"overlap"}),
    }
)
"""Every request, with the types that may answer it (REL-3). A `listen` is answered by a stream of news."""


class RequestEnvelope(Envelope):
    """The first message of a thread of two."""

    seq: Annotated[int, Field(ge=0, le=0)]

    @model_validator(mode="after")
    def _first(self) -> Self:
        extra = self.__pydantic_extra__ or {}
        if "thread" in extra or "prev" in extra:  # ENV-2
            raise ValueError("a request has neither thread nor prev")
        return self


class LaterEnvelope(Envelope):
    """What follows a request in its thread."""

    thread: Hash
    prev: Hash


class AnswerEnvelope(LaterEnvelope):
    """The second message of a thread of two."""

    seq: Annotated[int, Field(ge=1, le=1)]


class NewsEnvelope(LaterEnvelope):
    """A piece of news of a subscription, whose thread it goes on: numbered from 2, each after the last."""

    seq: Annotated[int, Field(ge=2, le=MAX_NEWS_SEQ)]


Letterhead = RequestEnvelope | AnswerEnvelope | NewsEnvelope


def _base(name: str) -> type[Letterhead]:
    if name in ANSWERS:
        return RequestEnvelope
    return NewsEnvelope if name == "news" else AnswerEnvelope


def _model(name: str, body: type[Body]) -> type[Letterhead]:
    """Return the envelope of the type *name* with its body."""
    members: dict[str, Any] = {"type": (Literal[name], ...), "body": (body, ...)}
    return cast("type[Letterhead]", create_model(name, __base__=_base(name), __doc__=body.__doc__, **members))


MODELS: Final[Mapping[str, type[Letterhead]]] = MappingProxyType(
    {name: _model(name, body) for name, body in BODIES.items()}
)
"""The model of each type of letter."""
