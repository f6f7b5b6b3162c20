"""Pieces that lie in stock for long: more may go, less must stay, and the reason says so."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from brand_agent import PolicyError, read_policy
from catalog_adapters import Entry, SourceSettings, read_source
from tests.brand_agent.buyer import Buyer
from tests.brand_agent.shop import NOON_MS, POLICY, entry, open_shop

DAY_MS = 86_400_000
STEPS = """
[[guardrails.age]]
days = 90
max_discount = "0.30"
floor_margin = "0.04"
[[guardrails.age]]
days = 365
max_discount = "0.50"
floor_margin = "0.00"
"""


def aged(days: int, cost: int = 5_000) -> Entry:
    """A router that has lain there for *days*."""
    return replace(entry(cost=cost), since={"router-1": NOON_MS - days * DAY_MS})


async def lowest(folder: Path, one: Entry, policy: str = POLICY + STEPS) -> Buyer:
    """A buyer who has asked for nothing, four times."""
    shop, buyer = await open_shop(folder, entries=(one,), policy=policy), Buyer()
    await buyer.ask(shop.app, buyer.opening())
    for _ in range(4):
        await buyer.ask(shop.app, buyer.counter(1))
    shop.database.close()
    return buyer


@pytest.mark.parametrize(("days", "total"), [(0, 8_500), (89, 8_500), (90, 7_000), (365, 5_000)])
async def test_the_greatest_discount_is_that_of_the_pieces_age(tmp_path: Path, days: int, total: int) -> None:
    assert (await lowest(tmp_path, aged(days))).offer.total.amount == total


async def test_the_least_margin_is_that_of_the_pieces_age(tmp_path: Path) -> None:
    for number, (days, margin) in enumerate([(0, "0.08"), (90, "0.04"), (365, "0.00")]):
        folder = tmp_path / str(number)
        folder.mkdir()
        total = Decimal((await lowest(folder, aged(days, 9_000))).offer.total.amount)
        assert total * (1 - Decimal(margin)) >= 9_000


async def test_what_comes_from_age_says_clearance_and_the_rest_does_not(tmp_path: Path) -> None:
    offer = (await lowest(tmp_path, aged(90))).offer
    assert [(one.reason, one.amount.amount) for one in offer.deviations] == [
        ("clearance", -1_500),
        ("round-concession", -1_500),
    ]


async def test_fresh_pieces_are_never_cleared(tmp_path: Path) -> None:
    offer = (await lowest(tmp_path, aged(10))).offer
    assert [one.reason for one in offer.deviations] == ["round-concession"]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("days = 365", "days = 90", "ascending"),
        ('"0.50"', '"0.20"', "no less"),
        ('"0.00"', '"0.09"', "no less"),
        ('"0.30"', '"0.10"', "no less"),
    ],
)
def test_older_pieces_get_no_less(before: str, after: str, words: str) -> None:
    with pytest.raises(PolicyError, match=words):
        read_policy(POLICY + STEPS.replace(before, after))


def test_a_table_says_since_when_its_pieces_lie_there() -> None:
    rows = b"id,title,price,received\na,A,1.00 USD,2026-09-01\nb,B,1.00 USD,soon\nc,C,1.00 USD,\n"
    settings = SourceSettings(columns={"stock_since": "received"})
    found = list(read_source("shop.csv", settings, at_ms=NOON_MS, data=rows))
    since = [dict(one.since) for one in found if isinstance(one, Entry)]
    assert [list(one) for one in since] == [["a"], [], []]
    assert 0 <= since[0]["a"] - 1_788_220_800_000 < 2 * DAY_MS  # the end of that day, wherever it was
    assert [one.code for one in found if not isinstance(one, Entry)] == ["date-unclear"]
