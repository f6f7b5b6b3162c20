"""The talks: every brand is asked at once, and haggled with until the twin has heard enough.

Spec: spec/60-negotiate.md (NEG-31 to NEG-39), spec/65-modes.md (SEAL-2, SEAL-6, SEAL-9).

What to say is `negotiate`'s; here is only the waiting. First offers are gathered by a window, so that the
rivals' prices are the same facts for every thread, whoever was quicker. A brand that lies or is silent loses
its thread and nothing else. Messages leave at ticks, and the end of a wish line comes when its turns are over
in time, however many were used.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from consumer_twin.claims import Asked, NoClaims
from consumer_twin.edge.exchange import Exchange, gathered, trouble_of
from consumer_twin.fresh import Nonces
from consumer_twin.match import Find, categories_of
from consumer_twin.negotiate import Bargain, Market, Stop, move, opening, say, survey, turns
from consumer_twin.ports import Answers, Claims, Rungs
from consumer_twin.records import ThreadRecord, WishRecord
from consumer_twin.relation.asking import Answered, AssuranceFalseError, NoAnswers, check_assurances
from consumer_twin.relation.rungs import NoRungs
from consumer_twin.relation.who import Guest, Known, Who
from consumer_twin.scan import Seller, Trouble
from consumer_twin.sealed import article_of, unopened, window
from consumer_twin.thread import Thread, heard
from consumer_twin.wording import lost, stopped
from negotiation import Weights
from protocol import Close, State
from protocol.bodies import Mode, Window

SETTLING: Final = 3
"""Ticks between the last turn and the closings: an accept, if there is one, has been confirmed by then."""


@dataclass(frozen=True)
class BrandTalks:
    """Talks over an *exchange*; *weights* say what delivery, warranty and returns are worth to the person.

    mode: how to play with brands that take it; None for turns. _closes_ms: when the threads of a wish may be
    closed, by its number; of one that was haggled over before, at once.
    """

    exchange: Exchange
    nonces: Nonces
    weights: Weights = field(default_factory=Weights)
    answers: Answers = field(default_factory=NoAnswers)
    claims: Claims = field(default_factory=NoClaims)
    rungs: Rungs = field(default_factory=NoRungs)
    mode: Mode | None = None
    _closes_ms: dict[int, int] = field(default_factory=dict, repr=False)

    async def negotiate(self, record: WishRecord, finds: Sequence[Sequence[Find]]) -> tuple[Bargain, ...]:
        """Haggle with every brand at once, or take sealed bids, for each wish line."""
        lines = (self._bargain(record, line, picks) for line, picks in enumerate(finds))
        return tuple(await asyncio.gather(*lines))

    async def close(self, wish: int, lines: frozenset[int]) -> None:
        """Close every thread of *wish* in *lines* that is still open, for no stated reason (NEG-33).

        A brand that had not answered in time is asked once more, with the same bytes (NEG-36).
        """
        names = await self.exchange.store.threads_of(wish)
        threads = [await self.exchange.load(name) for name in names]
        standing = [thread for thread in threads if thread.is_open or thread.is_unanswered]
        closing = [self._close(thread) for thread in standing if thread.record.line in lines]
        if closing:
            await self.exchange.ticks.until(self._closes_ms.pop(wish, 0))  # NEG-39
        await gathered(closing, self.exchange.patience.close_s)

    async def _bargain(self, record: WishRecord, line: int, finds: Sequence[Find]) -> Bargain:
        patience = self.exchange.patience
        pages = tuple(find for find in finds if find.seller.endpoint is None)
        asked = [find for find in finds if find.seller.endpoint is not None]
        opened = await gathered(
            [self._open(record, line, find) for find in asked], patience.first_s
        )  # NEG-34
        first, troubles = self._sorted([find.seller for find in asked], opened)
        if self.mode == "sealed":
            return await self._sealed(record, line, first, pages, troubles)
        market = survey(first, pages, record.wish.lines[line].quantity)
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
        return _assured(after, relied.answers)

    async def _open(self, record: WishRecord, line: int, find: Find) -> Thread | Trouble:
        """Open a thread and return it with the brand's first answer; without a claim, if that is refused."""
        thread = await self._opened(record, line, find, self.claims)
        if isinstance(thread, Thread) and _is_not_eligible(thread):
            return await self._opened(record, line, find, NoClaims(), "/again")
        return thread

    async def _opened(
        self, record: WishRecord, line: int, find: Find, claims: Claims, suffix: str = ""
    ) -> Thread | Trouble:
        """Open a thread with a fresh key, or the one that the brand knows (ID-9), and hear an answer."""
        ids, at_ms = self.exchange.ids, self.exchange.clock(0)
        quantity = record.wish.lines[line].quantity
        article = (find.product.id, find.variant.id)
        relied = await self.answers.relied(record.wish.relies_on, find.seller.id, article, at_ms)
        own_nonce = self.nonces(f"{record.number}/{line}/{find.seller.id}/{'/'.join(article)}{suffix}")
        nonce = relied.who.nonce if isinstance(relied.who, Guest) else own_nonce
        step = None if isinstance(relied.who, Guest) else await self.rungs.step(find.seller.id)
        who: Who = Guest(nonce) if step is None else Known(step)
        key = who.key(self.exchange.seed, find.seller.id)
        id = ids(f"{nonce.hex()}/0{suffix}")
        asked = Asked(*article, categories_of(find), quantity, record.wish.region)
        claimed = await claims.claim(find.seller, asked, wish=record.number, line=line, message=id)
        message = opening(
            record.wish,
            find,
            quantity,
            key,
            id=id,
            at_ms=at_ms,
            relied=[one.hash for one in relied.answers],
            claims=() if claimed is None else (claimed.claim,),
            mode=self.mode if self.mode in find.seller.modes else None,  # SEAL-2
        )
        own = ThreadRecord(
            message.hash, record.number, line, find.seller, find.group, nonce, categories_of(find), step
        )
        thread = heard(Thread(own, key), message, at_ms=at_ms)
        await self.exchange.store.open_thread(own, message)
        values = () if claimed is None else claimed.values
        return _assured(await self.exchange.answered(thread, message, values), relied.answers)

    async def _haggle(self, record: WishRecord, thread: Thread, market: Market) -> Thread | Trouble:
        """Speak and hear in turn until the twin stops or the brand closes."""
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
        ticks = max((turns(thread) + 1 for thread in threads), default=0)
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


def _is_not_eligible(thread: Thread) -> bool:
    """Whether the brand refused what *thread* claims."""
    last = thread.last
    return last is not None and last.envelope.type == "refuse" and last.envelope.body.reason == "not-eligible"


def _assured(thread: Thread | Trouble, relied: Sequence[Answered]) -> Thread | Trouble:
    """Return *thread* if its first offer assures what was answered (ASK-8)."""
    if isinstance(thread, Trouble) or thread.first_offer is None:
        return thread
    try:
        check_assurances(relied, thread.first_offer)
    except AssuranceFalseError as error:
        return trouble_of(thread, error)
    return thread


def _as_before(thread: Thread | Trouble) -> Thread | Trouble:
    """Return *thread* if its last offer assures what its first one does (ASK-8)."""
    if isinstance(thread, Trouble) or thread.first_offer is None:
        return thread
    said = [[one.members() for one in offer.assurances or ()] for offer in thread.offers.values()]
    return thread if said[-1] == said[0] else trouble_of(thread, AssuranceFalseError())
