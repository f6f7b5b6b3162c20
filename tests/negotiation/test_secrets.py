"""What a ceiling and a floor give away, over thousands of drawn markets: nothing before they have to.

The moves of a whole thread are compared as bytes. Two ceilings inside the range of prices must give the same
bytes until the policy first names or takes a total above the lower one; two floors under a brand's gate,
until its policy first comes to a total below the higher one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation import (
    Better,
    Counter,
    Move,
    Package,
    Preferences,
    PublicFacts,
    Room,
    SellerPolicy,
    Take,
    Weights,
    house,
    played_by,
)
from negotiation.rehearsal import Brand, Event, Twin, play_thread
from negotiation.strategies import STRATEGIES
from protocol import Extra, encode

MARKETS = settings().max_examples * 8
"""Hundreds in `make test`, thousands in `make test-all`."""


@dataclass(frozen=True)
class Seller:
    """A brand as it is drawn: its first offer, what its policy plans for, its floor, and what terms cost."""

    first: Package
    policy: SellerPolicy
    aim_minor: int
    floor_minor: int
    step_minor: int
    """What each of quicker delivery, a longer warranty and gift wrap costs in the list total."""

    def brand(self, floor_minor: int) -> Brand:
        """The brand with that floor under its gate."""

        def room(asked: Package) -> Room:
            first = self.first
            given = replace(
                first,
                delivery_days=min(first.delivery_days, max(1, asked.delivery_days)),
                warranty_months=max(first.warranty_months, min(36, asked.warranty_months)),
                extras=first.extras | (asked.extras & {"gift-wrap"}),
            )
            more = self.step_minor * (
                (given.delivery_days < first.delivery_days)
                + (given.warranty_months > first.warranty_months)
                + (given.extras > first.extras)
            )
            return Room(given.at(first.total_minor + more), floor_minor + more, self.aim_minor + more)

        return Brand(self.policy, room, self.first)


@dataclass(frozen=True)
class Market:
    """One to four brands with one product, a public page beside them perhaps, and a twin."""

    sellers: tuple[Seller, ...]
    page_minor: int | None
    twin: Twin

    def threads(self, ceiling_minor: int | None) -> list[tuple[Event, ...]]:
        """The thread with each brand; of the others it knows their first offers."""
        twin = replace(self.twin, ceiling_minor=ceiling_minor)
        return [
            play_thread(twin, one.brand(one.floor_minor), self.rival_minor(place))
            for place, one in enumerate(self.sellers)
        ]

    def rival_minor(self, place: int) -> int | None:
        """What the cheapest alternative to one brand costs."""
        others = [one.first.total_minor for at, one in enumerate(self.sellers) if at != place]
        return min([*others, *([] if self.page_minor is None else [self.page_minor])], default=None)


def market(seed: int) -> Market:
    """Draw a market; most twins play by other strategies than the house, which are quicker."""
    dice = Random(seed)
    around = dice.choice((1, 50, 3_000, 20_000, 4_000_000))
    sellers = tuple(_seller(dice, around) for _ in range(dice.randint(1, 4)))
    totals = [one.first.total_minor for one in sellers]
    weights = Weights(*(dice.choice((0.0, 0.1, 0.2, 0.4)) for _ in range(4)))
    wanted: frozenset[Extra] = frozenset({"gift-wrap"} if dice.random() < 0.3 else ())
    names = ["house"] * 2 + ["boulware", "linear", "conceder", "micro", "tit-for-tat"]
    policy = played_by(STRATEGIES[dice.choice(names)])
    taste = Preferences(min(totals), max(totals), weights, wanted)
    page = round(around * dice.uniform(0.7, 1.3)) if dice.random() < 0.3 else None
    return Market(sellers, page, Twin(taste, dice.randbytes(8), None, dice.randint(1, 8), policy))


def _seller(dice: Random, around: int) -> Seller:
    total = max(1, round(around * dice.uniform(0.8, 1.25)))
    first = Package(total, dice.randint(0, 12), dice.choice((0, 12, 24)), dice.choice((14, 30, 60)))
    policy = SellerPolicy(dice.randint(1, 8), dice.uniform(0.3, 3.0))
    aim = total - int(total * dice.uniform(0.0, 0.4))
    floor = total - int(total * dice.uniform(0.0, 0.4))
    return Seller(first, policy, aim, floor, int(total * dice.uniform(0.0, 0.1)))


def said(event: Event) -> bytes:
    """The move as bytes, with all that it says."""
    match event:
        case Counter(package) | Better(package):
            body = [package.total_minor, package.terms().model_dump(mode="json", exclude_none=True)]
        case Take(ref, total):
            body = [total, ref]
        case _:
            body = []
    return encode([type(event).__name__, *body])


def same_until(ones: tuple[Event, ...], others: tuple[Event, ...], until: int) -> bool:
    """Whether the first so many moves are the same bytes."""
    return [said(one) for one in ones[:until]] == [said(one) for one in others[:until]]


def first_where(events: tuple[Event, ...], holds: Callable[[Event], bool]) -> int:
    """The place of the first event that *holds*; the length if there is none."""
    return next((place for place, event in enumerate(events) if holds(event)), len(events))


def names_above(limit_minor: int) -> Callable[[Event], bool]:
    """Whether the twin names or takes a total above the limit."""

    def holds(event: Event) -> bool:
        match event:
            case Counter(package):
                return package.total_minor > limit_minor
            case Take(total_minor=total):
                return total > limit_minor
        return False

    return holds


@settings(max_examples=MARKETS)
@given(st.integers(0, 2**32 - 1))
def test_two_ceilings_are_the_same_bytes_until_the_policy_goes_above_the_lower_one(seed: int) -> None:
    drawn = market(seed)
    dice = Random(seed + 1)
    totals = [one.first.total_minor for one in drawn.sellers]
    lower, higher = sorted(round(dice.uniform(0.6 * min(totals), max(totals))) for _ in range(2))
    threads = (drawn.threads(ceiling) for ceiling in (None, lower, higher))
    for free, low, high in zip(*threads, strict=True):
        until = first_where(free, names_above(lower))
        assert same_until(low, high, until) and same_until(low, free, until)
        assert same_until(high, free, first_where(free, names_above(higher)))
        assert first_where(low, names_above(lower)) == len(low)
        if until == len(free):
            assert low == high == free


@settings(max_examples=MARKETS // 4)
@given(st.integers(0, 2**32 - 1))
def test_the_gate_names_no_price_of_its_own(seed: int) -> None:
    drawn = market(seed)
    made: list[Move] = []

    def heard(facts: PublicFacts, preferences: Preferences, secret: bytes) -> Move:
        made.append(drawn.twin.policy(facts, preferences, secret))
        return made[-1]

    watched = replace(drawn, twin=replace(drawn.twin, policy=heard))
    first = drawn.sellers[0].first.total_minor
    for thread in watched.threads(round(Random(seed + 3).uniform(0.6, 1.0) * first)):
        assert all(event in made for event in thread if isinstance(event, Counter | Take))


@settings(max_examples=MARKETS)
@given(st.integers(0, 2**32 - 1))
def test_two_floors_are_the_same_bytes_until_the_policy_goes_below_the_higher_one(seed: int) -> None:
    drawn = market(seed)
    dice = Random(seed + 2)
    seller = drawn.sellers[0]
    total = seller.first.total_minor
    lower, higher = sorted(round(dice.uniform(0.6 * total, total)) for _ in range(2))

    def thread(floor_minor: int) -> tuple[Event, ...]:
        return play_thread(drawn.twin, seller.brand(floor_minor), drawn.rival_minor(0))

    def goes_below(event: Event) -> bool:
        if not isinstance(event, Better):
            return False
        return event.package.total_minor < seller.brand(higher).room(event.package).lowest_minor

    free, low, high = thread(-total), thread(lower), thread(higher)
    until = first_where(free, goes_below)
    assert same_until(low, high, until) and same_until(low, free, until)
    assert first_where(high, goes_below) == len(high)
    if until == len(free):
        assert low == high == free


def test_the_drawn_markets_put_both_secrets_to_the_test() -> None:
    held = stopped = 0
    for seed in range(60):
        drawn = market(seed)
        seller = drawn.sellers[0]
        total = seller.first.total_minor
        ends = drawn.threads(None)[0], drawn.threads(round(0.8 * total))[0]
        held += ends[0] != ends[1]
        floors = (play_thread(drawn.twin, seller.brand(floor)) for floor in (-total, round(0.95 * total)))
        stopped += len(set(map(str, floors))) == 2
    assert held > 20 and stopped > 20


def test_the_twins_own_policy_is_among_those_that_are_drawn() -> None:
    drawn = market(next(seed for seed in range(100) if len(market(seed).sellers) == 1))
    event = play_thread(replace(drawn.twin, policy=house), drawn.sellers[0].brand(0))[1]
    assert isinstance(event, Counter | Take)
