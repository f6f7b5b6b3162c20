"""What the console tells of customers: counted over haggling, never few, never one of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from brand_agent import read_policy
from brand_agent.edge.http import open_brand
from tests.brand_agent.buyer import Buyer
from tests.brand_agent.shop import KEY, ORIGIN, entry, message_id
from tests.brand_agent.shop import POLICY as SOLD
from tests.pages.brand.staff import Browser, Desk, open_desk

STUDENTS = """
[[segment]]
name = "students"
title = "Students <b>and</b> pupils"
predicate = { op = "eq", fact = "student", value = true }
"""


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    policy = SOLD.replace("[guardrails]", '[catalog]\nsource = "my.csv"\n[guardrails]') + STUDENTS
    async with open_desk(tmp_path, policy=policy) as opened:
        yield opened


@pytest.fixture
async def owner(desk: Desk) -> Browser:
    return await desk.browser("Owner")


async def declined(desk: Desk, number: int, reason: str) -> None:
    agent = await open_brand(
        desk.office.database,
        policy=read_policy(SOLD),
        entries=(entry(stock=100),),
        key=KEY,
        origin=ORIGIN,
        clock=desk.clock,
        ids=message_id,
    )
    for one in range(number):
        buyer = Buyer(f"{reason} {one}", at_ms=desk.clock.at_ms)
        await buyer.ask(agent, buyer.opening())
        await buyer.ask(agent, buyer.decline(reason))


async def test_what_enough_twins_said_is_a_theme_and_what_few_said_is_not_shown(
    desk: Desk, owner: Browser
) -> None:
    assert "Nothing that enough people said yet" in await owner.text("/customers")
    await declined(desk, 12, "price")
    await declined(desk, 3, "delivery")
    desk.clock.at_ms += 20_000
    page = await owner.text("/customers")
    assert "Twins said no: price 10 or more" in page
    assert "delivery" not in page
    assert "other themes of fewer" in page


async def test_what_was_counted_is_counted_again_only_after_something_came(
    desk: Desk, owner: Browser
) -> None:
    await declined(desk, 2, "price")
    first = await owner.text("/customers/funnel")
    assert "First contact 2" in first
    await declined(desk, 2, "delivery")
    assert "First contact 2" in await owner.text("/customers/funnel")  # as of a moment ago
    desk.clock.at_ms += 20_000
    assert "First contact 4" in await owner.text("/customers/funnel")


async def test_the_funnel_names_no_key(desk: Desk, owner: Browser) -> None:
    await declined(desk, 2, "price")
    for path in ("/customers", "/customers/funnel", "/customers/segments"):
        assert "did:key" not in (await owner.get(path)).text


async def test_a_segment_is_shown_as_it_is_published_and_its_title_as_text(owner: Browser) -> None:
    page = await owner.get("/customers/segments")
    assert "Students &lt;b&gt;and&lt;/b&gt; pupils" in page.text
    assert "Asks for student." in page.text


@pytest.mark.parametrize("market", ["javascript:alert(1)", "market", "<script>"])
async def test_an_address_that_is_none_is_said_at_its_field(owner: Browser, market: str) -> None:
    page = await owner.client.get("/customers/demand", params={"market": market})
    assert page.status_code == 422
    assert 'id="f-market-fault"' in page.text
    assert "<script>" not in page.text.partition("<main")[2]


async def test_a_market_that_does_not_answer_is_no_fault_of_ours(owner: Browser) -> None:
    page = await owner.client.get("/customers/demand", params={"market": "http://localhost:1"})
    assert 400 <= page.status_code < 500
    assert "internal-error" not in page.text
