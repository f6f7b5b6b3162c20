"""Standing wishes: what may happen to them, what is kept, and what the memory knows of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import get_args

import pytest

from consumer_twin.edge import SqlMemory, SqlStanding
from consumer_twin.scan import Places
from consumer_twin.standing import (
    Aim,
    ClosedWishError,
    StandingState,
    StandingWish,
    Step,
    UnknownWishError,
    changes,
    stepped,
    without,
)
from foundation.database import Database
from negotiation import Mandate, Weights
from tests.consumer_twin.town import BASE_MS, usd
from tests.consumer_twin.twins import wish_for

MARKET = Places(markets=("http://localhost:8000",))
AIM = Aim(
    wish_for(ceiling_minor=4_000, deliver_by_days=3, categories=("office",)),
    MARKET,
    Weights(delivery=0.2),
    Mandate(usd(3_000)),
    BASE_MS + 1_000,
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path}/twin.db")
    yield made
    made.close()


def test_only_the_steps_of_the_table_can_be_taken() -> None:
    taken = set()
    for state, step in product(get_args(StandingState), get_args(Step)):
        try:
            after = stepped(StandingWish(1, AIM, state, 0), step)
        except ClosedWishError:
            continue
        taken.add((state, step, after.state))
    assert taken == {
        ("active", "edited", "active"),
        ("paused", "edited", "paused"),
        ("active", "paused", "paused"),
        ("paused", "resumed", "active"),
        ("active", "done", "done"),
        ("paused", "done", "done"),
    }


def test_a_wish_is_over_at_its_end_and_a_clock_set_back_brings_it_back() -> None:
    wish = StandingWish(1, AIM, "active", 0)
    assert not wish.is_over(BASE_MS) and wish.is_over(BASE_MS + 1_000)
    assert not wish.is_over(BASE_MS)
    assert not StandingWish(1, replace(AIM, until_ms=None), "active", 0).is_over(2**60)


def test_what_changed_is_named_and_no_value_is() -> None:
    after = replace(AIM, mandate=None, wish=replace(AIM.wish, ceiling=usd(3_500)))
    assert changes(AIM, after) == ("ceiling", "mandate")
    bare = without(
        AIM, frozenset({"ceiling", "deliver_by_days", "categories", "weights", "mandate", "until_ms"})
    )
    assert bare == Aim(wish_for(), MARKET)


async def test_all_that_is_said_is_kept_with_the_wish(database: Database) -> None:
    wishes = SqlStanding(database)
    added = await wishes.add(AIM, BASE_MS)
    assert (added.number, added.state, added.added_ms) == (1, "active", BASE_MS)
    assert await wishes.one(1) == added and await wishes.all() == (added,)
    assert (await wishes.add(AIM, BASE_MS)).number == 2


async def test_each_step_is_remembered_without_the_ceiling(database: Database) -> None:
    wishes = SqlStanding(database)
    await wishes.add(AIM, BASE_MS)
    await wishes.edit(1, lambda aim: replace(aim, wish=replace(aim.wish, ceiling=usd(98_765))), BASE_MS + 1)
    await wishes.edit(1, lambda aim: aim, BASE_MS + 2)
    for step in ("paused", "resumed", "done"):
        await wishes.step(1, step, BASE_MS + 3)
    (history,) = (await wishes.history()).values()
    assert [lesson.kind for lesson in history] == [
        "wish-added",
        "wish-edited",
        "wish-paused",
        "wish-resumed",
        "wish-done",
    ]
    assert history[1].facts is not None and history[1].facts["changed"] == ["ceiling"]
    assert "98765" not in str(await SqlMemory(database).recall())
    assert (await SqlMemory(database).verify()).broken is None


async def test_what_fails_is_neither_kept_nor_remembered(database: Database) -> None:
    wishes = SqlStanding(database)
    done = await wishes.add(AIM, BASE_MS)
    await wishes.step(done.number, "done", BASE_MS)
    with pytest.raises(ClosedWishError):
        await wishes.edit(done.number, lambda aim: replace(aim, mandate=None), BASE_MS)
    with pytest.raises(UnknownWishError):
        await wishes.step(7, "done", BASE_MS)
    assert (await wishes.one(1)).aim == AIM
    assert len((await wishes.history())[1]) == 2
