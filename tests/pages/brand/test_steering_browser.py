"""Goals, limits, proposals, people and the business case in a browser, over weeks of real agreements."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from brand_agent.console.roles import Role
from dailyme.clock import now_ms
from dailyme.places import sqlite_url
from tests.dailyme.commandline import new_home
from tests.pages.brand.dealing import dealing
from tests.pages.brand.staff import CATALOG, POLICY
from tests.pages.conftest import Opened, entered, guarded
from tests.pages.harness.audit import audited, tabbed_to

DAY_MS = 86_400_000
PASSWORD = "four words not together"
WORDS = (
    "20 % more revenue from our best customers by March 2027, margin never under 8 %, "
    "clear the printers first"
)
LIMITS = POLICY + 'daily_concessions = "400.00"\n'


@pytest_asyncio.fixture(loop_scope="session")
async def shop(browser: Browser, tmp_path: Path) -> AsyncIterator[Opened]:
    """The console of a shop that sold for three weeks towards a goal that was signed."""
    folder = tmp_path / "shop"
    folder.mkdir()
    begun_ms = now_ms() - 21 * DAY_MS
    async with dealing(folder, policy=LIMITS, catalog=CATALOG, at_ms=begun_ms) as town:
        bea = await town.desk.browser("Bea Lind", Role.APPROVER)
        await bea.done("/goals/set", {"words": "revenue to 6000.00 USD in 60 days, 40 deals in 60 days"})
        await bea.done("/goals/1/sign", {"knowing": ["unclear"]})
        await bea.done("/business/costs", {"acquisition": "28.00", "points": ""})
        for number in range(24):
            town.desk.clock.at_ms += 20 * 3_600_000
            lower = (9_200, 9_000) if number % 3 else (9_500,)
            await town.bought(f"buyer {number}", *lower, product="one")
    where = ("--config", str(folder / "brand.toml"), "--database", sqlite_url(folder / "brand.db"))
    async with entered(browser, new_home(tmp_path), "brand", "console", *where) as opened:
        yield opened


async def seen(page: Page, site: Opened, path: str, name: str) -> None:
    """Look at *path* as everybody does."""
    await site.to(path)
    await audited(page, name, "brand")


@pytest.mark.slow
async def test_two_people_change_a_limit(browser: Browser, shop: Opened) -> None:
    page = shop.page
    await seen(page, shop, "/people", "people")
    await page.get_by_role("radio", name="Approver").check()
    await tabbed_to(page, page.get_by_role("button", name="Make a link"))
    await page.keyboard.press("Enter")
    await audited(page, "people-link", "brand")
    link = await page.get_by_label("The invitation").input_value()
    async with guarded(browser) as (other, guard):
        guard.allowed |= {401, 403, 422}
        await other.goto(link)
        await other.get_by_label("Your name").fill("Ruth")
        await other.get_by_label("A password", exact=True).fill("short")
        await other.get_by_label("The same password again").fill("short")
        await other.keyboard.press("Enter")
        await audited(other, "join-fault", "brand")
        await other.get_by_label("A password", exact=True).fill(PASSWORD)
        await other.get_by_label("The same password again").fill(PASSWORD)
        await other.keyboard.press("Enter")
        await expect(other.get_by_role("heading", name="Goals", exact=True)).to_be_visible()
        await seen(page, shop, "/guardrails", "guardrails")
        await page.get_by_label("Floor margin, %").fill("7.5")
        await page.get_by_role("checkbox", name="How it haggles").check()
        await page.get_by_label("Why", exact=True).fill("Spring is slow; a little more room.")
        shop.guard.allowed.add(422)
        await tabbed_to(page, page.get_by_role("button", name="Propose"))
        await page.keyboard.press("Enter")
        await audited(page, "guardrails-fault", "brand")
        await page.get_by_label("Until").fill("2027-06-30")
        await page.get_by_role("button", name="Propose").click()
        await expect(page.get_by_text("You proposed it, so somebody else decides")).to_be_visible()
        await audited(page, "guardrails-waiting", "brand")
        await other.goto(shop.url + "/guardrails")
        await audited(other, "guardrails-to-decide", "brand")
        await tabbed_to(other, other.get_by_role("button", name="Approve"))
        await other.keyboard.press("Enter")
        await expect(other.get_by_text("Approved: it holds from now on.")).to_be_visible()
        await audited(other, "guardrails-decided", "brand")
        await other.goto(shop.url + "/me")
        await audited(other, "me", "brand")
        await other.get_by_role("button", name="Sign out").click()
        await expect(other.get_by_role("heading", name="Sign in to Office")).to_be_visible()
        await other.get_by_label("Your name").fill("Ruth")
        await other.get_by_label("Your password").fill("not that one at all")
        await other.keyboard.press("Enter")
        await audited(other, "sign-in-fault", "brand")
    await seen(page, shop, "/people/record", "record")


@pytest.mark.slow
async def test_a_goal_is_said_signed_and_followed(shop: Opened) -> None:
    page = shop.page
    await seen(page, shop, "/", "goals")
    await seen(page, shop, "/business", "business")
    await seen(page, shop, "/proposals", "proposals-none")
    await shop.to("/")
    await page.get_by_label("What do you want?").fill(WORDS)
    await tabbed_to(page, page.get_by_role("button", name="Show what you understand"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Is this what you mean?")).to_be_visible()
    await audited(page, "goal-read", "brand")
    await page.get_by_role("button", name="Keep it as a draft").click()
    await expect(page.get_by_role("heading", name="Sign it")).to_be_visible()
    await audited(page, "goal-draft", "brand")
    for box in await page.get_by_role("checkbox").all():
        await box.check()
    await page.get_by_role("button", name="Sign as").click()
    await expect(page.get_by_text("Signed. From now on")).to_be_visible()
    await seen(page, shop, "/proposals", "proposals")
    offer = page.get_by_role("article", name="A public offer").first
    await offer.get_by_role("button", name="Approve").click()
    await expect(page.get_by_text("Approved: it holds from now on.")).to_be_visible()
    limits = page.get_by_role("article", name="Tighter limits").first
    await limits.get_by_text("Decline", exact=True).click()
    await limits.get_by_label("Why not").fill("Not before Easter")
    await limits.get_by_role("button", name="Decline it").click()
    await expect(page.get_by_text("Declined: it is proposed no more.")).to_be_visible()
    await audited(page, "proposals-decided", "brand")
    await seen(page, shop, "/goals/log/all", "goal-log")
    await seen(page, shop, "/goals/1", "goal-replaced")
