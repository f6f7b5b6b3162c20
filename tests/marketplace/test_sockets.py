"""The directory on real sockets: it goes out to the brand's domain itself."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI

from foundation.database import Database
from foundation.fetch import Guard, open_client
from marketplace.edge import open_market
from protocol import did_web
from tests.transport.corner import NOON_MS, Corner, brand_key, on_socket, open_corner
from transport import Courier

LOCAL = Guard(local=True, deadline_s=5)


async def test_a_brand_is_listed_and_found_over_http(tmp_path: Path) -> None:
    database, shop = Database(f"sqlite:///{tmp_path / 'market.db'}"), Corner()
    async with open_client(LOCAL) as client:

        def make(origin: str) -> FastAPI:
            key = brand_key("market", did_web(origin))
            return open_market(database, key=key, client=client, guard=LOCAL, clock=lambda: NOON_MS)

        async with on_socket(open_corner(shop)), on_socket(make) as market:
            courier = Courier(client, LOCAL, clock=lambda: NOON_MS)
            assert await courier.list_brand(market, await shop.profile())
            page = await courier.directory_page(market, category="electronics", region="US")
            assert [brand["from"] for brand in page.brands] == [shop.did]
            assert (await courier.profile(shop.did)).name == "Corner shop"
    database.close()
