"""What is read and opened does not depend on the ceiling: the same requests in the same order (SCAN-9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

from consumer_twin import Nobody, pursue
from consumer_twin.edge import HttpBrands, Patience
from consumer_twin.edge.sources import Sources
from consumer_twin.scan import Places
from protocol import Product
from tests.consumer_twin.mall import BRANDS, LOCAL, MARKET, ROUTER, mall
from tests.consumer_twin.stand import Stand
from tests.consumer_twin.town import BASE_MS, Brand, logical_clock, router
from tests.consumer_twin.twins import HASTY, twin_of, wish_for
from transport import Courier
from transport.memory import memory_client
from transport.routes import application, brand_router
from transport.wire_line import place

LEAST, MOST = 5_000, 15_000
WISHES = ("wireless router", "router; lamp", "netgear", "2 wireless routers; desk lamp", "blue lamp")
KINDS = {
    "Netgear WNDR37AV wireless router": {"brand": "Netgear", "mpn": "WNDR37AV-100NAS"},
    "Netgear wireless router for gaming": {"brand": "Netgear", "mpn": "R7000-100NAS"},
    "Blue desk lamp": {"brand": "Lumen", "mpn": "LMP-1"},
    "Lamp for a desk, red": {"brand": "Lumen", "mpn": "LMP-2"},
    "Cable": {"brand": "Wire & Co", "mpn": "C-1"},
}


@dataclass(frozen=True)
class Ware:
    """A thing on a stand: which, and for how much."""

    title: str
    price_minor: int

    def product(self, id: str) -> Product:
        """The product under that id."""
        return router(self.price_minor, id=id, title=self.title, metadata=KINDS[self.title])


WARES = st.builds(Ware, st.sampled_from(sorted(KINDS)), st.integers(LEAST, MOST))
STANDS = st.lists(st.lists(WARES, min_size=1, max_size=5), min_size=1, max_size=4)


@dataclass(frozen=True)
class Request:
    """What went out: to a catalog, a profile, or a thread that is opened."""

    method: str
    url: str
    body: bytes


async def requests_of(
    stands: Sequence[Sequence[Ware]], wish: str, ceiling_minor: int | None
) -> list[Request]:
    """Follow *wish* at *stands*; what went out of it but the moves after an open, in order."""
    sent: list[Request] = []

    async def record(request: httpx.Request) -> None:
        body = await request.aread()
        if place(body)[1] in {None, 0}:
            sent.append(Request(request.method, str(request.url), body))

    apps = {}
    for number, wares in enumerate(stands):
        products = [ware.product(f"p{at}") for at, ware in enumerate(wares)]
        brand = Brand(f"brand{number}", min(ware.price_minor for ware in wares), LEAST - 1_000)
        origin = f"http://localhost:{8_001 + number}"
        apps[origin] = application(brand_router(Stand(brand, origin, products)))
    async with memory_client(apps) as client:
        client.event_hooks["request"].append(record)
        brands = HttpBrands(
            Courier(client, LOCAL, clock=lambda: BASE_MS),
            Sources(client, LOCAL, logical_clock),
            Places(brands=tuple(apps)),
            Patience(),
        )
        patience = replace(HASTY, first_s=30, haggle_s=60, answer_s=20, scan_s=60)
        await pursue(
            wish_for(wish, ceiling_minor=ceiling_minor), Nobody(), twin_of(brands, patience=patience)
        )
    return sent


@given(STANDS, st.sampled_from(WISHES), st.integers(LEAST, MOST), st.integers(LEAST, MOST))
@settings(max_examples=max(24, settings().max_examples - 26))
async def test_two_ceilings_read_ask_and_open_the_same_in_the_same_order(
    stands: list[list[Ware]], wish: str, one: int, other: int
) -> None:
    assert await requests_of(stands, wish, one) == await requests_of(stands, wish, other)


async def test_what_is_compared_holds_every_page_and_every_open() -> None:
    cheap, dear = Ware("Blue desk lamp", LEAST), Ware("Lamp for a desk, red", MOST)
    sent = await requests_of([[cheap, dear, dear], [dear]], "lamp", LEAST - 1)
    assert sorted(one.url for one in sent if "/catalog" in one.url) == [
        "http://localhost:8001/catalog",
        "http://localhost:8001/catalog?cursor=2",
        "http://localhost:8002/catalog",
    ]
    assert sorted(one.url for one in sent if one.method == "POST") == [
        "http://localhost:8001/negotiate",
        "http://localhost:8002/negotiate",
    ]


async def test_the_real_brands_and_the_directory_are_asked_the_same(tmp_path: Path) -> None:
    """By the twin with its store on disk, whose threads may take turns; each origin sees one order."""
    asked = []
    for number, ceiling in enumerate((1, 12_500)):
        (tmp_path / str(number)).mkdir()
        async with mall(tmp_path / str(number)) as made:
            await pursue(wish_for(ROUTER, ceiling_minor=ceiling), Nobody(), made.twin())
            lines = [line for line in made.log if line.direction == "sent" and line.seq in {None, 0}]
        asked.append(
            {
                origin: [(line.method, line.url, line.text) for line in lines if line.url.startswith(origin)]
                for origin in (MARKET, *BRANDS.values())
            }
        )
    assert asked[0] == asked[1]
    assert all(len(lines) >= 3 for origin, lines in asked[0].items() if origin != MARKET)
