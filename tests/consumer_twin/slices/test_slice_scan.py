"""A twin takes a slice in place of catalogs: it finds the same, believes brands alone, drops what lies."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from consumer_twin.match import match
from consumer_twin.scan import Scan
from consumer_twin.slices import SliceRule
from protocol import Product
from protocol.slices import STALE_MS
from tests.consumer_twin.slices.bazaar import Bazaar, Forge, bazaar
from tests.consumer_twin.town import BASE_MS, Brand, router
from tests.consumer_twin.twins import wish_for

WISH = wish_for("netgear wireless router", categories=("electronics",))


def lamp(number: int) -> Product:
    """Something else on the same shelf."""
    return router(
        2_000 + number, id=f"lamp{number}", title=f"Desk lamp {number}", metadata={"brand": "Lumen"}
    )


def goods(price_minor: int) -> list[Product]:
    """Six lamps and, on the last page, a router."""
    return [*map(lamp, range(6)), router(price_minor)]


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Bazaar]:
    alpha, beta = Brand("alpha", 10_000, 8_500), Brand("beta", 9_800, 9_000)
    lamps = Brand("gamma")
    async with bazaar(
        tmp_path,
        (alpha, {"products": goods(10_000)}),
        (beta, {"products": goods(9_800)}),
        (lamps, {"products": [lamp(number) for number in range(5)]}),
    ) as opened:
        yield opened


def found(scan: Scan) -> list[tuple[str, str, int, bool]]:
    """What is meant, as the runner finds it."""
    picks = match(WISH.lines[0], scan.shelves, WISH.currency)
    return [
        (one.seller.id, one.product.id, one.unit_price.amount, one.seller.endpoint is not None)
        for one in picks
    ]


async def test_a_slice_finds_what_whole_catalogs_find_and_asks_for_fewer_pages(place: Bazaar) -> None:
    sliced = await place.scan(WISH)
    pages = place.sent("/catalog")
    assert sorted(pages) == [f"{stand.origin}/catalog?cursor=6" for stand in place.stands[:2]]
    assert place.sent(place.stands[2].origin) == []  # nobody there sells a router
    whole = await place.scan(WISH, None)
    assert found(sliced) == found(whole)
    assert len(found(sliced)) == 2
    assert sliced.troubles == ()


async def test_an_agreement_comes_of_a_slice(place: Bazaar) -> None:
    outcome = await place.pursue(WISH)
    assert (outcome.status, outcome.troubles) == ("agreed", ())
    assert len(place.sent("/offers?")) == 1


async def test_without_a_category_or_by_choice_brands_are_read_themselves(place: Bazaar) -> None:
    for wish, rule in ((wish_for("router"), SliceRule()), (WISH, SliceRule("never"))):
        await place.scan(wish, rule)
    assert place.telling.asked == []
    await place.scan(wish_for("router"), SliceRule("always"))
    assert place.telling.asked == [{"region": "US", "currency": "USD"}]


def cheaper(page: dict[str, Any]) -> dict[str, Any]:
    """The first brand's router for a cent."""
    price = {"amount": 1, "currency": "USD"}

    def changed(product: dict[str, Any]) -> dict[str, Any]:
        if product["id"] != "router":
            return product
        variants = [{**one, "price": price} for one in product["variants"]]
        return {**product, "price_range": {"min": price, "max": price}, "variants": variants}

    return _each_first(page, lambda item: {**item, "product": changed(item["product"])})


def invented(page: dict[str, Any]) -> dict[str, Any]:
    """Another article in place of each of the first brand's."""
    made = router(5_000, id="invented").members()
    items = page["shelves"][0]["items"]
    shelf = {**page["shelves"][0], "items": [{**items[-1], "product": made}]}
    return {**page, "shelves": [shelf, *page["shelves"][1:]]}


def another_brands(page: dict[str, Any]) -> dict[str, Any]:
    """The second brand's router under the first one's name."""
    first, second, *rest = page["shelves"]
    item = next(item for item in second["items"] if item["product"]["id"] == "router")
    stolen = {**item, "page": first["items"][-1]["page"], "cursor": first["items"][-1]["cursor"]}
    return {**page, "shelves": [{**first, "items": [stolen]}, second, *rest]}


