"""Intervals: calibrated on a synthetic household, and few cases lean on their category."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from consumer_twin.sense.intervals import PRIOR_DAYS, Lasting, lasting
from consumer_twin.sense.items import items_of
from consumer_twin.sense.student import chance_below, point
from tests.consumer_twin.sense.household import START, every, household

AHEAD = 14
UNTIL = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("freedom", "t", "chance"),
    [
        (1, 1.0, 0.75),
        (2, 2.920, 0.95),
        (5, 2.571, 0.975),
        (6, -1.943, 0.05),
        (12, 1.356, 0.9),
        (30, 2.750, 0.995),
    ],
)
def test_students_t_as_in_the_tables(freedom: int, t: float, chance: float) -> None:
    assert chance_below(t, freedom) == pytest.approx(chance, abs=2e-4)
    assert point(chance, freedom) == pytest.approx(t, abs=2e-3)


def forecasts(kind: str) -> Iterator[tuple[float, bool, float | None]]:
    """Chance to be bought in the time ahead, whether it was, and the share of the forecast that came true."""
    for seed in range(12):
        purchases, habits = household(seed, kind)
        for cut in range(150, 720, 30):
            today = START + timedelta(days=cut)
            items = {item.title: item for item in items_of(one for one in purchases if one.day <= today)}
            models = lasting(items.values())
            for habit in habits:
                item = items.get(habit.title)
                model = models.get(item.names[0]) if item else None
                if item is None or model is None or item.last.day == today:
                    continue
                ahead = [(day - today).days for day in habit.days if day > today]
                silent = (today - item.last.day).days
                came = model.gone_by(silent + ahead[0]) if ahead else None
                yield model.within(silent, AHEAD), bool(ahead) and ahead[0] <= AHEAD, came


@pytest.mark.parametrize("kind", ["lognormal", "gamma"])
def test_the_chances_come_true_as_often_as_they_say(kind: str) -> None:
    told: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for chance, came, _ in forecasts(kind):
        told[int(chance * 10)].append((chance, came))
    assert sum(map(len, told.values())) > 8000
    misses = [abs(sum(chance - came for chance, came in some)) for some in told.values()]
    assert sum(misses) / sum(map(len, told.values())) < 0.03
    for some in told.values():
        if len(some) > 150:
            assert abs(sum(chance - came for chance, came in some)) / len(some) < 0.1


def test_half_of_what_is_bought_again_comes_before_the_middle_and_a_tenth_before_the_tenth() -> None:
    purchases, _ = household(3, "lognormal", items=200, dropped=0.02)
    seen = []
    for item in items_of(purchases):
        occasions = item.occasions
        for end in range(3, len(occasions)):
            model = lasting(
                items_of(
                    one for one in purchases if one.title == item.title and one.day <= occasions[end - 1].day
                )
            )
            seen.append(model[item.names[0]].gone_by((occasions[end].day - occasions[end - 1].day).days))
            break
    assert len(seen) > 100
    assert sum(share < 0.5 for share in seen) / len(seen) == pytest.approx(0.5, abs=0.12)
    assert sum(share < 0.1 for share in seen) / len(seen) == pytest.approx(0.1, abs=0.08)


def model_of(title: str, *others: list) -> Lasting:  # type: ignore[type-arg]
    found = items_of(one for some in others for one in some)
    item = next(item for item in found if item.title == title)
    return lasting(found)[item.names[0]]


def test_an_item_with_one_interval_leans_on_its_category() -> None:
    once = every(60, "Once again", 2, until=UNTIL, category="Food")
    food = [every(10, f"Food {one}", 8, until=UNTIL, category="food") for one in range(5)]
    wood = [every(10, f"Wood {one}", 8, until=UNTIL, category="Wood") for one in range(5)]
    alone = model_of("Once again", once).days()
    assert PRIOR_DAYS < alone < 60
    assert 10 < model_of("Once again", once, *food).days() < alone * 0.8
    assert model_of("Once again", once, *wood).days() == pytest.approx(alone)


def test_an_item_with_many_intervals_stands_for_itself() -> None:
    often = every(60, "Often", 13, until=UNTIL, category="Food")
    food = [every(10, f"Food {one}", 8, until=UNTIL, category="Food") for one in range(5)]
    assert model_of("Often", often, *food).days() == pytest.approx(60, rel=0.1)


def test_two_pieces_last_twice_as_long() -> None:
    one = every(20, "Soap", 8, until=UNTIL)
    stocked = [*one[:-1], type(one[0])(UNTIL, "Soap", 2)]
    assert model_of("Soap", stocked).days() == pytest.approx(2 * model_of("Soap", one).days())


def test_habits_change_and_the_latest_count() -> None:
    before = every(40, "Milk", 30, until=UNTIL - timedelta(days=120))
    after = every(10, "Milk", 12, until=UNTIL)
    assert model_of("Milk", before, after).days() < 14


def test_long_silence_says_that_it_is_given_up() -> None:
    model = model_of("Soap", every(20, "Soap", 8, until=UNTIL))
    chances = [model.within(silent, AHEAD) for silent in (1, 15, 60, 400)]
    assert chances[0] < chances[1] > chances[2] > chances[3] < 0.1
    assert model.kept_up(1) > 0.85 and model.kept_up(400) < 0.1
