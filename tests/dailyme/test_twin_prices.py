"""`dailyme twin prices`: a price is called fallen only by what was seen, and when."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from consumer_twin.edge import SqlPrices
from consumer_twin.edge.brands import seller_of
from consumer_twin.edge.pages import Held, SqlPages
from consumer_twin.sense import Observation
from foundation.database import Database
from protocol import Price, Profile, encode, read_time, write_time
from tests.dailyme.commandline import Home, new_home
from tests.transport.corner import product, profile_members

DAY_MS = 86_400_000
FIRST_MS = read_time("2026-09-01T08:00:00Z")


def seen(home: Home, *days: tuple[int, int]) -> None:
    """Let the twin have seen the lamp for so many cents on so many days after the first."""
    home.folder.mkdir(parents=True, exist_ok=True)

    async def work() -> None:
        database = Database(f"sqlite:///{home.folder}/twin.db")
        for day, cents in days:
            price = Price(amount=cents, currency="EUR")
            one = Observation("did:web:a.example", "A", "lamp", "lamp-1", "Desk lamp", price, "lamp")
            await SqlPrices(database).observe([one], FIRST_MS + day * DAY_MS)
        database.close()

    asyncio.run(work())


def article(home: Home, *words: str) -> Any:
    ran = home.at_once("twin", "prices", *words, "--json")
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)["articles"]


@pytest.mark.parametrize(
    ("days", "was"),
    [
        ([(0, 5_000), (10, 4_000)], (5_000, "2026-09-01", "2026-09-01")),
        ([(0, 5_000), (9, 5_000), (10, 4_000)], (5_000, "2026-09-01", "2026-09-10")),
        ([(0, 4_500), (8, 9_900), (10, 4_000)], (4_500, "2026-09-01", "2026-09-01")),
        ([(0, 3_000), (40, 9_900), (60, 4_000)], (9_900, "2026-10-11", "2026-10-11")),
        ([(0, 4_000), (8, 9_900), (10, 4_000)], None),
        ([(0, 5_000), (40, 4_000)], None),
        ([(0, 4_000)], None),
        ([(0, 4_000), (10, 5_000)], None),
    ],
    ids=[
        "fell", "stood-till-the-day-before", "the-lowest-counts", "older-ones-do-not", "raised-to-be-lowered",
        "too-long-ago", "never-seen-before", "rose",
    ],
)  # fmt: skip
def test_what_it_was_is_the_lowest_seen_in_thirty_days(
    tmp_path: Path, days: list[tuple[int, int]], was: tuple[int, str, str] | None
) -> None:
    home = new_home(tmp_path)
    seen(home, *days)
    (one,) = article(home, "LAMP")
    found = one.get("was")
    assert (found and (found["price"]["amount"], found["seen_from"], found["seen_until"])) == was
    assert one["price"]["amount"] == days[-1][1]
    assert article(home, "sofa") == []


def shop_says(home: Home, cents: int, listed: int, *runs: tuple[int, int, int | None]) -> None:
    """Let the twin keep a catalog in which the lamp costs so much, with such a history of cents and days."""
    moments = [FIRST_MS + day * DAY_MS for day in range(100)]

    def euros(amount: int) -> dict[str, Any]:
        return {"amount": amount, "currency": "EUR"}

    past = [
        {"price": euros(one), "since": write_time(moments[first])}
        | ({} if last is None else {"until": write_time(moments[last])})
        for one, first, last in runs
    ]
    lamp = product("lamp") | {"price_range": {"min": euros(cents), "max": euros(cents)}}
    lamp["variants"][0] |= {"price": euros(cents), "list_price": euros(listed)}
    lamp["variants"][0] |= {"price_history": past} if past else {}
    page = {
        "protocol": "dailyme/2026-12-01", "type": "catalog-page", "from": "did:web:a.example", "cursor": "",
        "version": "A" * 43, "created": write_time(moments[60]), "products": [lamp],
    }  # fmt: skip
    profile = profile_members("did:web:a.example", "https://a.example")

    async def work() -> None:
        database = Database(f"sqlite:///{home.folder}/twin.db")
        seller = seller_of(Profile.model_validate(profile))
        parts = [encode(profile), encode(page)]
        await SqlPages(database).keep("did:web:a.example", Held("A" * 43, {}, seller), parts)
        database.close()

    asyncio.run(work())


@pytest.mark.parametrize(
    ("runs", "claimed", "missing", "said"),
    [
        ([(5_000, 0, 50), (4_000, 50, None)], (True, 5_000), [], "proven by its signed prices"),
        ([(4_500, 0, 45), (5_000, 45, 50), (4_000, 50, None)], (False, 4_500), [5_000], "unproven, its own"),
        ([(5_000, 40, 50), (4_000, 50, None)], (False, 5_000), [], "unproven, no signed prices"),
        ([], (False, None), [], "unproven, no signed prices"),
    ],
    ids=["proven", "cheaper-before", "too-short", "none"],
)
def test_a_crossed_out_price_is_proven_or_said_to_be_unproven(
    tmp_path: Path, runs: list[tuple[int, int, int | None]], claimed: Any, missing: list[int], said: str
) -> None:
    home = new_home(tmp_path)
    seen(home, (2, 5_000), (30, 5_000), (55, 4_000))
    shop_says(home, 4_000, 5_000, *runs)
    (one,) = article(home)
    found = one["claimed"]
    assert (found["proven"], found.get("lowest") and found["lowest"]["amount"]) == claimed
    assert [lost["price"]["amount"] for lost in one["missing"]] == missing
    assert said in home.at_once("twin", "prices").stdout


def test_a_person_reads_the_days(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    seen(home, (0, 5_000), (10, 4_000))
    told = home.at_once("twin", "prices").stdout
    assert "was 50.00 EUR: the lowest seen in the 30 days before, 2026-09-01 to 2026-09-01" in told
