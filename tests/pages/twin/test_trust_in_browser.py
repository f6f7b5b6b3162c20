"""Trust and limits in a browser: what a person does, by hand and by keyboard, and how each page looks."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
from pathlib import Path

import pytest
from playwright.async_api import expect

from dailyme.clock import now_ms
from dailyme.model_ledger import ledger_at
from language.kinds import Kind
from language.ledger import Ended, Prompt
from language.ports import Where
from tests.pages.conftest import Opened
from tests.pages.harness.audit import audited, quiet, tabbed_to
from tests.pages.harness.servers import Market

pytestmark = pytest.mark.slow

MAIL, RIGHT = "ada@leterbox.example", "ada@letterbox.example"


async def typed(me: Opened, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command beside the pages, in a process of its own."""
    return await asyncio.to_thread(me.home.dailyme, *words)


async def lived(me: Opened, market: Market, folder: Path) -> None:
    """Buy something, give a shop an e-mail address, and subscribe: on the command line, beside the pages."""
    shop, mail = market.brands["alder"], folder / "mail"
    mail.write_text(MAIL)
    bought = await typed(
        me, "wish", "now", "wireless router for video", "--ceiling", "150 USD", "--yes", "--json"
    )
    assert bought.returncode == 0, bought.stdout + bought.stderr
    for words in (
        ("relation", "disclose", shop, "--field", "email", "--purpose", "service", "--until", "90d",
         "--value-file", str(mail), "--yes"),
        ("news", "subscribe", shop, "--topic", "offer", "--at-most", "2/30d", "--until", "90d"),
    ):  # fmt: skip
        done = await typed(me, *words, "--json")
        assert done.returncode == 0, done.stderr


