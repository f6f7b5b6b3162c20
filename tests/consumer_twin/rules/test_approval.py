"""Yes to these terms or better: what an approval covers beside the offer that it names."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from consumer_twin import Option, Seller, approve
from consumer_twin.approval import best_by_word, is_as_good
from consumer_twin.edge import SqlStore
from consumer_twin.edge.rules import SqlRules
from consumer_twin.errors import OutstandingAcceptError, TooLateError
from consumer_twin.rules import Rule, ruled_out
from dailyme.places import sqlite_url
from foundation.database import Database
from protocol import Terms, did_web
from tests.consumer_twin.days import Square
from tests.consumer_twin.mall import mall
from tests.consumer_twin.town import usd

SHOWN = Option(
    hash="a", wish=1, line=0, seller=Seller("did:web:a.example", "Alpha", "https://a.example"), product="p",
    variant="v", title="A router", quantity=1, total=usd(9_000), list_total=usd(10_000),
    public_total=usd(10_000), terms=Terms(delivery_days=5, warranty_months=12, returns_days=30),
    breakdown=(), valid_until_ms=1, thread="t", group=0, categories=frozenset(), adjusted_minor=9_000,
    points=10, stands=("Only together with a case.",),
)  # fmt: skip
LATER = replace(SHOWN, hash="b", wish=2, total=usd(8_900))


def terms(days: int = 5, months: int = 12, returns: int = 30) -> Terms:
    return Terms(delivery_days=days, warranty_months=months, returns_days=returns)


def test_the_same_for_less_is_as_good() -> None:
    assert is_as_good(SHOWN, LATER)
    assert best_by_word(SHOWN, [LATER, replace(LATER, hash="c", total=usd(8_000))]).hash == "c"
    assert best_by_word(SHOWN, []) is SHOWN


@pytest.mark.parametrize(
    "worse",
    [
        replace(LATER, total=usd(9_001)),
        replace(LATER, terms=terms(days=6)),
        replace(LATER, terms=terms(months=11)),
        replace(LATER, terms=terms(returns=29)),
        replace(LATER, terms=None),
        replace(LATER, points=9),
        replace(LATER, stands=(*SHOWN.stands, "Paid in advance.")),
        replace(LATER, quantity=2),
        replace(LATER, spares=1),
        replace(LATER, product="another"),
        replace(LATER, variant="another"),
        replace(LATER, seller=replace(SHOWN.seller, id="did:web:b.example")),
        replace(LATER, total=usd(8_000).model_copy(update={"currency": "EUR"})),
        replace(LATER, above_ceiling=True),
        replace(LATER, late=True),
    ],
)
def test_nothing_worse_is_taken(worse: Option) -> None:
    assert not is_as_good(SHOWN, worse)
    assert best_by_word(SHOWN, [worse]) is SHOWN


@pytest.fixture
async def square(tmp_path: Path) -> AsyncIterator[Square]:
    async with mall(tmp_path, "northgate") as made:
        database = Database(sqlite_url(tmp_path / "twin.db"))
        try:
            yield Square(made, tmp_path, database)
        finally:
            database.close()


async def rounds(square: Square, *prices: str) -> list[Option]:
    """Let a shop ask these prices, one a day, for what a standing wish wants; return the best of each day."""
    await square.wish("router")
    found = []
    for price in prices:
        await square.shop(8002, f"1,Netgear router,{price} USD,in_stock,Netgear,9")
        await square.today()
        store = SqlStore(square.database)
        shown = [one for number in range(1, 9) for one in await store.options_of(number)]
        found.append(max(shown, key=lambda one: one.wish))
    return found


async def test_a_better_offer_of_a_later_round_is_taken_by_the_same_word(square: Square) -> None:
    first, second = await rounds(square, "90.00", "80.00")
    assert second.total.amount < first.total.amount
    outcome = await approve(first.hash, square.twin(None))
    assert outcome.status == "agreed"
    assert outcome.deals[0].option.hash == second.hash


async def test_what_became_dearer_is_not(square: Square) -> None:
    first, second = await rounds(square, "80.00", "70.00")
    assert second.wish > first.wish
    dearer = replace(second, total=usd(99_900))
    assert best_by_word(first, [dearer]) is first


async def test_an_offer_of_a_round_before_can_not_be_taken_once_it_is_bought(square: Square) -> None:
    first, second = await rounds(square, "90.00", "80.00")
    assert (await approve(second.hash, square.twin(None))).status == "agreed"
    with pytest.raises((OutstandingAcceptError, TooLateError)):
        await approve(first.hash, square.twin(None))
    with pytest.raises((OutstandingAcceptError, TooLateError)):
        await approve(second.hash, square.twin(None))


async def test_a_day_haggles_with_nobody_whom_a_rule_keeps_out(square: Square) -> None:
    origin = await square.shop(8002, "1,Netgear router,90.00 USD,in_stock,Netgear,9")
    rules = SqlRules(square.database)
    made = await rules.make(Rule(0, "never", did_web(origin), "Shop 8002", square.now_ms))
    square.never = ruled_out(await rules.standing())
    await square.wish("router")
    digest = await square.today()
    assert not any("8002/negotiate" in line for line in square.asked())
    assert "Shop 8002" not in str(digest.items)
    await rules.revoke(made.number, square.now_ms)
    square.never = ruled_out(await rules.standing())
    await square.today()  # the wish is looked at again, though nothing on its ground has changed
    assert any("8002/negotiate" in line for line in square.asked())
