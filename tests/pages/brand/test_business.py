"""The business case on the page, from deals that twins made with the agent; and what a brand can't know."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from brand_agent.console.roles import Role
from tests.brand_agent.buyer import Buyer
from tests.pages.brand.dealing import Dealing, dealing
from tests.pages.brand.staff import text_of


@pytest_asyncio.fixture
async def town(tmp_path: Path) -> AsyncIterator[Dealing]:
    async with dealing(tmp_path) as opened:
        yield opened


async def test_without_an_agreement_the_page_says_so(town: Dealing) -> None:
    assert "No agreement yet" in await town.cem.text("/business")


async def test_agreements_cost_what_was_given_below_list(town: Dealing) -> None:
    for name in ("one", "two", "three"):
        await town.bought(name, 9_300)
    told = await town.cem.text("/business")
    assert "Agreements 3" in told
    assert "Say below what a new customer costs you elsewhere" in told
    told = await town.ben.done("/business/costs", {"acquisition": "45.00", "points": ""})
    assert "A new customer elsewhere US$45.00" in told
    assert "less than a new customer elsewhere" in told
    assert "Said by Ben" in told
    assert "said what things cost: a new customer 45.00 USD, 100 points not said" in await town.cem.text(
        "/people/record"
    )


async def test_who_comes_back_with_a_key_counts_as_repeat(town: Dealing) -> None:
    for name in ("one", "two"):
        await town.bought(name, product="two")
    town.desk.clock.at_ms += 60_000
    again = Buyer("one", at_ms=town.desk.clock.at_ms)
    again.name = "one again"  # the key is the same, and each message has an id of its own
    line = {"product": "two", "variant": "two", "quantity": 1}
    await again.ask(town.agent, again.opening(lines=[line]))
    await again.ask(town.agent, again.accept())
    told = await town.cem.text("/business")
    assert "1 of 3 agreements" in told
    assert "US$80.00 of US$240.00 in all" in told


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"acquisition": "many"}, "98.50 USD"),
        ({"acquisition": "-4"}, "98.50 USD"),
        ({"acquisition": "4 EUR"}, "counts in USD"),
        ({"points": ["1", "2"]}, "came twice"),
    ],
)
async def test_costs_that_can_not_be_read_get_a_message(
    town: Dealing, fields: dict[str, str | list[str]], words: str
) -> None:
    answer = await town.ben.send("/business/costs", fields)
    assert (answer.status_code, words in text_of(answer)) == (422, True)


async def test_a_goal_for_best_customers_stands_beside(town: Dealing) -> None:
    bea = await town.desk.browser("Bea", Role.APPROVER)
    words = "20 % more revenue from our best customers by March 2027"
    await bea.done("/goals/set", {"words": words, "baseline-0": "1000.00"})
    await bea.done("/goals/1/sign")
    assert "Who bought here before" in await town.cem.text("/business")


async def test_progress_is_measured_from_agreements(town: Dealing) -> None:
    bea = await town.desk.browser("Bea", Role.APPROVER)
    await bea.done("/goals/set", {"words": "revenue to 1200.00 USD by 2026-12-11"})
    await bea.done("/goals/1/sign")
    for number in range(12):
        town.desk.clock.at_ms += 120_000
        await town.bought(f"buyer {number}", product="one")
    told = await bea.text("/")
    assert "90 % sure" in told
    assert "on the way" in told
    page = (await bea.get("/")).text
    assert 'role="img"' in page
    assert "style=" not in page
