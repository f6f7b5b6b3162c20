"""Trading: what the brand sells, shows and answers by at this second, and how that becomes something else.

Spec: spec/40-scan.md (SCAN-14, SCAN-16), spec/60-negotiate.md (NEG-30).

A stand is worked out whole from one reading of the brand's files and one moment: desk, shelf, offers,
profile. It holds until the next edge of a price's window. The next one is built beside it, what it changes
in the store (prices, stock, policy in force, news) is one transaction, and then it stands in its place:
whoever is being answered keeps the stand that they began with.
"""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field

import structlog
from sqlalchemy import Connection

from brand_agent.desk import Desk
from brand_agent.edge.grounds import begin_epoch
from brand_agent.edge.newsroom import Newsroom
from brand_agent.edge.price_book import read_book, record, sign_at
from brand_agent.edge.reading import news_of
from brand_agent.edge.relation.public import seen_before
from brand_agent.edge.store import load_counts
from brand_agent.errors import RestartNeededError
from brand_agent.identity import brand_profile
from brand_agent.offers_shelf import OffersShelf
from brand_agent.policy import BrandPolicy
from brand_agent.ports import Clock, Ids
from brand_agent.relation.event import Event
from brand_agent.shelf import Past, Shelf, shelf
from brand_agent.stockroom import Key, Stockroom, stockroom
from catalog_adapters import Entry, entry_at
from foundation.database import Database
from protocol import SigningKey

_log = structlog.get_logger("brand")


@dataclass(frozen=True)
class Goods:
    """What one reading of the brand's files gave: its policy, its entries, and when these say otherwise."""

    policy: BrandPolicy
    entries: tuple[Entry, ...]
    edges: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        times = {one.from_ms for entry in self.entries for some in entry.later.values() for one in some}
        object.__setattr__(self, "edges", tuple(sorted(times)))

    def at(self, at_ms: int) -> tuple[Entry, ...]:
        """Return the entries as they stand at *at_ms*."""
        if not self.edges:
            return self.entries
        return tuple(one for entry in self.entries if (one := entry_at(entry, at_ms)) is not None)

    def since(self, at_ms: int) -> int:
        """Return since when holds what holds at *at_ms*; that moment itself where nothing changed before."""
        place = bisect_right(self.edges, at_ms)
        return self.edges[place - 1] if place else at_ms

    def until(self, at_ms: int) -> int | None:
        """Return when something else holds after *at_ms*; None: never."""
        place = bisect_right(self.edges, at_ms)
        return self.edges[place] if place < len(self.edges) else None


@dataclass(frozen=True)
class Stand:
    """What is answered by until *until_ms*. recorded: the last record in the price book when it began."""

    goods: Goods
    desk: Desk
    shelf: Shelf
    offers: OffersShelf
    profile: bytes
    recorded: int
    until_ms: int | None

    def holds(self, at_ms: int) -> bool:
        """Whether it still stands at *at_ms*. A clock that jumped back brings nothing back."""
        return self.until_ms is None or at_ms < self.until_ms


