"""A corner shop and its customer for the tests: a site that signs, refuses and can be told to fail."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from protocol import (
    Line,
    Message,
    Open,
    ProtocolError,
    Refuse,
    SigningKey,
    compose,
    did_document,
    did_key_ring,
    did_web,
    encode,
    message_hash,
    read,
    read_time,
    sign,
    to_base64url,
)
from protocol.commitment import Beside
from protocol.relation import SketchPage, answer_to, read_letter
from transport.parcel import Parcel
from transport.routes import Page, application, brand_router

NOON_MS = read_time("2026-12-01T12:00:00Z")
ORIGIN = "http://localhost:8001"
DID = "did:web:localhost%3A8001"
TWIN = SigningKey.for_twin(sha256(b"a customer").digest())


def brand_key(name: str, did: str = DID) -> SigningKey:
    """The key of that name."""
    return SigningKey.for_brand(sha256(name.encode()).digest(), did)


def profile_members(did: str = DID, origin: str = ORIGIN, **more: Any) -> dict[str, Any]:
    """A whole profile, not yet signed."""
    return {
        "protocol": "dailyme/2026-12-01",
        "type": "profile",
        "from": did,
        "name": "Corner shop",
        "versions": ["dailyme/2026-12-01"],
        "capabilities": ["catalog", "negotiate.alternating"],
        "endpoints": {"catalog": f"{origin}/catalog", "negotiate": f"{origin}/negotiate"},
        "categories": ["electronics"],
        "regions": ["US"],
        "currencies": ["USD"],
        "personal_terms": ["sd-base"],
        "limits": {"message_bytes": 65536, "counters": 8},
        "created": "2026-12-01T09:00:00Z",
    } | more


def product(id: str) -> dict[str, Any]:
    """A product with one variant."""
    price = {"amount": 900, "currency": "USD"}
    variant = {"id": f"{id}-1", "title": id, "description": {"plain": ""}, "price": price}
    span = {"min": price, "max": price}
    return {"id": id, "title": id, "description": {"plain": ""}, "price_range": span, "variants": [variant]}


@dataclass
class Corner:
    """A `BrandSite`. It signs with the first key; its did document holds all of them."""

    did: str = DID
    origin: str = ORIGIN
    keys: list[SigningKey] = field(default_factory=lambda: [brand_key("first")])
    fault: Exception | None = None
    seen: list[bytes] = field(default_factory=list)
    documents: int = 0
    profile_more: dict[str, Any] = field(default_factory=dict)

    async def did_document(self) -> bytes:
        self.documents += 1
        await asyncio.sleep(0)
        return encode(did_document(self.did, tuple(key.public for key in self.keys)))

    async def profile(self) -> bytes:
        return encode(sign(profile_members(self.did, self.origin, **self.profile_more), self.keys[0]))

    def page(self, cursor: str) -> dict[str, Any]:
        page = {
            "protocol": "dailyme/2026-12-01",
            "type": "catalog-page",
            "from": self.did,
            "version": "A" * 43,
            "created": "2026-12-01T09:00:00Z",
            "cursor": cursor,
            "products": [product("lamp" if cursor == "" else "clock")],
        }
        return sign(page | ({"next": "1"} if cursor == "" else {}), self.keys[0])

    async def catalog_page(self, cursor: str | None) -> Page | None:
        if cursor not in {None, "1"}:
            return None
        page = self.page(cursor or "")
        return Page(encode(page), message_hash(page))

    async def offers_page(self, cursor: str | None) -> Page | None:
        """Serve no public offers."""

    async def relate(self, data: bytes, values: Sequence[Beside] = ()) -> Parcel:
        """Answer a fetch of the sketch with a page that has the same values beside it."""
        self.seen.append(data)
        asked = read_letter(data, did_key_ring, to=self.did)
        page = SketchPage(entries=(), more=False)
        answer = answer_to(
            asked,
            page,
            self.keys[0],
            id=to_base64url(bytes(16)),
            created_ms=NOON_MS,
            expires_ms=NOON_MS + 60_000,
        )
        return Parcel(answer.data, tuple(values))

    async def negotiate(self, data: bytes, values: Sequence[Beside] = ()) -> bytes:
        self.seen.append(data)
        if self.fault is not None:
            raise self.fault
        asked = read(data, did_key_ring, to=self.did)
        return compose(
            Refuse(regarding=asked.hash, reason="not-sold", received="2026-12-01T12:00:00Z"),
            self.keys[0],
            kind="refuse",
            to=asked.sender,
            id=to_base64url(bytes(16)),
            created_ms=NOON_MS,
            expires_ms=NOON_MS + 60_000,
            thread=asked.thread,
            prev=asked.hash,
            seq=1,
        ).data


class NotTodayError(ProtocolError):
    """A refusal that the tests make up."""

    code = "not-today"
    requirement = "TEST-1"
    status = 409
    advice = "Come tomorrow."


def opening(to: str = DID) -> Message:
    """A customer's first message."""
    return compose(
        Open(
            lines=(Line(product="lamp", variant="lamp-1", quantity=1),),
            region="US",
            currency="USD",
            personal_terms="sd-base",
        ),
        TWIN,
        kind="open",
        to=to,
        id=to_base64url(bytes(16)),
        created_ms=NOON_MS,
        expires_ms=NOON_MS + 60_000,
    )


@asynccontextmanager
async def on_socket(make: Callable[[str], ASGIApp]) -> AsyncIterator[str]:
    """Serve what *make* makes of its own origin with uvicorn on a loopback port; yields the origin."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        origin = f"http://localhost:{listening.getsockname()[1]}"
        config = uvicorn.Config(
            make(origin), log_level="critical", ws="none", lifespan="on", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started:
            await asyncio.sleep(0.01)
        try:
            yield origin
        finally:
            server.should_exit = True
            await task


def open_corner(shop: Corner) -> Callable[[str], ASGIApp]:
    """Say how *shop* is opened at an origin, with a key of that domain."""

    def make(origin: str) -> ASGIApp:
        shop.did, shop.origin = did_web(origin), origin
        shop.keys = [brand_key("first", shop.did)]
        return application(brand_router(shop))

    return make
