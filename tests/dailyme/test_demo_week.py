"""The parts of `dailyme demo --days`: the script, the person, and the rule that they are held against."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from consumer_twin.sense import Suggestion
from dailyme.demo.sky import FIRST_DAY, Dice, day_at, morning_ms
from dailyme.demo.week.calibration import Record, calibration
from dailyme.demo.week.person import Scripted
from dailyme.demo.week.script import HABITS, history_csv, life

INK = HABITS[0].title


def need(kind: str, title: str = INK, strength: float = 0.5, due: date = FIRST_DAY) -> Suggestion:
    return Suggestion(kind, (title,), "", title, "", strength, due, (), title)  # type: ignore[arg-type]


def test_a_life_is_that_of_its_seed() -> None:
    assert history_csv(life(Dice(3))) == history_csv(life(Dice(3))) != history_csv(life(Dice(4)))


@pytest.mark.parametrize("seed", range(40))
def test_what_was_bought_is_past_and_comes_again_in_its_time(seed: int) -> None:
    lived = life(Dice(seed))
    for habit in HABITS:
        *_, last = lived.past[habit.title]
        gap = (lived.ahead[habit.title] - last).days
        assert last < FIRST_DAY and 0.75 * habit.every_days <= gap <= 1.25 * habit.every_days


def test_a_need_is_true_if_it_comes_in_the_time_that_is_spoken_of() -> None:
    person = Scripted(Dice(1), life(Dice(1)))
    comes = person.life.ahead[INK]
    day_before = comes - timedelta(days=1)
    assert not person.needs(need("together", due=day_before), day_before)
    assert not person.needs(need("again"), comes - timedelta(days=15))
    assert not person.needs(need("together", "hard drive case"), comes)
    assert person.needs(need("again"), comes - timedelta(days=14))
    assert not person.needs(need("again"), comes), "it is not needed twice"


def test_a_title_that_was_cut_is_still_the_persons() -> None:
    lived = life(Dice(1))
    long = HABITS[2].title
    assert lived.title_of(need("again", long[:40] + "…")) == long


def test_calibration_is_the_mean_and_the_squared_error_of_what_was_told_first() -> None:
    record = Record()
    record.need(need("again", "ink", 0.8), true=True)
    record.need(need("again", "ink", 0.1), true=False)  # told before: the first word counts
    record.need(need("season", "candles", 0.4), true=False)
    record.need(need("price-drop", "a lamp", 0.9), true=False)  # names no chance
    found = calibration(record, ()).needs
    assert (found.suggested, found.foretold, found.true) == (2, 0.6, 1)
    assert found.brier == pytest.approx((0.2**2 + 0.4**2) / 2)


def test_a_week_without_needs_or_choices_claims_nothing() -> None:
    found = calibration(Record(), ())
    assert found.needs.foretold is found.needs.brier is found.choices.sure is found.choices.by_chance is None
    assert found.tastes == []


def test_days_begin_at_seven() -> None:
    assert [day_at(morning_ms(day) + late) for day, late in ((1, 0), (1, 86_399_999), (2, 0))] == [1, 1, 2]
