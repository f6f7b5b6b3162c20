"""Answers leave at ticks: the time to answer does not depend on the ceiling (NEG-37 to NEG-39)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consumer_twin import Nobody, Outcome, pursue
from protocol import Message, read_time
from tests.consumer_twin.memory_store import MemoryStore
from tests.consumer_twin.timeline import Left, Street, lived, wall_clock
from tests.consumer_twin.town import BASE_MS, Brand
from tests.consumer_twin.twins import HASTY, twin_of, wish_for

TICK = 200
PATIENT = replace(HASTY, first_s=5, answer_s=2.5, haggle_s=120, close_s=60, tick_ms=TICK)


@dataclass
class Weighing(MemoryStore):
    """A store that takes its time, as weighing does: more for a decline, which a gate looks at twice."""

    slow: int = 0

    async def keep(self, thread: str, message: Message) -> None:
        await super().keep(thread, message)
        longer = 90 if message.type == "decline" else 5
        await asyncio.sleep((longer + _some(message.hash, self.slow)) / 1000)


def _some(text: str, below: int) -> int:
    """A number below *below* that *text* decides; 0 if there is none."""
    return int.from_bytes(sha256(text.encode()).digest()[:4], "big") % below if below else 0


@dataclass(frozen=True)
class Seen:
    """What left for each brand and when, and what came of it."""

    left: dict[str, list[Left]]
    outcome: Outcome

    def moves(self, brand: str) -> list[tuple[bytes, int]]:
        """What left for *brand* and when, up to what ends the thread."""
        return [(one.message.data, one.at_ms) for one in self.left[brand] if not _ends(one)]

    def end_ms(self, brand: str) -> int:
        """When the accept or close left for *brand*."""
        return next(one.at_ms for one in self.left[brand] if _ends(one))


def _ends(left: Left) -> bool:
    return left.message.type in {"accept", "close"}


def seen(brands: Sequence[Brand], ceiling_minor: int | None, *, slow: int = 40, tick_ms: int = TICK) -> Seen:
    """Follow the wish by the timeline's clock among *brands*, each with a way of its own to answer."""

    def latency(brand: Brand, message: Message) -> float:
        return (10 + _some(brand.name, 60)) / 1000

    street = Street(brands, latency=latency)
    patience = replace(PATIENT, tick_ms=tick_ms)
    store = Weighing(slow=slow)
    twin = twin_of(street, store=store, patience=patience, clock=wall_clock, sleep=asyncio.sleep)
    outcome = lived(pursue(wish_for(ceiling_minor=ceiling_minor), Nobody(), twin))
    return Seen({one.name: [x for x in street.left if x.brand == one.name] for one in brands}, outcome)


def two() -> list[Brand]:
    """One that comes down to 88 dollars, and a dearer one that comes down to 97."""
    return [Brand("alpha", 10_000, 8_800, steps=4), Brand("beta", 10_400, 9_700, steps=6)]


def test_every_message_after_the_open_leaves_at_a_tick_and_says_so() -> None:
    made = seen(two(), None)
    assert made.outcome.status == "agreed"
    for left in made.left.values():
        opened, *after = left
        assert len(after) >= 3
        start_ms = read_time(opened.message.envelope.created) - BASE_MS
        assert [(one.at_ms - start_ms) % TICK for one in after] == [0] * len(after)
        dated = [read_time(one.message.envelope.created) - BASE_MS for one in after]
        assert dated == [one.at_ms // 1000 * 1000 for one in after]


def test_without_a_schedule_the_time_to_answer_tells() -> None:
    made = seen(two(), 9_000, tick_ms=0)
    assert any(one.at_ms % TICK for left in made.left.values() for one in left[1:])


@pytest.mark.parametrize("ceilings", [(8_900, 20_000), (7_900, 9_500), (7_000, 8_850)])
def test_departures_are_the_same_until_the_first_total_above_the_lower_ceiling(
    ceilings: tuple[int, int],
) -> None:
    low, high = (seen(two(), ceiling) for ceiling in ceilings)
    for brand in ("alpha", "beta"):
        assert same_until_above(low.left[brand], high.left[brand], ceilings[0])


def same_until_above(low: Sequence[Left], high: Sequence[Left], ceiling_minor: int) -> bool:
    """Whether both left alike, message and time, until one of them names a total above the ceiling."""
    for mine, theirs in zip(low, high, strict=False):
        if max(named(mine), named(theirs)) > ceiling_minor:
            return True
        if (mine.message.data, mine.at_ms) != (theirs.message.data, theirs.at_ms):
            return False
    return len(low) == len(high)


def named(left: Left) -> int:
    """The total that the twin names with a message, 0 if it names none."""
    body = left.message.value["body"]
    deal = body.get("agreement", {}).get("deal", {})
    return int(body.get("total", deal.get("total", {"amount": 0}))["amount"])


def test_a_turn_more_in_one_thread_moves_the_end_of_no_other() -> None:
    """Under the lower ceiling, beta is held from the third turn on, and goes on for a turn more."""

    def street() -> list[Brand]:
        return [Brand("alpha", 10_000, 7_600, steps=1), Brand("beta", 10_400, 7_000, steps=8)]

    held, free = seen(street(), 7_700), seen(street(), 20_000)
    assert len(held.left["beta"]) != len(free.left["beta"]), "the gate made a difference there"
    assert held.moves("alpha") == free.moves("alpha")
    assert held.end_ms("alpha") == free.end_ms("alpha")
    assert held.end_ms("beta") == free.end_ms("beta")


def test_a_walk_leaves_when_an_accept_would_have_closed_the_rest() -> None:
    walked, took = seen(two(), 5_000), seen(two(), 20_000)
    assert walked.outcome.status == "no-deal"
    assert took.outcome.status == "agreed"
    assert walked.end_ms("beta") == took.end_ms("beta")


@given(st.integers(8_000, 10_500), st.integers(8_000, 10_500), st.integers(0, 100), st.integers(1, 6))
@settings(max_examples=max(8, settings().max_examples // 4))
def test_no_two_ceilings_part_the_departures_before_a_total_above_the_lower_one(
    one: int, other: int, slow: int, steps: int
) -> None:
    def street() -> list[Brand]:
        return [
            Brand("alpha", 10_000, 8_600, steps),
            Brand("beta", 10_400, 9_000, 6),
            Brand("gamma", 9_900, 9_700),
        ]

    low, high = (seen(street(), ceiling, slow=slow) for ceiling in sorted((one, other)))
    for brand in ("alpha", "beta", "gamma"):
        assert same_until_above(low.left[brand], high.left[brand], min(one, other))
