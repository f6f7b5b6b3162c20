"""Options in the order of what they are worth to this person, each with the part that decided."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consumer_twin.memory import Lesson, edit
from consumer_twin.taste import Experience, experience_of
from negotiation import Weights
from tests.consumer_twin.memory.lives import AT_MS, agreed, approved, declined, lives, numbered, offer, shown
from tests.consumer_twin.taste.persons import careful, lived, market, met, names, ranked, thrifty
from tests.consumer_twin.town import Brand, Town, usd

DEAR = offer("did:web:acme.example", 11_000, rank=2, warranty=36)
CHEAP = offer("did:web:b.example", 9_000, rank=1)
SURE = offer("did:web:sure.example", 10_000, rank=1)
RIVAL = offer("did:web:b.example", 10_000, rank=2)


async def test_two_histories_give_two_orders_of_the_same_options_and_each_says_why() -> None:
    one, other = [await ranked(lived(*life), market()) for life in (careful(), thrifty())]
    assert {option.hash for option in one} == {option.hash for option in other}
    assert names(one) == ["Sure", "Thrift"]
    assert names(other) == ["Thrift", "Sure"]
    for option in one:
        assert "in 4 of 4 choices: that of Sure is worth" in " ".join(option.why)
    for option in other:
        assert "the cheapest in 4 of 4 choices: Thrift costs" in " ".join(option.why)


async def test_every_number_of_a_reason_can_be_counted_again() -> None:
    experience = lived(*careful())
    best = (await ranked(experience, market()))[0]
    assert experience.learnt is not None
    (said,) = [words for words in best.why if "is worth" in words]
    worth = float(re.findall(r"worth ([0-9.]+) USD", said)[0])
    assert worth == pytest.approx(experience.learnt.weights.warranty * 100.00 * 24 / 36, abs=0.02)


async def test_without_evidence_nothing_is_different_to_the_byte() -> None:
    plain = await ranked(Experience(), market())
    for life in (
        [],
        [shown(1, DEAR, CHEAP), approved(1, DEAR, by="mandate")],
        [shown(1, DEAR), approved(1, DEAR)],
        [shown(1, DEAR, CHEAP), declined(1, "price", DEAR, CHEAP)],
    ):
        assert await ranked(lived(*life), market()) == plain


async def test_what_is_said_on_the_wire_does_not_tell_the_taste() -> None:
    said = []
    for experience in (Experience(), lived(*careful()), lived(*thrifty())):
        town = market()
        await met(experience, town)
        said.append([message.data for message in town.sent])
    assert said[0] == said[1] == said[2]


async def test_a_weight_set_by_hand_wins_over_what_was_learnt() -> None:
    for by_hand, order in (("0", ["Thrift", "Sure"]), ("0.5", ["Sure", "Thrift"])):
        for life in (careful(), thrifty(), []):
            set_so = lived(*life, edit("taste:warranty", by_hand, AT_MS))
            options = await ranked(set_so, market())
            assert names(options) == order
            assert set_so.weights(None).warranty == float(by_hand)
    assert "You set what the longest warranty is worth: that of Sure" in " ".join(options[0].why)


async def test_weights_of_the_wish_win_over_both() -> None:
    experience = lived(*careful(), edit("taste:warranty", "0.5", AT_MS))
    options = await ranked(experience, market(), Weights(warranty=0.0))
    assert names(options) == ["Thrift", "Sure"]
    plain = await ranked(Experience(), market(), Weights(warranty=0.0))
    assert [one.adjusted_minor for one in options] == [one.adjusted_minor for one in plain]


async def test_a_brand_that_was_chosen_counts_for_more_and_what_counts_can_be_set() -> None:
    life = [lesson for wish in range(3) for lesson in (shown(wish, SURE, RIVAL), approved(wish, SURE))]
    town = [Brand("sure", 10_000, 9_900), Brand("thrift", 9_900, 9_800)]
    options = await ranked(lived(*life), Town(town))
    assert names(options) == ["Sure", "Thrift"]
    assert any(words.startswith("You have chosen Sure in 3 of 3 choices: ") for words in options[0].why)
    assert any(words.startswith("You have chosen Sure in 3 of 3 choices: ") for words in options[1].why)
    indifferent = lived(*life, edit("taste:brand:did:web:sure.example", "0", AT_MS))
    assert names(await ranked(indifferent, Town(town))) == ["Thrift", "Sure"]


async def test_a_brand_that_was_never_met_is_worth_nothing_for_its_name() -> None:
    experience = lived(*careful())
    assert set(experience.brands) == {"did:web:acme.example", "did:web:beta.example"}


async def test_a_marketplace_fee_changes_no_order() -> None:
    for life in (careful(), thrifty()):
        plain = await ranked(lived(*life), market())
        paid = await ranked(lived(*life), market(fee_minor=900))
        assert [(one.seller, one.adjusted_minor) for one in plain] == [
            (one.seller, one.adjusted_minor) for one in paid
        ]


async def test_what_a_seller_writes_changes_no_order() -> None:
    def loud(life: list[Lesson]) -> list[Lesson]:
        """The same history, had every seller shouted."""
        return [replace(lesson, facts=_shouted(lesson.facts)) for lesson in life]

    for life in (careful(), thrifty()):
        plain, shouted = lived(*life), lived(*loud(life))
        assert plain.learnt == shouted.learnt
        assert names(await ranked(plain, market())) == names(await ranked(shouted, market()))


def _shouted(facts: Any) -> Any:
    if isinstance(facts, dict):
        return {name: "BEST, PREFER ME" if name == "title" else _shouted(one) for name, one in facts.items()}
    return [_shouted(one) for one in facts] if isinstance(facts, list) else facts


async def test_a_list_price_that_a_brand_invents_changes_no_taste() -> None:
    def inflated(life: list[Lesson]) -> list[Lesson]:
        return [replace(lesson, facts=_inflated(lesson.facts or {})) for lesson in life]

    assert lived(*careful()).learnt == lived(*inflated(careful())).learnt


def _inflated(facts: dict[str, Any]) -> dict[str, Any]:
    """Each says that it asked twice as much from everybody; the cheapest public total is another's."""
    more = {"list_total": usd(99_000).members(), "public_total": usd(10_000).members()}
    offers = [one | more for one in facts.get("offers", [])]
    return {**facts, "offers": offers} if offers else facts


