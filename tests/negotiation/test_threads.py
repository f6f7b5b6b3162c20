"""Whole threads, twin against brand, over generated markets: what must hold in every one of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation import (
    Better,
    Counter,
    Hold,
    NoBetter,
    Package,
    Preferences,
    Room,
    SellerPolicy,
    Take,
    Walk,
    Weights,
    adjusted_minor,
    floor_total_minor,
    lowest_discounted_minor,
    played_by,
)
from negotiation.rehearsal import Brand, Event, Twin, dealt, plain_brand, play_thread
from negotiation.strategies import STRATEGIES
from protocol import EXTRAS, Extra


@dataclass(frozen=True)
class Market:
    """A brand, the best rival offer and a twin, without a ceiling."""

    brand: Brand
    floor_minor: int
    """For the terms of the first offer."""
    rival_minor: int | None
    twin: Twin

    def play(self, ceiling_minor: int | None) -> tuple[Event, ...]:
        return play_thread(replace(self.twin, ceiling_minor=ceiling_minor), self.brand, self.rival_minor)


def granting(first: Package, floor_minor: int, seller: SellerPolicy, steps: tuple[int, int, int]) -> Brand:
    """A brand that grants faster delivery, a longer warranty and gift wrap, each for a price of its own."""
    fast, longer, wrap = steps

    def room(asked: Package) -> Room:
        given = Package(
            first.total_minor,
            min(first.delivery_days, max(1, asked.delivery_days)),
            max(first.warranty_months, min(36, asked.warranty_months)),
            first.returns_days,
            first.extras | (asked.extras & {"gift-wrap"}),
        )
        extra = (
            fast * (given.delivery_days < first.delivery_days)
            + longer * (given.warranty_months > first.warranty_months)
            + wrap * (given.extras > first.extras)
        )
        return Room(given.at(first.total_minor + extra), floor_minor + extra // 2)

    return Brand(seller, room, first)


shares = st.floats(0.0, 0.4, allow_nan=False)
PLAYED = ("house", "boulware", "conceder", "micro", "tit-for-tat")
"""The house is what twins play; what must hold holds for any policy."""


@st.composite
def markets(draw: st.DrawFn) -> Market:
    total = draw(st.integers(1, 5_000) | st.integers(5_000, 5_000_000))
    first = Package(total, draw(st.integers(0, 20)), draw(st.integers(0, 36)), draw(st.integers(0, 60)))
    floor = total - int(total * draw(shares))
    seller = SellerPolicy(draw(st.integers(1, 8)), draw(st.floats(0.3, 3.0)))
    steps = draw(st.none() | st.tuples(*[st.integers(0, max(1, total // 10))] * 3))
    brand = plain_brand(first, floor, seller) if steps is None else granting(first, floor, seller, steps)
    rival = draw(st.none() | st.integers(max(1, total // 2), 2 * total))
    weights = Weights(*(draw(shares) for _ in range(4)))
    wanted: frozenset[Extra] = frozenset(draw(st.sets(st.sampled_from(EXTRAS), max_size=2)))
    taste = Preferences(min(total, rival or total), max(total, rival or total), weights, wanted)
    policy = played_by(STRATEGIES[draw(st.sampled_from(PLAYED))])
    twin = Twin(taste, draw(st.binary(max_size=8)), None, draw(st.integers(0, 8)), policy)
    return Market(brand, floor, rival, twin)


@st.composite
def markets_with_ceilings(draw: st.DrawFn) -> tuple[Market, int, int]:
    """A market and two ceilings, mostly inside the range of its prices."""
    market = draw(markets())
    total = market.brand.first.total_minor
    lower, upper = sorted(
        draw(st.lists(st.integers(total // 2, total + total // 20 + 1), min_size=2, max_size=2))
    )
    return market, lower, upper


def named_minor(event: Event) -> int | None:
    """The total that the twin named with *event*, if it did."""
    match event:
        case Counter(package):
            return package.total_minor
        case Take(total_minor=total):
            return total
        case _:
            return None


def first_above(events: tuple[Event, ...], limit_minor: int) -> int:
    """Where the twin first names a total above the limit; the length if it never does."""
    return next(
        (at for at, event in enumerate(events) if (named_minor(event) or 0) > limit_minor), len(events)
    )


@settings(max_examples=settings().max_examples * 3)
@given(markets_with_ceilings())
def test_a_ceiling_changes_nothing_before_the_policys_first_total_above_it(
    case: tuple[Market, int, int],
) -> None:
    market, lower, upper = case
    free, one, other = market.play(None), market.play(lower), market.play(upper)
    until = first_above(free, lower)
    assert one[:until] == other[:until] == free[:until]
    assert other[: first_above(free, upper)] == free[: first_above(free, upper)]
    if until == len(free):
        assert one == other == free


@settings(max_examples=settings().max_examples * 2)
@given(markets_with_ceilings())
def test_no_total_above_the_ceiling_is_named_or_taken(case: tuple[Market, int, int]) -> None:
    market, lower, _ = case
    assert all((named_minor(event) or 0) <= lower for event in market.play(lower))


@settings(max_examples=settings().max_examples * 2)
@given(markets_with_ceilings())
def test_a_deal_is_found_whenever_the_brand_would_come_below_the_ceiling(
    case: tuple[Market, int, int],
) -> None:
    market, lower, _ = case
    events = market.play(lower)
    if any(isinstance(event, Better) and event.package.total_minor <= lower for event in events):
        assert dealt(events) is not None
    if market.twin.rounds >= market.brand.policy.counters and market.twin.preferences.wanted == frozenset():
        assert (dealt(events) is not None) or market.floor_minor > lower or asked_for_more(events)


def asked_for_more(events: tuple[Event, ...]) -> bool:
    """Whether the twin asked for better terms: turns spent on them don't bring the plain total down."""
    packages = [event.package for event in events if isinstance(event, Counter | Better)]
    return len({package.at(0) for package in packages}) > 1


