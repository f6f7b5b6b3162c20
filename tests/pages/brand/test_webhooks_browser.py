"""Webhooks and keys as a person sets them up in a browser, over the shop that runs: a wish ends in a call."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import httpx
import pytest
from playwright.async_api import expect
from standardwebhooks.webhooks import Webhook

from tests.brand_agent.webhooks.receiver import receiving
from tests.dailyme.commandline import new_home
from tests.pages.conftest import Opened
from tests.pages.harness.audit import audited, tabbed_to
from tests.pages.harness.servers import Market, settle


@pytest.mark.slow
async def test_a_person_sets_up_a_webhook_and_a_deal_calls_it(
    console: Opened, market: Market, tmp_path: Path
) -> None:
    page = console.page
    with receiving() as receiver:
        await console.to("/webhooks")
        await audited(page, "webhooks-empty", "brand")
        await page.get_by_role("link", name="Add a webhook").click()
        await page.get_by_label("Address").fill("ftp://nowhere")
        console.guard.allowed.add(422)
        await page.get_by_role("button", name="Add it").click()
        await expect(page.get_by_text("This can't be called")).to_be_visible()
        await audited(page, "webhook-new-fault", "brand")
        await page.get_by_label("Address").fill(receiver.url)
        await page.get_by_label("Somebody came for the first time").check()
        await tabbed_to(page, page.get_by_role("button", name="Add it"))
        await page.keyboard.press("Enter")
        secret = await page.get_by_label(re.compile("Secret for")).input_value()
        await audited(page, "webhook-secret", "brand")
        await page.get_by_role("link", name="I have copied it").click()
        await page.get_by_role("button", name="Send a test").click()
        await expect(page.get_by_text("It keeps its id")).to_be_visible()
        wish = (
            "wish",
            "now",
            "wireless router",
            "--brand",
            market.brands["northgate"],
            "--ceiling",
            "150 USD",
        )
        done = await asyncio.to_thread(
            settle(new_home(tmp_path), market.url).dailyme, *wish, "--yes", "--json"
        )
        assert done.returncode == 0, done.stderr
        for _ in range(100):
            if {"test", "first-contact", "first-deal"} <= set(receiver.events()):
                break
            await asyncio.sleep(0.1)
        assert {"test", "first-contact", "first-deal"} <= set(receiver.events())
        for one in receiver.heard:
            Webhook(secret).verify(one.body, one.headers)
        receiver.status, receiver.said = 503, b"<b>Back at nine</b>"
        await page.get_by_role("button", name="Send it again").click()
        await expect(page.get_by_text("sent again, under the same id")).to_be_visible()
        for _ in range(50):
            if await page.get_by_text("Answered 503").is_visible():
                break
            await asyncio.sleep(0.1)
            await page.reload()
        await expect(page.get_by_text("<b>Back at nine</b>")).to_be_visible()
        await audited(page, "webhook-sent", "brand")
        await page.get_by_role("link", name="Webhook 1").click()
        await audited(page, "webhook", "brand")
        await page.get_by_text("Change the address or the events").click()
        await audited(page, "webhook-change", "brand")
        await page.get_by_role("link", name="All webhooks").click()
        await audited(page, "webhooks", "brand")
        await page.get_by_role("link", name=receiver.url).click()
        await page.get_by_text("New secret, or remove it").click()
        await page.get_by_role("button", name="Remove").click()
        await expect(page.get_by_text("No webhook yet")).to_be_visible()


@pytest.mark.slow
async def test_a_person_makes_a_key_and_a_program_uses_it(console: Opened) -> None:
    page = console.page
    await console.to("/webhooks/keys")
    await audited(page, "keys-empty", "brand")
    await page.get_by_label("What it is for").fill("Monthly report")
    await page.get_by_label("read the catalog").check()
    await tabbed_to(page, page.get_by_role("button", name="Make it"))
    await page.keyboard.press("Enter")
    key = await page.get_by_label("Key for Monthly report").input_value()
    await page.get_by_role("button", name="Copy").click()
    await expect(page.get_by_role("button", name="Copied")).to_be_visible()
    await audited(page, "key-made", "brand")
    async with httpx.AsyncClient(base_url=console.url, headers={"authorization": f"Bearer {key}"}) as program:
        assert len((await program.get("/api/v1/catalog")).json()["products"]) == 50
        assert (await program.get("/api/v1/webhooks")).status_code == 403
        await page.get_by_role("link", name="I have copied it").click()
        await audited(page, "keys", "brand")
        await page.get_by_role("button", name="Revoke Monthly report").click()
        await expect(page.get_by_text("No key yet")).to_be_visible()
        assert (await program.get("/api/v1/catalog")).status_code == 401
    await page.get_by_role("link", name="API", exact=True).click()
    await page.get_by_text("/api/v1/deals/{thread}").click()
    await audited(page, "api", "brand")
