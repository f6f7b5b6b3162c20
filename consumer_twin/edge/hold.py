"""Holding streams open: news come as they are published, one stream for each key of the person.

Spec: spec/37-subscribe.md (SUB-16 to SUB-19).

A stream only carries: what is lost on it is fetched, and what is forged ends it. It is opened anew from the
last number that is stored, after a pause that doubles while it fails.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final

from consumer_twin.autonomy import PausedError
from consumer_twin.edge.autonomy import SqlAutonomy
from consumer_twin.edge.mail import Mail, groups
from consumer_twin.ports import ProblemAnswer, Unreachable
from consumer_twin.relation.subscription import Subscription
from consumer_twin.scan import Trouble
from foundation.fetch import FetchError
from protocol import ProtocolError
from protocol.relation import Listen, NewsGapError, Place, StrayNewsError, read_letter
from transport import ProblemError, TransportError

FORGED: Final = 3
"""After so many streams in a row that carried what is not signed as it must be, no other is opened."""
_FIRST_S: Final = 1.0
_MOST_S: Final = 60.0
_PLACES: Final = 100

Came = Callable[[Subscription], Awaitable[None]]
"""Awaited when something was taken."""
Failed = Callable[[Trouble], None]


@dataclass(frozen=True)
class Hold:
    """Streams over *mail*. first_s: the first pause. look_s: how often it is looked for what changed."""

    mail: Mail
    came: Came
    failed: Failed
    first_s: float = _FIRST_S
    look_s: float = 5.0

    async def run(self) -> None:
        """Hold a stream for every key with an open subscription, until cancelled.

        While everything is paused none is held (DEC-36).
        """
        held: dict[tuple[str, str], asyncio.Task[None]] = {}
        named: dict[tuple[str, str], set[int]] = {}
        try:
            while True:
                now = self.mail.relate.clock(0)
                if await self._is_paused():
                    for task in held.values():
                        task.cancel()
                    held, named = {}, {}
                    await asyncio.sleep(self.look_s)
                    continue
                for key, mine in groups(await self.mail.subscriptions.all(), now).items():
                    numbers = {one.number for one in mine}
                    if numbers - named.get(key, set()):  # a new one: its stream is opened anew with it
                        if key in held:
                            held[key].cancel()
                        held[key] = asyncio.create_task(self.keep(key))
                    named[key] = numbers
                await asyncio.sleep(self.look_s)
        finally:
            for task in held.values():
                task.cancel()
            await asyncio.gather(*held.values(), return_exceptions=True)

    async def keep(self, key: tuple[str, str]) -> None:
        """Keep the stream of *key* (brand, DID) open until no subscription is, or it forges too often."""
        pause_s, forged = self.first_s, 0
        while True:
            mine = await self._open(key)
            if not mine:
                return
            try:
                if await self._listen(key, mine):
                    pause_s, forged = self.first_s, 0
            except ProtocolError as fault:
                forged += 1
                self.failed(Trouble(mine[0].seller, fault.code, f"the stream was closed: {fault}"))
                if forged == FORGED:
                    return
            except PausedError:
                return
            except (Unreachable, FetchError, TransportError, ProblemAnswer) as silence:
                refused = isinstance(silence, ProblemAnswer | ProblemError) and silence.status < 500
                if refused:
                    self.failed(Trouble(mine[0].seller, "no-stream", f"the stream is refused: {silence}"))
                    return
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, _MOST_S)

    async def _is_paused(self) -> bool:
        return await SqlAutonomy(self.mail.relate.letters.database).paused_ms() is not None

    async def _open(self, key: tuple[str, str]) -> list[Subscription]:
        now = self.mail.relate.clock(0)
        return groups(await self.mail.subscriptions.all(), now).get(key, [])[:_PLACES]

    async def _listen(self, key: tuple[str, str], mine: list[Subscription]) -> bool:
        """Read one stream to its end; whether anything came. Raises for what is forged or breaks off."""
        relate = self.mail.relate
        url = (await relate.courier.profile(key[0])).endpoints.stream
        if url is None:
            raise ProblemAnswer("not-served", 404)
        places = tuple(Place(subscription=one.hash, after=one.feed.end.seq) for one in mine)
        asked = self.mail.ask_of(mine[0], Listen(places=places))
        by_thread, some = {one.hash: one for one in mine}, False
        async with aclosing(relate.courier.listen(url, asked.data)) as news:
            async for data in news:
                one = await self._take(key, by_thread, data)
                some = True
                if one.state != "active":
                    await self.mail.fetch()  # says farewell
                    return True
        return some

    async def _take(
        self, key: tuple[str, str], by_thread: Mapping[str, Subscription], data: bytes
    ) -> Subscription:
        """Verify and take one event; fetch what the stream lost. Raises ProtocolError for what is forged."""
        letter = await self.mail.relate.courier.with_keys(
            key[0], lambda ring: read_letter(data, ring, to=key[1])
        )
        one = by_thread.get(letter.thread)
        if one is None:  # SUB-4
            raise StrayNewsError("the stream carries another subscription's news")
        try:
            taken = await self.mail.subscriptions.take(
                one.number, [letter], at_ms=self.mail.relate.clock(0), source="stream"
            )
        except NewsGapError:
            taken = await self.mail.catch_up(await self._now(one))
        await self.came(taken)
        return taken

    async def _now(self, one: Subscription) -> Subscription:
        return next(found for found in await self.mail.subscriptions.all() if found.number == one.number)
