"""The courier: carries a twin's signed bytes to brands and directories, and brings back what they say.

Spec: spec/20-wire.md, spec/25-identity.md, spec/40-scan.md,
spec/41-slices.md, spec/48-demand.md, spec/65-modes.md.

What is signed by its sender alone (profile, catalog page, directory page) comes back verified. An answer in a
thread comes back as bytes: `with_keys` gives the keys to read it with, since only the thread knows the rest.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import httpx

from foundation.fetch import BadUrlError, Guard
from protocol import (
    PROFILE_PATH,
    CatalogPage,
    DidDocument,
    DirectoryPage,
    KeyRing,
    Profile,
    Wire,
    decode,
    did_web,
    did_web_origin,
    message_hash,
    read_signed,
)
from protocol.commitment import Beside
from protocol.promotion import OffersPage
from protocol.relation import DemandPage
from protocol.slices import SlicePage
from transport.endpoints import check_endpoints
from transport.errors import BadAnswerError
from transport.exchange import Ask, Exchanges, expect, parcel_of
from transport.media import MESSAGE
from transport.parcel import Parcel
from transport.resolve import Resolver
from transport.stream import stream_of
from transport.wire_line import WireLog

T = TypeVar("T")
W = TypeVar("W", bound=Wire)
P = TypeVar("P", CatalogPage, OffersPage, DemandPage, SlicePage)
_DEMAND: Final = "/demand"
_MEDIATE: Final = "/mediate"
_SLICES: Final = "/offers"
_SEARCH: Final = "/search"


@dataclass(frozen=True)
class OffersAnswer:
    """A verified page of public offers, and the ETag to ask with next time (its hash)."""

    page: OffersPage
    etag: str


@dataclass(frozen=True)
class DemandAnswer:
    """A verified page of tallies, and the ETag to ask with next time (its hash)."""

    page: DemandPage
    etag: str


@dataclass(frozen=True)
class SliceAnswer:
    """A verified page of a slice, and the ETag to ask with next time (its hash)."""

    page: SlicePage
    etag: str


@dataclass(frozen=True)
class CatalogAnswer:
    """A verified catalog page, the ETag to ask with next time (its hash), and its exact bytes."""

    page: CatalogPage
    etag: str
    data: bytes


class Courier:
    """Speaks HTTP for one twin, over one shared client.

    Every method raises `FetchError` (no answer), `TransportError` (a problem or no message) or
    `ProtocolError` (an answer that breaks a rule).
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        guard: Guard,
        *,
        clock: Callable[[], int],
        wire_log: WireLog | None = None,
    ) -> None:
        """*clock* gives milliseconds since 1970; *wire_log* gets every line as it happens."""
        self._local, self._clock = guard.local, clock
        self._client, self._guard = client, guard
        self._exchanges = Exchanges(client, guard, wire_log)
        self._resolver = Resolver(self._exchanges, local=guard.local, clock=clock)

    async def send(self, url: str, data: bytes, *, brand: str, values: tuple[Beside, ...] = ()) -> bytes:
        """Post the signed message *data* to *url* and return the signed answer, not yet verified.

        *values* travel beside it.
        """
        return expect(await self._exchanges(Ask(url, brand, data, values)), MESSAGE)

    async def relate(self, url: str, data: bytes, *, brand: str, values: tuple[Beside, ...] = ()) -> Parcel:
        """Post the signed request *data* to *url* and return the answer with its values, not yet verified."""
        return parcel_of(await self._exchanges(Ask(url, brand, data, values)))

    def listen(self, url: str, data: bytes) -> AsyncGenerator[bytes, None]:
        """Yield the news of the stream that the signed `listen` in *data* opens at *url*, unverified."""
        return stream_of(url, data, guard=self._guard, client=self._client)

    async def document(self, did: str) -> DidDocument:
        """Return the did document of *did*, kept up to five minutes."""
        return await self._resolver.document(did)

    async def with_keys(self, did: str, use: Callable[[KeyRing], T]) -> T:
        """Return `use(ring)`; on an unknown key the document is fetched anew and *use* runs again."""
        return await self._resolver.with_keys(did, use)

    async def profile(self, did: str) -> Profile:
        """Return the profile of the brand *did*: signed by its domain (ID-7), endpoints on it (ID-10)."""
        url = did_web_origin(did, local=self._local) + PROFILE_PATH
        profile, _ = await self._signed(await self._get(Ask(url, did)), Profile, did)
        check_endpoints(profile, local=self._local)
        return profile

    async def catalog_page(
        self, url: str, *, brand: str, cursor: str | None = None, etag: str | None = None
    ) -> CatalogAnswer | None:
        """Return the page of *brand*'s catalog at *cursor* (None: the first); None if *etag* still holds."""
        found = await self._page(url, CatalogPage, brand, cursor, etag)
        return None if found is None else CatalogAnswer(*found)

    async def offers_page(
        self, url: str, *, brand: str, cursor: str | None = None, etag: str | None = None
    ) -> OffersAnswer | None:
        """Return the page of *brand*'s public offers at *cursor* (None: the first); None if *etag* holds."""
        found = await self._page(url, OffersPage, brand, cursor, etag)
        return None if found is None else OffersAnswer(*found[:2])

    async def _page(
        self, url: str, model: type[P], brand: str, cursor: str | None, etag: str | None
    ) -> tuple[P, str, bytes] | None:
        got = await self._exchanges(Ask(_with(url, cursor=cursor), brand, etag=etag))
        if got.status == 304 and etag is not None:
            return None
        data = expect(got, MESSAGE)
        page, value = await self._signed(data, model, brand)
        if page.cursor != (cursor or ""):
            raise BadAnswerError("the page is another one than was asked for")
        return page, message_hash(value), data

    async def directory_page(
        self,
        market_url: str,
        *,
        category: str | None = None,
        region: str | None = None,
        cursor: str | None = None,
    ) -> DirectoryPage:
        """Return a page of the directory at *market_url*; the profiles in it are not verified (DIR-6)."""
        url = _with(_brands(market_url), category=category, region=region, cursor=cursor)
        did = did_web(market_url)
        page, _ = await self._signed(await self._get(Ask(url, did)), DirectoryPage, did)
        return page

    async def slice_page(
        self, market_url: str, asked: Mapping[str, str], *, cursor: str | None = None, etag: str | None = None
    ) -> SliceAnswer | None:
        """Return the page of the slice *asked* (`category`, `region`, `currency`); None if *etag* holds."""
        url, did = _with(market_url.rstrip("/") + _SLICES, **asked), did_web(market_url)
        found = await self._page(url, SlicePage, did, cursor, etag)
        return None if found is None else SliceAnswer(_of_slice(found[0], asked), found[1])

    async def market_search(self, market_url: str, query: str, asked: Mapping[str, str]) -> SlicePage:
        """Return what the marketplace finds for *query*: it learns the words, so a person must want it."""
        url, did = _with(market_url.rstrip("/") + _SEARCH, q=query, **asked), did_web(market_url)
        page, _ = await self._signed(await self._get(Ask(url, did)), SlicePage, did)
        return _of_slice(page, {**asked, "query": query})

    async def list_brand(self, market_url: str, profile: bytes) -> bool:
        """Post a signed *profile* to the directory at *market_url*; False if it was listed already."""
        got = await self._exchanges(Ask(_brands(market_url), did_web(market_url), profile))
        return got.status == 201

    async def contribute(self, market: str, data: bytes) -> bytes:
        """Post the signed contribution *data* to the marketplace *market* (DID); its answer is unverified."""
        url = did_web_origin(market, local=self._local) + _DEMAND
        return expect(await self._exchanges(Ask(url, market, data)), MESSAGE)

    async def mediate(self, market: str, data: bytes) -> bytes:
        """Post the signed `mediate` *data* to the marketplace *market* (DID); its answer is unverified."""
        url = did_web_origin(market, local=self._local) + _MEDIATE
        return expect(await self._exchanges(Ask(url, market, data)), MESSAGE)

    async def demand_page(
        self, market_url: str, *, cursor: str | None = None, etag: str | None = None
    ) -> DemandAnswer | None:
        """Return the page of tallies of the marketplace at *market_url*; None if *etag* still holds."""
        url, did = market_url.rstrip("/") + _DEMAND, did_web(market_url)
        found = await self._page(url, DemandPage, did, cursor, etag)
        return None if found is None else DemandAnswer(*found[:2])

    async def _get(self, ask: Ask) -> bytes:
        return expect(await self._exchanges(ask), MESSAGE)

    async def _signed(self, data: bytes, model: type[W], did: str) -> tuple[W, dict[str, Any]]:
        value = decode(data)

        def read(document: DidDocument) -> W:
            return read_signed(value, model, document, at_ms=self._clock())

        return await self._resolver.with_document(did, read), value


def _of_slice(page: SlicePage, asked: Mapping[str, str]) -> SlicePage:
    """Return *page* if it is of the slice *asked* (DIR-22). Raises `BadAnswerError`."""
    for name in ("category", "region", "currency", "query"):
        if getattr(page, name) != asked.get(name):
            raise BadAnswerError("the slice is another one than was asked for")
    return page


def _brands(market_url: str) -> str:
    return market_url.rstrip("/") + "/brands"


def _with(url: str, **query: str | None) -> str:
    """Return *url* with those parts of *query* that are given. Raises `BadUrlError`."""
    given = {name: value for name, value in query.items() if value is not None}
    try:
        return str(httpx.URL(url).copy_merge_params(given)) if given else url
    except httpx.InvalidURL:
        raise BadUrlError(f"{url[:80]!r} is no URL") from None
