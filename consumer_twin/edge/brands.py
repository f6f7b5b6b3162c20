"""Brands over HTTP: directories, profiles, whole catalogs, and messages, over one shared client.

Spec: spec/40-scan.md (SCAN-1, SCAN-7, DIR-6).

All sellers are read at once, under one deadline; one that is slow, broken or lying is reported and left out.
A profile is always fetched from the brand itself, whatever a directory says of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from consumer_twin.edge.patience import Patience
from consumer_twin.edge.reached import reached
from consumer_twin.edge.sources import Sources
from consumer_twin.errors import BrokenCatalogError
from consumer_twin.events import Event, Hear, deaf
from consumer_twin.scan import (
    MAX_SELLERS,
    MODES,
    Places,
    Scan,
    Seller,
    Shelf,
    Trouble,
    following,
    stock_shelf,
    unfit,
)
from consumer_twin.wish import Wish
from foundation.fetch import FetchError
from protocol import Message, Profile, ProtocolError, did_web, read
from protocol.commitment import Beside
from transport import Courier, TransportError

_BROKEN = (ProtocolError, TransportError, FetchError, BrokenCatalogError)


@dataclass(frozen=True)
class HttpBrands:
    """The brands at *places*, by *courier*; public pages by *sources*."""

    courier: Courier
    sources: Sources
    places: Places
    patience: Patience
    hear: Hear = deaf

    async def scan(self, wish: Wish) -> Scan:
        """Read every shelf there is for *wish*, until the deadline; who is slow or broken is a trouble."""
        ends_s = asyncio.get_running_loop().time() + self.patience.scan_s
        found, lost = await self._addresses(wish, self.patience.scan_s / 3)
        work = [asyncio.ensure_future(self._shelf(did, wish)) for did in found]
        work += [asyncio.ensure_future(self.sources.shelf(source)) for source in self.places.sources]
        names = [*found, *self.places.sources]
        if work:
            await asyncio.wait(work, timeout=max(0.0, ends_s - asyncio.get_running_loop().time()))
        for task in work:
            task.cancel()
        await asyncio.gather(*work, return_exceptions=True)
        read_all = [_ended(name, task) for name, task in zip(names, work, strict=True)]
        shelves = sorted((one for one in read_all if isinstance(one, Shelf)), key=lambda one: one.seller.id)
        troubles = (*lost, *(one for one in read_all if isinstance(one, Trouble)))
        self._tell(shelves, troubles)
        return Scan(tuple(shelves), troubles)

    async def ask(self, seller: Seller, message: Message, values: tuple[Beside, ...] = ()) -> Message:
        """Send *message* to *seller*, with *values* beside it, and return its verified answer.

        Raises ProtocolError for an answer that breaks a rule, `ProblemAnswer` when the seller answers with
        a problem document, `Unreachable` when there was no answer.
        """
        assert seller.endpoint is not None
        async with reached():
            data = await self.courier.send(seller.endpoint, message.data, brand=seller.id, values=values)
            return await self.courier.with_keys(seller.id, lambda ring: read(data, ring, to=message.sender))

    async def _addresses(self, wish: Wish, timeout_s: float) -> tuple[list[str], tuple[Trouble, ...]]:
        """Return the DIDs of the brands to read, each once; and the directories that did not answer."""
        known: list[str] = []
        troubles: list[Trouble] = []
        for url in self.places.brands:
            try:
                known.append(did_web(url))
            except ProtocolError as error:
                troubles.append(_trouble(url, error))
        for market in self.places.markets:
            try:
                async with asyncio.timeout(timeout_s):
                    known += await self._listed(market, wish)
            except (*_BROKEN, TimeoutError) as error:
                troubles.append(_trouble(market, error))
        return list(dict.fromkeys(known))[:MAX_SELLERS], tuple(troubles)

    async def _listed(self, market: str, wish: Wish) -> list[str]:
        """Return the DIDs that *market* lists for the wish's region and categories; none is believed yet."""
        found: list[str] = []
        for category in wish.categories or (None,):
            cursor: str | None = None
            for _ in range(MAX_SELLERS):
                page = await self.courier.directory_page(
                    market, category=category, region=wish.region, cursor=cursor
                )
                found += [str(profile.get("from")) for profile in page.brands]
                cursor = page.next
                if cursor is None or len(found) >= MAX_SELLERS:
                    break
        return found

    async def _shelf(self, did: str, wish: Wish) -> Shelf | Trouble:
        profile = await self.courier.profile(did)
        reason = unfit(profile, wish)
        if reason is not None:
            return Trouble(did, "unfit", reason)
        seller = seller_of(profile)
        pages = []
        cursor: str | None = None
        while True:
            answer = await self.courier.catalog_page(profile.endpoints.catalog, brand=did, cursor=cursor)
            assert answer is not None
            pages.append(answer.page)
            cursor = following(pages)
            if cursor is None:
                return stock_shelf(seller, pages)

    def _tell(self, shelves: Iterable[Shelf], troubles: Iterable[Trouble]) -> None:
        for shelf in shelves:
            text = f"Read {len(shelf.products)} products of {shelf.seller.name}."
            self.hear(Event("scan", "shelf-read", text, shelf.seller.name))
        for trouble in troubles:
            text = f"Left out {trouble.seller}: {trouble.reason}."
            self.hear(Event("scan", "seller-skipped", text, trouble.seller))


def seller_of(profile: Profile) -> Seller:
    """Return the brand that describes itself in *profile*."""
    ends = profile.endpoints
    return Seller(
        id=profile.from_,
        name=profile.name,
        url=_site(ends.catalog),
        endpoint=ends.negotiate,
        counters=profile.limits.counters,
        relate=ends.relate,
        offers=ends.offers,
        modes=tuple(mode for mode, name in MODES.items() if name in profile.capabilities),
        mediators=profile.mediators or (),
    )


def _ended(name: str, task: asyncio.Future[Shelf | Trouble]) -> Shelf | Trouble:
    """What reading a seller came to: its shelf, or why there is none."""
    if task.cancelled():
        return Trouble(name, "too-slow", "not read before the deadline")
    error = task.exception()
    if error is None:
        return task.result()
    if isinstance(error, _BROKEN):
        return _trouble(name, error)
    raise error


def _site(url: str) -> str:
    """The address of the brand's host, for people."""
    return "/".join(url.split("/", 3)[:3])


def _trouble(name: str, error: BaseException) -> Trouble:
    code = str(getattr(error, "code", "too-slow"))
    return Trouble(name, code, str(error)[:300] or "no answer before the deadline")
