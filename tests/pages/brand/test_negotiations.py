"""Negotiations in the console: seen as they are, stopped, led and approved; the agent obeys at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from brand_agent.edge.steward import Steward
from dailyme.pages.brand.watching import watched
from tests.brand_agent.buyer import Buyer
from tests.pages.brand.dealing import Dealing, dealing
from tests.pages.brand.staff import CATALOG, open_desk, text_of

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)> {{ 7*7 }}'


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Dealing]:
    async with dealing(tmp_path) as opened:
        yield opened


def page(buyer: Buyer, act: str = "") -> str:
    return f"/negotiations/{buyer.talk.thread}{act and '/' + act}"


async def test_nobody_has_asked_yet(shop: Dealing) -> None:
    assert "No twin has asked yet" in await shop.cem.text("/negotiations")


async def test_the_list_says_where_each_negotiation_stands(shop: Dealing) -> None:
    await shop.haggled("live", 8_500)
    await shop.bought("sold", 8_500, product="two")
    text = await shop.cem.text("/negotiations")
    assert "live US$100.00 US$98.75 US$85.00 1 US$28.75" in text
    assert "a step down for this round" in text
    assert "Ink two" in text
    assert "Ink two" not in await shop.cem.text("/negotiations?which=live")
    assert "Laser one" not in await shop.cem.text("/negotiations?which=agreed")
    assert "None of these" in await shop.cem.text("/negotiations?which=stopped")
    assert "Ink two" not in await shop.cem.text("/negotiations?product=one")


async def test_each_move_is_told_with_plan_floor_margin_and_reason(shop: Dealing) -> None:
    buyer = await shop.haggled("guest", 8_500, 8_600)
    text = await shop.cem.text(page(buyer))
    for words in (
        "Your floor is US$90.00",
        "Plan Floor Margin",
        "would pay US$85.00",
        "US$98.75 a step down for this round round-concession US$98.75 US$90.00 US$28.75",
        "Yours from US$100.00 to US$97.50",
    ):
        assert words in text
    assert "<svg" in (await shop.cem.get(page(buyer))).text


async def test_a_negotiation_that_ended_in_a_deal_can_be_looked_at(shop: Dealing) -> None:
    buyer = await shop.bought("sold", 8_500)
    assert "agreed" in await shop.cem.text(page(buyer))


async def test_the_switch_in_the_header_pauses_the_agent_at_once(shop: Dealing) -> None:
    before = await shop.asked("before")
    text = await shop.ben.done("/controls/pause", {"back": "/catalog"})
    assert "Your agent is paused" in text
    assert "Agent paused" in await shop.cem.text("/people")
    late = Buyer("late", at_ms=shop.desk.clock.at_ms)
    line = {"product": "one", "variant": "one", "quantity": 1}
    answer = await late.ask(shop.agent, late.opening(lines=[line]))
    assert answer.value["body"]["reason"] == "paused"
    assert (await shop.countered(before, 9_000)).type == "decline"
    told = await shop.ben.done("/controls/go", {"why": "prices are checked"})
    assert "The agent goes on when somebody else approves it." in told
    assert (await shop.ben.send("/guardrails/1/approve")).status_code == 403  # one stops, two start
    assert (await shop.countered(before, 8_900)).type == "decline"
    await shop.ben.done("/controls/go")  # a second click proposes nothing more
    assert "Approved" in await shop.ana.done("/guardrails/1/approve")
    assert (await shop.countered(before, 9_000)).type == "offer"
    assert "Owner let the agent go on prices are checked" in await shop.cem.text("/controls")
    assert "approved what Ben proposed: Let the paused agent go on" in await shop.cem.text("/people/record")
    assert "Nothing waits." in await shop.ana.text("/guardrails")


async def test_one_person_who_runs_the_shop_lets_the_agent_go_on(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        owner = await desk.browser("Owner")
        await owner.done("/people/alone", {"alone": "yes"})
        await owner.done("/controls/pause")
        assert "Your agent may go on" in await owner.done("/controls/go")


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/nowhere", ""])
async def test_after_the_switch_nobody_is_sent_elsewhere(shop: Dealing, back: str) -> None:
    answer = await shop.ben.send("/controls/pause", {"back": back})
    assert answer.headers["location"] == "/negotiations"


async def test_who_only_looks_changes_nothing(shop: Dealing) -> None:
    buyer = await shop.asked()
    assert "Step in" not in await shop.cem.text(page(buyer))
    for path in ("/controls/pause", page(buyer, "stop"), page(buyer, "take-over"), page(buyer, "offer")):
        assert (await shop.cem.send(path)).status_code == 403
    assert (await shop.countered(buyer, 9_000)).type == "offer"


async def test_one_negotiation_is_stopped_and_the_others_go_on(shop: Dealing) -> None:
    one, other = await shop.asked("one"), await shop.asked("other")
    text = await shop.ben.done(page(one, "stop"), {"why": "a bot"})
    assert "Ben stopped it" in text
    assert "a bot" in text
    assert (await shop.countered(one, 9_900)).type == "decline"
    assert (await shop.countered(other, 9_900)).type == "offer"
    assert (await one.ask(shop.agent, one.accept())).type == "confirm"


async def test_who_leads_sets_what_is_offered_next(shop: Dealing) -> None:
    buyer = await shop.haggled("guest", 8_500)
    await shop.ben.done(page(buyer, "take-over"))
    text = await shop.ben.text(page(buyer))
    assert "Your guardrails let out from US$90.00 (your floor) to US$98.74" in text
    text = await shop.ben.done(page(buyer, "offer"), {"total": "92.50", "terms": "asked", "why": "regular"})
    assert "With its next answer it offers US$92.50" in text
    answer = await shop.countered(buyer, 8_600)
    assert (answer.type, buyer.offer.total.amount) == ("offer", 9_250)
    text = await shop.ben.text(page(buyer))
    assert "set by hand by-hand" in text
    assert "the agent said what was set" in text
    assert (await shop.countered(buyer, 8_700)).type == "decline"
    await shop.ben.done(page(buyer, "hand-back"))
    assert (await shop.countered(buyer, 8_700)).type == "offer"


@pytest.mark.parametrize(
    ("total", "words"),
    [
        ("89.99", "That is below your floor of US$90.00"),
        ("98.75", "at most US$98.74"),
        ("95.00 EUR", "This negotiation is in USD"),
        ("-1", "Write an amount"),
        ("a lot", "Write an amount"),
        ("", "Fill this in"),
        ("1e5", "Write an amount"),
    ],
)
async def test_what_can_not_be_offered_is_said_at_the_field(shop: Dealing, total: str, words: str) -> None:
    buyer = await shop.haggled("guest", 8_500)
    await shop.ben.done(page(buyer, "take-over"))
    answer = await shop.ben.send(page(buyer, "offer"), {"total": total, "terms": "asked"})
    assert answer.status_code == 422
    assert 'id="f-total-fault"' in answer.text
    assert words in text_of(answer)
    doubled = await shop.ben.send(page(buyer, "offer"), {"total": ["95", "96"], "terms": "nonsense"})
    assert "This came twice" in text_of(doubled)
    assert (await Steward(shop.desk.office.database).standing(buyer.talk.thread)).next is None


async def test_of_two_who_take_over_at_once_one_leads_and_the_other_is_told(shop: Dealing) -> None:
    buyer = await shop.asked()
    answers = await asyncio.gather(*(one.send(page(buyer, "take-over")) for one in (shop.ana, shop.ben)))
    assert sorted(one.status_code for one in answers) == [303, 400]
    lost = next(text_of(one) for one in answers if one.status_code == 400)
    assert "leads the negotiation" in lost
    assert "taken-over" in lost


async def test_only_who_leads_sets_the_next_offer(shop: Dealing) -> None:
    buyer = await shop.asked()
    await shop.ana.done(page(buyer, "take-over"))
    answer = await shop.ben.send(page(buyer, "offer"), {"total": "95.00", "terms": "asked"})
    assert answer.status_code == 400
    assert "Take the negotiation over first" in text_of(answer)


async def test_above_an_amount_it_waits_for_somebody_to_approve(shop: Dealing) -> None:
    assert (await shop.ben.send("/controls/approval", {"above": "150"})).status_code == 403
    assert "from 150.00 USD" in await shop.ana.done("/controls/approval", {"above": "150"})
    buyer = await shop.asked("big", quantity=2)
    assert (await shop.countered(buyer, 18_000)).type == "decline"
    await shop.asked("small")
    waiting = await shop.cem.text("/negotiations?which=waits")
    assert waiting.count("waits for approval") == 1
    assert "2 pieces" in waiting
    await shop.ana.done(page(buyer, "approve"))
    assert "None of these" in await shop.cem.text("/negotiations?which=waits")
    assert (await shop.countered(buyer, 18_000)).type == "offer"
    answer = await shop.ana.send("/controls/approval", {"above": "many"})
    assert (answer.status_code, "Write an amount" in text_of(answer)) == (422, True)
    assert "nowhere" in await shop.ana.done("/controls/approval", {"above": ""})


async def test_a_negotiation_that_is_over_is_not_steered(shop: Dealing) -> None:
    buyer = await shop.bought()
    answer = await shop.ben.send(page(buyer, "stop"))
    assert "negotiation-over" in text_of(answer)
    assert (await shop.ben.get("/negotiations/nothing")).status_code == 404


async def test_titles_and_words_of_anybody_are_text(tmp_path: Path) -> None:
    catalog = CATALOG.replace("Laser one", '"' + EVIL.replace('"', '""') + '"')
    async with dealing(tmp_path, catalog=catalog) as shop:
        buyer = await shop.asked()
        await shop.ben.done(page(buyer, "take-over"), {"why": EVIL})
        for path in ("/negotiations", page(buyer)):
            answer = await shop.ben.get(path)
            assert "<script>alert" not in answer.text
            assert "<img" not in answer.text
            assert "{{ 7*7 }}" in text_of(answer)


async def test_open_pages_are_told_that_negotiations_moved(shop: Dealing) -> None:
    heard = shop.desk.office.live.listen(None)
    await anext(heard)
    async with watched(shop.desk.office, every_s=0.01):
        await asyncio.sleep(0.05)
        await shop.asked()
        told = [await asyncio.wait_for(anext(heard), 10) for _ in range(2)]
    assert b"event: negotiations\n" in told[0]
    assert b"data: A negotiation moved." in told[1]
