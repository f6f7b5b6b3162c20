"""The brand over HTTP: did document, profile, catalog pages and the negotiation endpoint.

A signature is checked before the store is asked for anything; what a message changes happens in one work of
the store. The log says what happened in the words of the spine, and nothing about a person.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Final

import structlog
from fastapi import FastAPI
from sqlalchemy import Connection

from brand_agent.desk import answer, receive
from brand_agent.edge.coupons import SqlCoupons
from brand_agent.edge.grounds import epoch_now
from brand_agent.edge.mediators import needs_mediator, nobody
from brand_agent.edge.purse import SqlPurse
from brand_agent.edge.reading import promised_anew
from brand_agent.edge.relation import SqlBooks
from brand_agent.edge.relation.reception import Reception
from brand_agent.edge.store import SqlLedger, last_sale, sold_out
from brand_agent.edge.tables import METADATA
from brand_agent.edge.trading import Goods, Stand, Trading
from brand_agent.errors import BrandError, UnsettledError
from brand_agent.identity import brand_document
from brand_agent.policy import BrandPolicy
from brand_agent.policy_offers import uses_of
from brand_agent.ports import Clock, Ids, Ledger, Mediators
from brand_agent.relation.claimed import keep_claimed
from brand_agent.relation.office import receive_letter
from brand_agent.relation.ordered import keep_ordered
from brand_agent.shelf import Window
from catalog_adapters import Entry
from foundation.database import Database
from negotiation import GuardError
from protocol import Message, ProtocolError, SigningKey, decode
from protocol.commitment import Beside
from transport.parcel import Parcel
from transport.routes import Page, application, brand_router
from transport.stream_routes import stream_router

_log = structlog.get_logger("brand")


TIDY_S: Final = 60.0
"""How often an idle brand looks for what is over."""


PATIENCE_MS: Final = 30_000
"""How long to show what was signed before, while another process over the store shows other prices."""
MOST_TRIES: Final = 3
"""How often an answer is begun anew because another process brought another policy into force."""


class BrandSite:
    """What the routes serve, over what is traded and one store."""

    def __init__(
        self,
        trading: Trading,
        database: Database,
        *,
        ledger: Callable[[Connection], Ledger] = SqlLedger,
        mediators: Mediators = nobody,
    ) -> None:
        self._mediators = mediators
        self._trading, self._database, self._ledger = trading, database, ledger
        self._clock = trading.desk.clock
        self._reception = Reception(lambda: trading.desk, database)
        self._document = brand_document(trading.desk.key)
        self._window: Window | None = None
        self._of: Stand | None = None
        self._behind_ms: int | None = None
        self._seen = (-1, -1)

    async def did_document(self) -> bytes:
        """The did document's bytes."""
        return self._document

    async def profile(self) -> bytes:
        """The signed profile's bytes."""
        return (await self._now()).profile

    async def _now(self) -> Stand:
        return await self._trading.now(self._clock(0))

    async def catalog_page(self, cursor: str | None) -> Page | None:
        """The signed page at *cursor*, as the stock is now; None if there is none."""
        shown = (await self._open_window()).page(cursor)
        if shown is None:
            return None
        _log.info("scan", cursor=cursor or "", etag=shown.etag)
        return Page(shown.data, shown.etag)

    async def offers_page(self, cursor: str | None) -> Page | None:
        """The signed page of public offers at *cursor*, as they are now; None if there is none."""
        stand = await self._now()
        uses = uses_of(stand.desk.policy.promotion)
        used_up = await self._database.read(lambda connection: SqlCoupons(connection).used_up(uses))
        shown = stand.offers.page(cursor, at_ms=self._clock(0), used_up=used_up)
        if shown is None:
            return None
        _log.info("scan", offers=cursor or "", etag=shown.etag)
        return Page(shown.data, shown.etag)

    async def _open_window(self) -> Window:
        """The window on the shelf; a new one at an edge, or when something was sold since or came back.

        While another process shows other prices, the pages that were signed before are what is shown.
        """
        stand, at_ms = await self._now(), self._clock(0)
        sale, second = await self._database.read(last_sale), at_ms // 1000
        if self._window is None or self._of is not stand or (sale, second) != self._seen:
            gone = await self._database.read(sold_out)
            if self._window is None or self._of is not stand or gone != self._window.sold_out:
                created_ms = await self._trading.signing_ms(stand, at_ms)
                if created_ms is None and self._window is not None and not self._is_left_behind(at_ms):
                    return self._window
                if created_ms is None:
                    stand = await self._trading.again()
                    created_ms = await self._trading.signing_ms(stand, at_ms) or at_ms
                fresh = Window(stand.shelf, gone, key=stand.desk.key, created_ms=created_ms)
                if self._window is None or fresh.version != self._window.version:
                    self._window = fresh
                self._of, self._behind_ms = stand, None
            self._seen = (sale, second)
        return self._window

    def _is_left_behind(self, at_ms: int) -> bool:
        """Whether another process has shown other prices for so long that its files must be others."""
        self._behind_ms = at_ms if self._behind_ms is None else self._behind_ms
        return at_ms - self._behind_ms > PATIENCE_MS

    async def relate(self, data: bytes, values: Sequence[Beside] = ()) -> Parcel:
        """Return the answer to a twin's request. Raises a `ProtocolError` for a broken rule."""
        try:
            await self._now()
            letter = receive_letter(data, self._trading.desk)
            said, beside = await self._reception.attend(letter, values, at_ms=self._clock(0))
        except ProtocolError as error:
            _log.warning("relate", problem=error.code, requirement=error.requirement)
            raise
        _log.info("relate", thread=letter.thread, heard=letter.type, said=decode(said)["type"])
        return Parcel(said, beside)

    async def sweep(self) -> None:
        """Erase what may be held no longer, and give back what was set aside until now."""
        await self._reception.sweep()
        at_ms = self._clock(0)
        await self._database.write(lambda connection: SqlBooks(connection).holds.release(at_ms))
        await self._database.write(lambda connection: SqlPurse(connection).release(at_ms))

    async def negotiate(self, data: bytes, values: Sequence[Beside] = ()) -> bytes:
        """Return the answer to a twin's message and the *values* beside it.

        Raises a `ProtocolError` for a broken rule; which one is kept if the message is signed.
        """
        message: Message | None = None
        try:
            message = receive(data, self._trading.desk)
            said = await self._answer(message, values)
        except ProtocolError as error:
            _log.warning("negotiate", problem=error.code, requirement=error.requirement)
            if message is not None:
                at_ms = self._clock(message.envelope.seq)
                await self._reception.note(message, error.code, at_ms=at_ms)
            raise
        except (BrandError, GuardError) as error:  # ours: nothing was signed or kept
            _log.error("negotiate", stopped=error.code, requirement=error.requirement, why=str(error))
            raise
        reply = decode(said)["type"]
        event = "agree" if reply == "confirm" else "negotiate"
        _log.info(event, thread=message.thread, seq=message.envelope.seq, heard=message.type, said=reply)
        return said

    async def _answer(self, message: Message, values: Sequence[Beside]) -> bytes:
        at_ms = self._clock(message.envelope.seq)
        known = await self._mediators() if needs_mediator(message) else None
        desk = (await self._trading.now(at_ms)).desk

        def work(connection: Connection) -> bytes | None:
            if desk.epoch != epoch_now(connection):  # NEG-30: another process brought another policy
                return None
            ledger, books = self._ledger(connection), SqlBooks(connection)
            said = answer(message, desk, ledger, at_ms=at_ms, values=values, books=books, mediators=known)
            if values:
                keep_claimed(message, said, values, books.letters)
                keep_ordered(message, said, values, books, desk.policy.keeping, at_ms=at_ms)
            return said

        for _ in range(MOST_TRIES):
            said = await self._database.write(work)
            if said is not None:
                return said
            desk = (await self._trading.again()).desk
        raise UnsettledError


