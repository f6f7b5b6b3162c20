"""The talks: every brand is asked at once, and haggled with until the twin has heard enough.

Spec: spec/60-negotiate.md (NEG-31 to NEG-39, NEG-53, NEG-54), spec/65-modes.md (SEAL-2, SEAL-6, SEAL-9).

What to say is `negotiate`'s; here is only the waiting. First offers are gathered by a window, so that the
rivals' prices are the same facts for every thread, whoever was quicker. A brand that lies or is silent loses
its thread and nothing else. Messages leave at ticks, and the end of a wish line comes when its turns are over
in time, however many were used.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from consumer_twin.basket import Basket, basket_market, baskets
from consumer_twin.claims import NoClaims
from consumer_twin.edge.exchange import Exchange, gathered, trouble_of
from consumer_twin.edge.mediation import MediatedThreads, Nowhere
from consumer_twin.edge.openings import Openings, assured
from consumer_twin.fresh import Nonces
from consumer_twin.market import Bargain, Market, survey
from consumer_twin.match import Find
from consumer_twin.negotiate import Stop, most_turns, move, say
from consumer_twin.ports import Answers, Claims, Comparing, Rungs
from consumer_twin.records import WishRecord
from consumer_twin.relation.asking import AssuranceFalseError, NoAnswers
from consumer_twin.relation.rungs import NoRungs
from consumer_twin.scan import Seller, Trouble
from consumer_twin.sealed import article_of, unopened, window
from consumer_twin.thread import Thread
from consumer_twin.wording import lost, stopped
from negotiation import Weights
from protocol import Close, State
from protocol.bodies import Mode, Window


@dataclass(frozen=True)
class Opened:
    """What the window of first offers brought: *threads* that go on, and who dropped out."""

    threads: tuple[Thread, ...]
    troubles: tuple[Trouble, ...]


SETTLING: Final = 3
"""Ticks between the last turn and the closings: an accept, if there is one, has been confirmed by then."""


@dataclass(frozen=True)
class BrandTalks:
    """Talks over an *exchange*; *weights* say what delivery, warranty and returns are worth to the person.

    mode: how to play with brands that take it; None for turns. markets: those (DIDs) that may mediate, and
    comparing the way to them. _closes_ms: when the threads of a wish may be
    closed, by its number; of one that was haggled over before, at once.
    """

    exchange: Exchange
    nonces: Nonces
    weights: Weights = field(default_factory=Weights)
    answers: Answers = field(default_factory=NoAnswers)
    claims: Claims = field(default_factory=NoClaims)
    rungs: Rungs = field(default_factory=NoRungs)
    mode: Mode | None = None
    markets: tuple[str, ...] = ()
    comparing: Comparing = field(default_factory=Nowhere)
    _closes_ms: dict[int, int] = field(default_factory=dict, repr=False)

    @property
    def _openings(self) -> Openings:
        return Openings(
            self.exchange, self.nonces, self.answers, self.claims, self.rungs, self.mode, self.markets
        )

    async def negotiate(self, record: WishRecord, finds: Sequence[Sequence[Find]]) -> tuple[Bargain, ...]:
        """Haggle with every brand at once, or take sealed bids, for each wish line.

        Where turns are taken, also for baskets; they are haggled over once every line's first offers are in.
        """
        singles = (self._first(record, line, picks) for line, picks in enumerate(finds))
        found = () if self.mode is not None else baskets(finds)
        opened, together = await asyncio.gather(asyncio.gather(*singles), self._together(record, found))
        lines = zip(finds, opened, strict=True)
        markets = [
            survey(first.threads, _pages(picks), record.wish.lines[line].quantity)
            for line, (picks, first) in enumerate(lines)
        ]
        apart = (
            self._bargain(record, line, picks, opened[line], markets[line])
            for line, picks in enumerate(finds)
        )
        bargains, bundled = await asyncio.gather(
            asyncio.gather(*apart), self._haggled(record, together, markets)
        )
        return tuple(_with_baskets(one, line, bundled) for line, one in enumerate(bargains))

    async def close(self, wish: int, lines: frozenset[int]) -> None:
        """Close every thread of *wish* in *lines* that is still open, for no stated reason (NEG-33).

        A brand that had not answered in time is asked once more, with the same bytes (NEG-36).
        """
        names = await self.exchange.store.threads_of(wish)
        threads = [await self.exchange.load(name) for name in names]
        standing = [thread for thread in threads if thread.is_open or thread.is_unanswered]
        closing = [self._close(thread) for thread in standing if thread.record.lines & lines]
        if closing:
            await self.exchange.ticks.until(self._closes_ms.pop(wish, 0))  # NEG-39
        await gathered(closing, self.exchange.patience.close_s)

    async def _first(self, record: WishRecord, line: int, finds: Sequence[Find]) -> Opened:
        asked = [find for find in finds if find.seller.endpoint is not None]
        opened = await gathered(
            [self._openings.open(record, line, find) for find in asked], self.exchange.patience.first_s
        )  # NEG-34
        return Opened(*self._sorted([find.seller for find in asked], opened))

    async def _together(self, record: WishRecord, found: Sequence[Basket]) -> Opened:
        asked = [self._openings.ask_for(record, one) for one in found]
        opened = await gathered(asked, self.exchange.patience.first_s)
        return Opened(*self._sorted([one.seller for one in found], opened))

    async def _haggled(self, record: WishRecord, opened: Opened, markets: Sequence[Market]) -> Opened:
        """Haggle over baskets, each against what its things cost one by one (NEG-54)."""
        over_ms = self._turns_end(record, opened.threads)
        talks = [self._haggle(record, one, basket_market(one, markets)) for one in opened.threads]
        haggled = await gathered(talks, self.exchange.patience.haggle_s)
        await self.exchange.ticks.until(over_ms)  # NEG-39
        threads, dropped = self._sorted([thread.record.seller for thread in opened.threads], haggled)
        return Opened(threads, (*opened.troubles, *dropped))

    async def _bargain(
        self, record: WishRecord, line: int, finds: Sequence[Find], opened: Opened, market: Market
    ) -> Bargain:
        patience, pages = self.exchange.patience, _pages(finds)
        first, troubles = opened.threads, opened.troubles
        if self.mode == "sealed":
            return await self._sealed(record, line, first, pages, troubles)
        over_ms = self._turns_end(record, first)
        haggled = await gathered([self._haggle(record, one, market) for one in first], patience.haggle_s)
        await self.exchange.ticks.until(over_ms)  # NEG-39
        threads, dropped = self._sorted([thread.record.seller for thread in first], haggled)
        return Bargain(threads, pages, market, (*troubles, *dropped))

    async def _sealed(
        self,
        record: WishRecord,
        line: int,
        threads: Sequence[Thread],
        pages: tuple[Find, ...],
        troubles: tuple[Trouble, ...],
    ) -> Bargain:
        """Shut the window over the commits of *threads* and hear the bids; other offers stand beside them."""
        shut = window(threads)
        revealed = await gathered(
            [self._reveal(record, one, shut) for one in threads], self.exchange.patience.first_s
        )
        bids, void = self._sorted([thread.record.seller for thread in threads], revealed)
        market = survey(bids, pages, record.wish.lines[line].quantity)
        return Bargain(bids, pages, market, (*troubles, *void))

    async def _reveal(self, record: WishRecord, thread: Thread, shut: Window | None) -> Thread | Trouble:
        """Send the window and hear the bid; a thread without a commit stays as it is (SEAL-9)."""
        if shut is None or thread.talk.state is not State.COMMITTED:
            return thread
        message = say(thread, shut, clock=self.exchange.clock, ids=self.exchange.ids)
        after = await self.exchange.send(thread, message)
        if isinstance(after, Thread) and after.first_offer is None:
            trouble = unopened(after)
            self.exchange.hear(lost(after.record.seller, trouble, after.record.id))
            return trouble
        seller, at_ms = thread.record.seller.id, self.exchange.clock(0)
        relied = await self.answers.relied(record.wish.relies_on, seller, article_of(thread), at_ms)
        return assured(after, relied.answers)

    async def _haggle(self, record: WishRecord, thread: Thread, market: Market) -> Thread | Trouble:
        """Speak and hear in turn until the twin stops or the brand closes; or play by the brand's grid."""
        if thread.talk.grid is not None:
            played = MediatedThreads(self.exchange, self.comparing, self.weights)
            return await played.play(thread, market, record.wish)
        while thread.is_open:
            dated, ids = self.exchange.ticks.dated(thread), self.exchange.ids
            message = move(thread, market, record.wish, self.weights, clock=dated, ids=ids)
            if isinstance(message, Stop):
                self.exchange.hear(stopped(thread, too_dear=message.too_dear))
                return thread
            after = _as_before(await self.exchange.send(thread, message))
            if isinstance(after, Trouble):
                return after
            thread = after
        return thread

    def _turns_end(self, record: WishRecord, threads: Sequence[Thread]) -> int:
        """Return when the turns that *threads* may take are over, each answered within a tick (NEG-39)."""
        ticks = max((most_turns(thread) + 1 for thread in threads), default=0)
        over_ms = self.exchange.ticks.after_ms(ticks)
        closes_ms = self.exchange.ticks.after_ms(ticks + SETTLING) if threads else 0
        self._closes_ms[record.number] = max(closes_ms, self._closes_ms.get(record.number, 0))
        return over_ms

    async def _close(self, thread: Thread) -> None:
        standing = thread if thread.is_open else await self.exchange.again(thread)
        if standing is not None and standing.is_open:
            dated = self.exchange.ticks.dated(standing)
            await self.exchange.send(standing, say(standing, Close(), clock=dated, ids=self.exchange.ids))

    def _sorted(
        self, sellers: Sequence[Seller], ended: Sequence[Thread | Trouble | None]
    ) -> tuple[tuple[Thread, ...], tuple[Trouble, ...]]:
        """Part the threads that go on from the troubles; who has not answered by the deadline is one."""
        threads = tuple(one for one in ended if isinstance(one, Thread))
        troubles = [one for one in ended if isinstance(one, Trouble)]
        for seller, one in zip(sellers, ended, strict=True):
            if one is None:
                troubles.append(Trouble(seller.id, "too-slow", "no answer before the deadline"))
                self.exchange.hear(lost(seller, troubles[-1]))
        return threads, tuple(troubles)


def _pages(finds: Sequence[Find]) -> tuple[Find, ...]:
    return tuple(find for find in finds if find.seller.endpoint is None)


def _with_baskets(bargain: Bargain, line: int, bundled: Opened) -> Bargain:
    """Return *bargain*, of that *line*, with the baskets that begin there; the first says who dropped out."""
    own = tuple(thread for thread in bundled.threads if thread.record.line == line)
    more = () if line else bundled.troubles
    return replace(bargain, baskets=own, troubles=(*bargain.troubles, *more))


def _as_before(thread: Thread | Trouble) -> Thread | Trouble:
    """Return *thread* if its last offer assures what its first one does (ASK-8)."""
    if isinstance(thread, Trouble) or thread.first_offer is None:
        return thread
    said = [[one.members() for one in offer.assurances or ()] for offer in thread.offers.values()]
    return thread if said[-1] == said[0] else trouble_of(thread, AssuranceFalseError())
