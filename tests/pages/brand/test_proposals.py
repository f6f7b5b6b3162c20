"""Proposals on the page: a diff with its reason, approved, declined or taken back, by whom and why."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from brand_agent.console.roles import Role
from dailyme.pages.brand.learning import HOUR_MS, learnt
from dailyme.pages.brand.selling import sold
from tests.pages.brand.staff import POLICY, Browser, Desk, open_desk, text_of

WORDS = "more revenue by March 2027, margin never under 8 %, clear the printers first"
HOSTILE = "<b onmouseover=alert(1)>no</b>"


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as opened:
        yield opened


async def signed(who: Browser) -> None:
    """Have a goal that *who* signed."""
    await who.done("/goals/set", {"words": WORDS})
    page = await who.get("/goals/1")
    codes = [one.partition('"')[0] for one in page.text.split('name="knowing" value="')[1:]]
    await who.done("/goals/1/sign", {"knowing": codes})


async def ids(who: Browser) -> dict[str, str]:
    """Title -> id of each proposal."""
    found = (await who.get("/proposals")).text.split('<article class="card" aria-labelledby="')[1:]
    return {
        one.partition("<h3")[2].partition(">")[2].partition("<")[0]: one.partition('"')[0] for one in found
    }


async def test_without_a_goal_the_page_says_what_to_do(desk: Desk) -> None:
    told = await (await desk.browser("Vi", Role.VIEWER)).text("/proposals")
    assert "No goal is signed" in told
    assert "No mandate" in told
    assert "Nothing is proposed" in told


async def test_an_offer_is_approved_by_one_and_taken_back(desk: Desk) -> None:
    ada = await desk.browser("Ada", Role.APPROVER)
    await signed(ada)
    offer = (await ids(ada))["A public offer"]
    told = await ada.text("/proposals")
    assert "2 products are called printers" in told
    assert "+[[promotion]]" in told
    assert desk.config.read_text() == POLICY
    assert "Approved: it holds from now on." in await ada.done(f"/proposals/{offer}/approve")
    assert "[[promotion]]" in desk.config.read_text()
    assert offer not in (await ids(ada)).values()
    again = await ada.send(f"/proposals/{offer}/approve")
    assert "unknown-proposal" in again.text
    assert "It is taken back." in await ada.done(f"/proposals/{offer}/revert")
    assert desk.config.read_text() == POLICY
    assert "unknown-proposal" in (await ada.send(f"/proposals/{offer}/revert")).text


async def test_what_changes_the_limits_takes_two(desk: Desk) -> None:
    ada, bob = await desk.browser("Ada", Role.APPROVER), await desk.browser("Bob", Role.APPROVER)
    await signed(ada)
    limits = (await ids(ada))["Tighter limits"]
    assert "takes two people" in await ada.text("/proposals")
    told = await ada.done(f"/proposals/{limits}/approve")
    assert "somebody else approves it, too" in told
    assert desk.config.read_text() == POLICY
    assert "waits for a second person" in await ada.text("/proposals")
    assert (await ada.send(f"/proposals/{limits}/approve")).headers["location"] == "/guardrails"
    assert "/guardrails/2/" not in (await bob.get("/guardrails")).text  # a second click proposes nothing more
    assert (await ada.send("/guardrails/1/approve")).status_code == 403
    await bob.done("/guardrails/1/approve")
    assert 'floor_margin = "0.08"            # of the price' in desk.config.read_text()
    assert "Ada changed the policy as the Co-Marketer proposed" in await ada.text("/")
    assert "with Bob" in await ada.text("/")
    answer = await ada.send(f"/proposals/{limits}/revert")
    assert answer.headers["location"] == "/guardrails"
    loose = await bob.send("/guardrails/2/approve")  # looser than what was signed
    assert "outside-limits" in loose.text
    assert "Nothing waits." not in await bob.text("/guardrails")


async def test_a_proposal_that_is_not_made_any_more_can_not_be_approved(desk: Desk) -> None:
    ada, bob = await desk.browser("Ada", Role.APPROVER), await desk.browser("Bob", Role.APPROVER)
    await signed(ada)
    await ada.done(f"/proposals/{(await ids(ada))['Tighter limits']}/approve")
    desk.config.write_text(POLICY + "# by hand\n")
    assert "stale-change" in (await bob.send("/guardrails/1/approve")).text
    assert desk.config.read_text() == POLICY + "# by hand\n"


async def test_a_declined_proposal_says_who_and_why(desk: Desk) -> None:
    ada = await desk.browser("Ada", Role.APPROVER)
    await signed(ada)
    offer = (await ids(ada))["A public offer"]
    silent = await ada.send(f"/proposals/{offer}/decline")
    assert (silent.status_code, f'id="why-{offer}-fault"' in silent.text) == (422, True)
    answer = await ada.send(f"/proposals/{offer}/decline", {"because": HOSTILE})
    page = await ada.get(answer.headers["location"])
    assert HOSTILE not in page.text
    assert f"Ada declined a proposal \u2013 \u201c{HOSTILE}\u201d" in text_of(page)
    assert offer not in (await ids(ada)).values()


async def test_a_marketer_decides_no_proposal(desk: Desk) -> None:
    ada, eve = await desk.browser("Ada", Role.APPROVER), await desk.browser("Eve", Role.MARKETER)
    await signed(ada)
    for id in (await ids(ada)).values():
        for act in ("approve", "decline", "revert"):
            assert (await eve.send(f"/proposals/{id}/{act}")).status_code == 403
    assert "A person with the role approver or admin decides." in await eve.text("/proposals")


async def test_threads_are_read_once_an_hour_and_what_people_decide_shows_at_once(desk: Desk) -> None:
    ada, office = await desk.browser("Ada", Role.APPROVER), desk.office
    shop = await sold(office)
    first = await learnt(office, shop)
    assert await learnt(office, shop) is first
    await signed(ada)
    second = await learnt(office, shop)
    assert second.given.version.number == 1
    desk.clock.at_ms += HOUR_MS
    third = await learnt(office, shop)
    assert third is not second
    assert [one.id for one in third.found] == [one.id for one in second.found]
