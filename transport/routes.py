"""The protocol's paths, over what an agent serves.

Spec: spec/20-wire.md (WIRE-25), spec/40-scan.md (SCAN-1 to SCAN-6, DIR-2 to DIR-5),
spec/48-demand.md (DEMAND-20, DEMAND-21), spec/65-modes.md.

An agent implements `BrandSite`, `MarketSite`, `DemandSite` or `MediationSite`; here its answers get their
paths, types and headers, and no rule of the protocol is decided. Import this where an application is wired:
it needs FastAPI.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from fastapi import APIRouter, Request, Response

from protocol import DID_PATH, PROFILE_PATH
from protocol.commitment import Beside
from transport.intake import read_message_body, read_parcel
from transport.media import JSON, MESSAGE
from transport.paging import FRESH, Page, cursor_of, shown
from transport.parcel import Parcel, wrap
from transport.shell import application

__all__ = [
    "BRANDS_PATH",
    "CATALOG_PATH",
    "DEMAND_PATH",
    "MEDIATE_PATH",
    "NEGOTIATE_PATH",
    "OFFERS_PATH",
    "RELATE_PATH",
    "BrandSite",
    "DemandSite",
    "MarketSite",
    "MediationSite",
    "Page",
    "application",
    "brand_router",
    "demand_router",
    "market_router",
    "mediation_router",
]

CATALOG_PATH: Final = "/catalog"
OFFERS_PATH: Final = "/offers"
NEGOTIATE_PATH: Final = "/negotiate"
RELATE_PATH: Final = "/relate"
BRANDS_PATH: Final = "/brands"
DEMAND_PATH: Final = "/demand"
MEDIATE_PATH: Final = "/mediate"


class BrandSite(Protocol):
    """What a brand serves. What it raises as a `ProtocolError` is answered as a problem document."""

    async def did_document(self) -> bytes:
        """The did document's bytes."""

    async def profile(self) -> bytes:
        """The signed profile's bytes."""

    async def catalog_page(self, cursor: str | None) -> Page | None:
        """The page at *cursor* (None: the first); None if there is none."""

    async def offers_page(self, cursor: str | None) -> Page | None:
        """The page of public offers at *cursor* (None: the first); None if there is none."""

    async def negotiate(self, data: bytes, values: Sequence[Beside] = ()) -> bytes:
        """The signed answer to a twin's message and the *values* beside it, stored before it is returned."""

    async def relate(self, data: bytes, values: Sequence[Beside] = ()) -> Parcel:
        """The signed answer to a twin's request and the *values* beside it, stored before it is returned."""


class MarketSite(Protocol):
    """What a directory serves. What it raises as a `ProtocolError` is answered as a problem document."""

    async def did_document(self) -> bytes:
        """The did document's bytes."""

    async def list_brand(self, data: bytes) -> bool:
        """List the signed profile in *data*; False if just this one was listed already."""

    async def directory_page(self, category: str | None, region: str | None, cursor: str | None) -> bytes:
        """The signed page of the brands that name *category* and *region* (None: any)."""


class DemandSite(Protocol):
    """Where unmet wishes are counted. A `ProtocolError` that it raises is answered as a problem document."""

    async def contribute(self, data: bytes) -> bytes:
        """The signed answer to a twin's contribution."""

    async def demand_page(self, cursor: str | None) -> Page:
        """The signed page of tallies at *cursor* (None: the first); behind the last one it is empty."""


class MediationSite(Protocol):
    """Where marks are compared. A `ProtocolError` that it raises is answered as a problem document."""

    async def mediate(self, data: bytes) -> bytes:
        """The signed answer to a twin's request to compare a round."""


def brand_router(site: BrandSite) -> APIRouter:
    """Return the routes of a brand: its documents, `/catalog`, `/offers`, `/negotiate` and `/relate`."""

    async def did_document(_request: Request) -> Response:
        return Response(await site.did_document(), headers=FRESH, media_type=JSON)

    async def profile(_request: Request) -> Response:
        return Response(await site.profile(), headers=FRESH, media_type=MESSAGE)

    async def catalog(request: Request) -> Response:
        return shown(request, await site.catalog_page(cursor_of(request)))

    async def offers(request: Request) -> Response:
        return shown(request, await site.offers_page(cursor_of(request)))

    async def negotiate(request: Request) -> Response:
        asked = await read_parcel(request)
        return Response(await site.negotiate(asked.data, asked.values), media_type=MESSAGE)

    async def relate(request: Request) -> Response:
        asked = await read_parcel(request)
        body, kind = wrap(await site.relate(asked.data, asked.values))
        return Response(body, media_type=kind)

    router = APIRouter()
    router.add_route(DID_PATH, did_document, ["GET"])
    router.add_route(PROFILE_PATH, profile, ["GET"])
    router.add_route(CATALOG_PATH, catalog, ["GET"])
    router.add_route(OFFERS_PATH, offers, ["GET"])
    router.add_route(NEGOTIATE_PATH, negotiate, ["POST"])
    router.add_route(RELATE_PATH, relate, ["POST"])
    return router


def market_router(site: MarketSite) -> APIRouter:
    """Return the routes of a directory: did document and `/brands`."""

    async def did_document(_request: Request) -> Response:
        return Response(await site.did_document(), headers=FRESH, media_type=JSON)

    async def list_brand(request: Request) -> Response:
        new = await site.list_brand(await read_message_body(request))
        return Response(status_code=201 if new else 200)  # DIR-2

    async def brands(request: Request) -> Response:
        asked = request.query_params
        page = await site.directory_page(asked.get("category"), asked.get("region"), cursor_of(request))
        return Response(page, headers=FRESH, media_type=MESSAGE)

    router = APIRouter()
    router.add_route(DID_PATH, did_document, ["GET"])
    router.add_route(BRANDS_PATH, list_brand, ["POST"])
    router.add_route(BRANDS_PATH, brands, ["GET"])
    return router


def demand_router(site: DemandSite) -> APIRouter:
    """Return the routes of a marketplace that counts unmet wishes: `/demand`."""

    async def contribute(request: Request) -> Response:
        return Response(await site.contribute(await read_message_body(request)), media_type=MESSAGE)

    async def demand(request: Request) -> Response:
        return shown(request, await site.demand_page(cursor_of(request)))

    router = APIRouter()
    router.add_route(DEMAND_PATH, contribute, ["POST"])
    router.add_route(DEMAND_PATH, demand, ["GET"])
    return router


def mediation_router(site: MediationSite) -> APIRouter:
    """Return the route of a marketplace that mediates: `/mediate`."""

    async def mediate(request: Request) -> Response:
        return Response(await site.mediate(await read_message_body(request)), media_type=MESSAGE)

    router = APIRouter()
    router.add_route(MEDIATE_PATH, mediate, ["POST"])
    return router