async def open_brand(
    database: Database,
    *,
    policy: BrandPolicy,
    entries: Iterable[Entry],
    key: SigningKey,
    origin: str,
    clock: Clock,
    ids: Ids,
    ledger: Callable[[Connection], Ledger] = SqlLedger,
    tidy_s: float = TIDY_S,
    mediators: Mediators = nobody,
) -> FastAPI:
    """Return the application of a brand that sells *entries* under *policy*, at *origin*.

    Creates the tables that are missing, and brings the stock up to the entries' counts. *database* stays
    the caller's to close. *mediators* finds the marketplaces that compare for the brand. Every *tidy_s*
    seconds what is over is erased and given back, and what was left is published, even if nobody asks.
    """
    database.create(METADATA)
    goods = Goods(policy, tuple(entries))
    trading = Trading(goods, database, key=key, origin=origin, clock=clock, ids=ids)
    await trading.open()
    newsroom = trading.newsroom
    site = BrandSite(trading, database, ledger=ledger, mediators=mediators)
    await site.sweep()

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        tasks = [
            asyncio.create_task(_tidy(site, trading, tidy_s)),
            asyncio.create_task(_keep_time(trading, tidy_s)),
        ]
        yield
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    app = application(brand_router(site), stream_router(newsroom), lifespan=lifespan)
    app.state.newsroom, app.state.trading = newsroom, trading
    return app


async def _tidy(site: BrandSite, trading: Trading, every_s: float) -> None:
    while True:
        await asyncio.sleep(every_s)
        await site.sweep()
        await trading.newsroom.publish_in(lambda connection: promised_anew(connection, trading.desk))


async def _keep_time(trading: Trading, most_s: float) -> None:
    """Let each edge of a price's window come in its time, even if nobody asks."""
    while True:
        await asyncio.sleep(trading.wait_s(most_s))
        try:
            await trading.now(trading.desk.clock(0))
        except Exception as error:  # the next look, or whoever asks, tries again
            _log.error("scan", edge="missed", why=repr(error)[:500])
            await asyncio.sleep(most_s)
