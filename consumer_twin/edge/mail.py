"""Mail: subscriptions are made and ended, mailboxes fetched until nothing more is there.

Spec: spec/37-subscribe.md (SUB-13 to SUB-16, SUB-20).

A fetch names as read only what the store says is stored, and a page is stored before the next is asked for,
so a twin that dies loses nothing and holds one page in memory. A fetch is not kept, and a farewell once it
is answered: to say it again is to say the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count

from consumer_twin.edge.letters import Sent
from consumer_twin.edge.reached import reached
from consumer_twin.edge.relate import LIFE_MS, Relate
from consumer_twin.edge.rungs import SqlRungs
from consumer_twin.edge.subscriptions import SqlSubscriptions
from consumer_twin.errors import TwinError
from consumer_twin.ports import ProblemAnswer, Unreachable
from consumer_twin.relation.subscription import Subscription
from consumer_twin.relation.who import Who
from consumer_twin.scan import Trouble
from protocol import ProtocolError, read_time
from protocol.canonical import spell
from protocol.relation import (
    Body,
    Fetch,
    Letter,
    Mailbox,
    Sorry,
    Subscribe,
    Subscribed,
    Unsubscribe,
    check_answer,
    read_letter,
    request,
)

PAGE = 100
_AT_ONCE = 4
_DAY_MS = 86_400_000
_REMEMBERED_DAYS = 7
"""How long a subscription whose answer never came is asked about again."""


class NotSubscribedError(TwinError):
    """The brand does not take the subscription."""

    code = "not-subscribed"

    def __init__(self, reason: str) -> None:
        super().__init__(f"the brand says no: {reason}")
        self.reason = reason


@dataclass(frozen=True)
class Mail:
    """The way to mailboxes, over *relate*; what comes is kept in *subscriptions*."""

    relate: Relate
    subscriptions: SqlSubscriptions
    turns: Iterator[int] = field(default_factory=count, repr=False)
    """Tells each request about one subscription from the one before."""

    async def subscribe(self, brand: str, body: Subscribe, who: Who, *, label: str) -> Subscription:
        """Subscribe at the DID *brand* as *who*. Raises `NotSubscribedError`, or what `Relate.ask` raises."""
        sent = await self.relate.ask(brand, lambda _: body, who, label=label)
        if sent.answer is None or not isinstance(sent.answer.body, Subscribed):
            said = None if sent.answer is None else sent.answer.body
            raise NotSubscribedError(said.reason if isinstance(said, Sorry) else "no answer")
        profile = await self.relate.courier.profile(brand)
        return await self.subscriptions.adopt(sent, profile.name)

    async def unsubscribe(self, one: Subscription) -> Subscription:
        """End *one*, at once at home; the brand is told if it can be reached, else with the next fetch."""
        ended = await self.subscriptions.end(one.number, "ended", "", self.relate.clock(0))
        with suppress(Unreachable, ProblemAnswer, ProtocolError):
            await self._say_farewell(ended)
        return next(found for found in await self.subscriptions.all() if found.number == one.number)

    async def fetch(self) -> tuple[Trouble, ...]:
        """Fetch every open mailbox, and say farewell where that is still to be done; return what failed."""
        await self._adopt_late()
        now = self.relate.clock(0)
        every = await self.subscriptions.all()
        due = [one for one in every if one.is_due(now) or _is_owed(one, now)]
        gate = asyncio.Semaphore(_AT_ONCE)

        async def one_of(one: Subscription) -> Trouble | None:
            async with gate:
                return await self._attend(one)

        return tuple(found for found in await asyncio.gather(*map(one_of, due)) if found is not None)

    async def _attend(self, one: Subscription) -> Trouble | None:
        """Fetch the mailbox of *one* and say farewell if it has ended; return what failed."""
        try:
            if one.state == "active":
                one = await self.catch_up(one)
            if one.state != "active":
                await self._say_farewell(one)
        except Unreachable as silence:
            return Trouble(one.seller, "unreachable", f"the mailbox can't be reached: {silence}")
        except (ProblemAnswer, ProtocolError) as fault:
            return Trouble(one.seller, fault.code, f"the mailbox can't be read: {fault}")
        return None

    async def catch_up(self, one: Subscription) -> Subscription:
        """Fetch the mailbox of *one*, page by page, until nothing more is there or it has ended.

        Raises `Unreachable`, `ProblemAnswer` or, for what is not signed or chained as it must, ProtocolError.
        """
        office = await self._office(one)
        while one.state == "active":
            before = one.feed.end.seq
            answer = await self.say(one, Fetch(subscription=one.hash, after=before, limit=PAGE), office)
            now = self.relate.clock(0)
            body = answer.body
            if not isinstance(body, Mailbox):
                return await self.subscriptions.end(one.number, "broken", "unknown", now)
            letters = [await self.verified(one, spell(news)) for news in body.news]
            done = None if body.more else answer
            one = await self.subscriptions.take(
                one.number, letters, at_ms=now, source="mailbox", mailbox=done
            )
            if done is not None or one.feed.end.seq == before:
                break
        return one

    async def verified(self, one: Subscription, data: bytes) -> Letter:
        """Return the news in *data*, signed for the key of *one*. Raises ProtocolError."""
        to = one.feed.end.to
        courier = self.relate.courier
        return await courier.with_keys(one.brand, lambda ring: read_letter(data, ring, to=to))

    def ask_of(self, one: Subscription, body: Body) -> Letter:
        """Return the request of *body*, signed with the key of *one*."""
        at_ms = self.relate.clock(0) // 1000 * 1000
        return request(
            body,
            one.who.key(self.relate.seed, one.brand),
            to=one.brand,
            id=self.relate.ids(f"mail/{one.hash}/{next(self.turns)}"),
            created_ms=at_ms,
            expires_ms=at_ms + LIFE_MS,
        )

    async def say(self, one: Subscription, body: Body, office: str) -> Letter:
        """Send the request of *body* about *one*, and return its verified answer. Raises as `ask`."""
        return await self._answered(one, self.ask_of(one, body), office)

    async def _answered(self, one: Subscription, asked: Letter, office: str) -> Letter:
        async with reached(self.relate.patience.answer_s):
            parcel = await self.relate.courier.relate(office, asked.data, brand=one.brand)
            answer = await self.verified(one, parcel.data)
        check_answer(asked, answer)
        return answer

    async def _office(self, one: Subscription) -> str:
        """Return where requests to the brand of *one* are posted. Raises `Unreachable` or `ProblemAnswer`."""
        async with reached(self.relate.patience.answer_s):
            url = (await self.relate.courier.profile(one.brand)).endpoints.relate
        if url is None:
            raise ProblemAnswer("not-served", 501)
        return url

    async def _say_farewell(self, one: Subscription) -> None:
        """Tell the brand that *one* has ended, until it has answered; that it knows of none will do."""
        asked = self.ask_of(one, Unsubscribe(subscription=one.hash))
        answer = await self._answered(one, asked, await self._office(one))
        said_ms = read_time(asked.envelope.created)
        await self.relate.letters.keep(Sent(one.brand, one.who, said_ms, asked, answer))
        await self.subscriptions.farewell(one.number)

    async def _adopt_late(self) -> None:
        """Settle subscriptions whose answer was not kept, and keep those that were taken."""
        known = {one.hash for one in await self.subscriptions.all()}
        oldest = self.relate.clock(0) - _REMEMBERED_DAYS * _DAY_MS
        for sent in await self.relate.letters.to(kinds=["subscribe"]):
            if sent.letter.hash in known or sent.at_ms < oldest:
                continue
            if await SqlRungs(self.relate.letters).has_left(sent.brand, sent.who):
                continue
            with suppress(Unreachable, ProblemAnswer, ProtocolError):
                settled = sent if sent.answer is not None else await self.relate.settle(sent)
                if settled.answer is not None and isinstance(settled.answer.body, Subscribed):
                    profile = await self.relate.courier.profile(sent.brand)
                    await self.subscriptions.adopt(settled, profile.name)


def _is_owed(one: Subscription, at_ms: int) -> bool:
    """Whether the brand is still to hear that *one* has ended."""
    return one.state != "active" and not one.told and at_ms < one.feed.until_ms


def groups(found: Iterable[Subscription], at_ms: int) -> dict[tuple[str, str], list[Subscription]]:
    """Return the open ones by brand and key: those that may be named in one request, and no others."""
    grouped: dict[tuple[str, str], list[Subscription]] = {}
    for one in found:
        if one.is_open(at_ms):
            grouped.setdefault((one.brand, one.feed.end.to), []).append(one)
    return grouped
