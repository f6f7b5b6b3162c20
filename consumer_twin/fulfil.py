"""Fulfil: a deal after both signed it, and what became of the promise.

Spec: spec/85-fulfil.md (FUL-10, FUL-31, FUL-33).

What was promised stands in the agreement, when it came is said once: whether a promise was kept is worked
out from these two, and never asked of the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from consumer_twin.errors import UnknownDealError
from consumer_twin.memory import USED, How, Lesson
from consumer_twin.thread import Thread
from protocol import Agreement, Message, Remedy, State, compose, write_time
from protocol.bodies import Body
from protocol.fulfilling import Fulfilment, promised_ms
from protocol.offers import title_of
from protocol.table import AFTER

LIFE_MS: Final = 300_000
"""How long a message after the agreement holds."""
_UNFIT: Final = frozenset({"faulty", "wrong", "incomplete"})


@dataclass(frozen=True)
class Deal:
    """An agreement that stands, with the thread that it stands in.

    broke: the code of the rule that the brand's answer to the last message broke; empty if it broke none.
    home: how it turned out, if the person told it to the twin alone, for the thread can't go on.
    """

    thread: Thread = field(repr=False)
    broke: str = ""
    home: How | None = None

    @property
    def hash(self) -> str:
        """The hash of the agreement: the deal's name."""
        return self.thread.talk.accepted_hash

    @property
    def agreement(self) -> Agreement:
        """What both signed."""
        assert self.thread.talk.accepted is not None
        return self.thread.talk.accepted

    @property
    def title(self) -> str:
        """What was bought, in the seller's words."""
        return title_of(self.agreement.deal)

    @property
    def order(self) -> Fulfilment | None:
        """What is known of the order; None before there is one."""
        return self.thread.talk.fulfilment

    @property
    def promised_ms(self) -> int:
        """By when it was promised."""
        return promised_ms(self.agreement)

    @property
    def is_pending(self) -> bool:
        """Whether the last message is the twin's, and not answered yet."""
        last = self.thread.last
        return last is not None and last.sender == self.thread.talk.twin

    @property
    def last_remedy(self) -> tuple[str, Remedy] | None:
        """The last remedy and its hash."""
        order = self.order
        return None if order is None or not order.remedies else [*order.remedies.items()][-1]

    def days_late(self, at_ms: int) -> int:
        """Return by how many days it came late, or is late by *at_ms*; 0 if it was not ordered."""
        return 0 if self.order is None else self.order.days_late(at_ms)


def stands(thread: Thread) -> bool:
    """Whether an agreement stands in *thread*."""
    return thread.talk.state in AFTER


def is_void(thread: Thread) -> bool:
    """Whether the agreement of *thread* is void, for a benefit of it was used before (REL-27)."""
    last = thread.last
    refused = last is not None and last.envelope.type == "refuse"
    return refused and last.value["body"]["reason"] == USED  # type: ignore[union-attr]  # it is there


def voided(deal: Deal, at_ms: int) -> Lesson:
    """Return what the twin remembers once *deal* is void."""
    record, deal_price = deal.thread.record, deal.agreement.deal.total
    facts = {
        "brand": record.seller.id,
        "seller": record.seller.name,
        "total": deal_price.members(),
        "reason": USED,
    }
    return Lesson(at_ms, "void", record.wish, record.line, deal.agreement.offer, facts)


def deals_of(threads: Iterable[Thread]) -> tuple[Deal, ...]:
    """Return the deals of *threads*: agreements that stand, and those that are void."""
    return tuple(Deal(thread) for thread in threads if stands(thread) or is_void(thread))


def named(deals: Iterable[Deal], prefix: str) -> Deal:
    """Return the only one of *deals* whose hash begins with *prefix*. Raises `UnknownDealError`."""
    found = [deal for deal in deals if prefix and deal.hash.startswith(prefix)]
    if len(found) != 1:
        how = "may be " + ", ".join(deal.hash for deal in found[:5]) if found else "is no deal of yours"
        raise UnknownDealError(f"{prefix[:64]!r} {how}")
    return found[0]


def spoken(thread: Thread, body: Body, *, id: str, at_ms: int) -> Message:
    """Return the signed message with *body* that comes next in *thread*."""
    return compose(
        body,
        thread.key,
        kind=type(body).__name__.lower(),
        to=thread.talk.brand,
        id=id,
        created_ms=at_ms,
        expires_ms=at_ms + LIFE_MS,
        thread=thread.talk.thread,
        prev=thread.talk.last,
        seq=thread.talk.seq + 1,
    )


def outcome_of(deal: Deal, at_ms: int) -> How | None:
    """Return how *deal* turned out, by what both signed; None if that can't be said yet at *at_ms*.

    A fault weighs more than a delay, and what was given back is no more than that.
    """
    order = deal.order
    if order is None:
        return None
    if order.delivered_ms is None:
        return "missing" if order.days_late(at_ms) > 0 else None
    if order.delivered is not None and order.delivered.condition in _UNFIT:
        return "faulty"
    if order.days_late(at_ms) > 0:
        return "late"
    if order.returns.keys() & _UNFIT:
        return "faulty"
    return "returned" if "changed-mind" in order.returns else "kept"


def lessons_of(deal: Deal, answer: Message, at_ms: int, known: Iterable[Lesson]) -> Iterator[Lesson]:
    """Yield what the twin remembers once *answer* came: how a promise was kept, and what the person told.

    known: the outcomes that are remembered already; what was learnt of a deal is not learnt twice.
    """
    order, talk = deal.order, deal.thread.talk
    if order is None or talk.state is not State.ORDERED:
        return
    offer = deal.agreement.offer
    told = {(one.offer, (one.facts or {}).get("how")) for one in known}
    for how in _learnt(deal, answer, at_ms):
        if (offer, how) not in told:
            record = deal.thread.record
            yield Lesson(at_ms, "outcome", record.wish, record.line, offer, _facts(deal, how, at_ms))


def told_at_home(deal: Deal, how: How, at_ms: int, known: Iterable[Lesson]) -> Iterator[Lesson]:
    """Yield what the twin remembers if the person tells it alone *how* a deal turned out (FUL-33).

    known: the outcomes that are remembered already; what was told before is not told again.
    """
    mine = [one.facts or {} for one in known if one.offer == deal.agreement.offer]
    if how not in {one.get("how") for one in mine}:
        record = deal.thread.record
        facts = _facts(deal, how, at_ms) | {"home": True}
        yield Lesson(at_ms, "outcome", record.wish, record.line, deal.agreement.offer, facts)


def _learnt(deal: Deal, answer: Message, at_ms: int) -> Iterator[How]:
    """What follows from the twin's message that *answer* answers."""
    order = deal.order
    assert order is not None
    if answer.type in {"remedy", "noted"} and order.outcome is None:
        found = outcome_of(deal, at_ms)
        if found in {"late", "faulty", "missing"}:
            yield found
        elif found == "kept" and order.delivered is not None:
            yield "in-time"
    if answer.type == "noted" and order.outcome is not None:
        yield order.outcome.how


def _facts(deal: Deal, how: How, at_ms: int) -> dict[str, Any]:
    record, order = deal.thread.record, deal.order
    came_ms = None if order is None else order.delivered_ms
    facts: dict[str, Any] = {
        "brand": record.seller.id,
        "seller": record.seller.name,
        "title": deal.title,
        "how": how,
        "promised_by": write_time(deal.promised_ms),
        "days_late": deal.days_late(at_ms),
    }
    return facts if came_ms is None else facts | {"delivered": write_time(came_ms)}