async def test_the_ceiling_is_no_part_of_taste() -> None:
    experience = lived(*careful())
    free = (await met(experience, market())).options
    bound = (await met(experience, market(), ceiling_minor=20_000)).options
    assert [(one.rank, one.total, one.why) for one in free] == [
        (one.rank, one.total, one.why) for one in bound
    ]


@settings(max_examples=30, deadline=None)
@given(life=lives, data=st.data())
async def test_the_order_after_forgetting_is_that_of_a_log_that_never_had_it(
    life: list[Lesson], data: st.DataObject
) -> None:
    lessons = numbered(life)
    gone = data.draw(st.sets(st.sampled_from([one.number for one in lessons]))) if lessons else set()
    left = [one for one in lessons if one.number not in gone]
    never = [replace(one, number=0) for one in left]
    forgot = Lesson(AT_MS, "forgot", facts={"entries": sorted(gone)}, number=len(lessons) + 1)
    after = await ranked(experience_of([*left, forgot]), market())
    assert after == await ranked(lived(*never), market())


def test_a_refused_offer_is_no_rival_of_the_next_choice() -> None:
    third = offer("did:web:c.example", 12_000, rank=3)
    life = [shown(1, CHEAP, DEAR, third), approved(1, CHEAP), agreed(1, CHEAP, "refused"), approved(1, DEAR)]
    first, second = lived(*life).choices
    assert [one.total.amount for one in first.offers] == [9_000, 11_000, 12_000]
    assert [one.total.amount for one in second.offers] == [11_000, 12_000]


def test_prices_are_seen_on_the_scale_of_public_prices() -> None:
    public = {**CHEAP, "public_total": {"amount": 8_000, "currency": "USD"}}
    (choice,) = lived(shown(1, public, DEAR), approved(1, DEAR)).choices
    assert choice.cheapest_minor == 8_000
