"""The reader: it walks the catalogs of listed brands, page by page, and puts them on the shelves.

Spec: spec/41-slices.md (DIR-19, DIR-20).

A brand is asked for its first page with the tag of the last time; "not modified" says that the whole catalog
is as it was. A brand that fails keeps what is shown of it, and is asked again later and later. What was begun
is gone on with, by whoever comes next.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import structlog

from catalog_search.errors import SearchError, TwiceError
from catalog_search.shelves import Brand, Reading, Shelves, SignedPage, Sums
from foundation.database import Database
from foundation.fetch import FetchError
from marketplace.edge.store import SqlListings
from marketplace.errors import BrokenPagesError, ContradictionError
from marketplace.listing import Listing
from marketplace.pages import MAX_ON_PAGE, place_of
from marketplace.ports import Clock, Wanted
from marketplace.reading import AT_ONCE, LEASE_MS, Pace, brand_of
from protocol import ProtocolError
from transport import CatalogAnswer, Courier, TransportError

_log = structlog.get_logger("market")
LOOK_S: Final = 20.0
"""How often a worker looks whose turn it is."""
_BROKEN: Final = (ProtocolError, TransportError, FetchError, TwiceError)


@dataclass(frozen=True)
class Read:
    """What reading a brand came to: sums of a new version, nothing new, or (a code) why not."""

    brand: str
    sums: Sums | None = None
    problem: str = ""


Hear = Callable[[Read], object]


@dataclass(frozen=True)
class Reader:
    """Reads the brands of *database* over *courier* onto *shelves*, and tells *hear* of each."""

    database: Database
    shelves: Shelves
    courier: Courier
    clock: Clock
    pace: Pace
    hear: Hear = lambda read: None

    async def enrol(self) -> int:
        """Say to the shelves who is listed now; return how many brands are."""
        brands: list[Brand] = []
        after = ""
        while found := await self._listed(after):
            brands += [brand for listing in found if (brand := brand_of(listing)) is not None]
            after = place_of(found[-1].did)
        gone = await self.shelves.enrol(brands, now_ms=self.clock())
        if gone:
            _log.info("scan", unlisted=gone)
        return len(brands)

    async def once(self) -> None:
        """Read every listed brand now; return when each was read, by this worker or another."""
        await self.enrol()
        await self.shelves.hurry(self.clock())
        while True:
            await self.due()
            if not await self.shelves.waiting(self.clock()):
                return
            await asyncio.sleep(1)  # another worker holds one; if that was killed, its hold ends

    async def _listed(self, after: str) -> list[Listing]:
        wanted = Wanted(after=after)
        return await self.database.read(lambda c: list(SqlListings(c).find(wanted, MAX_ON_PAGE)))

    async def always(self) -> None:
        """Read each brand when its turn comes, until cancelled; a database that is away may come back."""
        while True:
            try:
                await self.enrol()
                await self.due()
            except SearchError as error:
                _log.warning("scan", index=error.code)
            await asyncio.sleep(LOOK_S)

    async def due(self) -> None:
        """Read the brands whose turn it is, some at a time. Raises `UnreachableIndexError`."""
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(AT_ONCE):
                    group.create_task(self._in_turn())
        except ExceptionGroup as broken:
            raise broken.exceptions[0] from None

    async def _in_turn(self) -> None:
        while (reading := await self.shelves.claim(self.clock(), LEASE_MS)) is not None:
            self.hear(await self._read(reading))

    async def _read(self, reading: Reading) -> Read:
        did = reading.brand.did
        try:
            sums = await self._walked(reading)
        except _BROKEN as error:
            due_ms = self.pace.after(reading.failures + 1, self.clock())
            await self.shelves.failed(reading, error.code, due_ms=due_ms)
            _log.warning("scan", unread=did, problem=error.code)
            return Read(did, problem=error.code)
        if sums is not None:
            _log.info("scan", read=did, new=sums.new, changed=sums.changed, gone=sums.gone)
        return Read(did, sums)

    async def _walked(self, reading: Reading) -> Sums | None:
        """Read what is new of the catalog, to its end; None: nothing is, or another worker reads it."""
        if reading.coming is not None and reading.cursor is not None:
            got = await self._page(reading, reading.cursor)
            if got.page.version == reading.coming:
                known = 0 if reading.coming == reading.version else reading.pages
                return await self._go_on(replace(reading, pages=known), got)
            reading = replace(reading, etag="")  # it changed meanwhile: from the start
        first = await self.courier.catalog_page(
            reading.brand.url, brand=reading.brand.did, etag=reading.etag or None
        )
        if first is None:
            await self.shelves.still(reading, now_ms=self.clock(), due_ms=self._next())
            return None
        await self.shelves.begin(reading, first.page.version)
        return await self._go_on(replace(reading, coming=first.page.version, pages=0), first)

    async def _go_on(self, reading: Reading, got: CatalogAnswer) -> Sums | None:
        """Keep *got* and the pages behind it, then show their version."""
        version = got.page.version
        for _ in range(self.pace.max_pages - reading.pages):
            kept = await self.shelves.keep(reading, signed_page(got), now_ms=self.clock(), lease_ms=LEASE_MS)
            if kept == "lost":
                return None
            if kept == "contradicts":  # DIR-20
                await self.shelves.begin(reading, "")
                raise ContradictionError(reading.brand.did)
            if kept == "again":
                await self.shelves.begin(reading, "")
                raise BrokenPagesError("the pages run in a circle")
            if got.page.next is None:
                return await self._shown(reading, version)
            got = await self._page(reading, got.page.next)
            if got.page.version != version:
                raise BrokenPagesError("the catalog changed while it was read")
        await self.shelves.begin(reading, "")
        raise BrokenPagesError(f"the catalog has more than {self.pace.max_pages} pages")

    async def _shown(self, reading: Reading, version: str) -> Sums | None:
        try:
            return await self.shelves.finish(reading, version, now_ms=self.clock(), due_ms=self._next())
        except TwiceError:
            await self.shelves.begin(reading, "")
            raise

    async def _page(self, reading: Reading, cursor: str) -> CatalogAnswer:
        got = await self.courier.catalog_page(reading.brand.url, brand=reading.brand.did, cursor=cursor)
        assert got is not None
        return got

    def _next(self) -> int:
        return self.pace.after(0, self.clock())


def signed_page(got: CatalogAnswer) -> SignedPage:
    """Return *got* as the shelves keep it."""
    page = got.page
    return SignedPage(page.version, page.cursor, page.next, got.etag, got.data)
