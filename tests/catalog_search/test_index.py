"""The index through its front door: one set of cases for tantivy, FTS5 and PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from catalog_search import BadLimitError, EmptyQueryError, Filters, Index, LocalIndex, NotAnIndexError, Offer
from tests.catalog_search.postgres_server import Server, Waiting, fresh

LEGS: tuple[Literal["tantivy", "fts5"], ...] = ("tantivy", "fts5")

TONER = Offer(
    "toner", "HP 78A black toner cartridge", brand="HP", model="CE278A", price_minor=6999, currency="USD"
)
OTHER = Offer(
    "other", "compatible cartridge for HP LaserJet printers with black toner, replaces CE278A",
    brand="Generic", price_minor=1999, currency="USD", in_stock=False,
)  # fmt: skip
SHIRT = Offer(
    "shirt-m", "linen shirt", brand="Loom", options=(("Size", "M"), ("Colour", "Blue")),
    categories=("Apparel > Shirts",), price_minor=4900, currency="EUR", regions=("DE", "FR"),
)  # fmt: skip
LARGE = Offer(
    "shirt-l", "linen shirt", brand="Loom", options=(("Size", "L"), ("Colour", "Blue")),
    categories=("Apparel > Shirts",), price_minor=4900, currency="EUR", regions=("DE",),
)  # fmt: skip
COFFEE = Offer("coffee", "espresso beans 1 kg", gtins=("04006381333931",), price_minor=1500, currency="EUR")
REST = tuple(
    Offer(f"hose-{n}", f"watering hose number {n}", price_minor=n, currency="EUR") for n in range(1, 20)
)
ALL = (TONER, OTHER, SHIRT, LARGE, COFFEE, *REST)


@pytest.fixture(params=(*LEGS, "postgres"))
def index(request: pytest.FixtureRequest) -> Iterator[Index]:
    made: Index
    if request.param == "postgres":
        server: Server = request.getfixturevalue("postgres")
        made = Waiting(asyncio.run(fresh(server, "cases")))
    else:
        made = LocalIndex(leg=request.param)
    made.put(ALL)
    yield made
    made.close()


def ids(index: Index, query: str, filters: Filters = Filters(), limit: int = 10) -> list[str]:  # noqa: B008
    return [hit.offer.id for hit in index.search(query, filters, limit)]


def test_a_model_number_finds_its_offer_before_one_that_only_names_it(index: Index) -> None:
    first, second = index.search("CE-278A")
    assert (first.offer, first.tier, first.where) == (TONER, "code", ("model",))
    assert (second.offer, second.tier, second.where) == (OTHER, "some", ("title",))


def test_a_barcode_finds_its_offer_also_without_leading_zeros(index: Index) -> None:
    (hit,) = index.search("4006381333931")
    assert (hit.offer, hit.tier, hit.where) == (COFFEE, "code", ("barcode",))


def test_all_words_come_before_some_and_some_are_the_way_out(index: Index) -> None:
    tiers = [(hit.offer.id, hit.tier) for hit in index.search("black toner cartridge")]
    assert tiers == [("toner", "all"), ("other", "all")]
    assert ids(index, "a toner that nobody sells")[0] in {"toner", "other"}


def test_stop_words_find_nothing(index: Index) -> None:
    assert ids(index, "toner for the") == ids(index, "toner")
    with pytest.raises(EmptyQueryError):
        index.search("for the")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(attributes=(("size", "m"),)), ["shirt-m"]),
        (Filters(attributes=(("size", "m"), ("colour", "red"))), []),
        (Filters(category="shirts"), ["shirt-l", "shirt-m"]),
        (Filters(category="apparel > shirts"), ["shirt-l", "shirt-m"]),
        (Filters(category="shoes"), []),
        (Filters(region="fr"), ["shirt-m"]),
        (Filters(currency="USD"), []),
        (Filters(currency="EUR", highest_minor=4899), []),
        (Filters(currency="EUR", lowest_minor=4900, highest_minor=4900), ["shirt-l", "shirt-m"]),
    ],
)
def test_filters_are_hard(index: Index, filters: Filters, expected: list[str]) -> None:
    assert ids(index, "linen shirt", filters) == expected


def test_a_region_that_is_not_said_excludes_nothing(index: Index) -> None:
    assert ids(index, "espresso", Filters(region="US")) == ["coffee"]


def test_what_is_out_of_stock_is_found_unless_stock_is_asked_for(index: Index) -> None:
    assert ids(index, "toner") == ["toner", "other"]
    assert ids(index, "toner", Filters(stock="in-stock")) == ["toner"]
    assert ids(index, "CE278A", Filters(stock="in-stock")) == ["toner"]


def test_an_offer_replaces_the_one_of_its_id_and_can_be_removed(index: Index) -> None:
    index.put([Offer("toner", "a garden hose")])
    assert ids(index, "toner") == ["other"]
    assert ids(index, "CE278A") == ["other"]
    assert ids(index, "garden") == ["toner"]
    assert index.remove(["toner", "never-there"]) == 1
    assert ids(index, "garden") == []


def test_a_batch_that_breaks_leaves_the_index_as_it_was(index: Index) -> None:
    def broken() -> Iterator[Offer]:
        yield Offer("hose", "a garden hose")
        yield Offer("bad", "a garden rake", price_minor=2**70)

    with pytest.raises(OverflowError):
        index.put(broken())
    assert ids(index, "garden") == []
    assert ids(index, "toner") == ["toner", "other"]


def test_a_filter_that_many_offers_fulfil_is_as_hard_as_one_that_few_do(index: Index) -> None:
    index.put(Offer(f"lamp-{n}", "desk lamp", price_minor=n, currency="USD") for n in range(3000))
    index.put([Offer("lamp-eur", "desk lamp", price_minor=5, currency="EUR")])
    assert ids(index, "desk lamp", Filters(currency="EUR")) == ["lamp-eur"]
    found = index.search("desk lamp", Filters(currency="USD", lowest_minor=900), limit=40)
    assert len(found) == 40
    assert all((hit.offer.price_minor or 0) >= 900 for hit in found)


@pytest.mark.parametrize("limit", [0, -1, 1001])
def test_a_limit_that_makes_no_sense_is_an_error(index: Index, limit: int) -> None:
    with pytest.raises(BadLimitError):
        index.search("toner", limit=limit)


@pytest.mark.parametrize(
    "text", ['toner" OR -', "toner AND (", "words:toner", "toner*", "toner^ ~", "\x00toner"]
)
def test_signs_of_a_query_language_are_no_query_language(index: Index, text: str) -> None:
    assert set(ids(index, text)) <= {"toner", "other"}


def test_a_query_of_many_words_is_cut_not_refused(index: Index) -> None:
    assert ids(index, "toner " + " ".join(f"word{n}" for n in range(100_000)))[0] in {"toner", "other"}


def test_both_legs_give_the_same_answer() -> None:
    made = [LocalIndex(leg=leg) for leg in LEGS]
    for one in made:
        one.put(ALL)
    for query in ("toner", "hp black toner cartridge for laserjet", "blue linen shirt m", "espresso 1kg"):
        left, right = ([hit.offer.id for hit in one.search(query)] for one in made)
        assert left == right
        assert left
    for one in made:
        one.close()


@pytest.mark.parametrize(
    ("first", "second"), [("tantivy", "tantivy"), ("fts5", "tantivy"), ("tantivy", "fts5")]
)
def test_an_index_in_a_folder_outlives_its_process_and_its_leg(
    tmp_path: Path, first: Literal["tantivy", "fts5"], second: Literal["tantivy", "fts5"]
) -> None:
    before = LocalIndex(tmp_path, first)
    before.put(ALL)
    before.close()
    after = LocalIndex(tmp_path, second)
    assert ids(after, "toner") == ["toner", "other"]
    after.close()


def test_a_file_that_is_no_index_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "offers.sqlite").write_bytes(b"no database at all, only text that is long enough to be read")
    with pytest.raises(NotAnIndexError, match="is no index"):
        LocalIndex(tmp_path)
