"""Goals on a real store: baselines, progress with intervals, and effects only where they are known."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from brand_agent.edge.goal_records import first_ms, read_records
from brand_agent.edge.lessons import read_lessons
from brand_agent.edge.tables import MESSAGES, SALES
from brand_agent.goals.goal import Metric
from brand_agent.goals.measure import DAY_MS, LEAST, Deal, Records, measure, weighted
from dailyme.acts.brand_goal import Asked, approve_goal, read_words, set_goal, show_version
from dailyme.acts.brand_propose import Wanted, propose_changes
from dailyme.wiring.goals import GoalPlace
from tests.brand_agent.shop import NOON_MS, POLICY, Shop, entry, open_shop
from tests.brand_agent.test_budget import haggled

WORDS = "20 % more revenue within 30 days, clear the routers first"
CATALOG = "id,title,price,cost_of_goods_sold\nrouter,The router,100.00 USD,70.00 USD\n"


def deal(total: int, **more: Any) -> Deal:
    return Deal(NOON_MS, total, total, total + 100, 7_000, {"router": 1}, **more)


def records(deals: list[Deal], threads: int = 100, days: int = 10) -> Records:
    return Records(tuple(deals), threads, NOON_MS, NOON_MS + days * DAY_MS)


def test_few_deals_say_nothing() -> None:
    found = measure(Metric.REVENUE, records([deal(10_000)] * (LEAST - 1)), claims=None)
    assert (found.value, found.low, found.deals) == (None, None, LEAST - 1)
    assert "fewer" in found.why


def test_of_a_segment_only_the_deals_that_claimed_it_count() -> None:
    deals = [deal(10_000, keeps=frozenset({"back"}))] * 12 + [deal(10_000)] * 50
    assert measure(Metric.REVENUE, records(deals), claims=frozenset({"back"})).value == 120_000
    unknown = measure(Metric.REVENUE, records(deals), claims=frozenset())
    assert unknown.value is None and "no offer asks" in unknown.why
    share = measure(Metric.REPEAT_SHARE, records(deals), claims=frozenset({"back"}))
    assert share.value == pytest.approx(10_000 * 12 / 62)
    assert measure(Metric.CLOSE_RATE, records(deals), claims=frozenset({"back"})).value is None


def test_of_goods_only_the_deals_with_them_count_and_stock_is_counted() -> None:
    lamps = [Deal(NOON_MS, 1, 1, 1, 1, {"lamp": 2})] * 15
    found = Records((*lamps, *[deal(10_000)] * 15), 30, 0, DAY_MS, {"lamp": 10, "router": 5})
    of = {"claims": None, "about": frozenset({"lamp"})}
    assert measure(Metric.UNITS, found, **of).value == 30
    assert measure(Metric.STOCK_CLEARED, found, **of).value == 7_500
    other = measure(Metric.STOCK_CLEARED, found, claims=None, about=frozenset({"poster"}))
    assert other.value is None and "nobody counts" in other.why


def test_a_cost_that_is_not_known_makes_no_profit() -> None:
    deals = [deal(10_000)] * 20 + [Deal(NOON_MS, 10_000, 10_000, 10_000, None, {})]
    assert measure(Metric.PROFIT, records(deals), claims=None).value is None
    assert measure(Metric.MARGIN, records(deals[:20]), claims=None).value == pytest.approx(3_000)


def test_the_interval_holds_the_truth_nine_times_in_ten() -> None:
    """Sums of Poisson many deals of very different size: at least 86 % of 600 draws, none far too wide."""
    dice, held = Random(7), 0
    for _ in range(600):
        number = sum(1 for _ in range(200) if dice.random() < 0.2)
        found = weighted([dice.choice([10.0, 20.0, 200.0]) for _ in range(number)])
        held += found[1] <= 40 * (230 / 3) <= found[2]
    assert 0.86 <= held / 600 <= 0.97


async def test_a_baseline_is_measured_and_progress_is_shown_with_its_interval(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place, shop = await crowded(tmp_path, 120)
    found = await shop.database.read(
        lambda connection: read_records(connection, "USD", from_ms=0, to_ms=NOON_MS * 2)
    )
    first = await shop.database.read(first_ms)
    shop.database.close()
    assert (len(found.deals), found.threads, first) == (120, 120, NOON_MS)
    read = await told(capsys, read_words, place, Asked(WORDS, "2026-12-11"))
    (goal,) = read["goals"]
    assert goal["baseline"]["by"] == "measured"
    assert goal["baseline"]["value"] == pytest.approx(120 * 9_625 / 9.5, rel=0.001)
    assert read["unclear"] == []
    await told(capsys, set_goal, place, Asked(WORDS, "2026-12-11"))
    signed = await told(capsys, approve_goal, place, 1, by="Ada", knowing=["horizon-past"])
    progress = signed["goals"][0]["progress"]
    assert (progress["verdict"], progress["deals"]) == ("not-known", 0)
    assert progress["target"] > 0
    again = await told(capsys, show_version, place, None)
    assert again["state"] == "signed"


async def test_an_effect_is_known_where_threads_enough_showed_it_and_has_an_interval(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place, shop = await crowded(tmp_path, 240)
    shop.database.close()
    words = "20 % more revenue by 2099-01-01, clear the routers first"
    await told(capsys, set_goal, place, Asked(words, "2026-12-11"))
    await told(capsys, approve_goal, place, 1, by="Ada", knowing=["unclear"])
    proposed = await told(capsys, propose_changes, place, Wanted())
    effects = {one["kind"]: one["effect"] for one in proposed["proposals"]}
    assert effects["play"]["known"] and effects["promotion"]["known"] and not effects["volume"]["known"]
    for one in (effects["play"], effects["promotion"]):
        low, mean, high = (one[f"earned{part}_basis_points"] for part in ("_low", "", "_high"))
        assert low <= mean <= high
    assert effects["play"]["earned_low_basis_points"] > 0


async def told(capsys: pytest.CaptureFixture[str], act: Any, *arguments: Any, **named: Any) -> Any:
    capsys.readouterr()
    await asyncio.to_thread(act, *arguments, **named, as_json=True)
    return json.loads(capsys.readouterr().out)


async def crowded(folder: Path, count: int) -> tuple[GoalPlace, Shop]:
    """A shop where so many bought at the first concession, and where its goals stand."""
    shop = await open_shop(folder, entries=(entry(stock=1_000),))
    buyer = await haggled(shop, "buys", turns=1)
    await buyer.ask(shop.app, buyer.accept())
    await shop.database.write(lambda connection: _crowd(connection, count - 1))
    (folder / "my.csv").write_text(CATALOG)
    config = folder / "brand.toml"
    config.write_text(POLICY + '[catalog]\nsource = "my.csv"\n[cost]\ncolumn = "cost_of_goods_sold"\n')
    return GoalPlace(config, "http://localhost:1", f"sqlite:///{folder}/shop.db"), shop


async def test_only_the_last_threads_are_learnt_from(tmp_path: Path) -> None:
    _, shop = await crowded(tmp_path, 40)
    every = await shop.database.read(read_lessons)
    last = await shop.database.read(lambda connection: read_lessons(connection, 7))
    shop.database.close()
    assert len({row.thread for row in every}) == 40
    assert len({row.thread for row in last}) == 7


def _crowd(connection: Connection, count: int) -> None:
    rows = [dict(row._mapping) for row in connection.execute(select(MESSAGES).order_by(MESSAGES.c.seq))]
    sale = dict(connection.execute(select(SALES)).one()._mapping)
    named = ("thread", "id", "hash")
    copies = [
        row | {name: f"{row[name]}{number}" for name in named} for number in range(count) for row in rows
    ]
    connection.execute(insert(MESSAGES), copies)
    sales = [
        sale | {"thread": f"{sale['thread']}{number}", "number": sale["number"] + number + 1}
        for number in range(count)
    ]
    connection.execute(insert(SALES), sales)