@settings(max_examples=settings().max_examples * 2)
@given(markets_with_ceilings())
def test_every_thread_ends_within_its_rounds(case: tuple[Market, int, int]) -> None:
    market, lower, _ = case
    for ceiling in (None, lower):
        events = market.play(ceiling)
        turns = sum(isinstance(event, Counter | Hold) for event in events)
        assert turns <= market.twin.rounds
        assert len(events) == 2 + 2 * turns
        assert sum(isinstance(event, Better) for event in events) <= 1 + market.brand.policy.counters
        assert isinstance(events[-1], Take | Walk)


@settings(max_examples=settings().max_examples * 2)
@given(markets())
def test_the_floor_holds_and_offers_never_get_worse(market: Market) -> None:
    offers = [event.package for event in market.play(None) if isinstance(event, Better)]
    for at, offer in enumerate(offers):
        room = market.brand.room(offer)
        assert room.lowest_minor <= offer.total_minor <= room.listed.total_minor
        for earlier in offers[:at]:
            assert not (earlier.covers(offer) and earlier.total_minor < offer.total_minor)


@settings(max_examples=settings().max_examples * 2)
@given(markets())
def test_no_counter_asks_for_more_than_an_earlier_one_or_less_than_what_stands(market: Market) -> None:
    taste = market.twin.preferences
    standing: list[int] = []
    asked: list[Package] = []
    for event in market.play(None):
        if isinstance(event, Better):
            standing.append(adjusted_minor(event.package, taste))
        if isinstance(event, Counter):
            more = [one for one in asked if event.package.covers(one)]
            assert all(one.total_minor <= event.package.total_minor for one in more)
            assert adjusted_minor(event.package, taste) < min(standing)
            asked.append(event.package)