def _each_first(page: dict[str, Any], change: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    first, *rest = page["shelves"]
    return {**page, "shelves": [{**first, "items": [change(item) for item in first["items"]]}, *rest]}


@pytest.mark.parametrize("forge", [cheaper, invented, another_brands])
async def test_a_slice_that_contradicts_a_brands_page_is_dropped_and_counted(
    place: Bazaar, forge: Forge
) -> None:  # DIR-22
    whole = await place.scan(WISH, None)
    place.telling.forge = forge
    sliced = await place.scan(WISH)
    assert [trouble.code for trouble in sliced.troubles] == ["slice-contradicted"]
    assert found(sliced) == found(whole)
    outcome = await place.pursue(WISH)
    assert outcome.status == "agreed"


def endless(page: dict[str, Any]) -> dict[str, Any]:
    """Always one page more."""
    return {**page, "next": f"{page['cursor']}x"}


def circling(page: dict[str, Any]) -> dict[str, Any]:
    """The same page after itself."""
    return {**page, "next": page["cursor"] or "x"}


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        (endless, "broken-slice"),
        (circling, "broken-slice"),
        (lambda page: {**page, "created": "2026-12-01T09:05:00Z"}, "broken-slice"),
        (lambda page: {**page, "category": "garden"}, "bad-answer"),
        (lambda page: {**page, "cursor": "7"}, "bad-answer"),
        (lambda page: {**page, "from": "did:web:rival.example"}, "wrong-signer"),
        (lambda page: {**page, "shelves": page["shelves"] * 2}, "bad-message"),
        (lambda page: {**page, "shelves": [{"brand": "x"}]}, "bad-message"),
    ],
)
async def test_a_slice_that_is_none_is_left_and_brands_are_read(
    place: Bazaar, forge: Forge, code: str
) -> None:
    place.telling.forge, place.max_pages = forge, 20
    sliced = await place.scan(WISH)
    assert [trouble.code for trouble in sliced.troubles] == [code]
    assert len(found(sliced)) == 2
    assert len(place.telling.asked) <= 20


async def test_a_slice_that_another_signed_is_not_read(place: Bazaar) -> None:
    place.telling.key = place.stands[0].brand.key
    place.telling.forge = lambda page: page
    sliced = await place.scan(WISH)
    assert [trouble.code for trouble in sliced.troubles] == ["unknown-key"]
    assert len(found(sliced)) == 2


async def test_what_is_older_than_two_days_is_read_from_the_brand(place: Bazaar) -> None:
    place.telling.shown.clear()
    await place.telling.look(place.stands[0], at_ms=BASE_MS - STALE_MS - 1_000)
    await place.telling.look(place.stands[1], at_ms=BASE_MS - STALE_MS)
    sliced = await place.scan(WISH)
    assert [(one.seller, one.code) for one in sliced.troubles] == [(place.stands[0].did, "stale-slice")]
    assert len(found(sliced)) == 2
    assert f"{place.stands[0].origin}/catalog" in place.sent("/catalog")


async def test_what_changed_since_is_as_the_brand_says_now(place: Bazaar) -> None:
    stand = place.stands[0]
    stand.products = [*stand.products[:-1], router(9_000)]
    sliced = await place.scan(WISH)
    assert sliced.troubles == ()
    assert (stand.did, "router", 9_000, True) in found(sliced)


async def test_what_moved_to_another_page_is_looked_for_in_the_whole_catalog(place: Bazaar) -> None:
    stand = place.stands[0]
    stand.products = [stand.products[-1], *stand.products[:-1]]
    sliced = await place.scan(WISH)
    assert sliced.troubles == ()
    assert (stand.did, "router", 10_000, True) in found(sliced)
    assert f"{stand.origin}/catalog" in place.sent("/catalog")


async def test_a_brand_that_a_slice_leaves_out_is_read_itself(place: Bazaar) -> None:
    place.telling.shown.clear()
    await place.telling.look(place.stands[1])
    sliced = await place.scan(WISH)
    assert len(found(sliced)) == 2
    assert len([url for url in place.sent("/catalog") if url.startswith(place.stands[0].origin)]) == 4


async def test_nothing_only_said_can_be_opened(place: Bazaar) -> None:  # DIR-21
    """A brand that answers no more: what a slice said of it is no option."""
    place.telling.forge = lambda page: page
    gone = place.stands[0]
    gone.profile_more = {"currencies": ["EUR"]}
    sliced = await place.scan(WISH)
    assert [(one.seller, one.code) for one in sliced.troubles] == [(gone.did, "unfit")]
    assert [one[0] for one in found(sliced)] == [place.stands[1].did]


async def test_other_words_send_the_same_requests_to_the_market(place: Bazaar) -> None:  # DIR-23
    asked = []
    for text in ("netgear wireless router", "desk lamp for reading"):
        place.log.clear()
        await place.scan(wish_for(text, categories=("electronics",)))
        asked.append([(line.url, line.text) for line in place.log if ":8000" in line.url])
    assert asked[0] == asked[1]


async def test_a_search_is_asked_only_where_the_person_says_so(place: Bazaar) -> None:
    await place.scan(WISH, SliceRule("never", search=True))
    assert place.telling.asked == [{"q": WISH.lines[0].text, "region": "US", "currency": "USD"}]
    assert place.sent(place.stands[2].origin) == []
    assert "netgear" in place.sent("/search")[0]
