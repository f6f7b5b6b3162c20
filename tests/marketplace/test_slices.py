"""Slices over real sockets and a real PostgreSQL: who gets what, signed; who asks too much gets nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from catalog_search.postgres import PostgresShelves
from catalog_search.shelves import Asked, Shown, Stood
from marketplace.slices import slice_page
from protocol import MAX_BYTES, Product, decode, encode, message_hash, read_time
from protocol.slices import check_relayed
from tests.catalog_search.postgres_server import Server, fresh
from tests.marketplace.fair import Fair, Shop, article, fair, worker
from tests.transport.corner import brand_key, on_socket
from transport.errors import ProblemError

SHELF = [
    article("lamp", "Lighting > Desk lamps"),
    article("clock", "Home"),
    article("router", "Electronics > Routers"),
    article("cable"),
    article("euro-cable", currency="EUR"),
]


@pytest.fixture
async def place(tmp_path: Path, postgres: Server) -> AsyncIterator[Fair]:
    shop = Shop(shelf=list(SHELF), profile_more={"currencies": ["USD", "EUR"]})
    other = Shop(
        shelf=[article("kettle", "home")], profile_more={"categories": [], "regions": ["US-CA", "DE"]}
    )
    async with fair(tmp_path, await fresh(postgres, "fair"), shop, other) as opened:
        await opened.read()
        yield opened


FOUND: list[tuple[dict[str, str], list[str]]] = [
    ({"category": "electronics"}, ["cable", "clock", "euro-cable", "lamp", "router"]),
    ({"category": "LIGHTING  > desk lamps"}, ["lamp"]),
    ({"category": "desk  Lamps"}, ["lamp"]),
    ({"category": "home"}, ["clock", "kettle"]),
    ({"category": "home", "region": "DE"}, ["kettle"]),
    ({"category": "home", "region": "US"}, ["clock", "kettle"]),
    ({"category": "electronics", "currency": "EUR"}, ["euro-cable"]),
    ({"region": "DE"}, ["kettle"]),
    ({}, ["cable", "clock", "euro-cable", "kettle", "lamp", "router"]),
    ({"category": "nothing"}, []),
]


async def test_a_slice_holds_what_names_its_category_or_whose_brand_does(place: Fair) -> None:  # DIR-12
    for asked, found in FOUND:
        assert await place.ids(**asked) == found, asked


async def test_each_product_stands_as_on_the_page_that_it_names(place: Fair) -> None:  # DIR-13
    (page,) = await place.pages()
    for shelf in page.shelves:
        for item in shelf.items:
            url = f"{shelf.brand.removeprefix('did:web:').replace('%3A', ':')}"
            got = await place.courier.catalog_page(
                f"http://{url}/catalog", brand=shelf.brand, cursor=item.cursor or None
            )
            assert got is not None
            assert check_relayed(item, decode(got.data))
            assert got.page.version == shelf.version
            assert read_time(shelf.read) == place.now_ms


async def test_a_changed_catalog_is_another_version_and_a_poll_is_not(
    tmp_path: Path, postgres: Server
) -> None:
    shop = Shop(shelf=list(SHELF))
    async with fair(tmp_path, await fresh(postgres, "versions"), shop) as place:  # DIR-17
        await place.read()
        (before,), (other,) = await place.pages(category="home"), await place.pages(category="routers")
        place.now_ms += 3_600_000
        assert [read.sums for read in await place.read()] == [None]
        (same,) = await place.pages(category="home")
        assert (same.version, same.created) == (before.version, "2026-12-01T13:00:00Z")
        shop.shelf[1] = article("clock", "Home", minor=800)
        await place.read()
        (after,) = await place.pages(category="home")
        assert after.version != before.version
        assert after.shelves[0].items[0].product.price_range.min.amount == 800
        assert (await place.pages(category="routers"))[0].version != other.version  # its page is another


async def test_a_page_that_is_held_is_not_sent_again(place: Fair) -> None:  # DIR-18
    first = await place.courier.slice_page(place.origin, {"category": "home"})
    assert first is not None
    assert await place.courier.slice_page(place.origin, {"category": "home"}, etag=first.etag) is None
    assert await place.courier.slice_page(place.origin, {"category": "home"}, etag="A" * 43) is not None
    answer = await place.client.get(f"{place.origin}/offers?category=home")
    assert answer.headers["etag"] == f'"{message_hash(decode(answer.content))}"'


async def test_pages_follow_each_other_in_one_order_while_products_come_and_go(
    tmp_path: Path, postgres: Server
) -> None:
    words: dict[str, Any] = {"description": {"plain": "x" * 3000}}
    shop = Shop(shelf=[article(f"p{n}", "Home", **words) for n in range(60)])
    async with fair(tmp_path, await fresh(postgres, "turning"), shop) as place:
        await place.read()
        first = await place.courier.slice_page(place.origin, {"category": "home"})
        assert first is not None
        seen = [item.product.id for item in first.page.shelves[0].items]
        assert 5 < len(seen) < 60
        shop.shelf = [one for one in shop.shelf if one["id"] not in seen[:5]] + [article("late", "Home")]
        await place.read()
        cursor = first.page.next
        while cursor is not None:
            got = await place.courier.slice_page(place.origin, {"category": "home"}, cursor=cursor)
            assert got is not None
            seen += [item.product.id for shelf in got.page.shelves for item in shelf.items]
            cursor = got.page.next
        assert len(seen) == len(set(seen))
        assert {f"p{n}" for n in range(60)} <= set(seen)


HOSTILE = [
    "category=' OR 1=1 --", "category=x'; DROP TABLE shelf_product; --", "category=$1", "category=100% _",
]  # fmt: skip
REFUSED = [
    ("q=usb+hub", "bad-slice"), ("category=a&category=b", "bad-slice"), ("words=usb", "bad-slice"),
    ("category=" + "x" * 501, "bad-slice"), ("category=nul%00byte", "bad-slice"), ("category=", "bad-slice"),
    ("category=%E2%80%AEevil", "bad-slice"), ("region=us", "bad-slice"), ("region=US-CA", "bad-slice"),
    ("currency=GOLD", "bad-slice"), ("currency=usd", "bad-slice"), ("cursor=x", "unknown-page"),
    ("cursor=" + "A" * 201, "unknown-page"), ("cursor=' OR true --", "unknown-page"),
    ("cursor=", "unknown-page"), ("cursor=%00", "unknown-page"),
]  # fmt: skip


async def test_no_text_is_sql_and_what_says_too_much_is_refused(place: Fair) -> None:  # DIR-11
    for query in HOSTILE:
        answer = await place.client.get(f"{place.origin}/offers?{quote(query, safe='=&')}")
        assert (answer.status_code, decode(answer.content)["shelves"]) == (200, []), query
    for query, code in REFUSED:
        answer = await place.client.get(f"{place.origin}/offers?{query}")
        assert (answer.status_code, answer.json()["code"]) in {(400, code), (404, code)}, query
    assert len(await place.ids()) == 6


async def test_two_workers_over_one_database_serve_the_same_bytes(place: Fair) -> None:
    shelves = await PostgresShelves.open(place.url)
    try:
        async with on_socket(worker(place, shelves)) as second:
            for query in ("", "?category=electronics", "?category=home&region=US&currency=USD"):
                one, other = [await place.client.get(f"{at}/offers{query}") for at in (place.origin, second)]
                assert one.content == other.content
                held = {"if-none-match": one.headers["etag"]}
                assert (await place.client.get(f"{second}/offers{query}", headers=held)).status_code == 304
    finally:
        await shelves.close()


async def test_a_search_is_answered_only_at_its_own_address(place: Fair) -> None:  # DIR-24
    page = await place.courier.market_search(place.origin, "router", {"region": "US"})
    assert [item.product.id for shelf in page.shelves for item in shelf.items] == ["router"]
    with pytest.raises(ProblemError) as caught:
        await place.courier.market_search(place.origin, "!!", {})
    assert caught.value.code == "bad-slice"
    directory = await place.courier.directory_page(place.origin)
    assert directory.capabilities == ("index",)


async def test_an_index_that_is_away_is_said_and_comes_back(place: Fair, postgres: Server) -> None:
    postgres.stop()
    try:
        answer = await place.client.get(f"{place.origin}/offers")
        assert (answer.status_code, answer.json()["code"]) == (503, "index-away")
        assert (await place.client.get(f"{place.origin}/brands")).status_code == 200
    finally:
        postgres.start()
    assert len(await place.ids()) == 6


def test_a_product_too_large_for_a_slice_hides_no_other() -> None:
    def stood(place: int, size: int) -> Stood:
        made: dict[str, Any] = article(f"p{place}", media=[])
        data = encode({**made, "padding": ["x" * 400] * (size // 403)})
        assert Product.model_validate(decode(data))
        return Stood(bytes([place]) * 32, "did:web:shop.example", "A" * 43, 0, "", "A" * 43, data)

    items = (stood(1, 63_000), stood(2, 30_000), stood(3, 40_000), stood(4, 500))
    key = brand_key("market")
    data, _ = slice_page(Shown("A" * 43, 0, items), Asked(), key, cursor="")
    page = decode(data)
    assert [item["product"]["id"] for item in page["shelves"][0]["items"]] == ["p2"]
    assert "next" in page
    assert len(data) <= MAX_BYTES
