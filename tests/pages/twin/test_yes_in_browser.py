"""Yes, no, side by side, the haggling and the deal in a browser: as a person does it, and by keyboard."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from dailyme.places import places
from tests.pages.conftest import Opened
from tests.pages.harness.audit import audited, quiet, tabbed_to

pytestmark = pytest.mark.slow

WISH = "wireless router for video and gaming under 130 dollars"


async def looked(me: Opened, text: str = WISH) -> Page:
    """Look for *text*; the offers wait."""
    page = me.page
    await me.to("/wishes/new")
    await page.get_by_label(re.compile("What are you looking for|Your first wish")).fill(text)
    await page.get_by_role("button", name="Go on").click()
    await page.get_by_role("button", name="Look now").click()
    await expect(page.locator(".offer")).to_have_count(3, timeout=60_000)
    await me.to("/")
    return page


def changed(me: Opened, thread: str) -> None:
    """Change one digit of the brand's first offer in the store, behind the back of the pages."""
    with sqlite3.connect(places(me.home.environment()).twin_store.removeprefix("sqlite:///")) as store:
        found = "SELECT data FROM twin_message WHERE thread = ? AND seq = 1"
        (data,) = store.execute(found, (thread,)).fetchone()
        less = data.replace(b'"total":{"amount":1', b'"total":{"amount":2', 1)
        assert less != data
        store.execute("UPDATE twin_message SET data = ? WHERE thread = ? AND seq = 1", (less, thread))


async def test_a_yes_goes_from_the_terms_to_a_deal_that_is_tracked(daily_me: Opened) -> None:
    page = await looked(daily_me)
    await page.locator(".offer").first.get_by_role("link", name=re.compile("^Buy for")).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Buy this?")
    await page.get_by_text("The fingerprint of these terms").click()
    await audited(page, "approve")
    yes = page.get_by_role("button", name=re.compile("^Yes, buy for"))
    await tabbed_to(page, yes)
    here = page.url
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Both sides signed.")).to_be_visible(timeout=30_000)
    await expect(page.get_by_text(re.compile("You signed, and it holds"))).to_be_visible()
    await audited(page, "deal")
    deal = page.url
    await page.goto(here)  # the page that lay open, once more
    await expect(page.get_by_role("heading", level=1)).to_have_text("You bought this.")
    await audited(page, "approve-bought")
    await page.goto(deal)
    await page.get_by_role("button", name="Order it").click()
    await quiet(page)
    fields = page.locator("form[action$='/order'] input:not([type=hidden])")
    for place in range(await fields.count()):
        await fields.nth(place).fill("Ada Lovelace, 1 Main St")
    if await fields.count():
        await page.get_by_role("button", name="Order it").click()
    await page.get_by_role("button", name="Ask where it is").click()
    await expect(page.get_by_text("The shop has answered.")).to_be_visible()
    await page.get_by_text("It came", exact=True).click()
    await audited(page, "deal-ordered")
    await page.get_by_role("group", name="How did it come?").get_by_text("As agreed").click()
    await page.get_by_role("button", name="Tell the shop").first.click()
    await expect(page.get_by_text("The shop has noted that it came.")).to_be_visible()
    await daily_me.to("/deals")
    await audited(page, "deals")


async def test_offers_side_by_side_move_as_the_sliders_do(daily_me: Opened) -> None:
    page = await looked(daily_me)
    for box in await page.get_by_role("checkbox", name=re.compile("^Compare")).all():
        await box.check()
    await page.get_by_role("button", name="Compare side by side").click()
    await expect(page.locator(".beside thead th")).to_have_count(3)
    await audited(page, "compare")
    first = await page.locator(".beside thead th").all_inner_texts()
    for name, presses in (("Delivery", "End"), ("Warranty", "Home"), ("Time to return", "Home")):
        slider = page.get_by_role("slider", name=re.compile(f"^{name}"))
        await tabbed_to(page, slider)
        await page.keyboard.press(presses)
        await quiet(page)
    await expect(page.get_by_text(re.compile("now[:.]"))).to_be_visible()
    assert await page.locator(".beside thead th").all_inner_texts() is not first
    await audited(page, "compare-weighed")
    await page.get_by_role("button", name="Keep these weights for this wish").click()
    await expect(page.get_by_text("Kept for this wish.")).to_be_visible()


async def test_the_haggling_is_read_round_by_round_copied_and_saved(daily_me: Opened, tmp_path: Path) -> None:
    page = await looked(daily_me)
    await daily_me.to("/haggling")
    await audited(page, "haggling")
    await page.locator(".talks tbody a").first.click()
    await expect(page.get_by_text(re.compile("Checked just now: all .* signatures hold"))).to_be_visible()
    await expect(page.get_by_text("seen by you alone")).to_be_visible()
    await page.get_by_text("The message itself").first.click()
    await audited(page, "haggle")
    await page.get_by_role("link", name="Hide your limit").click()
    await expect(page.get_by_text("seen by you alone")).to_have_count(0)
    await audited(page, "haggle-no-limit")
    async with page.expect_download() as saved:
        await page.get_by_role("link", name="Save as a file").click()
    await (await saved.value).save_as(tmp_path / "talk.json")
    talk = json.loads((tmp_path / "talk.json").read_text("utf-8"))
    assert talk["verdicts"] and all(one["holds"] for one in talk["verdicts"])
    changed(daily_me, talk["thread"])
    await page.reload()
    await expect(page.get_by_role("alert")).to_contain_text("not what was signed")
    await expect(page.locator(".round.broken")).to_have_count(1)
    await audited(page, "haggle-changed")


async def test_a_no_is_told_with_its_reason_and_a_rule_is_taken_back(daily_me: Opened) -> None:
    page = await looked(daily_me)
    await page.locator(".offer").first.get_by_role("link", name=re.compile("^No, thanks")).click()
    await audited(page, "decline")
    await page.get_by_text("Too slow").click()
    await page.get_by_role("checkbox", name=re.compile("^Never buy from")).check()
    await page.get_by_role("button", name="Turn them down").click()
    await expect(page.get_by_text("Turned down, and the reason is kept at home.")).to_be_visible()
    await daily_me.to("/rules")
    await audited(page, "rules")
    await page.get_by_role("button", name=re.compile("^Take it back")).click()
    await expect(page.get_by_text("No rules.")).to_be_visible()
    await audited(page, "rules-none")
    await daily_me.to("/deals")
    await audited(page, "deals-none")
