"""What the marketplace's index has beside a search: slices, several workers, a database that goes away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from hashlib import sha256

import asyncpg
import pytest

from catalog_search import (
    BadCursorError,
    BadLimitError,
    Filters,
    LocalIndex,
    NotAnIndexError,
    Offer,
    Slices,
    UnreachableIndexError,
)
from catalog_search.postgres import PostgresIndex
from tests.catalog_search.postgres_server import Server, fresh

SHIRTS = tuple(
    Offer(
        f"shirt-{n}", f"linen shirt {n}", seller="did:web:loom.example", product=f"p{n}", brand="Loom",
        model=f"LS-{n:04}", gtins=(f"{n:014}",), categories=("Apparel > Shirts", "Summer"),
        options=(("Size", "M"), ("Colour", "Blue")), regions=(("DE", "FR") if n % 2 else ("US",)),
        price_minor=4900 + n, currency="EUR", in_stock=n % 3 > 0,
    )
    for n in range(1, 31)
)  # fmt: skip
ANYWHERE = Offer("shirt-anywhere", "linen shirt", categories=("Shirts",))
LAMP = Offer("lamp", "desk lamp", categories=("Lighting",), regions=("DE",), condition="used")


@pytest.fixture
async def url(postgres: Server) -> str:
    return await fresh(postgres, "slices")


@pytest.fixture
async def index(url: str) -> AsyncIterator[PostgresIndex]:
    made = await PostgresIndex.open(url)
    yield made
    await made.close()


async def taken(slices: Slices, category: str | None, region: str | None, limit: int = 7) -> list[Offer]:
    """Follow a slice to its end."""
    found: list[Offer] = []
    cursor = None
    while True:
        page = await slices.slice(category, region, cursor, limit)
        assert len(page.offers) <= limit
        found.extend(page.offers)
        if page.next is None:
            return found
        cursor = page.next


async def test_slices_hold_just_the_offers_of_category_and_region_each_once(index: PostgresIndex) -> None:
    await index.put([*SHIRTS, ANYWHERE, LAMP])
    german = [offer for offer in SHIRTS if "DE" in offer.regions]
    found = await taken(index, "shirts", "de")
    assert sorted(found, key=lambda offer: offer.id) == sorted([*german, ANYWHERE], key=lambda o: o.id)
    assert await taken(index, "Apparel  >  SHIRTS", "US", 100) == await taken(index, "summer", "us")
    assert await taken(index, "lighting", None) == [LAMP]
    assert await taken(index, "lighting", "US") == []
    assert len(await taken(index, None, None)) == len(SHIRTS) + 2


async def test_a_slice_goes_on_where_it_stopped_while_offers_come_and_go(index: PostgresIndex) -> None:
    await index.put(SHIRTS)
    first = await index.slice("shirts", None, limit=10)
    await index.remove([offer.id for offer in first.offers])
    await index.put([Offer(f"new-{n}", "linen shirt", categories=("Shirts",)) for n in range(30)])
    rest: list[Offer] = []
    cursor = first.next
    while cursor is not None:
        page = await index.slice("shirts", None, cursor, 10)
        rest.extend(page.offers)
        cursor = page.next
    seen = {offer.id for offer in (*first.offers, *rest)}
    assert seen >= {offer.id for offer in SHIRTS}
    assert len(seen) == len(first.offers) + len(rest)


async def test_a_twin_searches_at_home_in_the_slices_it_took(index: PostgresIndex) -> None:
    await index.put([*SHIRTS, LAMP])
    home, whole = LocalIndex(), LocalIndex()
    home.put(await taken(index, "Shirts", "FR"))
    whole.put([*SHIRTS, LAMP])
    wanted = Filters(region="fr", category="shirts")
    for query in ("LS-0007", "linen shirt 9", "desk lamp"):
        at_home = [hit.offer for hit in home.search(query)]
        assert at_home[:1] == [hit.offer for hit in whole.search(query, wanted)][:1]
    home.close()
    whole.close()


@pytest.mark.parametrize("cursor", ["", "x", "AAAA", "A" * 43 + "=", "Ä" * 43, "\x00"])
async def test_a_cursor_that_no_slice_gave_is_an_error(index: PostgresIndex, cursor: str) -> None:
    with pytest.raises(BadCursorError):
        await index.slice(None, None, cursor)


@pytest.mark.parametrize("limit", [0, -1, 1001])
async def test_a_limit_that_makes_no_sense_is_an_error(index: PostgresIndex, limit: int) -> None:
    with pytest.raises(BadLimitError):
        await index.slice(None, None, limit=limit)


async def test_an_offer_that_changes_its_category_leaves_the_old_slice(index: PostgresIndex) -> None:
    await index.put([LAMP])
    await index.put([Offer("lamp", "desk lamp", categories=("Office",), regions=("US",))])
    assert await taken(index, "lighting", None) == []
    assert await taken(index, None, "DE") == []
    assert [offer.id for offer in await taken(index, "office", "us")] == ["lamp"]
    assert await index.remove(["lamp", "lamp", "never-there"]) == 1
    assert await taken(index, None, None) == []


async def test_a_batch_that_breaks_late_leaves_the_index_as_it_was(index: PostgresIndex) -> None:
    await index.put([LAMP])
    late = max((f"bad-{n}" for n in range(99)), key=lambda id: sha256(id.encode()).digest())  # written last

    def broken() -> Iterator[Offer]:
        yield from (Offer(f"rake-{n}", "garden rake") for n in range(5000))
        yield Offer(late, "garden rake", price_minor=2**63)

    with pytest.raises(OverflowError):
        await index.put(broken())
    assert await taken(index, None, None) == [LAMP]


async def test_several_workers_may_open_and_write_one_index_at_once(url: str) -> None:
    workers = await asyncio.gather(*(PostgresIndex.open(url) for _ in range(4)))
    batches = [list(SHIRTS), list(reversed(SHIRTS))] * 4
    counts = await asyncio.gather(
        *(workers[n % 4].put(batch) for n, batch in enumerate(batches)),
        *(worker.remove([SHIRTS[0].id]) for worker in workers),
    )
    assert counts[:8] == [len(SHIRTS)] * 8
    await workers[3].put(SHIRTS)
    assert len(await taken(workers[0], None, None)) == len(SHIRTS)
    (hit, *_) = await workers[1].search("LS-0003")
    assert (hit.offer, hit.tier) == (SHIRTS[2], "code")
    for worker in workers:
        await worker.close()


@pytest.mark.parametrize(
    "text",
    [
        "x' OR true --", '"; DROP TABLE search_offer; --', "a\\'b", "$1", "100% _", "nul\x00byte",
        "half \ud800", "word" * 5000, "\u200f שלום", "' & | ! <-> :* ( )",
    ],
    ids=lambda text: ascii(text[:20]),
)  # fmt: skip
async def test_no_text_is_sql_or_a_query_or_too_long(index: PostgresIndex, text: str) -> None:
    odd = Offer(
        f"id {text}", f"odd {text}", seller=text, product=text, brand=text, model=text, gtins=(text,),
        categories=(text,), options=((text, text),), regions=(text,), condition=text, currency=text,
    )  # fmt: skip
    await index.put([odd, LAMP])
    filters = Filters(
        currency=text, region=text, category=text, attributes=((text, text),), seller=text, condition=text
    )
    (hit,) = await index.search(f"odd {text}", filters)
    assert hit.offer.id.startswith("id ")
    assert len(await taken(index, text, text)) == 1
    assert await index.remove([odd.id]) == 1
    assert await taken(index, None, None) == [LAMP]


async def test_bounds_that_no_price_reaches_are_no_error(index: PostgresIndex) -> None:
    await index.put(SHIRTS)
    assert len(await index.search("shirt", Filters(lowest_minor=-(2**80), highest_minor=2**80), 50)) == 30
    assert await index.search("shirt", Filters(lowest_minor=2**80)) == ()


async def test_tables_of_another_version_are_an_error(url: str, index: PostgresIndex) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute("UPDATE search_state SET value = '0'")
    await connection.close()
    with pytest.raises(NotAnIndexError, match="version 0"):
        await PostgresIndex.open(url)


@pytest.mark.parametrize("name", ["/no-such-database?", "/postgres?port=1&", "x:geheim@/postgres?port=one&"])
async def test_a_database_that_cannot_be_reached_is_an_error_without_its_password(
    postgres: Server, name: str
) -> None:
    with pytest.raises(UnreachableIndexError) as caught:
        await PostgresIndex.open(f"postgresql://{name}host={postgres.folder}&user=dailyme")
    assert "geheim" not in str(caught.value)
    assert caught.value.code == "unreachable-index"


async def test_a_database_that_comes_back_is_used_again(index: PostgresIndex, postgres: Server) -> None:
    await index.put([LAMP])
    postgres.stop()
    try:
        with pytest.raises(UnreachableIndexError):
            await index.search("lamp")
    finally:
        postgres.start()
    assert [hit.offer for hit in await index.search("lamp")] == [LAMP]