@settings(max_examples=settings().max_examples * 2)
@given(markets())
def test_an_offer_that_meets_is_the_counter_to_the_unit(market: Market) -> None:
    events = market.play(None)
    for before, event in pairwise(events):
        if isinstance(event, Better) and event.meets:
            assert isinstance(before, Counter)
            assert event.package.total_minor == before.package.total_minor
            assert event.package.covers(before.package)


def test_the_seed_alone_moves_the_counters_a_little() -> None:
    brand = plain_brand(Package(100_000, 5, 12, 30), 85_000, SellerPolicy())
    twin = Twin(Preferences(100_000, 100_000), b"one")
    first, again = play_thread(twin, brand), play_thread(twin, brand)
    other = play_thread(replace(twin, seed=b"two"), brand)
    assert first == again
    assert isinstance(first[1], Counter)
    assert isinstance(other[1], Counter)
    assert 0 < abs(first[1].package.total_minor - other[1].package.total_minor) <= 3_000


@pytest.mark.parametrize("total", [1_999, 18_999, 129_900, 1_234_567])
@pytest.mark.parametrize("seed", [b"a", b"b", b"c", b"d"])
def test_a_brand_with_fifteen_percent_and_six_counters_gives_most_of_them_to_the_patient(
    total: int, seed: bytes
) -> None:
    floor = floor_total_minor(
        list_total_minor=total,
        costs=[(total // 2, Decimal("0.08"))],
        tax_rate=Decimal(0),
        lowest_minor=lowest_discounted_minor([(total, Decimal("0.15"))]),
    )
    brand = plain_brand(Package(total, 5, 12, 30), floor, SellerPolicy())
    events = play_thread(Twin(Preferences(total, total), seed), brand)
    end = dealt(events)
    assert end is not None
    assert 0.8 <= (total - end) / (total - floor) <= 1.0
    assert 3 <= sum(isinstance(event, Counter) for event in events) <= 6


def test_a_brand_without_concession_is_asked_once_and_taken_at_its_list_price() -> None:
    events = play_thread(
        Twin(Preferences(10_000, 10_000), b""), plain_brand(Package(10_000, 5, 12, 30), None, SellerPolicy())
    )
    assert [type(event) for event in events] == [Better, Counter, NoBetter, Take]
    assert dealt(events) == 10_000


def test_a_held_turn_hears_a_better_offer_and_ends_in_a_deal() -> None:
    brand = plain_brand(Package(10_000, 5, 12, 30), 7_500, SellerPolicy())
    events = play_thread(Twin(Preferences(10_000, 10_000), b"", ceiling_minor=7_700), brand)
    assert Hold() in events
    assert dealt(events) == 7_500


def test_a_ceiling_below_every_offer_ends_in_a_walk() -> None:
    brand = plain_brand(Package(10_000, 5, 12, 30), 9_500, SellerPolicy())
    events = play_thread(Twin(Preferences(10_000, 10_000), b"", ceiling_minor=9_000), brand)
    assert events[-1] == Walk()


def test_wanted_extras_are_asked_for_and_granted() -> None:
    brand = granting(Package(10_000, 5, 12, 30), 8_500, SellerPolicy(), (500, 500, 100))
    taste = Preferences(10_000, 10_000, Weights(extra=0.05), frozenset({"gift-wrap"}))
    events = play_thread(Twin(taste, b"seed"), brand)
    taken = events[-1]
    assert isinstance(taken, Take)
    offers = [event.package for event in events if isinstance(event, Better)]
    assert "gift-wrap" in next(one.extras for one in offers if one.total_minor == taken.total_minor)


def test_nothing_is_asked_beside_price_when_the_weights_are_plain() -> None:
    first = Package(10_000, 5, 12, 30)
    events = play_thread(
        Twin(Preferences(10_000, 10_000), b"seed"), granting(first, 8_500, SellerPolicy(), (500, 500, 100))
    )
    assert {event.package.at(0) for event in events if isinstance(event, Counter)} == {first.at(0)}
