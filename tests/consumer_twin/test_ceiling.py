"""The ceiling is nowhere: not in a byte, and not in what is asked before a total above it is in play."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from consumer_twin import Nobody, Outcome, pursue
from protocol import Terms
from tests.consumer_twin.plays import Play, plays
from tests.consumer_twin.town import Town, page_shelf
from tests.consumer_twin.twins import twin_of, wish_for

PLAYS = plays(0.3)
MARKETS = st.lists(PLAYS, min_size=1, max_size=4)
CEILINGS = st.integers(2_000, 20_000)


async def followed(market: list[Play], ceiling_minor: int | None, pages: tuple[int, ...] = ()) -> Followed:
    """Follow one wish in *market* with that ceiling; what came of it, and what each brand heard and said."""
    brands = [play.brand(name) for play, name in zip(market, "abcd", strict=False)]
    town = Town(brands, [page_shelf(price) for price in pages])
    outcome = await pursue(wish_for(ceiling_minor=ceiling_minor), Nobody(), twin_of(town))
    threads = {one[0]["to"]: [dict(message) for message in one] for one in outcome.transcripts.values()}
    return Followed(outcome, threads)


@dataclass(frozen=True)
class Followed:
    """A run: its outcome, and each thread's messages by brand."""

    outcome: Outcome
    threads: dict[str, list[dict[str, Any]]]

    @property
    def taken_minor(self) -> int:
        """The total that was accepted, 0 if none was."""
        return max((deal.option.total.amount for deal in self.outcome.deals), default=0)


def total_of(message: dict[str, Any]) -> int:
    """The total that a message speaks of, 0 if it speaks of none."""
    body = message["body"]
    deal = body.get("agreement", {}).get("deal", {})
    return int(body.get("total", deal.get("total", {"amount": 0}))["amount"])


def ends(message: dict[str, Any] | None) -> bool:
    """Whether the haggling is over here: an accept, a close, or nothing more."""
    return message is None or message["type"] in {"accept", "close"}


def at(thread: list[dict[str, Any]], place: int) -> dict[str, Any] | None:
    """The message at that place, None beyond the end."""
    return thread[place] if place < len(thread) else None


def parted(low: list[dict[str, Any]], high: list[dict[str, Any]]) -> int | None:
    """The first place where two threads differ, None if they don't."""
    for place in range(max(len(low), len(high))):
        if low[place : place + 1] != high[place : place + 1]:
            return place
    return None


@given(MARKETS, st.integers(20_000, 30_000), st.integers(0, 9_000_000))
@settings(max_examples=40, deadline=None)
async def test_two_ceilings_above_every_price_give_the_same_bytes(
    market: list[Play], low: int, more: int
) -> None:
    assert (await followed(market, low)).threads == (await followed(market, low + more)).threads


@given(MARKETS, CEILINGS, CEILINGS, st.lists(st.integers(3_000, 16_000), max_size=1))
@settings(max_examples=60, deadline=None)
async def test_threads_are_the_same_until_the_policy_names_or_takes_a_total_above_the_lower_ceiling(
    market: list[Play], one: int, other: int, pages: list[int]
) -> None:
    lower, higher = sorted((one, other))
    low = await followed(market, lower, tuple(pages))
    high = await followed(market, higher, tuple(pages))
    assert low.threads.keys() == high.threads.keys()
    for brand, said in low.threads.items():
        place = parted(said, high.threads[brand])
        if place is None:
            continue
        mine, theirs = at(said, place), at(high.threads[brand], place)
        seen = max(map(total_of, [*said[: place + 1], *high.threads[brand][: place + 1]]))
        if ends(mine) and ends(theirs):
            assert seen > lower or high.taken_minor > lower
        elif ends(theirs):
            assert seen > lower
        else:
            assert theirs is not None
            assert theirs["type"] == "counter"
            assert total_of(theirs) > lower


@given(MARKETS, CEILINGS)
@settings(max_examples=30, deadline=None)
async def test_nothing_is_accepted_above_the_ceiling(market: list[Play], ceiling: int) -> None:
    run = await followed(market, ceiling)
    assert run.taken_minor <= ceiling
    assert all(option.above_ceiling == (option.total.amount > ceiling) for option in run.outcome.options)


async def test_what_is_opened_does_not_depend_on_the_ceiling() -> None:
    market = [Play(9_000, 0.1, 3, Terms(delivery_days=3, warranty_months=12, returns_days=30))] * 3
    runs = [await followed(market, ceiling) for ceiling in (1, 8_500, None)]
    assert len({str([thread[0] for thread in run.threads.values()]) for run in runs}) == 1


def texts(value: object) -> list[str]:
    """Every string and number inside *value*, and what the strings spell in base64url."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in texts(item)]
    found = [str(value)]
    if isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_-]{8,}", value):
        found.append(base64.urlsafe_b64decode(value[: len(value) // 4 * 4]).decode("latin-1"))
    return found


async def test_no_ceiling_stands_in_any_message_in_any_spelling() -> None:
    ceiling = 98_765_432_1
    market = [Play(9_000, 0.2, 3, Terms(delivery_days=3, warranty_months=12, returns_days=30))] * 2
    run = await followed(market, ceiling)
    assert run.outcome.status == "agreed"
    said = "\n".join(texts([message for thread in run.threads.values() for message in thread]))
    for digits in ("987654321", "9876543.21", "9876543"):
        assert digits not in said
        assert digits not in repr(run.outcome.wish)
    planted = base64.urlsafe_b64encode(b"987654321").decode()
    assert "987654321" in texts({"here": [planted]})


async def test_the_other_threads_do_not_notice_that_a_gate_held_one() -> None:
    terms = Terms(delivery_days=3, warranty_months=12, returns_days=30)
    market = [Play(14_000, 0.05, 4, terms), Play(9_000, 0.2, 4, terms)]
    low, high = await followed(market, 7_500), await followed(market, 20_000)
    cheap, dear = "did:web:b.example", "did:web:a.example"
    assert low.threads[cheap] == high.threads[cheap]
    assert low.threads[dear] != high.threads[dear]
