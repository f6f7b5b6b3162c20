"""A stand: a brand of the town behind its own address, with a catalog, over real HTTP or in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from starlette.types import ASGIApp

from protocol import Product, ProtocolError, SigningKey, did_document, did_web, encode, message_hash, sign
from protocol.commitment import Beside
from tests.consumer_twin.town import Brand, router
from tests.transport.corner import profile_members
from transport.parcel import Parcel
from transport.routes import Page, application, brand_router

PER_PAGE = 2


class NotHereError(ProtocolError):
    """A stand does nothing but sell."""

    code = "not-here"
    requirement = "TEST-1"
    status = 404


@dataclass
class Stand:
    """A `BrandSite` that sells *products*, by the moves of *brand*, at *origin*."""

    brand: Brand
    origin: str
    products: Sequence[Product] = field(default_factory=lambda: (router(),))
    profile_more: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        did = did_web(self.origin)
        self.brand.key = SigningKey.for_brand(sha256(self.brand.name.encode()).digest(), did)

    @property
    def did(self) -> str:
        """Who stands here."""
        return self.brand.key.did

    async def did_document(self) -> bytes:
        return encode(did_document(self.did, (self.brand.key.public,)))

    async def profile(self) -> bytes:
        more = {"name": self.brand.name.title(), **self.profile_more}
        return encode(sign(profile_members(self.did, self.origin, **more), self.brand.key))

    async def catalog_page(self, cursor: str | None) -> Page | None:
        place = int(cursor or 0)
        if place and place >= len(self.products):
            return None
        page: dict[str, Any] = {
            "protocol": "dailyme/2026-12-01",
            "type": "catalog-page",
            "from": self.did,
            "version": "A" * 43,
            "created": "2026-12-01T09:00:00Z",
            "cursor": cursor or "",
            "products": [one.members() for one in self.products[place : place + PER_PAGE]],
        }
        more = {"next": str(place + PER_PAGE)} if place + PER_PAGE < len(self.products) else {}
        signed = sign(page | more, self.brand.key)
        return Page(encode(signed), message_hash(signed))

    async def offers_page(self, cursor: str | None) -> Page | None:
        return None

    async def negotiate(self, data: bytes, values: Sequence[Beside] = ()) -> bytes:
        return self.brand.answer(data)

    async def relate(self, data: bytes, values: Sequence[Beside] = ()) -> Parcel:
        raise NotHereError


def at_address(brand: Brand, made: list[Stand], **more: Any) -> Callable[[str], ASGIApp]:
    """Say how *brand* is opened at an origin, as `on_socket` asks; the stand is added to *made*."""

    def make(origin: str) -> ASGIApp:
        made.append(Stand(brand, origin, **more))
        return application(brand_router(made[-1]))

    return make