class Trading:
    """The stand of one brand over *database*."""

    def __init__(
        self, goods: Goods, database: Database, *, key: SigningKey, origin: str, clock: Clock, ids: Ids
    ) -> None:
        self._database, self._origin = database, origin
        self._goods, self._stand = goods, None
        self.desk = Desk(key, goods.policy, Stockroom({}, {}), clock, ids)
        """Who answers now; its room is empty until `open`."""
        self.newsroom = Newsroom(lambda: self.desk, database)
        self._lock = asyncio.Lock()
        self.reread: Callable[[], Awaitable[None]] | None = None
        """Reads the brand's files anew if they are others, and has them taken; None: nothing does."""

    _stand: Stand | None

    async def open(self) -> Stand:
        """Set up the first stand."""
        async with self._lock:
            at_ms = self.desk.clock(0)
            return await self._install(self._goods, at_ms, at_ms)

    async def now(self, at_ms: int) -> Stand:
        """Return what stands at *at_ms*."""
        stand = self._standing()
        if stand.holds(at_ms):
            return stand
        async with self._lock:
            stand = self._standing()
            if not stand.holds(at_ms):
                _log.info("scan", edge=stand.until_ms)
                stand = await self._install(stand.goods, at_ms, stand.goods.since(at_ms))
            return stand

    async def take(self, policy: BrandPolicy, entries: Iterable[Entry]) -> Stand:
        """Sell *entries* under *policy* from now on.

        Raises `RestartNeededError` if that would be another brand; nothing has changed then.
        """
        goods = Goods(policy, tuple(entries))
        before = self._standing().goods.policy
        if (before.brand, before.mediation) != (policy.brand, policy.mediation):
            raise RestartNeededError
        async with self._lock:
            at_ms = self.desk.clock(0)
            return await self._install(goods, at_ms, at_ms)

    async def again(self) -> Stand:
        """Set up what is sold anew, after another process changed what is in force.

        What `reread` finds comes first, if the files are others by now.
        """
        before = self._standing()
        if self.reread is not None:
            await self.reread()
        async with self._lock:
            if self._standing() is not before:
                return self._standing()
            at_ms = self.desk.clock(0)
            return await self._install(before.goods, at_ms, at_ms)

    def wait_s(self, most_s: float) -> float:
        """Return how many seconds to wait for the next edge, and *most_s* at most."""
        until_ms = self._standing().until_ms
        if until_ms is None:
            return most_s
        return min(most_s, max(0.01, (until_ms - self.desk.clock(0)) / 1000))

    async def signing_ms(self, stand: Stand, at_ms: int) -> int | None:
        """Return the moment to sign pages of *stand* for; None if another process shows other prices."""
        number = stand.recorded
        return await self._database.write(lambda connection: sign_at(connection, at_ms, number))

    def _standing(self) -> Stand:
        assert self._stand is not None, "open() comes first"
        return self._stand

    async def _install(self, goods: Goods, at_ms: int, since_ms: int) -> Stand:
        policy, last = goods.policy, self._stand
        book = await self._database.read(read_book)
        entries, room, early = await asyncio.to_thread(_built, goods, at_ms, book.past, last)
        made: list[tuple[Desk, Shelf, int]] = []

        def work(connection: Connection) -> tuple[Event, ...]:
            before = seen_before(connection)  # as the stock was
            epoch = begin_epoch(connection, policy.text)
            desk = Desk(self.desk.key, policy, room, self.desk.clock, self.desk.ids, epoch)
            prices = {key: article.price for key, article in room.articles.items()}
            after = record(connection, prices, since_ms, book)
            shown = shelf(entries, policy, past=after.past, before=early)
            load_counts(connection, room)
            events = news_of(connection, desk, shown, before)
            made[:] = [(desk, shown, after.number)]
            return events

        await self.newsroom.publish_in(work)
        self.desk, shown, recorded = made[0]
        if shown.left_out:
            _log.warning("scan", left_out=len(shown.left_out), first=shown.left_out[0])
        offers, profile = self._signed(policy, at_ms)
        self._stand = Stand(goods, self.desk, shown, offers, profile, recorded, goods.until(at_ms))
        return self._stand

    def _signed(self, policy: BrandPolicy, at_ms: int) -> tuple[OffersShelf, bytes]:
        """The public offers and the profile; those of before if the policy is."""
        before, key = self._stand, self.desk.key
        if before is not None and before.goods.policy.text == policy.text:
            return before.offers, before.profile
        profile = brand_profile(policy, key, origin=self._origin, created_ms=at_ms)
        return OffersShelf(policy, key, created_ms=at_ms), profile


def _built(
    goods: Goods, at_ms: int, past: Mapping[Key, Past], before: Stand | None
) -> tuple[tuple[Entry, ...], Stockroom, Shelf]:
    """What is sold and shown at *at_ms*, with the *past* as it was before that is recorded."""
    entries, policy = goods.at(at_ms), goods.policy
    shown = None if before is None or before.goods.policy.text != policy.text else before.shelf
    return entries, stockroom(entries, policy), shelf(entries, policy, past=past, before=shown)
