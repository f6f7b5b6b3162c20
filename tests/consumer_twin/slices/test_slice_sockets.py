"""The whole way on real sockets and a real PostgreSQL: no byte that leaves holds a word of the wish."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from consumer_twin import Nobody, pursue
from consumer_twin.edge import HttpBrands
from consumer_twin.edge.slices import HttpSlices
from consumer_twin.edge.sources import Sources
from consumer_twin.scan import Places
from consumer_twin.slices import SliceRule
from foundation.fetch import open_client
from foundation.words import terms
from tests.catalog_search.postgres_server import Server, fresh
from tests.consumer_twin.stand import Stand, at_address
from tests.consumer_twin.town import BASE_MS, Brand, logical_clock, router
from tests.consumer_twin.twins import HASTY, twin_of, wish_for
from tests.marketplace.fair import LOCAL, fair
from tests.transport.corner import on_socket
from transport import Courier

WORDS = "netgear wireless router for video"
OTHER = "blue desk lamp with dimmer"


@dataclass
class Out:
    """All that left, byte for byte: the line of the request, its headers and its body."""

    requests: list[bytes] = field(default_factory=list)

    async def hear(self, request: httpx.Request) -> None:
        head = b"".join(name + b": " + value + b"\r\n" for name, value in request.headers.raw)
        line = f"{request.method} {request.url}\r\n".encode()
        self.requests.append(line + head + await request.aread())

    def to(self, origin: str) -> list[bytes]:
        """What went to *origin*."""
        return [one for one in self.requests if one.split(b" ", 2)[1].startswith(origin.encode())]


def before_accepts(request: bytes) -> bool:
    """Whether it is no accept, which repeats the title that the brand itself put into its offer."""
    return b'"type":"accept"' not in request


async def test_no_byte_that_leaves_holds_a_word_of_the_wish(
    tmp_path: Path, postgres: Server
) -> None:  # DIR-23
    wares = {
        "title": "Blue desk lamp with dimmer", "metadata": {"brand": "Lumen", "mpn": "L-1"},
    }  # fmt: skip
    kinds = [
        router(10_000, id="a1"),
        router(4_000, id="a2", **wares),
        *(router(900 + n, id=f"b{n}", title=f"Cable {n}") for n in range(5)),
    ]
    stands: list[Stand] = []
    async with AsyncExitStack() as stack:
        for name in ("alpha", "beta"):
            made = at_address(Brand(name), stands, products=kinds)
            await stack.enter_async_context(on_socket(made))
        market = await stack.enter_async_context(fair(tmp_path, await fresh(postgres, "bytes")))
        market.now_ms = BASE_MS
        for stand in stands:
            await market.courier.list_brand(market.origin, await stand.profile())
        assert [read.problem for read in await market.read()] == ["", ""]
        asked = []
        for text in (WORDS, OTHER):
            out = Out()
            async with open_client(LOCAL) as client:
                client.event_hooks["request"].append(out.hear)
                courier = Courier(client, LOCAL, clock=lambda: BASE_MS)
                brands = HttpBrands(
                    courier, Sources(client, LOCAL, logical_clock), Places((market.origin,)), HASTY,
                    slices=HttpSlices(courier, logical_clock, SliceRule()),
                )  # fmt: skip
                wish = wish_for(text, categories=("electronics",), ceiling_minor=12_345)
                outcome = await pursue(wish, Nobody(), twin_of(brands))
            assert outcome.troubles == ()
            assert outcome.transcripts, "threads were opened"
            for request in filter(before_accepts, out.requests):
                said = request.lower()
                held = [word for word in terms(text) if len(word) > 3 and word.encode() in said]
                assert held == [], request[:300]
                assert b"12345" not in said
            asked.append(out.to(market.origin))
        assert asked[0] == asked[1]
        assert [b"/offers?" in one for one in asked[0]].count(True) == 1
