"""A thread: one brand, one wish line, a key of its own, and what was said so far.

Spec: spec/60-negotiate.md, spec/25-identity.md (ID-9).

A value that each message replaces. `heard` is the only way a message gets in, whoever sent it: the
protocol's machine checks it first, so a thread never holds what breaks a rule. A killed twin makes its
threads again from their records by hearing every stored message once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from consumer_twin.records import ThreadRecord
from negotiation import Package
from protocol import Message, Negotiation, Offer, SigningKey, State, read_time, step
from protocol.counter import Wanted

STOP_MS: Final = 30_000
"""A twin takes no offer that ends sooner than this: clocks differ, and messages travel (AGREE-21)."""
_UNANSWERED: Final = frozenset(
    {State.OPENED, State.COUNTERED, State.DECLINED, State.LISTED, State.MARKING, State.MATCHED}
)
_OPEN: Final = frozenset({State.OFFERED, State.COMMITTED, State.REVEALED, State.MEDIATED, State.PROPOSED})


@dataclass(frozen=True)
class Thread:
    """A thread in mid-talk.

    offers: every offer heard, in order, by hash; `talk.offers` holds those that still count.
    counters: the packages of this twin's own counters, in order.
    turns: how many moves of this twin are used up, counters and declines.
    opened_ms: when it was opened, as the open says.
    """

    record: ThreadRecord
    key: SigningKey = field(repr=False)
    talk: Negotiation = field(default_factory=Negotiation)
    last: Message | None = None
    offers: Mapping[str, Offer] = field(default_factory=lambda: MappingProxyType({}))
    counters: tuple[Package, ...] = ()
    turns: int = 0
    brand_is_done: bool = False
    opened_ms: int = 0

    @property
    def first_offer(self) -> Offer | None:
        """What the brand offered before anybody haggled."""
        return next(iter(self.offers.values()), None)

    @property
    def is_open(self) -> bool:
        """Whether the twin may move: something of the brand's is on the table and no message under way."""
        return self.talk.state in _OPEN

    @property
    def is_unanswered(self) -> bool:
        """Whether the twin has said something that binds nobody, and heard no answer."""
        return self.talk.state in _UNANSWERED

    def spares(self, quantities: Iterable[int]) -> int:
        """Return how many pieces *quantities*, one for each line of the open, hold beyond those needed."""
        opening = self.talk.opening
        return 0 if opening is None else sum(quantities) - sum(line.quantity for line in opening.lines)

    def live(self, at_ms: int) -> dict[str, Offer]:
        """Return the offers that still count and last long enough to be taken, in order."""
        return {
            name: offer
            for name, offer in self.offers.items()
            if name in self.talk.offers and at_ms < read_time(offer.valid_until) - STOP_MS
        }


def heard(thread: Thread, message: Message, *, at_ms: int) -> Thread:
    """Return the thread after *message*, made or received at *at_ms*.

    Raises what `step` raises; *thread* is unchanged.
    """
    opened_ms = thread.opened_ms or read_time(message.envelope.created)
    talk = step(thread.talk, message, at_ms=at_ms)
    after = replace(thread, talk=talk, last=message, opened_ms=opened_ms)
    body = message.envelope.body
    match message.envelope.type:
        case "offer":
            assert isinstance(body, Offer)
            return replace(after, offers=MappingProxyType({**thread.offers, message.hash: body}))
        case "reveal":
            assert message.envelope.type == "reveal"
            bid = message.envelope.body.offer
            return replace(after, offers=MappingProxyType({**thread.offers, message.hash: bid}))
        case "counter":
            assert message.envelope.type == "counter"
            asked = _package_of(after, message.envelope.body)
            return replace(after, counters=(*thread.counters, asked), turns=thread.turns + 1)
        case "decline" if message.sender == thread.talk.twin:
            return replace(after, turns=thread.turns + 1)
        case "decline":
            return replace(after, brand_is_done=True)
        case _:
            return after


def _package_of(thread: Thread, asked: Wanted) -> Package:
    plain = Package.of(asked.total.amount, asked.terms)
    return plain if asked.quantities is None else replace(plain, spares=thread.spares(asked.quantities))


def restore(record: ThreadRecord, messages: Iterable[Message], seed: bytes) -> Thread:
    """Return the thread of *record* again, for the person of *seed*; *messages* were heard before."""
    thread = Thread(record, record.key(seed))
    for message in messages:
        thread = heard(thread, message, at_ms=read_time(message.envelope.created))
    return thread
