"""Goals on the page: words are shown back as what they mean, kept, signed by an approver, withdrawn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from babel import Locale

from brand_agent.console.roles import Role
from brand_agent.edge.goal_log import read_log
from dailyme.outputs_goal import Progress, ShownGoal
from dailyme.pages.brand.goal_cards import WIDTH, card
from tests.pages.brand.staff import Desk, open_desk, text_of

WORDS = (
    "20 % more revenue from our best customers by March 2027, margin never under 8 %, "
    "clear the printers first"
)
HOSTILE = "10 % more revenue by March 2027 <script>alert(1)</script>"


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as opened:
        yield opened


async def test_words_are_shown_back_with_what_stands_against_them(desk: Desk) -> None:
    ada = await desk.browser("Ada", Role.MARKETER)
    answer = await ada.send("/goals/read", {"words": WORDS})
    told = text_of(answer)
    assert answer.status_code == 200
    for words in (
        "20% more revenue",
        "Who bought here before",
        "Until 31 Mar 2027",
        "The least margin 8%",
        "goods that are to go: printers",
        "What stands against it",
        "What was it before?",
    ):
        assert words in told
    assert await desk.office.database.read(read_log) == ()


async def test_a_goal_is_kept_by_one_and_signed_by_an_approver(desk: Desk) -> None:
    ada, bob = await desk.browser("Ada", Role.MARKETER), await desk.browser("Bob", Role.APPROVER)
    told = await ada.done("/goals/set", {"words": WORDS})
    assert "Kept as a draft." in told
    assert "A person with the role approver or admin signs it." in told
    assert (await ada.send("/goals/1/sign")).status_code == 403
    unnamed = await bob.send("/goals/1/sign")
    codes = [one.partition('"')[0] for one in unnamed.text.split('name="knowing" value="')[1:]]
    assert (codes, unnamed.status_code, "Not named: unclear." in text_of(unnamed)) == (["unclear"], 422, True)
    told = await bob.done("/goals/1/sign", {"knowing": codes})
    assert "Signed." in told
    assert "Signed by Bob" in told
    assert f"Ada set goal 1: \u201c{WORDS}\u201d" in told
    assert "Bob signed goal 1" in told
    assert "Not known yet" in told  # nothing was sold
    again = await bob.send("/goals/1/sign", {"knowing": codes})
    assert (again.status_code, "not-signed" in again.text) == (400, True)
    assert "Goal 1 is withdrawn." in await bob.done("/goals/1/withdraw")
    assert "No goal is in force" in await bob.text("/")
    assert (await bob.send("/goals/1/withdraw")).status_code == 422


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "Fill this in."),
        ("hello there", ""),
        ("x" * 1001, "At most 1000"),
        ("a\u202eb", "can&#39;t be seen"),
    ],
)
async def test_words_that_say_nothing_get_a_message(desk: Desk, words: str, why: str) -> None:
    ada = await desk.browser("Ada", Role.MARKETER)
    for path in ("/goals/read", "/goals/set"):
        answer = await ada.send(path, {"words": words})
        if words != "hello there":
            assert answer.status_code == 422
        assert why in answer.text


async def test_what_it_was_before_may_be_said(desk: Desk) -> None:
    ada = await desk.browser("Ada", Role.MARKETER)
    told = await ada.done("/goals/set", {"words": WORDS, "baseline-0": "12000.00"})
    assert "Before US$100.00 a day, as you said" in told  # over the 120 days to its end


async def test_a_baseline_that_can_not_be_read_gets_a_message(desk: Desk) -> None:
    ada = await desk.browser("Ada", Role.MARKETER)
    answer = await ada.send("/goals/set", {"words": WORDS, "baseline-0": "lots"})
    assert answer.status_code == 422
    assert await desk.office.database.read(read_log) == ()


async def test_words_are_shown_as_text(desk: Desk) -> None:
    owner = await desk.browser("Owner")
    read = await owner.send("/goals/read", {"words": HOSTILE})
    await owner.done("/goals/set", {"words": HOSTILE})
    for page in (read, await owner.get("/"), await owner.get("/goals/1"), await owner.get("/goals/log/all")):
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert" in page.text


async def test_a_goal_that_is_not_there_is_a_page_that_says_so(desk: Desk) -> None:
    owner = await desk.browser("Owner")
    answer = await owner.get("/goals/7")
    assert (answer.status_code, "unknown-goal" in answer.text) == (400, True)
    assert (await owner.get("/goals/seven")).status_code in {400, 404}


def test_a_bar_says_in_words_what_it_draws() -> None:
    progress = Progress(
        metric="revenue", unit="minor", value=50_000, low=40_000, high=61_000, target=100_000,
        days=10.0, deals=12, verdict="behind",
    )  # fmt: skip
    goal = ShownGoal(
        metric="revenue", direction="up", change={"kind": "by-share", "basis_points": 2000}, progress=progress
    )
    shown = card(goal, "USD", 0.75, Locale("en"))
    assert shown.title == "20% more revenue"
    assert shown.words == (
        "$500.00 so far; with chance allowed for, between $400.00 and $610.00 (90 % sure)."
    )
    assert shown.verdict == "behind"
    assert shown.bar is not None
    assert 10 < shown.bar.low < shown.bar.value < shown.bar.high < (shown.bar.pace or 0) < WIDTH
    assert shown.bar.target == WIDTH - 10
    assert ("Today at an even pace", "$750.00") in shown.figures
