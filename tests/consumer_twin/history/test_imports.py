"""An import is kept whole or not at all, holds each purchase once, and is taken back exactly."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consumer_twin import Lesson
from consumer_twin.edge import About, Kept, Spool, SqlImports, SqlMemory
from consumer_twin.history import Purchase, UnknownImportError, bought, purchase_of, purchases_of, same
from foundation.database import Database
from protocol import Price
from tests.consumer_twin.history.papers import BLNS, read

AT_MS = 1_796_115_600_000
FILE = About("history.csv", "table", 0)
DAY = date(2026, 3, 1)


def usd(minor: int) -> Price:
    return Price(amount=minor, currency="USD")


@pytest.fixture
async def imports(tmp_path: Path) -> AsyncIterator[SqlImports]:
    database = Database(f"sqlite:///{tmp_path}/twin.db")
    yield SqlImports(database)
    database.close()


async def keep(imports: SqlImports, purchases: Iterable[Purchase]) -> Kept:
    with Spool() as spool:
        spool.add(purchases)
        return await imports.keep(spool, FILE, AT_MS)


def plain(purchases: Iterable[Purchase]) -> list[str]:
    """What was bought, without where it is kept."""
    return sorted(
        repr((one.day, one.title, one.quantity, one.price, one.shop, one.order, one.sku)) for one in purchases
    )


COFFEE = Purchase(
    DAY, "Coffee beans 1 kg", 2, usd(1499), "Shop", "A-1", "SKU-1", "Food", "Roaster", "a.csv:2"
)
TEA = Purchase(DAY, "Green tea", price=usd(350), shop="Shop", source="a.csv:3")


async def test_what_was_read_is_what_is_remembered(imports: SqlImports) -> None:
    kept = await keep(imports, [TEA, COFFEE])
    found = await imports.purchases()
    assert plain(found) == plain([COFFEE, TEA])
    assert {one.source for one in found} == {"a.csv:2", "a.csv:3"}
    (lesson,) = await imports.all()
    assert lesson.number == kept.number
    expected = {"name": "history.csv", "layout": "table", "rows": 2, "new": 2, "duplicates": 0, "rejects": 0}
    assert lesson.facts == expected
    assert all(one.number > lesson.number for one in found)


VAGUER = [
    Purchase(DAY, "coffee beans, 1kg", order="a-1"),
    Purchase(DAY, "Coffee Beans 1 KG", price=usd(1499)),
    Purchase(DAY + timedelta(days=2), "Another name for it", order="A-1", sku="sku-1"),
]
OTHERS = [
    Purchase(DAY, "Coffee beans 1 kg", order="A-2", sku="SKU-1", price=usd(1499)),
    Purchase(DAY, "Coffee beans 1 kg", price=usd(1500)),
    Purchase(DAY + timedelta(days=1), "Coffee beans 1 kg", price=usd(1499)),
    Purchase(DAY, "Coffee beans 2 kg", order="A-1", sku="SKU-2"),
]


@pytest.mark.parametrize("other", VAGUER)
@pytest.mark.parametrize("way", [1, -1])
async def test_one_purchase_in_two_papers_is_one(imports: SqlImports, other: Purchase, way: int) -> None:
    assert same(COFFEE, other) and same(other, COFFEE)
    kept = await keep(imports, [COFFEE, other][::way])
    assert (kept.counts.new, kept.counts.repeated) == (1, 1)
    first, second = [COFFEE, other][::way]
    assert (await keep(imports, [second, first])).number is None
    assert len(await imports.purchases()) == 1


@pytest.mark.parametrize("other", OTHERS)
async def test_two_purchases_that_look_alike_are_two(imports: SqlImports, other: Purchase) -> None:
    assert not same(COFFEE, other)
    assert (await keep(imports, [COFFEE])).counts.new == 1
    assert (await keep(imports, [other])).counts.new == 1


async def test_the_same_file_again_is_nothing_new_and_no_import(imports: SqlImports) -> None:
    await keep(imports, [COFFEE, TEA])
    again = await keep(imports, [TEA, COFFEE])
    assert (again.number, again.counts.known, again.counts.new) == (None, 2, 0)
    assert len(await imports.all()) == 1


async def test_undo_leaves_what_another_import_holds_too(imports: SqlImports) -> None:
    first = await keep(imports, [COFFEE, TEA])
    honey = Purchase(DAY, "Honey")
    second = await keep(imports, [TEA, honey])
    assert first.number is not None and second.number is not None
    assert await imports.undo(first.number, AT_MS) == 1
    assert plain(await imports.purchases()) == plain([TEA, honey])
    assert await imports.undo(second.number, AT_MS) == 2
    assert await imports.purchases() == ()


async def test_an_import_is_undone_once(imports: SqlImports) -> None:
    kept = await keep(imports, [COFFEE])
    assert kept.number is not None
    await imports.undo(kept.number, AT_MS)
    for number in (kept.number, kept.number + 1, 99):
        with pytest.raises(UnknownImportError) as caught:
            await imports.undo(number, AT_MS)
        assert (caught.value.code, caught.value.requirement) == ("unknown-import", "LEARN-20")


async def test_the_log_holds_after_an_undo_and_nothing_of_it_is_in_the_file(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/twin.db")
    imports, memory = SqlImports(database), SqlMemory(database)
    secret = Purchase(DAY, "Unmistakable synthetic article")
    kept = await keep(imports, [secret, COFFEE])
    assert kept.number is not None
    await imports.undo(kept.number, AT_MS)
    checked = await memory.verify()
    database.close()
    assert checked.broken is None and checked.erased == 3
    for path in tmp_path.iterdir():
        assert b"Unmistakable" not in path.read_bytes()


class BrokenFileError(Exception):
    """The disk went away."""


async def test_a_file_that_breaks_off_leaves_nothing(imports: SqlImports) -> None:
    def rows() -> Iterator[Purchase]:
        for number in range(2000):
            yield Purchase(DAY, f"Thing {number}")
        raise BrokenFileError

    with pytest.raises(BrokenFileError):
        await keep(imports, rows())
    assert await imports.purchases() == () and await imports.all() == ()


async def test_a_store_that_fails_half_way_keeps_nothing(imports: SqlImports) -> None:
    fine = [Purchase(DAY, f"Thing {number}") for number in range(1200)]
    unfit = Purchase(DAY + timedelta(days=9), "Last", quantity=2**60)  # no lesson takes such a number
    with pytest.raises(Exception, match="bought"):
        await keep(imports, [*fine, unfit])
    assert await imports.purchases() == () and await imports.all() == ()
    assert (await keep(imports, fine)).counts.new == 1200


async def test_a_preview_says_what_will_happen_and_keeps_nothing(imports: SqlImports) -> None:
    await keep(imports, [COFFEE])
    with Spool() as spool:
        spool.add([COFFEE, TEA, TEA])
        seen = await imports.preview(spool)
        assert (seen.read, seen.repeated, seen.known, seen.new) == (3, 1, 1, 1)
        assert len(await imports.purchases()) == 1
        assert (await imports.keep(spool, FILE, AT_MS)).counts == seen


async def test_a_deal_of_the_twin_is_a_purchase() -> None:
    total = {"amount": 3000, "currency": "USD"}
    offer = {"hash": "h", "title": "Lamp", "quantity": 2, "seller": "Shop", "categories": ["Home"]}
    lessons = [
        Lesson(AT_MS, "shown", 1, 0, facts={"offers": [offer]}, number=1),
        Lesson(AT_MS, "agreed", 1, 0, "h", {"brand": "did", "seller": "Shop", "total": total}, 2),
        bought(TEA, 1, AT_MS),
    ]
    deal, tea = sorted(purchases_of(lessons), key=lambda one: one.title != "Lamp")
    assert (deal.title, deal.quantity, deal.price, deal.category) == ("Lamp", 2, usd(1500), "Home")
    assert tea.title == "Green tea"


TITLES = st.sampled_from(["Coffee beans 1 kg", "coffee beans 1kg", "Green tea", "Soap", "…"])
PURCHASES = st.lists(
    st.builds(
        Purchase,
        day=st.dates(DAY, DAY + timedelta(days=2)),
        title=TITLES,
        quantity=st.integers(1, 3),
        price=st.none() | st.builds(usd, st.sampled_from([100, 250])),
        shop=st.sampled_from(["", "Shop"]),
        order=st.sampled_from(["", "", "A-1", "A-2"]),
        sku=st.sampled_from(["", "S-1"]),
    ),
    max_size=12,
)


async def remembered(*files: Sequence[Purchase], undone: Sequence[int] = ()) -> list[str]:
    """What is known after these files were imported in turn, and some of the imports undone."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/twin.db")
        imports = SqlImports(database)
        numbers = [(await keep(imports, file)).number for file in files]
        for which in undone:
            number = numbers[which]
            if number is not None:
                await imports.undo(number, AT_MS)
        found = plain(await imports.purchases())
        database.close()
        return found


