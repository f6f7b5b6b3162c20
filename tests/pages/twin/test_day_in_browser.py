"""A day with Daily Me in a browser: what a person does, by hand and by keyboard, and how each page looks."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from consumer_twin.history import day_of
from dailyme.clock import now_ms
from tests.pages.conftest import Opened
from tests.pages.harness.audit import audited, quiet, tabbed_to

pytestmark = pytest.mark.slow

WISH = "wireless router for video and gaming under 130 dollars by 24 December 2099, not by Foonik"


@contextmanager
def silent_shop() -> Iterator[tuple[str, threading.Event]]:
    """A shop that takes every call and says nothing; it hangs up once the event is set."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        calls: list[socket.socket] = []

        def serve() -> None:
            listening.settimeout(0.2)
            while not over.is_set():
                try:
                    calls.append(listening.accept()[0])
                except TimeoutError:
                    continue
            for call in calls:
                call.close()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://localhost:{listening.getsockname()[1]}", over
        finally:
            over.set()
            thread.join()


async def say(me: Opened, text: str) -> None:
    """Say a wish on the page that is open, and go on."""
    await me.page.get_by_label(re.compile("What are you looking for|Your first wish")).fill(text)
    await me.page.get_by_role("button", name="Go on").click()


async def options(page: Page) -> list[str]:
    """Return the totals on the page, from the top."""
    await quiet(page)
    return await page.locator(".offer .price").all_inner_texts()


async def test_a_first_wish_is_understood_mended_and_looked_for(daily_me: Opened) -> None:
    page = daily_me.page
    await expect(page.get_by_role("heading", level=1)).to_have_text("Say what you are looking for.")
    await audited(page, "start")
    await say(daily_me, "red mug, 40 kr")
    await expect(page.get_by_text("Not clear, so left out")).to_be_visible()
    await audited(page, "understood-unclear")
    await page.get_by_role("link", name="Leave it").click()

    await say(daily_me, "wireless router for video and gaming under 130 dollars, not by Foonik")
    await expect(page.get_by_label("At most, all in")).to_have_value("130.00 USD")
    await expect(page.get_by_label("Not made by")).to_have_value("Foonik")
    await audited(page, "understood")
    daily_me.guard.allowed.add(422)
    await page.get_by_label("At most, all in").fill("lots")
    await page.get_by_role("button", name="Look now").click()
    await expect(page.get_by_text("Write an amount such as")).to_be_visible()
    await audited(page, "understood-fault")
    await page.get_by_label("At most, all in").fill("130")
    await page.get_by_role("button", name="Look now").click()

    await expect(page.locator(".offer")).to_have_count(3)
    await expect(page.locator("#news")).to_have_text(
        re.compile("Your twin found 3 offers for wireless router")
    )
    await page.get_by_text("All reasons").first.click()
    await audited(page, "looked")


async def test_the_day_is_sorted_grouped_and_compared(daily_me: Opened) -> None:
    page = daily_me.page
    await say(daily_me, "wireless router for video and gaming")
    await page.get_by_role("button", name="Look now").click()
    await expect(page.locator(".offer")).to_have_count(3)
    await daily_me.to("/")
    await audited(page, "today")
    await page.get_by_label("Order").focus()
    await page.get_by_label("Order").select_option("price")
    await page.wait_for_url(re.compile("sort=price"))
    await expect(page.get_by_label("Order")).to_be_focused()
    totals = [float(one.lstrip("US$")) for one in await options(page)]
    assert totals == sorted(totals)
    await page.get_by_label("By product").check()
    await expect(page.locator(".product").first).to_be_visible()
    await audited(page, "today-by-product")
    for box in await page.get_by_label("Compare", exact=False).all():
        if await box.get_attribute("type") == "checkbox":
            await box.check()
    await page.get_by_role("button", name="Compare side by side").click()
    await page.wait_for_url(re.compile(r"/compare\?o=.+&o=.+&o="))


async def test_the_first_prices_are_there_while_a_shop_is_silent(daily_me: Opened) -> None:
    page = daily_me.page
    with silent_shop() as (address, over):
        await say(daily_me, "wireless router for video and gaming")
        await page.get_by_label("Shops of your own").fill(address)
        await page.get_by_role("button", name="Look now").click()
        await expect(page.locator(".sight")).to_have_count(3)
        await expect(page.get_by_text("3 shops read so far.")).to_be_visible()
        assert await page.locator(".offer").count() == 0
        await audited(page, "looking")
        over.set()
        await expect(page.locator(".offer")).to_have_count(3, timeout=40_000)
    await expect(page.get_by_text("Who was left out")).to_be_visible()


async def test_a_line_that_breaks_is_mended_and_nothing_is_missed(daily_me: Opened) -> None:
    page = daily_me.page
    await say(daily_me, "wireless router for video and gaming")
    await page.get_by_role("button", name="Look now").click()
    await page.wait_for_url(re.compile("/looking/"))
    await page.context.set_offline(True)
    await page.wait_for_timeout(3_000)
    await page.context.set_offline(False)
    await expect(page.locator(".offer")).to_have_count(3, timeout=40_000)
    daily_me.guard.complaints.clear()  # Chromium calls the broken line an error, as it should


