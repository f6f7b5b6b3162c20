"""The postman: brings what waits in the box to the brand's own programs, and tries again what did not arrive.

Any number of programs may run one over the same store, as `brand serve` and `brand console` do: each delivery
is taken by one of them, in a transaction. A receiver may get an event twice (a program may end between the
answer and the note of it), under the same `webhook-id`, so that it can tell.

Only public addresses are called, over https: a webhook is no way into the brand's own network (see
`foundation.fetch`).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

import httpx
import structlog
from sqlalchemy import Connection, select

from brand_agent.edge.webhooks.deliveries import (
    SAID_MOST,
    Delivery,
    State,
    Try,
    forget,
    is_due,
    note,
    take_due,
)
from brand_agent.edge.webhooks.happened import gather
from brand_agent.edge.webhooks.hooks import SqlHooks
from brand_agent.edge.webhooks.tables import MARKS
from brand_agent.webhooks import GONE, Hook, headers, next_try_ms, secret_of, took
from brand_agent.webhooks.hook import UnknownHookError
from foundation.database import Database
from foundation.fetch import FetchError, Guard, TooManyBytesError, fetch
from protocol import SigningKey

LOOK_S: Final = 2.0
"""How often the box is looked into."""
AT_ONCE: Final = 8
FORGET_MS: Final = 3_600_000
DEADLINE_S: Final = 15.0

_log = structlog.get_logger("brand")


class Postman:
    """Delivers for one brand, whose *key* makes the secrets. *clock* gives milliseconds since 1970."""

    def __init__(
        self,
        database: Database,
        key: SigningKey,
        client: httpx.AsyncClient,
        *,
        local: bool,
        clock: Callable[[], int],
    ) -> None:
        self._database, self._key, self._client, self._clock = database, key, client, clock
        self._guard = Guard(local=local, deadline_s=DEADLINE_S)
        self._bell, self._forget_ms = asyncio.Event(), 0

    def ring(self) -> None:
        """Say that something was put into the box."""
        self._bell.set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Deliver until the end of the block."""
        carrying = asyncio.create_task(self._run())
        try:
            yield
        finally:
            carrying.cancel()
            with suppress(asyncio.CancelledError):
                await carrying

    async def _run(self) -> None:
        while True:
            self._bell.clear()
            try:
                await self._forget()
                while await self.round():
                    pass
            except Exception as error:  # the next look tries again
                _log.error("webhooks", why=repr(error)[:500])
            try:
                await asyncio.wait_for(self._bell.wait(), LOOK_S)
            except TimeoutError:
                continue

    async def round(self) -> int:
        """Deliver what is due now, `AT_ONCE` of it at most; return how many were tried."""
        at_ms = self._clock()
        if not await self._database.read(lambda connection: _has_work(connection, at_ms)):
            return 0
        while await self._database.write(lambda connection: gather(connection, at_ms=at_ms)):
            pass
        due = await self._database.write(lambda connection: take_due(connection, AT_ONCE, at_ms=at_ms))
        await asyncio.gather(*(self._deliver(one) for one in due))
        return len(due)

    async def _forget(self) -> None:
        """Drop now and then what is older than the log."""
        at_ms = self._clock()
        if at_ms >= self._forget_ms:
            await self._database.write(lambda connection: forget(connection, at_ms=at_ms))
            self._forget_ms = at_ms + FORGET_MS

    async def _deliver(self, delivery: Delivery) -> None:
        try:
            hook = await self._database.read(lambda connection: SqlHooks(connection).get(delivery.hook))
        except UnknownHookError:  # removed meanwhile, and what waited with it
            return
        one = await self._try(hook, delivery)
        state, due_ms = _after(delivery.tries + 1, one)

        def work(connection: Connection) -> None:
            note(connection, delivery, one, state, due_ms=due_ms)
            if one.status == GONE:
                why = f"its receiver answered {GONE}: it wants no more"
                SqlHooks(connection, "the agent").switch(hook.number, why, at_ms=one.at_ms)

        await self._database.write(work)
        _log.info("webhook", hook=hook.number, told=delivery.event, status=one.status, state=state)

    async def _try(self, hook: Hook, delivery: Delivery) -> Try:
        at_ms = self._clock()
        secrets = [secret_of(self._key, salt) for salt in hook.salts(at_ms)]
        sent = headers(secrets, delivery.name, delivery.body, at_s=at_ms // 1000)
        status: int | None = None
        try:
            answer = await fetch(
                hook.url,
                guard=self._guard,
                client=self._client,
                method="POST",
                headers=sent,
                content=delivery.body,
            )
            status, said = answer.status, answer.body[: SAID_MOST * 4].decode("utf-8", "replace")
        except TooManyBytesError:
            said = "It answered with more than 64 kB, which nobody read."
        except FetchError as error:
            said = f"{error.code}: {error}"
        return Try(at_ms, max(0, self._clock() - at_ms), status, said[:SAID_MOST])


def _after(tries: int, one: Try) -> tuple[State, int]:
    """Return the state after try number *tries*, and when the next is due."""
    if took(one.status):
        return "arrived", 0
    due_ms = None if one.status == GONE else next_try_ms(tries, one.at_ms)
    return ("failed", 0) if due_ms is None else ("waiting", due_ms)


def _has_work(connection: Connection, at_ms: int) -> bool:
    marked = connection.execute(select(MARKS.c.number).limit(1)).first() is not None
    return marked or is_due(connection, at_ms=at_ms)
