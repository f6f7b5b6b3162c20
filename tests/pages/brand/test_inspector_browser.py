"""The inspector in a browser: a brand looks at a rival that runs, sends it a message, and sees a refusal."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.pages.conftest import Opened
from tests.pages.harness.audit import audited, tabbed_to
from tests.pages.harness.servers import Market


@pytest.mark.slow
async def test_a_person_looks_at_an_agent_and_sends_it_a_message(console: Opened, market: Market) -> None:
    page = console.page
    await console.to("/inspector")
    await audited(page, "inspector-empty", "brand")
    await page.get_by_label("Address of an agent").fill("http://10.0.0.1")
    console.guard.allowed.add(422)
    await tabbed_to(page, page.get_by_role("button", name="Look"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("This can't be asked.")).to_be_visible()
    await audited(page, "inspector-fault", "brand")
    await page.get_by_label("Address of an agent").fill(market.brands["paperlane"])
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Catalog, first page")).to_be_visible()
    await expect(page.get_by_text("Does not hold")).to_have_count(0)
    await audited(page, "inspector", "brand")
    await tabbed_to(page, page.get_by_role("button", name="Sign and send"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="A signed message: offer")).to_be_visible()
    await audited(page, "inspector-offer", "brand")
    await page.get_by_label("Send it").select_option("tampered")
    await page.get_by_role("button", name="Sign and send").click()
    await expect(page.get_by_role("heading", name="A refusal: bad-signature")).to_be_visible()
    await audited(page, "inspector-refusal", "brand")
