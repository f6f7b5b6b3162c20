"""The catalog as a twin fetches it: signed, paged, the same for everybody, and without a count."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from brand_agent import read_policy
from brand_agent.shelf import Window, shelf
from protocol import MAX_BYTES, CatalogPage, Profile, decode, did_document, message_hash, verify
from protocol.profile import read_document, read_signed
from tests.brand_agent.buyer import Buyer, to_brand
from tests.brand_agent.shop import DID, KEY, NOON_MS, POLICY, Shop, entry, open_shop

DOCUMENT = read_document(did_document(DID, (KEY.public,)), DID)


async def pages_of(shop: Shop) -> list[CatalogPage]:
    """All pages in order, each verified."""
    pages: list[CatalogPage] = []
    async with to_brand(shop.app) as client:
        params: dict[str, str] = {}
        while True:
            response = await client.get("/catalog", params=params)
            assert response.status_code == 200
            assert len(response.content) <= MAX_BYTES
            pages.append(read_signed(decode(response.content), CatalogPage, DOCUMENT, at_ms=NOON_MS))
            if pages[-1].next is None:
                return pages
            params = {"cursor": pages[-1].next}


async def test_did_document_and_profile_are_the_keys(shop: Shop) -> None:
    async with to_brand(shop.app) as client:
        document = read_document(decode((await client.get("/.well-known/did.json")).content), DID)
        signed = decode((await client.get("/.well-known/dailyme.json")).content)
    profile = read_signed(signed, Profile, document, at_ms=NOON_MS)
    assert (profile.name, profile.limits.counters) == ("Test shop", 4)
    assert profile.endpoints.negotiate == "http://localhost:8001/negotiate"


async def test_pages_hold_every_product_once_with_the_sources_prices(tmp_path: Path) -> None:
    entries = [entry(f"thing{n}", 100 + n, stock=n % 3) for n in range(500)]
    shop = await open_shop(tmp_path, entries=entries)
    pages = await pages_of(shop)
    shop.database.close()
    assert len(pages) > 2
    assert len({page.version for page in pages}) == 1
    shown = [product for page in pages for product in page.products]
    assert [(p.id, p.variants[0].price.amount) for p in shown] == [(f"thing{n}", 100 + n) for n in range(500)]
    assert [p.variants[0].available() for p in shown] == [n % 3 > 0 for n in range(500)]


async def test_the_terms_at_the_list_price_stand_in_the_catalog(shop: Shop) -> None:
    metadata = (await pages_of(shop))[0].products[0].metadata
    assert metadata is not None
    assert (metadata.delivery_days, metadata.warranty_months, metadata.returns_days) == (5, 12, 30)


async def test_what_the_source_says_about_warranty_comes_first_also_in_the_offer(tmp_path: Path) -> None:
    entries = (entry(metadata={"warranty_months": 36, "delivery_days": 1}),)
    shop = await open_shop(tmp_path, entries=entries)
    variant = (await pages_of(shop))[0].products[0].variants[0]
    buyer = Buyer()
    await buyer.ask(shop.app, buyer.opening())
    shop.database.close()
    assert variant.metadata is not None
    assert (variant.metadata.warranty_months, variant.metadata.delivery_days) == (36, None)
    assert (buyer.offer.terms.warranty_months, buyer.offer.terms.delivery_days) == (36, 5)


async def test_neither_count_nor_cost_is_in_any_page(shop: Shop) -> None:
    async with to_brand(shop.app) as client:
        text = (await client.get("/catalog")).text
    assert "7000" not in text
    assert "quantity" not in text
    assert "cost" not in text


async def test_a_page_that_is_known_is_not_sent_again_until_something_sells_out(shop: Shop) -> None:
    async with to_brand(shop.app) as client:
        first = await client.get("/catalog")
        known = {"if-none-match": first.headers["etag"]}
        assert first.headers["etag"] == f'"{message_hash(decode(first.content))}"'
        assert (await client.get("/catalog", headers=known)).status_code == 304
        for product, status in (("router", 304), ("lamp", 200)):  # of the lamp there is one
            buyer = Buyer(product)
            await buyer.ask(shop.app, buyer.opening((product, 1)))
            await buyer.ask(shop.app, buyer.accept())
            assert (await client.get("/catalog", headers=known)).status_code == status
        after = decode((await client.get("/catalog")).content)
    assert after["version"] != decode(first.content)["version"]
    lamp = after["products"][1]["variants"][0]
    assert lamp["availability"] == {"available": False, "status": "out_of_stock"}


async def test_a_cursor_that_names_no_page_is_not_found(shop: Shop) -> None:
    async with to_brand(shop.app) as client:
        for cursor in ("1", "-1", "x", "0", "99999999999999999999", "٣"):
            assert (await client.get("/catalog", params={"cursor": cursor})).status_code == 404


def test_products_of_another_currency_or_too_large_for_a_page_are_left_out() -> None:
    large = entry("large", metadata={"x": "y" * 63_488})
    shown = shelf((large, entry("euros", currency="EUR"), entry()), read_policy(POLICY))
    assert [product["id"] for product in shown.products] == ["router"]
    assert shown.left_out == ("large",)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 20_000), st.booleans()), max_size=30))
def test_every_page_fits_and_no_product_is_lost(sizes: list[tuple[int, bool]]) -> None:
    entries = [entry(f"p{n}", metadata={"x": "y" * size}) for n, (size, _) in enumerate(sizes)]
    gone = frozenset((f"p{n}", f"p{n}-1") for n, (_, sold) in enumerate(sizes) if sold)
    window = Window(shelf(entries, read_policy(POLICY)), gone, key=KEY, created_ms=NOON_MS)
    seen, cursor = [], None
    while True:
        page = window.page(cursor)
        assert page is not None
        assert len(page.data) <= MAX_BYTES
        value = decode(page.data)
        verify(value, {KEY.kid: KEY.public}.__getitem__)
        seen += [product["id"] for product in value["products"]]
        cursor = value.get("next")
        if cursor is None:
            break
    assert seen == [f"p{n}" for n in range(len(sizes))]
