"""Public sources: any feed or product page, from a file or the network, as a shelf.

Spec: spec/40-scan.md (SCAN-8, SCAN-9).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from catalog_adapters import CatalogError, Entry, SourceSettings, read_source
from consumer_twin.fresh import Clock
from consumer_twin.scan import Seller, Shelf, Trouble
from foundation.fetch import FetchError, Guard, fetch
from protocol import Product


@dataclass(frozen=True)
class Sources:
    """Reads sources over one shared *client*, as *settings* say; a currency is never guessed."""

    client: httpx.AsyncClient
    guard: Guard
    clock: Clock
    settings: SourceSettings = field(default_factory=SourceSettings)

    async def shelf(self, source: str) -> Shelf | Trouble:
        """Return what *source*, a file's path or a URL, offers to everybody; or why it can't be read.

        Rows that can't be read are left out; if no row is left, the first one's reason is the trouble.
        """
        if not source.startswith(("http://", "https://")):
            return await self.read(source, None)
        try:
            got = await fetch(source, guard=self.guard, client=self.client)
        except FetchError as error:
            return Trouble(source, error.code, str(error)[:300])
        if got.status != 200:
            return Trouble(source, "no-source", f"the server answered {got.status}")
        return await self.read(source, got.body)

    async def read(self, source: str, data: bytes | None) -> Shelf | Trouble:
        """Return what *source* offers; *data* is its bytes, None for what lies on this machine."""
        try:
            return await asyncio.to_thread(self._read, source, data)
        except CatalogError as error:
            return Trouble(source, error.code, f"{error.reason}. {error.advice}"[:300])

    def _read(self, source: str, data: bytes | None) -> Shelf | Trouble:
        products: list[Product] = []
        why_not = Trouble(source, "no-source", "there is no product in it")
        for one in read_source(source, self.settings, at_ms=self.clock(0), data=data):
            if isinstance(one, Entry):
                products.append(one.product)
            elif not products and why_not.code == "no-source":
                why_not = Trouble(source, one.code, f"line {one.line}: {one.reason}"[:300])
        if not products:
            return why_not
        return Shelf(Seller(source, source_name(source), source), tuple(products))


def source_name(source: str) -> str:
    """The host of a URL, the name of a file: what to call the seller."""
    return urlsplit(source).hostname or Path(source).name
