"""Brands over HTTP: directories, profiles, whole catalogs, and messages, over one shared client.

Spec: spec/40-scan.md (SCAN-1, SCAN-7, DIR-6), spec/41-slices.md (DIR-21, DIR-22).

All sellers are read at once, under one deadline; one that is slow, broken or lying is reported and left out.
A profile is always fetched from the brand itself, whatever a directory says of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from consumer_twin.edge.patience import Patience
from consumer_twin.edge.reached import reached
from consumer_twin.edge.slices import HttpSlices, Ways
from consumer_twin.edge.sources import Sources
from consumer_twin.edge.troubles import BROKEN, ended, trouble
from consumer_twin.edge.whole_catalog import whole_catalog
from consumer_twin.events import Event, Hear, deaf
from consumer_twin.rules import RULED_OUT, NoRules, Rules, ruled_out
from consumer_twin.scan import (
    MAX_SELLERS,
    MODES,
    Places,
    Scan,
    See,
    Seller,
    Shelf,
    Trouble,
    blind,
    stock_shelf,
    unfit,
)
from consumer_twin.slices import Proof, Taken
from consumer_twin.wish import Wish
from protocol import Message, Profile, ProtocolError, did_web, read
from protocol.commitment import Beside
from protocol.slices import INDEX, ContradictedSliceError
from transport import Courier


@dataclass(frozen=True)
class Listing:
    """Who is to be read (DIDs), the directories that serve slices, and those that did not answer."""

    brands: tuple[str, ...]
    indexed: tuple[str, ...]
    troubles: tuple[Trouble, ...]


@dataclass(frozen=True)
class HttpBrands:
    """The brands at *places*, by *courier*; public pages by *sources*; slices, where they may be taken.

    see: is shown each shelf once it is read whole, while others are still on their way.
    """

    courier: Courier
    sources: Sources
    places: Places
    patience: Patience
    hear: Hear = deaf
    slices: HttpSlices | None = None
    see: See = blind
    rules: Rules = field(default_factory=NoRules)

    async def scan(self, wish: Wish) -> Scan:
        """Read every shelf there is for *wish*, until the deadline; who is slow or broken is a trouble."""
        ends_s = asyncio.get_running_loop().time() + self.patience.scan_s
        listed = await self._addresses(wish, self.patience.scan_s / 3)
        taken, lost = await self._taken(listed, wish)
        found = [did for did in listed.brands if taken is None or did not in taken.items]
        if taken is not None and self.slices is not None and self.slices.rule.search:
            found = [did for did in self._named() if did not in taken.items]
        whole = await self._whole(found, self.places.sources, wish, ends_s)
        troubles = [*listed.troubles, *lost, *(one for one in whole if isinstance(one, Trouble))]
        shelves = [one for one in whole if isinstance(one, Shelf)]
        if taken is not None and self.slices is not None:
            proof = Proof(taken, wish, self.slices.per_seller, tuple(shelves))
            shelves = await self._proven(proof, listed, ends_s)
            troubles += proof.troubles
        shelves.sort(key=lambda one: one.seller.id)
        self._tell(shelves, troubles)
        return Scan(tuple(shelves), tuple(troubles))

    async def _whole(
        self, brands: Sequence[str], sources: Sequence[str], wish: Wish, ends_s: float
    ) -> list[Shelf | Trouble]:
        """Read all that *brands* and *sources* sell, at once."""
        work = [asyncio.ensure_future(self._shelf(did, wish)) for did in brands]
        work += [asyncio.ensure_future(self.sources.shelf(source)) for source in sources]
        for task in work:
            task.add_done_callback(self._show)
        if work:
            await asyncio.wait(work, timeout=max(0.0, ends_s - asyncio.get_running_loop().time()))
        for task in work:
            task.cancel()
        await asyncio.gather(*work, return_exceptions=True)
        return [ended(name, task) for name, task in zip((*brands, *sources), work, strict=True)]

    def _show(self, task: asyncio.Future[Shelf | Trouble]) -> None:
        read = None if task.cancelled() or task.exception() else task.result()
        if isinstance(read, Shelf):
            self.see(read)

    async def _taken(self, listed: Listing, wish: Wish) -> tuple[Taken | None, list[Trouble]]:
        if self.slices is None:
            return None, []
        return await self.slices.all(listed.indexed, wish, self.patience.scan_s / 2)

    async def _proven(self, proof: Proof, listed: Listing, ends_s: float) -> list[Shelf]:
        """Return all shelves once brands have borne out what is meant in *proof*; else those brands' own."""
        assert self.slices is not None
        try:
            async with asyncio.timeout_at(ends_s):
                await self.slices.prove(proof, Ways(seller_of, self._shelf))
        except TimeoutError:
            proof.troubles.append(
                Trouble(", ".join(listed.indexed), "too-slow", "brands were not asked in time")
            )
        except ContradictedSliceError as error:
            proof.troubles.append(trouble(", ".join(listed.indexed), error))
            known = {shelf.seller.id for shelf in proof.others}
            brands = [did for did in (*listed.brands, *proof.taken.items) if did not in known]
            late_s = asyncio.get_running_loop().time() + self.patience.scan_s / 2
            whole = await self._whole(list(dict.fromkeys(brands))[:MAX_SELLERS], (), proof.wish, late_s)
            proof.troubles += [one for one in whole if isinstance(one, Trouble)]
            return [*proof.others, *(one for one in whole if isinstance(one, Shelf))]
        await asyncio.to_thread(proof.close)
        return list(proof.all())

    async def ask(self, seller: Seller, message: Message, values: tuple[Beside, ...] = ()) -> Message:
        """Send *message* to *seller*, with *values* beside it, and return its verified answer.

        Raises ProtocolError for an answer that breaks a rule, `ProblemAnswer` when the seller answers with
        a problem document, `Unreachable` when there was no answer.
        """
        assert seller.endpoint is not None
        async with reached():
            data = await self.courier.send(seller.endpoint, message.data, brand=seller.id, values=values)
            return await self.courier.with_keys(seller.id, lambda ring: read(data, ring, to=message.sender))

    def _named(self) -> list[str]:
        """Return the DIDs of the brands that the person named, as far as they are any."""
        found: list[str] = []
        for url in self.places.brands:
            with suppress(ProtocolError):
                found.append(did_web(url))
        return found

    async def _addresses(self, wish: Wish, timeout_s: float) -> Listing:
        """Return the DIDs of the brands to read, each once; and the directories that did not answer."""
        known: list[str] = []
        troubles: list[Trouble] = []
        indexed: list[str] = []
        for url in self.places.brands:
            try:
                known.append(did_web(url))
            except ProtocolError as error:
                troubles.append(trouble(url, error))
        for market in self.places.markets:
            try:
                async with asyncio.timeout(timeout_s):
                    found, capabilities = await self._listed(market, wish)
            except (*BROKEN, TimeoutError) as error:
                troubles.append(trouble(market, error))
                continue
            known += found
            indexed += [market] if INDEX in capabilities else []
        out = ruled_out(await self.rules.standing())  # DEC-40: nobody is asked whom the person keeps out
        troubles += [Trouble(did, RULED_OUT, "you said never to buy there") for did in sorted({*known} & out)]
        wanted = [did for did in dict.fromkeys(known) if did not in out]
        return Listing(tuple(wanted)[:MAX_SELLERS], tuple(indexed), tuple(troubles))

    async def _listed(self, market: str, wish: Wish) -> tuple[list[str], Collection[str]]:
        """Return the DIDs that *market* lists for the wish's region and categories, and what else it serves.

        None is believed yet.
        """
        found: list[str] = []
        capabilities: Collection[str] = ()
        for category in wish.categories or (None,):
            cursor: str | None = None
            for _ in range(MAX_SELLERS):
                page = await self.courier.directory_page(
                    market, category=category, region=wish.region, cursor=cursor
                )
                found += [str(profile.get("from")) for profile in page.brands]
                capabilities = page.capabilities or ()
                cursor = page.next
                if cursor is None or len(found) >= MAX_SELLERS:
                    break
        return found, capabilities

    async def _shelf(self, did: str, wish: Wish) -> Shelf | Trouble:
        profile = await self.courier.profile(did)
        reason = unfit(profile, wish)
        if reason is not None:
            return Trouble(did, "unfit", reason)
        seller = seller_of(profile)
        answers = await whole_catalog(self.courier, profile.endpoints.catalog, brand=did)
        return stock_shelf(seller, [one.page for one in answers])

    def _tell(self, shelves: Iterable[Shelf], troubles: Iterable[Trouble]) -> None:
        for shelf in shelves:
            if shelf.seller.endpoint is None and shelf.seller.id.startswith("did:"):
                continue  # known by a slice alone; nobody was asked
            text = f"Read {len(shelf.products)} products of {shelf.seller.name}."
            self.hear(Event("scan", "shelf-read", text, shelf.seller.name))
        for one in troubles:
            text = f"Left out {one.seller}: {one.reason}."
            self.hear(Event("scan", "seller-skipped", text, one.seller))


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


def _site(url: str) -> str:
    """The address of the brand's host, for people."""
    return "/".join(url.split("/", 3)[:3])
