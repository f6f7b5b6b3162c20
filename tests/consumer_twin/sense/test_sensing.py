"""What is sensed: again, together, in season, cheaper; each with its numbers and its evidence."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import consumer_twin.sense
from consumer_twin.edge.hints import shipped_complements
from consumer_twin.history import Purchase
from consumer_twin.sense import Observation, Run, Suggestion, read_complements, sense
from foundation.words import terms
from tests.consumer_twin.sense.household import bought, every, household, usd

TODAY = date(2026, 11, 22)


def one_of(kind: str, found: tuple[Suggestion, ...]) -> Suggestion:
    (suggestion,) = (one for one in found if one.kind == kind)
    return suggestion


def test_what_runs_out_is_suggested_when_it_does() -> None:
    coffee = every(
        30, "Coffee beans 1 kg, whole | dark", 6, until=TODAY - timedelta(days=27), category="Food"
    )
    found = one_of("again", sense(coffee, today=TODAY))
    assert (found.title, found.terms, found.category) == (coffee[0].title, "Coffee beans 1 kg", "Food")
    assert abs((found.due - TODAY).days - 3) <= 2
    assert found.evidence == tuple(f"memory/{100 + number}" for number in range(6))
    assert "Bought 6 times, last on 2026-10-26" in found.words and "Chance" in found.words
    assert 0.35 <= found.strength <= 1


@pytest.mark.parametrize("ago", [0, 5, 300])
def test_nothing_that_was_just_bought_or_long_given_up(ago: int) -> None:
    assert sense(every(30, "Coffee", 6, until=TODAY - timedelta(days=ago)), today=TODAY) == ()


def test_what_was_bought_once_is_not_bought_again() -> None:
    things = [bought("2026-10-01", f"Thing {one}") for one in range(50)]
    assert sense(things, today=TODAY) == ()


def test_a_renamed_article_is_the_same_item() -> None:
    old = every(30, "Coffee, old bag", 3, until=TODAY - timedelta(days=118), sku="C-1")
    new = every(30, "Coffee, new bag", 2, until=TODAY - timedelta(days=58), sku="C-1")
    other = [bought("2026-10-25", "coffee NEW bag", number=7)]
    found = one_of("again", sense([*old, *new, *other], today=TODAY))
    assert found.title == "coffee NEW bag" and "Bought 6 times" in found.words
    assert {"sku:c-1", "title:coffeeoldbag", "title:coffeenewbag"} == set(found.names)


def test_what_used_to_come_with_it_and_did_not() -> None:
    days = ["2026-03-01", "2026-05-10", "2026-08-02"]
    paint = [bought(day, "Wall paint", number=one) for one, day in enumerate([*days, "2026-11-18"])]
    rollers = [bought(day, "Paint roller", number=10 + one) for one, day in enumerate(days)]
    found = one_of("together", sense([*paint, *rollers], today=TODAY))
    assert found.title == "Paint roller" and found.cycle == "2026-11-18"
    assert "3 of the 3 times" in found.words and "2026-11-18" in found.words
    assert {"memory/12", "memory/3"} <= set(found.evidence)
    bought_too = bought("2026-11-18", "Paint roller", number=20)
    assert not [one for one in sense([*paint, *rollers, bought_too], today=TODAY) if one.kind == "together"]


def test_what_is_bought_every_week_goes_with_nothing() -> None:
    paint = [bought(day, "Wall paint") for day in ("2026-03-01", "2026-05-10", "2026-08-02", "2026-11-18")]
    bread = every(5, "Bread", 60, until=TODAY - timedelta(days=6))
    assert not [one for one in sense([*paint, *bread], today=TODAY) if one.kind == "together"]


def test_two_habits_that_meet_by_luck_are_no_pair() -> None:
    ink = every(60, "Ink", 8, until=TODAY - timedelta(days=4))
    days = [
        ink[0].day + timedelta(days=after) for after in (5, 70, 110, 185, 290)
    ]  # three of them soon after
    paper = [bought(day.isoformat(), "Paper") for day in days]
    assert not [one for one in sense([*ink, *paper], today=TODAY) if one.kind == "together"]
    followed = [replace(one, title="Paper", day=one.day + timedelta(days=2)) for one in ink[:-1]]
    assert [one.title for one in sense([*ink, *followed], today=TODAY) if one.kind == "together"] == ["Paper"]


def test_the_season_comes_back() -> None:
    candles = [
        bought(f"{year}-11-2{one}", "Advent candles", number=year)
        for one, year in enumerate((2023, 2024, 2025))
    ]
    found = one_of("season", sense(candles, today=TODAY))
    assert found.cycle == "2026" and found.due >= TODAY and "2025-11-22" in found.words
    assert "3 of 3 purchases" in found.words and set(found.evidence) == {
        "memory/2023",
        "memory/2024",
        "memory/2025",
    }


def test_a_category_has_a_season_after_one_year() -> None:
    gifts = [bought(f"2025-11-{day}", f"Toy {day}", category="Toys") for day in (20, 25, 28)]
    more = [bought(f"2025-{month:02}-10", f"Book {month}", category="Books") for month in range(1, 12)]
    found = one_of("season", sense([*gifts, *more], today=TODAY))
    assert (found.title, found.terms, found.names) == ("Toys", "Toys", ("category:toys",))


@pytest.mark.parametrize(
    "purchases",
    [
        [bought("2025-11-25", "A lamp")],
        [bought(f"2025-{month:02}-20", "Batteries") for month in (1, 4, 8, 11)],
        [bought(day, "Candles") for day in ("2024-11-25", "2025-11-25", "2026-11-10")],
    ],
)
def test_no_season_in_one_lamp_in_what_is_bought_all_year_or_bought_already(
    purchases: list[Purchase],
) -> None:
    assert not [one for one in sense(purchases, today=TODAY) if one.kind == "season"]


def run(minor: int, first: str, last: str, number: int, product: str = "p") -> Run:
    seen = Observation(
        "did:web:shop", "Shop", product, "v", "Router AX, black", usd(minor), "router", "Network"
    )
    return Run(seen, date.fromisoformat(first), date.fromisoformat(last), number)


USUAL = run(10_000, "2026-10-01", "2026-11-19", 1)


def test_a_price_that_fell_below_what_was_usual() -> None:
    found = one_of("price-drop", sense([], [USUAL, run(7_500, "2026-11-20", "2026-11-22", 2)], today=TODAY))
    assert found.price == usd(7_500) and found.terms == "Router AX" and found.category == "Network"
    assert "75.00 USD at Shop since 2026-11-20" in found.words and "100.00 USD" in found.words
    assert "25 % less" in found.words and found.evidence == ("price/1", "price/2")


def test_no_drop_of_what_was_bought_meanwhile() -> None:
    fallen = [USUAL, run(7_500, "2026-11-20", "2026-11-22", 2)]
    mine = bought("2026-11-20", "Router AX, black")
    assert not [one for one in sense([mine], fallen, today=TODAY) if one.kind == "price-drop"]
    long_ago = replace(mine, day=date(2026, 9, 1))
    assert one_of("price-drop", sense([long_ago], fallen, today=TODAY)).price == usd(7_500)


@pytest.mark.parametrize(
    "watched",
    [
        [USUAL],
        [USUAL, run(9_700, "2026-11-20", "2026-11-22", 2)],
        [USUAL, run(12_000, "2026-11-20", "2026-11-22", 2)],
        [USUAL, run(7_500, "2026-11-01", "2026-11-10", 2)],
        [run(10_000, "2026-01-01", "2026-02-01", 1), run(7_500, "2026-11-20", "2026-11-22", 2)],
        # dear for two days only, so that it may come down: no drop
        [run(7_500, "2026-09-01", "2026-11-15", 1), run(20_000, "2026-11-16", "2026-11-18", 2),
         run(7_500, "2026-11-19", "2026-11-22", 3)],
        [USUAL, run(7_500, "2026-11-20", "2026-11-22", 2, "another")],
    ],
)  # fmt: skip
def test_no_drop_in_a_steady_a_dearer_an_old_or_a_first_price(watched: list[Run]) -> None:
    assert sense([], watched, today=TODAY) == ()


def test_a_hint_of_the_shipped_list_says_that_it_is_one() -> None:
    printer = bought("2026-11-15", "Compact colour printer", number=5)
    found = one_of("together", sense([printer], complements=shipped_complements(), today=TODAY))
    assert found.terms == "ink cartridge" and found.evidence == ("memory/5",)
    assert "list that people wrote" in found.words and "not from your history" in found.words
    has = [printer, bought("2026-02-01", "Ink cartridges, black")]
    assert sense(has, complements=shipped_complements(), today=TODAY) == ()
    label = [bought("2026-11-15", "Label printer"), bought("2026-11-15", "Printer paper")]
    assert sense(label, complements=shipped_complements(), today=TODAY) == ()


def test_the_shipped_list_is_small_and_sound() -> None:
    shipped = shipped_complements()
    assert 10 <= len(shipped) <= 50
    for one in shipped:
        assert one.bought and not one.bought & one.without and 0 < one.chance <= 0.5
        assert not frozenset(terms(one.wants)) <= one.bought
    assert read_complements({}) == ()


def test_a_purchase_of_tomorrow_tells_nothing() -> None:
    coffee = every(30, "Coffee", 6, until=TODAY - timedelta(days=28))
    ahead = bought("2031-01-01", "Coffee")
    assert sense([*coffee, ahead], today=TODAY) == sense(coffee, today=TODAY)


def test_each_thing_once_and_the_likeliest_first() -> None:
    purchases, _ = household(1, "lognormal")
    today = date(2025, 10, 1)
    found = sense((one for one in purchases if one.day <= today), today=today)
    assert found and [one.strength for one in found] == sorted((one.strength for one in found), reverse=True)
    names = [name for one in found for name in one.names]
    assert len(names) == len(set(names)) and len({one.id for one in found}) == len(found)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 5), st.integers(0, 1000))
def test_the_order_of_the_purchases_does_not_matter(seed: int, shuffle: int) -> None:
    purchases, _ = household(seed, "gamma", items=20)
    mixed = list(purchases)
    Random(shuffle).shuffle(mixed)
    today = date(2025, 6, 1)
    assert sense(mixed, today=today) == sense(purchases, today=today)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.builds(
            Purchase,
            day=st.dates(date(2020, 1, 1), date(2027, 1, 1)),
            title=st.text(min_size=1, max_size=20) | st.sampled_from(["Coffee", "Tea"]),
            quantity=st.integers(1, 1_000_000),
            price=st.none() | st.builds(usd, st.integers(0, 2**53 - 1)),
            category=st.sampled_from(["", "Food"]),
            sku=st.sampled_from(["", "S"]),
        ),
        max_size=30,
    )
)
def test_any_history_is_sensed_without_a_fault(purchases: list[Purchase]) -> None:
    for one in sense(purchases, complements=shipped_complements(), today=TODAY):
        assert 0 <= one.strength <= 1 and one.words and one.terms and one.due >= date(2020, 1, 1)


def test_sensing_can_reach_nobody() -> None:
    """What senses imports no way out: no edge, no transport, no socket, no clock."""
    for path in Path(consumer_twin.sense.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [one.name for one in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                assert name.split(".")[0] not in {"transport", "httpx", "socket", "asyncio", "time", "urllib"}
                assert ".edge" not in name and "ports" not in name
