"""The events of a relationship: one registry of names, and which message makes which.

Spec: spec/95-events.md.

Both agents name what happens by these words, each from the messages that it has, so what a brand calls a
first deal is what the twin calls one. What is erased is no event any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

from protocol.relation import ANSWERS
from protocol.signature import message_hash
from protocol.times import read_time

Event = Literal[
    "first-contact", "asked", "answered", "claimed",
    "declined-price", "declined-delivery", "declined-other",
    "first-deal", "repeat-deal",
    "ordered", "delivered", "late", "returned", "remedied", "outcome-kept", "outcome-broken", "reviewed",
    "introduced", "registered", "shown", "stepped-down",
    "consented", "revoked", "sketch-fetched", "corrected", "erased",
    "subscribed", "news", "unsubscribed",
    "lapsed",
]  # fmt: skip
EVENTS: Final[tuple[Event, ...]] = get_args(Event)

LAPSE_MS: Final = 180 * 86_400_000
"""After so long without a message a relationship has lapsed: a guess, the same for everybody."""

_ANSWERED: Final[Mapping[tuple[str, str], Event]] = MappingProxyType(
    {
        ("ask", "answer"): "answered",
        ("introduce", "welcome"): "introduced",
        ("show", "welcome"): "shown",
        ("leave", "welcome"): "stepped-down",
        ("disclose", "receipt"): "consented",
        ("revoke", "revoked"): "revoked",
        ("sketch", "sketch-page"): "sketch-fetched",
        ("correct", "corrected"): "corrected",
        ("erase", "erased"): "erased",
        ("subscribe", "subscribed"): "subscribed",
        ("unsubscribe", "unsubscribed"): "unsubscribed",
    }
)
"""The event of a request that got this answer; a `sorry` makes none."""

_SAID: Final[Mapping[str, Event]] = MappingProxyType(
    {
        "ask": "asked",
        "handoff": "ordered",
        "return": "returned",
        "remedy": "remedied",
        "review": "reviewed",
        "news": "news",
    }
)
"""The event that a message makes by itself."""

_DECLINED: Final[Mapping[str, Event]] = MappingProxyType(
    {"price": "declined-price", "delivery": "declined-delivery"}
)


@dataclass(frozen=True)
class Past:
    """What was before in one relationship.

    promised: by thread, when its hand-off said that it comes. asked: by thread, the type of a request that
    waits for its answer; threads may go on side by side.
    """

    met: bool = False
    deals: int = 0
    promised: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)
    last_ms: int = 0


@dataclass(frozen=True)
class Happened:
    """An event at *at_ms*, made by the message of *thread*."""

    event: Event
    at_ms: int
    thread: str


def happened(value: Mapping[str, Any], past: Past) -> tuple[tuple[Event, ...], Past]:
    """Return the events that the message *value* makes after *past*, and the past after it (EVENT-1).

    *value* was verified before; of one relationship, the messages come in the order of their times.
    """
    kind, body = str(value["type"]), value["body"]
    at_ms = read_time(value["created"])
    found: list[Event] = []
    if past.met and at_ms - past.last_ms >= LAPSE_MS:
        found.append("lapsed")
    if not past.met:
        found.append("first-contact")
    found += _of_negotiation(kind, value, past)
    if kind in _SAID:
        found.append(_SAID[kind])
    thread = str(value["thread"]) if "thread" in value else message_hash(value)
    asked = past.asked.get(thread, "")
    if (asked, kind) in _ANSWERED:
        found.append(_ANSWERED[(asked, kind)])
    if kind == "receipt" and "registration" in body["purposes"]:
        found.append("registered")
    waits = {name: one for name, one in past.asked.items() if name != thread}
    if kind in ANSWERS:
        waits[thread] = kind
    after = replace(past, met=True, asked=waits, last_ms=at_ms)
    if kind == "confirm":
        after = replace(after, deals=past.deals + 1)
    if kind == "handoff":
        after = replace(after, promised={**past.promised, thread: body["promised_by"]})
    return tuple(found), after


def lived(messages: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[Happened]:
    """Return the events of one relationship, from its verified messages in order, each with its thread."""
    past = Past()
    for thread, value in messages:
        events, past = happened(value, past)
        for event in events:
            yield Happened(event, past.last_ms, thread)


def _of_negotiation(kind: str, value: Mapping[str, Any], past: Past) -> list[Event]:
    body = value["body"]
    match kind:
        case "open" if body.get("claims"):
            return ["claimed"]
        case "decline" if value["from"].startswith("did:key:"):
            return [_DECLINED.get(body["reason"], "declined-other")]
        case "confirm":
            return ["repeat-deal" if past.deals else "first-deal"]
        case "delivered":
            promised = past.promised.get(str(value["thread"]))
            return ["delivered", "late"] if promised is not None and body["at"] > promised else ["delivered"]
        case "outcome":
            return ["outcome-kept" if body["how"] == "kept" else "outcome-broken"]
        case _:
            return []
