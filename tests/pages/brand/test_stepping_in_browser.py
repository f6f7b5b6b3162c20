"""Negotiations and deals as a person looks at them, in a browser, over the shop that runs beside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.dailyme.commandline import new_home
from tests.pages.brand.visitor import Visitor, visiting
from tests.pages.conftest import Opened
from tests.pages.harness.audit import audited, tabbed_to
from tests.pages.harness.servers import Market, settle

ROUTER = "NG-00260"


def others(url: str) -> None:
    """More negotiations, one that haggles, one that bought, one that left."""
    visiting(url, "NG-00009", 20_000, 21_500, 22_000, name="haggles")
    bought = visiting(url, "NG-00012", 8_000, name="buys")
    bought.says(bought.accept())
    left = visiting(url, "NG-00042", 9_000, name="leaves", quantity=2)
    left.says(left.close())


@pytest.mark.slow
async def test_a_negotiation_is_watched_led_and_stopped(console: Opened, market: Market) -> None:
    page, url = console.page, market.brands["northgate"]
    await console.to("/negotiations?which=stopped")
    await audited(page, "negotiations-none", "brand")
    await console.to("/negotiations")
    visitor = visiting(url, ROUTER, 11_000, 11_300, name="watched")
    link = page.locator(f"#talk-{visitor.talk.thread}")  # it comes by itself
    await expect(link).to_be_visible()
    others(url)
    await expect(page.get_by_role("table")).to_contain_text("no deal")
    await audited(page, "negotiations", "brand")
    await tabbed_to(page, link)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("img", name="Totals move by move")).to_be_visible()
    await audited(page, "negotiation", "brand")
    await tabbed_to(page, page.get_by_role("button", name="Take it over"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("You lead this negotiation now")
    console.guard.allowed.add(422)
    await page.get_by_label("Offer next, all in all").fill("1.00")
    await page.get_by_role("button", name="Offer this next").click()
    await expect(page.locator(".fault")).to_contain_text("That is below your floor")
    await audited(page, "negotiation-led", "brand")
    await page.get_by_label("Offer next, all in all").fill("121.50")
    await page.get_by_role("button", name="Offer this next").click()
    await expect(page.get_by_text("With its next answer it offers")).to_be_visible()
    visitor.says(visitor.counter(11_500, visitor.offer.terms))
    assert visitor.offer.total.amount == 12_150
    await page.reload()
    await expect(page.get_by_text("set by hand")).to_be_visible()
    await page.get_by_role("button", name="Stop it").click()
    await expect(page.get_by_text("stopped it. Nothing more is given")).to_be_visible()
    await audited(page, "negotiation-stopped", "brand")


@pytest.mark.slow
async def test_the_switch_in_the_header_stops_the_agent_that_runs(console: Opened, market: Market) -> None:
    page, url = console.page, market.brands["northgate"]
    await console.to("/catalog")
    await tabbed_to(page, page.get_by_role("button", name="Pause the agent"))
    await page.keyboard.press("Enter")
    try:
        await expect(page.get_by_role("status")).to_contain_text("Your agent is paused")
        assert page.url == console.url + "/catalog"
        visitor = Visitor(url, "late")
        line = {"product": ROUTER, "variant": ROUTER, "quantity": 1}
        answer = visitor.says(visitor.opening(lines=[line]))
        assert answer.value["body"]["reason"] == "paused"
        await page.get_by_role("link", name="Agent paused").click()
        await audited(page, "controls-paused", "brand")
    finally:  # from another process, as somebody at the machine would
        for said in (("people", "alone"), ("go",), ("people", "alone", "--no")):
            done = market.home.dailyme("brand", *said, "--url", url, "--json")
            assert done.returncode == 0, done.stderr
    await page.reload()
    await audited(page, "controls", "brand")


@pytest.mark.slow
async def test_a_deal_is_looked_at_checked_and_moved_along(
    console: Opened, market: Market, tmp_path: Path
) -> None:
    page, person = console.page, settle(new_home(tmp_path), market.url)
    url = market.brands["northgate"]
    await console.to("/deals?stage=refunded")
    await audited(page, "deals-none", "brand")
    looking = ("--brand", url, "--mandate", "135 USD", "--local", "--json")
    done = person.dailyme("wish", "now", "wireless router for video and gaming", *looking)
    assert done.returncode == 0, done.stderr
    listed = person.dailyme("deal", "list", "--json")
    deal = json.loads(listed.stdout)["deals"][0]
    ordered = person.dailyme("deal", "order", deal["deal"][:12], "--json")
    assert ordered.returncode == 0, ordered.stderr
    code = json.loads(ordered.stdout)["handoff"]["code"]
    await console.to("/deals")
    await audited(page, "deals", "brand")
    await page.get_by_role("link", name="NETGEAR").first.click()
    await expect(page.get_by_text("both signatures hold")).to_be_visible()
    await page.get_by_text("Show the document").click()
    await audited(page, "deal", "brand")
    await page.get_by_label("The code that the customer brought").fill(code)
    await page.get_by_role("button", name="Say that it is paid").click()
    await expect(page.get_by_role("status")).to_contain_text("It is paid")
    await page.get_by_label("It is now").select_option("shipped")
    await tabbed_to(page, page.get_by_role("button", name="Save"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("It is shipped now")
    told = person.dailyme("deal", "track", deal["deal"][:12], "--json")
    assert '"shipped"' in told.stdout
    await audited(page, "deal-shipped", "brand")
    await console.to("/deals")
    async with page.expect_download() as started:
        await page.get_by_role("link", name="CSV").click()
    assert (await started.value).suggested_filename == "deals.csv"
