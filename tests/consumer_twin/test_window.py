"""Brands are heard by a window: who answers before whom changes no byte, no rank and no deal."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consumer_twin import Nobody, Outcome, pursue
from protocol import Message
from tests.consumer_twin.memory_store import MemoryStore
from tests.consumer_twin.timeline import Latency, Street, lived, wall_clock
from tests.consumer_twin.town import Brand, trouble_codes
from tests.consumer_twin.twins import HASTY, twin_of, wish_for

PATIENT = replace(HASTY, first_s=5, answer_s=2.5, haggle_s=120, close_s=60)


NAMES = ("alpha", "beta", "gamma", "delta")


def four() -> list[Brand]:
    return [
        Brand("alpha", 10_400, 9_400),
        Brand("beta", 10_000, 8_800),
        Brand("gamma", 10_200, 9_800, steps=1),
        Brand("delta", 11_000, 8_700, steps=5),
    ]


@dataclass(frozen=True)
class Run:
    """What came of a wish: the outcome, each brand's bytes in order, and what the store holds."""

    outcome: Outcome
    said: dict[str, list[bytes]]
    kept: dict[str, list[bytes]]
    street: Street

    @property
    def ranks(self) -> list[tuple[str, int, str]]:
        """Seller, adjusted total and reasons of every option, best first."""
        return [(one.seller.id, one.adjusted_minor, " ".join(one.why)) for one in self.outcome.options]


def run(brands: Sequence[Brand], latency: Latency, *, mode: str = "turns") -> Run:
    """Follow a wish among *brands* that take *latency* to answer; time is counted in messages."""
    street, store = Street(brands, latency=latency), MemoryStore()
    twin = twin_of(street, store=store, patience=PATIENT, mode="sealed" if mode == "sealed" else None)
    outcome = lived(pursue(wish_for(), Nobody(), twin))
    said = {brand.name: street.said_to(brand) for brand in brands}
    kept = {name: [one.data for one in messages] for name, messages in sorted(store.messages.items())}
    return Run(outcome, said, kept, street)


def at_once(brand: Brand, message: Message) -> float:
    """Every answer comes at once."""
    return 0.0


def times(street: Street, brand: Brand) -> int:
    """How many messages left for *brand*, repeats included."""
    return len(street.departures(brand.name))


def in_order(names: Sequence[str]) -> Latency:
    """Every answer of the first of *names* comes before any of the second, and so on."""
    place = {name: 0.1 * (at + 1) for at, name in enumerate(names)}
    return lambda brand, message: place[brand.name]


@pytest.mark.parametrize("mode", ["turns", "sealed"])
def test_in_every_order_of_answers_bytes_ranks_and_the_one_deal_are_the_same(mode: str) -> None:
    runs = [run(four(), in_order(names), mode=mode) for names in permutations(NAMES)]
    assert runs[0].outcome.status == "agreed"
    for one in runs[1:]:
        assert one.said == runs[0].said
        assert one.kept == runs[0].kept
        assert one.ranks == runs[0].ranks
        assert one.outcome == runs[0].outcome
    for one in runs:
        heard = {brand.name: brand.heard for brand in one.street.brands}
        assert sum(message.type == "accept" for said in heard.values() for message in said) == 1
        losers = [said[-1] for said in heard.values() if said[-1].type != "accept"]
        assert [(last.type, last.value["body"]) for last in losers] == [("close", {})] * 3


@given(st.integers(0, 2**32))
@settings(max_examples=max(10, settings().max_examples // 3))
def test_no_delay_of_any_answer_changes_a_byte(seed: int) -> None:
    dice = random.Random(seed)
    delays: dict[str, float] = {}

    def latency(brand: Brand, message: Message) -> float:
        return delays.setdefault(f"{brand.name}/{len(delays)}", dice.choice([0.0, 0.01, 0.3, 1.9]))

    calm, hurried = run(four(), at_once), run(four(), latency)
    assert (hurried.said, hurried.ranks) == (calm.said, calm.ranks)


def test_nobody_is_countered_before_the_slowest_first_offer_is_in() -> None:
    made = run(four(), lambda brand, message: 2.0 if (brand.name, message.type) == ("delta", "open") else 0.0)
    kinds = [one.message.type for one in made.street.left]
    assert kinds[:4] == ["open"] * 4
    first = min(one.at_ms for one in made.street.left if one.message.type == "counter")
    assert first == 2_000
    assert made.said["delta"] != []


def test_an_offer_that_comes_too_late_counts_for_nobody_and_gets_a_neutral_close() -> None:
    late, without = four(), four()[:3]
    late[3] = Brand("delta", 5_000, 4_000)

    def latency(brand: Brand, message: Message) -> float:
        return 60.0 if brand is late[3] and times(street, brand) == 1 else 0.0

    street = Street(late, latency=latency)
    patience = replace(PATIENT, answer_s=30)
    outcome = lived(pursue(wish_for(), Nobody(), twin_of(street, patience=patience)))
    assert trouble_codes(outcome.troubles) == {late[3].key.did: "too-slow"}
    assert outcome.deals[0].option.seller.name == "Beta"
    assert [one.type for one in late[3].heard] == ["open", "close"]
    assert late[3].heard[-1].value["body"] == {}
    alone = run(without, at_once)
    assert alone.said == {brand.name: street.said_to(brand) for brand in late[:3]}


def test_who_falls_silent_in_the_middle_is_closed_too() -> None:
    tired = Brand("delta", 5_000, 4_000)

    def latency(brand: Brand, message: Message) -> float:
        return 60.0 if brand is tired and 2 <= times(street, brand) <= 3 else 0.0

    street = Street([*four()[:2], tired], latency=latency)
    outcome = lived(pursue(wish_for(), Nobody(), twin_of(street, patience=PATIENT)))
    assert trouble_codes(outcome.troubles) == {tired.key.did: "unreachable"}
    assert [one.type for one in tired.heard] == ["open", "counter", "close"]


def test_a_brand_that_never_answers_holds_the_window_to_its_deadline_and_no_longer() -> None:
    brands = four()
    brands[0].silent = lambda message: True
    street = Street(brands)
    patience = replace(PATIENT, answer_s=30)
    lived(pursue(wish_for(), Nobody(), twin_of(street, patience=patience, clock=wall_clock)))
    counters = [one.at_ms for one in street.left if one.message.type == "counter"]
    assert min(counters) == 5_000
