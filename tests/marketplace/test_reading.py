"""Reading brands onto the shelves: whole versions only, politely, after a kill too; lies kept as proof."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from catalog_search.postgres import PostgresShelves
from catalog_search.shelves import Sums
from marketplace.edge.reading import signed_page
from marketplace.edge.store import SqlListings
from marketplace.reading import LEASE_MS
from protocol import DidDocument, did_document
from protocol.equivocation import check_equivocation
from tests.catalog_search.postgres_server import Server, fresh
from tests.marketplace.fair import Fair, Shop, article, fair
from tests.transport.corner import brand_key


def five() -> list[dict[str, Any]]:
    return [article(f"p{n}", "Home") for n in range(5)]


async def test_only_what_differs_is_written_and_what_is_gone_goes(tmp_path: Path, postgres: Server) -> None:
    shop = Shop(shelf=five())
    async with fair(tmp_path, await fresh(postgres, "differs"), shop) as place:
        assert [read.sums for read in await place.read()] == [Sums(new=5)]
        assert shop.asked == [None, "2", "4"]
        assert [read.sums for read in await place.read()] == [None]
        assert shop.asked == [None, "2", "4", None]
        shop.shelf = [article("p0", "Home", minor=1), *shop.shelf[2:], article("p9", "Home")]
        assert [read.sums for read in await place.read()] == [Sums(new=1, changed=1, same=3, gone=1)]
        assert await place.ids(category="home") == ["p0", "p2", "p3", "p4", "p9"]
        page = await place.courier.market_search(place.origin, "p1", {})
        assert page.shelves == ()
        shop.created = "2026-12-01T10:00:00Z"  # signed anew, and the same
        assert [read.sums for read in await place.read()] == [Sums(same=5)]
        (state,) = await place.shelves.states()
        assert (state.products, state.problem) == (5, "")


async def test_a_new_version_shows_only_once_it_is_whole(tmp_path: Path, postgres: Server) -> None:  # DIR-19
    shop = Shop(shelf=five())
    async with fair(tmp_path, await fresh(postgres, "whole"), shop) as place:
        await place.read()
        before = await place.ids()
        shop.shelf, shop.shut_from = [article(f"q{n}") for n in range(5)], 4
        place.now_ms += 3_600_000
        assert [read.problem for read in await place.read()] == ["shut"]
        (state,) = await place.shelves.states()
        assert (await place.ids(), state.failures, state.problem) == (before, 1, "shut")
        assert state.read_ms == place.now_ms - 3_600_000  # the age of what is shown is said
        (page,) = await place.pages()
        assert page.shelves[0].read == "2026-12-01T12:00:00Z"
        shop.shut_from = None
        shop.asked.clear()
        place.now_ms += 24 * 3_600_000
        assert [read.sums for read in await place.read()] == [Sums(new=5, gone=5)]
        assert shop.asked == ["4"]  # gone on with where it broke off


async def test_a_brand_that_fails_is_asked_later_and_later(tmp_path: Path, postgres: Server) -> None:
    shop, fine = Shop(shelf=five(), shut_from=0), Shop(shelf=[article("kettle")])
    async with fair(tmp_path, await fresh(postgres, "later"), shop, fine) as place:
        reader = place.reader()
        await reader.enrol()
        asked: list[int] = []
        for minute in range(0, 240, 5):
            await reader.due()
            if len(shop.asked) > len(asked):
                asked.append(minute)
            place.now_ms += 5 * 60_000
        assert asked == [0, 30, 90, 210]
        assert len(fine.asked) == 240 // 15
        assert await place.ids() == ["kettle"]


async def test_who_is_killed_is_followed_where_it_stopped(tmp_path: Path, postgres: Server) -> None:
    shop = Shop(shelf=five())
    url = await fresh(postgres, "killed")
    async with fair(tmp_path, url, shop) as place:
        gone = await PostgresShelves.open(url)
        begun = await _killed_after_one_page(place, gone, shop)
        assert begun.coming is None
        other = place.reader()
        await other.due()
        assert place.reads == []  # it is held
        place.now_ms += LEASE_MS
        shop.asked.clear()
        await other.due()
        assert [read.sums for read in place.reads] == [Sums(new=5)]
        assert shop.asked == ["2", "4"]
        late = await gone.finish(begun, "A" * 43, now_ms=place.now_ms, due_ms=0)
        assert late is None  # who comes back finds that it is another's
        await gone.close()
        assert len(await place.ids()) == 5


async def _killed_after_one_page(place: Fair, shelves: PostgresShelves, shop: Shop) -> Any:
    """Read as a worker does, and stop after the first page as a killed one does: without a word."""
    reader = place.reader(shelves)
    await reader.enrol()
    reading = await shelves.claim(place.now_ms, LEASE_MS)
    assert reading is not None
    shop.shut_from = 2
    got = await place.courier.catalog_page(reading.brand.url, brand=shop.did)
    assert got is not None
    await shelves.begin(reading, got.page.version)
    assert await shelves.keep(reading, signed_page(got), now_ms=place.now_ms, lease_ms=LEASE_MS) == "new"
    shop.shut_from = None
    return reading


async def test_two_workers_read_each_brand_once(tmp_path: Path, postgres: Server) -> None:
    shops = [Shop(shelf=five()) for _ in range(5)]
    url = await fresh(postgres, "two")
    async with fair(tmp_path, url, *shops) as place:
        second = await PostgresShelves.open(url)
        await place.reader().enrol()
        await asyncio.gather(place.reader().due(), place.reader(second).due())
        assert [shop.asked for shop in shops] == [[None, "2", "4"]] * 5
        assert len(place.reads) == 5
        await second.close()


async def test_a_page_that_changes_under_one_version_is_kept_as_proof(
    tmp_path: Path, postgres: Server
) -> None:
    shop = Shop(shelf=five(), version="A" * 43)
    async with fair(tmp_path, await fresh(postgres, "proof"), shop) as place:  # DIR-20
        await place.read()
        shop.shelf = [article("p0", "Home", minor=1), *shop.shelf[1:]]
        assert [read.problem for read in await place.read()] == ["equivocation"]
        (pair,) = await place.shelves.proofs()
        keys = tuple(key.public for key in shop.keys)
        check_equivocation(*pair, DidDocument.model_validate(did_document(shop.did, keys)))
        (page,) = await place.pages()
        first = next(item for item in page.shelves[0].items if item.product.id == "p0")
        assert first.product.price_range.min.amount == 900
        await place.read()
        assert len(await place.shelves.proofs()) == 1
        shop.version = "B" * 42 + "A"
        assert [read.problem for read in await place.read()] == [""]
        assert len(await place.shelves.proofs()) == 1


def _circle(page: dict[str, Any]) -> dict[str, Any]:
    return page | {"next": "2"}


def _endless(page: dict[str, Any]) -> dict[str, Any]:
    return page | {"products": [], "next": str(int(page["cursor"] or 0) + 1)}


def _mixed(page: dict[str, Any]) -> dict[str, Any]:
    return page | {"version": "B" * 42 + "A"} if page["cursor"] else page


def _twice(page: dict[str, Any]) -> dict[str, Any]:
    return page | {"products": [article("p0")]}


def _other_page(page: dict[str, Any]) -> dict[str, Any]:
    return page | {"cursor": "7"}


LIES: tuple[tuple[Callable[[dict[str, Any]], dict[str, Any]], str], ...] = (
    (_circle, "broken-pages"),
    (_endless, "broken-pages"),
    (_mixed, "broken-pages"),
    (_twice, "product-twice"),
    (_other_page, "bad-answer"),
    (lambda page: page | {"from": "did:web:rival.example"}, "wrong-signer"),
    (lambda page: page | {"products": [{**article("p0"), "variants": []}]}, "bad-message"),
)


async def test_a_broken_catalog_is_not_shown_and_hurts_no_other(tmp_path: Path, postgres: Server) -> None:
    shop, fine = Shop(shelf=five()), Shop(shelf=[article("kettle")])
    async with fair(tmp_path, await fresh(postgres, "broken"), shop, fine) as place:
        await place.read()
        for number, (lie, code) in enumerate(LIES):
            shop.lie, shop.version = lie, f"{number}" * 42 + "A"
            assert {one.brand: one.problem for one in await place.read()} == {shop.did: code, fine.did: ""}
            assert await place.ids() == ["kettle", "p0", "p1", "p2", "p3", "p4"]


async def test_pages_of_another_key_are_not_believed(tmp_path: Path, postgres: Server) -> None:
    shop = Shop(shelf=five())
    async with fair(tmp_path, await fresh(postgres, "forged"), shop) as place:
        listed = shop.keys[0]
        document = shop.did_document

        async def old_document() -> bytes:
            held, shop.keys = shop.keys, [listed]
            try:
                return await document()
            finally:
                shop.keys = held

        shop.did_document = old_document  # type: ignore[method-assign]  # the domain's keys stay; the signer is another
        shop.keys = [brand_key("stolen", shop.did)]
        assert [read.problem for read in await place.read()] == ["unknown-key"]
        assert await place.ids() == []


async def test_who_is_no_longer_listed_is_no_longer_shown(tmp_path: Path, postgres: Server) -> None:
    shop, fine = Shop(shelf=five()), Shop(shelf=[article("kettle")])
    async with fair(tmp_path, await fresh(postgres, "unlisted"), shop, fine) as place:
        await place.read()

        def drop(connection: Any) -> None:
            listings = SqlListings(connection)
            listing = listings.of(shop.did)
            assert listing is not None
            listings.remove(listing)

        await place.database.write(drop)
        await place.read()
        assert await place.ids() == ["kettle"]
        assert (await place.courier.market_search(place.origin, "p1", {})).shelves == ()


async def test_a_profile_that_names_more_categories_is_found_by_them(
    tmp_path: Path, postgres: Server
) -> None:
    shop = Shop(shelf=five())
    async with fair(tmp_path, await fresh(postgres, "profile"), shop) as place:
        await place.read()
        assert await place.ids(category="garden") == []
        shop.profile_more = {"categories": ["Garden"], "created": "2026-12-01T11:00:00Z"}
        await place.enlist(shop)
        assert [read.sums for read in await place.read()] == [Sums(changed=5)]
        assert len(await place.ids(category="garden")) == 5