@settings(max_examples=settings().max_examples // 3)
@given(PURCHASES, st.randoms(use_true_random=False))
async def test_the_order_of_the_rows_does_not_matter(rows: list[Purchase], dice: object) -> None:
    shuffled = list(rows)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert await remembered(rows) == await remembered(shuffled)


@settings(max_examples=settings().max_examples // 3)
@given(PURCHASES)
async def test_twice_is_once(rows: list[Purchase]) -> None:
    assert await remembered(rows, rows) == await remembered(rows)


@settings(max_examples=settings().max_examples // 3)
@given(PURCHASES, PURCHASES)
async def test_undo_restores_exactly(before: list[Purchase], more: list[Purchase]) -> None:
    assert await remembered(before, more, undone=[1]) == await remembered(before)


@pytest.mark.skipif(not BLNS.exists(), reason="../shared/data/security/blns is absent")
async def test_naughty_titles_come_back_as_they_were_read(imports: SqlImports, tmp_path: Path) -> None:
    titles = json.loads((BLNS / "blns.json").read_bytes())
    rows = ['2026-01-02,"{}"'.format(title.replace('"', '""')) for title in titles]
    found = read(tmp_path, "\n".join(["date,title", *rows]))
    assert len(found.purchases) + len(found.rejects) == len(rows) and len(found.purchases) > 400
    await keep(imports, found.purchases)
    kept = {one.title for one in await imports.purchases()}
    assert kept <= {one.title for one in found.purchases}
    assert all(purchase_of(bought(one, 1, AT_MS)).title == one.title for one in found.purchases)
