"""The limits on the page: proposed by one, approved by another, shown as what changes, refused when stale."""

from __future__ import annotations

from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path

import pytest
import pytest_asyncio

from brand_agent import read_policy
from brand_agent.console.roles import Role
from tests.pages.brand.staff import POLICY, Desk, open_desk, text_of

HOSTILE = "<img src=x onerror=alert(1)>"
PLAIN = {
    "floor_margin": "6", "max_discount": "10", "daily_concessions": "", "concession_share": "25",
    "step": "2", "discount": "5", "until": "", "why": "to sell more",
}  # fmt: skip


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as opened:
        yield opened


async def test_a_change_holds_when_somebody_else_approves_it(desk: Desk) -> None:
    ada, bob = await desk.browser("Ada", Role.APPROVER), await desk.browser("Bob", Role.APPROVER)
    told = await ada.done("/guardrails/propose", PLAIN | {"floor_margin": "4,5", "why": HOSTILE})
    assert "Floor margin from 6 % to 4.5 %" in told
    assert '+floor_margin = "0.045" # of the price' in told
    assert HOSTILE in told  # as text
    assert HOSTILE not in (await ada.get("/guardrails")).text
    assert "You proposed it, so somebody else decides" in told
    assert desk.config.read_text() == POLICY
    own = await ada.send("/guardrails/1/approve")
    assert (own.status_code, "four-eyes" in own.text) == (403, True)
    assert "Approved: it holds from now on." in await bob.done("/guardrails/1/approve")
    assert str(read_policy(desk.config.read_text()).guardrails.floor_margin) == "0.045"
    assert "# of the price" in desk.config.read_text()
    assert (await bob.send("/guardrails/1/approve")).status_code == 409  # a second click
    page = await bob.text("/guardrails")
    assert "Ada Bob approved" in page
    assert "approved what Ada proposed: Floor margin from 6 % to 4.5 %" in await bob.text("/people/record")


async def test_a_stale_change_can_only_be_declined(desk: Desk) -> None:
    ada, bob = await desk.browser("Ada", Role.MARKETER), await desk.browser("Bob", Role.ADMIN)
    await ada.done("/guardrails/propose", PLAIN | {"max_discount": "12"})
    desk.config.write_text(POLICY + "# by hand\n")
    assert "The policy changed since" in await bob.text("/guardrails")
    late = await bob.send("/guardrails/1/approve")
    assert (late.status_code, "stale-change" in late.text) == (409, True)
    assert desk.config.read_text() == POLICY + "# by hand\n"
    assert (await bob.send("/guardrails/1/decline")).status_code == 422  # no reason
    assert "declined too late" in await bob.done("/guardrails/1/decline", {"said": "too late"})


async def test_who_proposed_takes_back_and_nobody_else(desk: Desk) -> None:
    ada, eve = await desk.browser("Ada", Role.MARKETER), await desk.browser("Eve", Role.MARKETER)
    await ada.done("/guardrails/propose", PLAIN | {"max_discount": "12"})
    assert (await eve.send("/guardrails/1/withdraw")).status_code == 403
    assert (await eve.send("/guardrails/1/approve")).status_code == 403
    assert "Your proposal is taken back." in await ada.done("/guardrails/1/withdraw")
    assert (await eve.send("/guardrails/7/withdraw")).status_code == 409


async def test_a_mandate_a_budget_and_several_kinds(desk: Desk) -> None:
    ada, bob = await desk.browser("Ada", Role.MARKETER), await desk.browser("Bob", Role.APPROVER)
    fields: dict[str, str | list[str]] = {
        **PLAIN,
        "daily_concessions": "250.00",
        "kinds": ["play", "age"],
        "until": "2027-03-31",
    }
    told = await ada.done("/guardrails/propose", fields)
    assert "Day\u2019s budget from none to 250.00 USD, mandate of the Co-Marketer" in told
    told = await bob.done("/guardrails/1/approve")
    assert "US$250.00" in told
    assert "until 31 Mar 2027 How it haggles, more off for old pieces; given by Ada" in told


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"floor_margin": ""}, "floor_margin", "Fill this in."),
        ({"floor_margin": "100"}, "floor_margin", "from 0 to 99"),
        ({"floor_margin": "-1"}, "floor_margin", "from 0 to 99"),
        ({"floor_margin": "1e1"}, "floor_margin", "from 0 to 99"),
        ({"floor_margin": "NaN"}, "floor_margin", "from 0 to 99"),
        ({"floor_margin": "7.555"}, "floor_margin", "such as 7.5"),
        ({"max_discount": ["10", "12"]}, "max_discount", "came twice"),
        ({"daily_concessions": "lots"}, "daily_concessions", "98.50 USD"),
        ({"daily_concessions": "10 EUR"}, "daily_concessions", "counts in USD"),
        ({"kinds": "emperor"}, "kinds", "Choose from those shown."),
        ({"kinds": "play"}, "until", "Fill this in."),
        ({"kinds": "play", "until": "31.3."}, "until", "2026-12-01"),
        ({"why": ""}, "why", "Fill this in."),
        ({}, "why", "Nothing would change"),
    ],
)
async def test_what_is_wrong_is_said_at_the_field(
    desk: Desk, changed: dict[str, str | list[str]], field: str, words: str
) -> None:
    ada = await desk.browser("Ada", Role.MARKETER)
    answer = await ada.send("/guardrails/propose", PLAIN | changed)
    assert answer.status_code == 422
    assert words in unescape(answer.text)
    assert field == "kinds" or f'id="f-{field}-fault"' in answer.text
    assert "Nothing waits." in text_of(answer)


async def test_one_person_approves_alone_after_saying_so(desk: Desk) -> None:
    owner = await desk.browser("Owner")
    await owner.done("/guardrails/propose", PLAIN | {"max_discount": "12"})
    assert (await owner.send("/guardrails/1/approve")).status_code == 403
    await owner.done("/people/alone", {"alone": "yes"})
    assert "Approved" in await owner.done("/guardrails/1/approve")


async def test_no_limit_is_looser_than_a_signed_goal(desk: Desk) -> None:
    owner = await desk.browser("Owner")
    told = await owner.done(
        "/goals/set", {"words": "10 % more revenue by March 2027, margin never under 8 %"}
    )
    assert "draft" in told
    await owner.done("/goals/1/sign", {"knowing": ["unclear", "limit-looser", "no-cost", "floor-above-list"]})
    answer = await owner.send("/guardrails/propose", PLAIN | {"floor_margin": "5"})
    assert answer.status_code == 303  # it is looser already: nothing gets looser than it was there
    await owner.done("/people/alone", {"alone": "yes"})
    tighter = await owner.done("/guardrails/propose", PLAIN | {"floor_margin": "9"})
    assert "to 9 %" in tighter
    await owner.done("/guardrails/2/approve")
    answer = await owner.send("/guardrails/propose", PLAIN | {"floor_margin": "5"})
    assert answer.status_code == 422
    assert "The signed goal sets 0.08" in text_of(answer)