async def test_limits_are_set_by_keyboard_and_all_is_paused_and_goes_on(daily_me: Opened) -> None:
    page = daily_me.page
    await daily_me.to("/autonomy")
    await audited(page, "autonomy-first")
    await tabbed_to(page, page.get_by_role("radio", name=re.compile("Always ask me")))
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("radio", name=re.compile("Buy within my limits"))).to_be_checked()
    daily_me.guard.allowed.add(422)
    await page.get_by_role("button", name="Keep these limits").click()
    await expect(page.get_by_text("it needs a limit for one deal")).to_be_visible()
    await audited(page, "autonomy-fault")
    await page.get_by_label("For one deal").fill("150")
    await page.get_by_label("In a day").fill("200")
    await page.get_by_label("In a month").fill("600 USD")
    await page.get_by_label("Category").first.fill("Electronics")
    await page.get_by_label("At most").first.fill("300")
    await tabbed_to(page, page.get_by_role("button", name="Keep these limits"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_have_text(re.compile("Kept. It holds from now on"))
    shown = json.loads((await typed(daily_me, "twin", "autonomy", "show", "--json")).stdout)
    assert shown["mode"] == "mandate" and shown["per_day"]["cap"] == {"amount": 20_000, "currency": "USD"}
    await audited(page, "autonomy")

    await daily_me.to("/wishes")
    await tabbed_to(page, page.get_by_role("button", name="Pause everything"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_have_text(re.compile("Everything is paused"))
    await expect(page).to_have_url(daily_me.url + "/wishes")
    refused = await typed(daily_me, "wish", "now", "lamp", "--json")
    assert json.loads(refused.stderr)["code"] == "paused"
    await daily_me.to("/autonomy")
    await audited(page, "autonomy-paused")
    await page.get_by_role("banner").get_by_role("button", name="Go on").click()
    await expect(page.get_by_role("banner").get_by_role("button", name="Pause everything")).to_be_visible()


async def test_what_a_shop_knows_is_seen_corrected_and_taken_back(
    daily_me: Opened, market: Market, tmp_path: Path
) -> None:
    page = daily_me.page
    await daily_me.to("/trust")
    await audited(page, "trust-empty")
    await lived(daily_me, market, tmp_path)
    await daily_me.to("/trust")
    await audited(page, "trust")
    await page.get_by_role("link", name=re.compile("What you agreed to")).click()
    await audited(page, "consents")

    await daily_me.to("/trust")
    await page.get_by_role("rowheader").get_by_role("link", name="Alder").click()
    await audited(page, "saw-not-asked")
    every = page.get_by_label(re.compile("Under every key"))
    if await every.count():
        await every.check()
    await page.get_by_role("button", name="Ask what it holds").click()
    await expect(page.get_by_text(MAIL)).to_be_visible()
    await audited(page, "saw")
    entry = page.get_by_role("listitem").filter(has_text=MAIL).first
    await entry.get_by_text("Correct it").click()
    await entry.get_by_label("What is right").fill(RIGHT)
    await entry.get_by_role("button", name="Send the correction").click()
    await expect(page.get_by_role("status").first).to_have_text(re.compile("Alder corrected it."))
    await expect(page.get_by_text(RIGHT)).to_be_visible()

    await page.get_by_role("button", name=re.compile("End it")).click()
    await expect(page.get_by_role("status").first).to_have_text(re.compile("Ended. Alder may not write"))
    take_back = page.get_by_role("button", name=re.compile("Take it back"))
    await tabbed_to(page, take_back)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status").first).to_have_text(re.compile("Taken back."))
    await audited(page, "consents-ended")
    daily_me.guard.allowed.add(422)
    await daily_me.to("/trust")
    await page.get_by_role("rowheader").get_by_role("link", name="Alder").click()
    await page.get_by_role("button", name="Erase everything there").click()
    await expect(page.get_by_text("Tick this if you mean it")).to_be_visible()
    await page.get_by_label("I know that this can't be taken back").check()
    await page.get_by_role("button", name="Erase everything there").click()
    await expect(page.get_by_role("status").first).to_have_text(re.compile(r"Alder erased \d+\."))
    await audited(page, "saw-erased")


async def test_the_twins_own_mind_is_open_and_can_be_left(
    daily_me: Opened, market: Market, tmp_path: Path
) -> None:
    page, guard = daily_me.page, daily_me.guard
    await lived(daily_me, market, tmp_path)
    ledger = ledger_at(daily_me.home.folder)
    said = "wireless router for video, at most [amount]"
    asked = Prompt(
        now_ms(), Kind.WISH, "ollama:small", Where.HERE, "wish", "Read this wish.", said, sent=True
    )
    ledger.end(ledger.write(asked), Ended("answered"))
    await daily_me.to("/trust/models")
    await expect(page.get_by_text(said)).to_be_visible()
    await audited(page, "models")

    await daily_me.to("/trust/beliefs")
    await audited(page, "beliefs")
    await page.get_by_role("link", name=re.compile("^Why")).first.click()
    await audited(page, "belief")
    await page.get_by_label("No, the opposite").check()
    await page.get_by_role("button", name="Keep my word").click()
    await expect(page.get_by_text("set by you")).to_be_visible()
    await page.get_by_role("link", name=re.compile("Forget")).first.click()
    await audited(page, "forget")
    await page.get_by_label("I know that this can't be taken back").check()
    await page.get_by_role("button", name="Forget it for good").click()
    await expect(page.get_by_role("status")).to_have_text(re.compile("gone for good"))

    await daily_me.to("/trust/log")
    await tabbed_to(page, page.get_by_role("button", name="Check it now"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Every seal fits")).to_be_visible()
    await audited(page, "log")

    await daily_me.to("/trust/leave")
    await audited(page, "leave")
    async with page.expect_download() as begun:
        await page.get_by_role("link", name="Download everything").click()
    file = await (await begun.value).path()
    assert json.loads(Path(file).read_text("utf-8"))["format"] == "dailyme-twin-export-1"
    guard.allowed |= {422, 410}
    await page.get_by_label("Type the word erase").fill("yes")
    await page.get_by_role("button", name="Erase everything").click()
    await expect(page.get_by_text("Type the word erase, and nothing is left here.")).to_be_visible()
    await page.get_by_label("Type the word erase").fill("erase")
    await page.get_by_role("button", name="Erase everything").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Your twin is gone")
    await audited(page, "gone")
    assert not list(daily_me.home.folder.glob("twin.db*"))
    await daily_me.to("/")
    await quiet(page)
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Your twin was erased")
