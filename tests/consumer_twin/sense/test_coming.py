"""What comes next is said with its record, only as far as that bears it, and not at all without numpy."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from consumer_twin.history import Purchase
from consumer_twin.sense import Item, Suggestion, items_of, sense
from consumer_twin.sense.coming import likeliest
from consumer_twin.sense.record import Record, as_of, record_of

TODAY = date(2026, 11, 22)
ROOT = Path(__file__).parents[3]


DISHES = ("Pasta", "Rice", "Tacos", "Lentils", "Pizza", "Noodles")


def meals(seed: int) -> list[Purchase]:
    """A synthetic shopper: what goes with a dish is mostly bought when they shop next; the rest is luck."""
    dice, found, before = Random(seed), list[Purchase](), list[str]()
    day = TODAY - timedelta(days=400)
    while day < TODAY:
        titles = [f"Sauce for {dish}" for dish in before if dice.random() < 0.9]
        before = dice.sample(DISHES, 2) if dice.random() < 0.7 else []
        titles += [*before, f"Whim {dice.randrange(60)}"]
        found += [Purchase(day, title, number=len(found) + place) for place, title in enumerate(titles, 1)]
        day += timedelta(days=dice.randrange(2, 14))
    return found


def nexts(purchases: Sequence[Purchase]) -> list[Suggestion]:
    return [one for one in sense(purchases, today=TODAY) if one.kind == "next"]


def test_what_follows_is_foretold_with_the_numbers_behind_it() -> None:
    lives = [meals(seed) for seed in range(6)]
    told = [(life, one) for life in lives for one in nexts(life)]
    assert len(told) >= 3
    for life, one in told:
        items = items_of(life)
        record = record_of(items, TODAY, likeliest)
        assert record.words() in one.words
        assert f"Of {record.guesses} such guesses" in one.words and f"{record.true} came true" in one.words
        for title, times, of in re.findall(r"after (.+?) (\d+) of (\d+) times", one.words):
            bought = [purchase.day for purchase in life if purchase.title == title]
            assert 2 <= int(times) <= int(of) == len(bought) - 1
        assert 0.35 <= one.strength <= 1 and one.due == TODAY + timedelta(days=14)
        numbers = {f"memory/{purchase.number}" for purchase in life if purchase.title == one.title}
        assert set(one.evidence) <= numbers


def test_who_buys_by_whim_is_told_nothing() -> None:
    for seed in range(5):
        dice = Random(seed)
        days = [TODAY - timedelta(days=3 * number) for number in range(1, 100)]
        whims = [Purchase(day, f"Whim {dice.randrange(150)}") for day in days]
        assert nexts(whims) == []


def test_a_history_without_a_record_is_told_nothing() -> None:
    life = meals(0)
    assert nexts([one for one in life if one.day >= TODAY - timedelta(days=14)]) == []


def test_a_guess_about_the_past_sees_nothing_of_what_came_after() -> None:
    items, seen = items_of(meals(1)), list[date]()

    def guess(known: Sequence[Item], day: date) -> list[str]:
        assert all(one.day <= day for item in known for one in item.occasions)
        seen.append(day)
        return [known[0].names[0]]

    record = record_of(items, TODAY, guess)
    assert seen == [TODAY - timedelta(days=14 * number) for number in range(8, 0, -1)]
    assert record.guesses == 8
    assert as_of(items, TODAY - timedelta(days=1000)) == ()


def test_a_record_weighs_against_what_was_expected() -> None:
    assert Record().chance(0.6, 2.0) == 0.6 and Record().words() == ""
    missed = Record(((False, False), (False, True)))
    assert missed.chance(0.6, 2.0) == (1 + 1.2) / 6
    assert missed.near(1).guesses == 4 and Record(((True, False, False),)).near(2).true == 0


def test_without_numpy_the_rest_is_as_with_it(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\n\nsys.modules['numpy'] = None\n")
    program = (
        "from tests.consumer_twin.sense.test_coming import *\n"
        "print([(one.id, one.words) for one in sense(meals(2), today=TODAY)])"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, cwd=tmp_path)
    found = sense(meals(2), today=TODAY)
    assert [one.kind for one in found].count("next") >= 1
    assert done.stdout.strip() == str([(one.id, one.words) for one in found if one.kind != "next"])
