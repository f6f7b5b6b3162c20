"""A person steps in: pause, stop, take over, approve; what was firm stays so, and the guardrails hold."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from brand_agent.control_rules import (
    NotLedError,
    NotWaitingError,
    StoppedError,
    TakenOverError,
    TalkOverError,
    UnknownTalkError,
)
from brand_agent.edge.controls import check_controls, controls_of
from brand_agent.edge.overviews import Line, Which, line_of, lines
from brand_agent.edge.steward import Steward
from brand_agent.edge.transcripts import read_answers
from brand_agent.fairness import unfair
from protocol import Message, Terms
from protocol.bodies import Window
from tests.brand_agent.buyer import STANDARD, Buyer
from tests.brand_agent.shop import NOON_MS, Shop, open_shop
from tests.brand_agent.test_budget import with_budget

AT = {"at_ms": NOON_MS}


async def opened(shop: Shop, name: str = "guest", *lines: tuple[str, int], **asked: object) -> Buyer:
    buyer = Buyer(name)
    await buyer.ask(shop.app, buyer.opening(*lines, **asked))
    return buyer


async def led(shop: Shop, total_minor: int | None = None, terms: Terms | None = None) -> Buyer:
    """A negotiation that Ana leads, and for which she set a total."""
    buyer, steward = await opened(shop), Steward(shop.database)
    await steward.take_over(buyer.talk.thread, "Ana", "a good customer", **AT)
    if total_minor is not None:
        await steward.offer(buyer.talk.thread, total_minor, terms, "Ana", "", **AT)
    return buyer


async def shown(shop: Shop, buyer: Buyer) -> Message:
    """What a sealed bid says once the window lists it."""
    listed = (buyer.talk.commitment,)
    return await buyer.ask(shop.app, buyer.make("window", Window(commitments=listed)))


async def listed(shop: Shop, which: Which) -> Sequence[Line]:
    return await shop.database.read(
        lambda connection: lines(connection, which, at_ms=NOON_MS, after=None, most=9)
    )


def said(answer: Message) -> tuple[str, object]:
    return answer.type, answer.value["body"].get("reason")


async def test_a_paused_brand_opens_nothing_gives_nothing_more_and_keeps_its_word(shop: Shop) -> None:
    buyer, steward = await opened(shop), Steward(shop.database)
    assert await steward.pause("Ana", "prices look wrong", **AT)
    late = Buyer("late")
    assert said(await late.ask(shop.app, late.opening())) == ("refuse", "paused")
    assert said(await buyer.ask(shop.app, buyer.counter(9_700))) == ("decline", "no-better-offer")
    assert said(await buyer.ask(shop.app, buyer.withdraw())) == ("decline", "no-better-offer")
    assert (await buyer.ask(shop.app, buyer.accept())).type == "confirm"


async def test_what_was_paused_goes_on_when_it_is_resumed(shop: Shop) -> None:
    buyer, steward = await opened(shop), Steward(shop.database)
    await steward.pause("Ana", "", **AT)
    assert not await steward.pause("Ana", "again", **AT)
    await buyer.ask(shop.app, buyer.counter(9_000))
    assert await steward.resume("Ben", "checked", **AT)
    assert (await buyer.ask(shop.app, buyer.counter(9_000))).type == "offer"
    kept = await shop.database.read(lambda connection: controls_of(connection, ""))
    assert [(one.kind, one.who, one.facts["why"]) for one in kept] == [
        ("resume", "Ben", "checked"),
        ("pause", "Ana", ""),
    ]


async def test_a_pause_does_not_take_a_sealed_bid_back(shop: Shop) -> None:
    buyer = await opened(shop, mode="sealed")
    await Steward(shop.database).pause("Ana", "", **AT)
    answer = await shown(shop, buyer)
    assert answer.type == "reveal"
    assert (await buyer.ask(shop.app, buyer.accept())).type == "confirm"


async def test_a_stopped_negotiation_ends_once_nothing_in_it_is_firm(shop: Shop) -> None:
    buyer, steward = await opened(shop), Steward(shop.database)
    other = await opened(shop, "other")
    assert await steward.stop(buyer.talk.thread, "Ana", "a bot", **AT)
    assert said(await buyer.ask(shop.app, buyer.counter(9_700))) == ("decline", "no-better-offer")
    shop.clock.at_ms = buyer.at_ms = NOON_MS + 31 * 60_000
    assert (await buyer.ask(shop.app, buyer.counter(9_700))).type == "close"
    other.at_ms = shop.clock.at_ms
    assert (await other.ask(shop.app, other.counter(9_700))).type == "offer"


async def test_a_stopped_negotiation_that_is_declined_is_closed(shop: Shop) -> None:
    buyer = await opened(shop)
    await Steward(shop.database).stop(buyer.talk.thread, "Ana", "", **AT)
    assert (await buyer.ask(shop.app, buyer.decline())).type == "close"


async def test_who_took_over_says_what_is_offered_next_once(shop: Shop) -> None:
    buyer = await led(shop, 9_100)
    await buyer.ask(shop.app, buyer.counter(9_000))
    assert buyer.offer.total.amount == 9_100
    assert [one.reason for one in buyer.offer.deviations] == ["by-hand"]
    assert said(await buyer.ask(shop.app, buyer.counter(9_000))) == ("decline", "no-better-offer")
    assert (await Steward(shop.database).standing(buyer.talk.thread)).next is None
    assert (await buyer.ask(shop.app, buyer.accept())).type == "confirm"


async def test_terms_can_be_set_with_the_total(shop: Shop) -> None:
    quick = STANDARD.model_copy(update={"delivery_days": 2})
    buyer = await led(shop, 10_500, quick)
    await buyer.ask(shop.app, buyer.counter(9_000))
    assert (buyer.offer.terms, buyer.offer.total.amount) == (quick, 10_500)


@pytest.mark.parametrize("total", [8_499, 10_000, 11_000])
async def test_a_hand_never_goes_below_the_floor(shop: Shop, total: int) -> None:
    """Nor is it above what was offered already."""
    buyer = await led(shop, total)
    assert said(await buyer.ask(shop.app, buyer.counter(8_000))) == ("decline", "no-better-offer")


async def test_a_hand_can_not_overdraw_the_budget(tmp_path: Path) -> None:
    shop = await open_shop(tmp_path, policy=with_budget("5.00", "1"))
    buyer = await led(shop, 9_400)
    answer = said(await buyer.ask(shop.app, buyer.counter(9_000)))
    await Steward(shop.database).offer(buyer.talk.thread, 9_500, None, "Ana", "", **AT)
    await buyer.ask(shop.app, buyer.counter(9_000))
    shop.database.close()
    assert answer == ("decline", "no-better-offer")
    assert buyer.offer.total.amount == 9_500


async def test_nothing_is_given_by_hand_where_no_cost_is_known(shop: Shop) -> None:
    buyer, steward = await opened(shop, "guest", ("poster", 1)), Steward(shop.database)
    await steward.take_over(buyer.talk.thread, "Ana", "", **AT)
    await steward.offer(buyer.talk.thread, 800, None, "Ana", "", **AT)
    assert (await buyer.ask(shop.app, buyer.counter(700))).type == "decline"


async def test_a_decline_is_answered_with_the_same_while_a_person_makes_up_their_mind(shop: Shop) -> None:
    buyer = await led(shop)
    await buyer.ask(shop.app, buyer.decline())
    assert buyer.offer.total.amount == 10_000
    await Steward(shop.database).hand_back(buyer.talk.thread, "Ana", "", **AT)
    await buyer.ask(shop.app, buyer.decline())
    assert buyer.offer.total.amount < 10_000


async def test_of_two_who_take_over_at_once_one_does_and_the_other_hears_who(shop: Shop) -> None:
    buyer, steward = await opened(shop), Steward(shop.database)
    people = ("Ana", "Ben", "Cem", "Dia")
    tries = [steward.take_over(buyer.talk.thread, who, "", **AT) for who in people]
    found = await asyncio.gather(*tries, return_exceptions=True)
    assert [one for one in found if one is True] == [True]
    lost = [one for one in found if isinstance(one, TakenOverError)]
    holder = (await steward.standing(buyer.talk.thread)).holder
    assert {str(one) for one in lost} == {f"{holder} leads the negotiation"}
    assert len(lost) == 3


async def test_a_control_that_can_not_be_had_says_why(shop: Shop) -> None:
    buyer, steward = await opened(shop), Steward(shop.database)
    thread = buyer.talk.thread
    with pytest.raises(UnknownTalkError):
        await steward.stop("A" * 43, "Ana", "", **AT)
    with pytest.raises(NotLedError):
        await steward.offer(thread, 9_000, None, "Ana", "", **AT)
    with pytest.raises(NotWaitingError):
        await steward.approve(thread, "Ana", "", **AT)
    await steward.stop(thread, "Ana", "", **AT)
    with pytest.raises(StoppedError):
        await steward.take_over(thread, "Ben", "", **AT)
    await buyer.ask(shop.app, buyer.close())
    with pytest.raises(TalkOverError):
        await steward.stop(thread, "Ben", "", **AT)


async def test_above_an_amount_a_person_approves_before_anything_is_given(shop: Shop) -> None:
    steward = Steward(shop.database)
    await steward.approve_above(15_000, "Ana", "big ones are mine", **AT)
    small, big = await opened(shop, "small"), await opened(shop, "big", ("router", 2))
    assert (await small.ask(shop.app, small.counter(9_000))).type == "offer"
    assert said(await big.ask(shop.app, big.counter(15_000))) == ("decline", "no-better-offer")
    await big.ask(shop.app, big.decline())
    assert big.offer.total.amount == 20_000
    assert await steward.approve(big.talk.thread, "Ana", "fine", **AT)
    await big.ask(shop.app, big.counter(15_000))
    assert big.offer.total.amount < 20_000


async def test_a_sealed_bid_above_the_amount_gives_nothing(shop: Shop) -> None:
    await Steward(shop.database).approve_above(5_000, "Ana", "", **AT)
    buyer = await opened(shop, mode="sealed")
    await shown(shop, buyer)
    assert buyer.offer.total == buyer.offer.list_total


async def test_steered_answers_are_worked_out_again_and_found_fair(shop: Shop) -> None:
    steward = Steward(shop.database)
    plain = await opened(shop, "plain")
    await plain.ask(shop.app, plain.counter(9_000))
    buyer = await led(shop, 9_100)
    await buyer.ask(shop.app, buyer.counter(9_000))
    await steward.pause("Ana", "", **AT)
    await plain.ask(shop.app, plain.counter(9_000))
    refused = Buyer("refused")
    await refused.ask(shop.app, refused.opening())
    told = await shop.database.read(read_answers)
    assert (len(told.answers), list(unfair(told.answers))) == (6, [])


async def test_every_control_is_in_a_log_that_shows_if_it_was_edited(shop: Shop) -> None:
    buyer = await led(shop, 9_100)
    await buyer.ask(shop.app, buyer.counter(9_000))
    kept = await shop.database.read(lambda connection: controls_of(connection, buyer.talk.thread))
    assert [one.kind for one in reversed(kept)] == ["take-over", "offer", "said"]
    assert await shop.database.read(check_controls) == 3


async def test_the_overview_tells_where_each_negotiation_stands(shop: Shop) -> None:
    buyer = await opened(shop)
    await buyer.ask(shop.app, buyer.counter(9_000))
    line = await shop.database.read(lambda connection: line_of(connection, buyer.talk.thread))
    assert line is not None
    seen = line.overview
    assert (seen.phase, seen.title, seen.list_minor, seen.brand_minor, seen.twin_minor, seen.rounds) == (
        "talking", "The router", 10_000, 9_625, 9_000, 1,
    )  # fmt: skip
    assert (seen.margin_minor, seen.reason) == (2_625, "round-concession")
    gone = await opened(shop, "gone")
    await gone.ask(shop.app, gone.close())
    assert [one.overview.reason for one in await listed(shop, "ended")] == ["left"]
    await buyer.ask(shop.app, buyer.accept())
    counts: tuple[tuple[Which, int], ...] = (("agreed", 1), ("live", 0), ("lapsed", 0), ("all", 2))
    for which, count in counts:
        assert len(await listed(shop, which)) == count
