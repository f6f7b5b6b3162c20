"""The catalog and the customers as a person looks at them, in a browser, over the shop that runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect

from tests.pages.conftest import Opened
from tests.pages.harness.audit import audited, tabbed_to
from tests.pages.harness.servers import Market


@pytest.mark.slow
async def test_a_new_catalog_is_looked_at_and_then_sold(console: Opened, market: Market) -> None:
    page = console.page
    await console.to("/catalog")
    await audited(page, "catalog", "brand")
    await page.get_by_label("Find a product").fill("keyboard")
    await expect(page).to_have_url(console.url + "/catalog?q=keyboard")
    await expect(page.get_by_role("table")).to_contain_text("Keyboard")
    await page.get_by_role("table").get_by_role("link").first.click()
    await page.get_by_text("Show the record").click()
    await audited(page, "product", "brand")
    await console.to("/catalog/import")
    await audited(page, "import", "brand")
    source = market.config("northgate").parent / "catalog.csv"
    lines = source.read_text("utf-8").splitlines()
    changed = "\n".join([*lines[:1], *lines[4:], "broken,<b>row</b>,,,,,,,"]).encode()
    await page.get_by_label("The new catalog").set_input_files(
        {"name": "new.csv", "mimeType": "text/csv", "buffer": changed}
    )
    await page.get_by_role("button", name="Look at it").click()
    await expect(page.get_by_role("heading", name="Gone")).to_be_visible()
    await audited(page, "import-look", "brand")
    await tabbed_to(page, page.get_by_role("button", name="Sell this from now on"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("is sold from now on")
    assert source.read_bytes() == changed
    await page.get_by_role("link", name="See why").click()
    await audited(page, "rejects", "brand")


@pytest.mark.slow
async def test_an_offer_is_published_and_ended(console: Opened) -> None:
    page = console.page
    await console.to("/catalog/offers")
    await audited(page, "offers-empty", "brand")
    console.guard.allowed.add(422)
    await page.get_by_label("What it is called").fill("Spring at Northgate")
    await page.get_by_label("Percent off the list price").fill("99")
    await page.get_by_label("Last day").fill((datetime.now(UTC) + timedelta(days=9)).date().isoformat())
    await page.get_by_role("button", name="Publish it").click()
    await expect(page.get_by_text("Write a number from")).to_be_visible()
    await audited(page, "offers-fault", "brand")
    await page.get_by_label("Percent off the list price").fill("5")
    await tabbed_to(page, page.get_by_role("button", name="Publish it"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("table")).to_contain_text("Spring at Northgate")
    await audited(page, "offers", "brand")
    await page.get_by_role("button", name="End it").click()
    await expect(page.get_by_role("status")).to_contain_text("It is over")


@pytest.mark.slow
@pytest.mark.parametrize("path", ["", "/funnel", "/segments", "/demand"])
async def test_customers_are_counted_and_nobody_is_named(console: Opened, path: str) -> None:
    await console.to("/customers" + path)
    await audited(console.page, "customers" + path.replace("/", "-"), "brand")
    assert "did:key" not in await console.page.content()


@pytest.mark.slow
async def test_a_marketplace_is_asked_for_unmet_wishes(console: Opened, market: Market) -> None:
    page = console.page
    await console.to("/customers/demand")
    await page.get_by_label("Marketplace").fill(market.url)
    await page.get_by_role("button", name="Ask it").click()
    await expect(page.get_by_text("Nothing is told in your categories")).to_be_visible()
    await audited(page, "customers-demand-asked", "brand")
