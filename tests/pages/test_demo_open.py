"""The main path of both sites, as somebody with nothing but `dailyme demo --open` goes it."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.async_api import Browser, expect

from tests.dailyme.commandline import new_home
from tests.e2e.serving import staying
from tests.pages.conftest import guarded
from tests.pages.harness.audit import audited, tabbed_to

WISH = "wireless router for video and gaming, at most 135 USD"


async def test_a_wish_typed_in_the_browser_ends_in_a_deal_that_both_sites_show(
    browser: Browser, tmp_path: Path
) -> None:
    with staying(new_home(tmp_path), "demo", "--open", "--no-browser") as said:
        async with guarded(browser) as (person, _), guarded(browser) as (shop, _):
            await person.goto(said["daily_me"]["enter"])
            await person.get_by_role("textbox").first.fill(WISH)
            await tabbed_to(person, person.get_by_role("button", name="Go on"))
            await person.keyboard.press("Enter")
            await tabbed_to(person, person.get_by_role("button", name="Look now"))
            await person.keyboard.press("Enter")
            buy = person.get_by_role("link", name=re.compile("^Buy for")).first
            await expect(buy).to_be_visible(timeout=30_000)
            await audited(person, "options")
            await tabbed_to(person, buy)
            await person.keyboard.press("Enter")
            yes = person.get_by_role("button", name=re.compile("^Yes, buy"))
            total = (await yes.inner_text()).rpartition(" ")[2]
            await audited(person, "approve")
            await tabbed_to(person, yes)
            await person.keyboard.press("Enter")
            await expect(person.get_by_role("status").first).to_contain_text("Both sides signed")
            await expect(person.get_by_role("main")).to_contain_text(total)
            seller = "Paperlane" in await person.get_by_role("main").inner_text()
            await shop.goto(said["console"]["enter"])
            await shop.get_by_role("link", name="Negotiations").click()
            await expect(shop.get_by_role("table")).to_contain_text("NETGEAR Wireless Router")
            await audited(shop, "negotiations", "brand")
            await shop.get_by_role("link", name="Deals").click()
            assert seller, "the demo's best offer is Paperlane's"
            await expect(shop.get_by_role("table")).to_contain_text(total)