async def test_a_wish_that_is_kept_is_found_paused_and_ended_by_keyboard(daily_me: Opened) -> None:
    page = daily_me.page
    await daily_me.to("/wishes")
    await audited(page, "wishes-empty")
    await tabbed_to(page, page.get_by_role("link", name="A new wish"))
    await page.keyboard.press("Enter")
    await tabbed_to(page, page.get_by_label("What are you looking for?"))
    await page.keyboard.type("two Logitech wireless mice")
    await tabbed_to(page, page.get_by_role("button", name="Go on"))
    await page.keyboard.press("Enter")
    await tabbed_to(page, page.get_by_role("button", name="Keep looking"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Your twin keeps looking.")).to_be_visible()
    await audited(page, "wish")
    await expect(page.locator("#said")).to_have_attribute("role", "status")

    await daily_me.to("/")
    await expect(page.locator(".offer").first).to_be_visible()
    await expect(page.get_by_role("link", name="Kept looking for")).to_be_visible()

    await daily_me.to("/wishes")
    await audited(page, "wishes")
    await tabbed_to(page, page.get_by_role("button", name="Pause Logitech wireless mice"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Paused", exact=True)).to_be_visible()
    await tabbed_to(page, page.get_by_role("button", name="Go on Logitech wireless mice"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Looking", exact=True)).to_be_visible()
    await page.get_by_role("link", name="Change Logitech wireless mice").click()
    await page.get_by_label("At most, all in").fill("60 USD")
    await page.get_by_role("button", name="Keep the changes").click()
    await expect(page.get_by_text("Changed. Your twin looks at it anew next time.")).to_be_visible()
    await page.get_by_role("button", name="Done, stop looking").click()
    await expect(page.get_by_text("Your twin looks for nothing yet.")).to_be_visible()


def history() -> str:
    """A synthetic table: ink that runs out now, tea that was just bought, and a line that can't be read."""
    today = day_of(now_ms())
    rows = [
        f"{today - timedelta(days=24 + 24 * one)},Canon CLI-226 Cyan Ink Tank,13.97 USD" for one in range(7)
    ]
    rows += [f"{today - timedelta(days=1 + 40 * one)},Green tea,3.50 USD" for one in range(5)]
    return "\n".join(["date,title,price", *rows, "soon,,free"])


async def test_an_order_history_is_shown_kept_and_something_is_sensed(
    daily_me: Opened, tmp_path: Path
) -> None:
    page = daily_me.page
    file = tmp_path / "orders.csv"
    file.write_text(history())
    await page.get_by_role("link", name="Bring an order history").click()
    await audited(page, "imports-empty")
    await page.get_by_label("The file").set_input_files(file)
    await page.get_by_role("button", name="Show what is in it").click()
    await expect(page.get_by_text("Nothing is kept yet.")).to_be_visible()
    await audited(page, "import-preview")
    await page.get_by_role("button", name="Keep 12 purchases").click()
    await expect(page.get_by_text("Kept: 12 new, 0 known already.")).to_be_visible()
    await audited(page, "imports")

    await daily_me.to("/")
    await expect(page.get_by_text("Nothing good today.")).to_be_visible()
    await audited(page, "today-sensed")
    await page.get_by_role("button", name=re.compile("^Not now")).first.click()
    await expect(page.get_by_text("not for the next 14 days")).to_be_visible()

    await daily_me.to("/imports")
    await page.get_by_role("button", name="Take it back orders.csv").click()
    await expect(page.get_by_text("Taken back: 12 purchases are forgotten.")).to_be_visible()


async def test_a_need_becomes_a_wish_on_a_yes(daily_me: Opened, tmp_path: Path) -> None:
    page = daily_me.page
    file = tmp_path / "orders.csv"
    file.write_text(history())
    await daily_me.to("/imports")
    await page.get_by_label("The file").set_input_files(file)
    await page.get_by_role("button", name="Show what is in it").click()
    await page.get_by_role("button", name="Keep 12 purchases").click()
    await daily_me.to("/suggestions")
    await audited(page, "suggestions")
    await tabbed_to(page, page.get_by_role("button", name=re.compile("^Look for it Canon")))
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Your twin looks for Canon CLI-226 Cyan Ink Tank.")).to_be_visible()
    await daily_me.to("/")
    await expect(page.locator(".offer").first).to_be_visible()


async def test_without_scripts_the_pages_do_the_same(daily_me: Opened) -> None:
    """Forms and links are enough; the search page comes again by itself."""
    browser = daily_me.page.context.browser
    assert browser is not None
    kept = await daily_me.page.context.storage_state()
    plain = await browser.new_context(java_script_enabled=False, storage_state=kept, locale="en-GB")
    try:
        page = await plain.new_page()
        await page.goto(daily_me.url)
        await page.get_by_label("Your first wish").fill("wireless router for video and gaming")
        await page.get_by_role("button", name="Go on").click()
        await page.get_by_role("button", name="Look now").click()
        await expect(page.locator(".offer")).to_have_count(3, timeout=20_000)
        await page.goto(daily_me.url)
        await page.get_by_label("Order").select_option("price")
        await page.get_by_role("button", name="Show").click()
        assert "sort=price" in page.url
    finally:
        await plain.close()
