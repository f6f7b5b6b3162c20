"""Who is found: exactly the brands that name what is asked, page by page, in an order nobody chose."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace import Listing, directory_page, place_of
from protocol import MAX_BYTES, decode, encode, verify
from tests.marketplace.town import MARKET, Town, profile_of, shop_at, town
from tests.transport.corner import NOON_MS, brand_key

MARKET_KEY = brand_key("market", "did:web:localhost%3A8000")

NAMES = {
    8001: (["Electronics", "Garden"], ["US"]),
    8002: (["Electronics"], ["US", "CA"]),
    8003: (["Books"], ["US"]),
    8004: (["electronics"], ["DE"]),
}


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as opened:
        for port, (categories, regions) in NAMES.items():
            shop = opened.build(f"http://localhost:{port}")
            await opened.enlist(shop, categories=categories, regions=regions)
        yield opened


@pytest.mark.parametrize(
    ("category", "region", "ports"),
    [
        (None, None, {8001, 8002, 8003, 8004}),
        ("Electronics", None, {8001, 8002, 8004}),
        ("ELECTRONICS", "US", {8001, 8002}),
        ("Electronics", "CA", {8002}),
        ("Garden", "US", {8001}),
        ("Garden", "DE", set()),
        (None, "DE", {8004}),
        ("Electr", None, set()),
        ("US", None, set()),
        (None, "electronics", set()),
        ("' OR 1=1 --", None, set()),
    ],
)
async def test_exactly_who_names_it_is_found(
    place: Town, category: str | None, region: str | None, ports: set[int]
) -> None:
    found = await place.all(category=category, region=region)
    assert found == sorted(found, key=place_of)
    assert set(found) == {f"did:web:localhost%3A{port}" for port in ports}


async def test_pages_follow_each_other_until_all_were_seen(tmp_path: Path) -> None:
    async with town(tmp_path) as place:
        long = ["x" * 300 + str(number) for number in range(30)]
        for port in range(8001, 8021):
            await place.enlist(place.build(f"http://localhost:{port}"), categories=long)
        first = await place.page()
        assert 1 < len(first.brands) < 20
        assert first.next is not None
        found = await place.all(category=long[7])
        assert len(found) == len(set(found)) == 20


async def test_who_comes_while_a_twin_turns_pages_disturbs_nobody(tmp_path: Path) -> None:
    async with town(tmp_path) as place:
        long = ["x" * 300 + str(number) for number in range(30)]
        for port in range(8001, 8011):
            await place.enlist(place.build(f"http://localhost:{port}"), categories=long)
        first = await place.page()
        for port in range(8011, 8021):
            await place.enlist(place.build(f"http://localhost:{port}"), categories=long)
        seen = [brand["from"] for brand in first.brands]
        rest = await place.page(cursor=first.next)
        while True:
            seen += [brand["from"] for brand in rest.brands]
            if rest.next is None:
                break
            rest = await place.page(cursor=rest.next)
        assert len(seen) == len(set(seen))
        assert {f"did:web:localhost%3A{port}" for port in range(8001, 8011)} <= set(seen)


async def test_a_page_of_nobody_is_signed_too(place: Town) -> None:
    page = await place.page(category="nothing")
    assert (page.brands, page.next) == ((), None)


async def test_an_unknown_cursor_is_only_a_place(place: Town) -> None:
    assert (await place.page(cursor="~")).brands == ()
    answer = await place.client.get(f"{MARKET}/brands?cursor={'x' * 201}")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown-page")


@given(st.lists(st.integers(min_value=0, max_value=15_000), max_size=130))
def test_a_page_is_never_larger_than_a_message(sizes: list[int]) -> None:
    listings = [listing(f"http://localhost:{9000 + number}", size) for number, size in enumerate(sizes)]
    data = directory_page(listings, MARKET_KEY, created_ms=NOON_MS)
    page = decode(data)
    assert len(data) <= MAX_BYTES
    assert verify(page, lambda _kid: MARKET_KEY.public)
    shown = [encode(brand) for brand in page["brands"]]
    assert shown == [one.data for one in listings[: len(shown)]]
    assert bool(shown) == bool(listings)
    assert ("next" in page) == (len(shown) < len(listings))


def listing(origin: str, size: int) -> Listing:
    """A listing of about *size* bytes more than the smallest; the signature is not looked at here."""
    shop = shop_at(origin)
    template = decode(profile_of(SMALLEST))
    data = encode({**template, "from": shop.did, "padding": ["x" * 450] * (size // 453)})
    return Listing(shop.did, "A" * 43, NOON_MS, data)


SMALLEST = shop_at("http://localhost:9000")
