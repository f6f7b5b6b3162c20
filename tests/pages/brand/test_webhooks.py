"""Webhooks on the console: set up, tried, seen in the log, sent again; faults are said at the field."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from standardwebhooks.webhooks import Webhook

from brand_agent.console.roles import Role
from dailyme.pages.brand.event_words import GROUPS, WORDS
from protocol.lifecycle import EVENTS
from tests.brand_agent.webhooks.receiver import Receiver, receiving
from tests.pages.brand.programs import Works, open_works
from tests.pages.brand.staff import Browser, text_of

NASTY = '<script>alert("1")</script>'


@pytest.fixture
async def works(tmp_path: Path) -> AsyncIterator[Works]:
    async with open_works(tmp_path) as opened:
        yield opened


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


async def added(browser: Browser, url: str, *events: str) -> str:
    """Add a webhook as a person does; return the secret that is shown."""
    form = await browser.get("/webhooks/new")
    mark = re.search(r'name="mark" value="([^"]+)"', form.text)
    assert mark is not None
    fields: dict[str, str | list[str]] = {"url": url, "events": list(events), "mark": mark[1]}
    answer = await browser.send("/webhooks", fields)
    assert answer.status_code == 200, text_of(answer)
    secret = re.search(r'value="(whsec_[^"]+)"', answer.text)
    assert secret is not None
    return html.unescape(secret[1])


async def heard(receiver: Receiver, count: int) -> None:
    """Wait until *receiver* heard *count* times."""
    for _ in range(500):
        if len(receiver.heard) >= count:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"heard {len(receiver.heard)} times")


def test_each_event_of_the_registry_has_words_once() -> None:
    named = [event for _, some in GROUPS for event, _ in some]
    assert sorted(named) == sorted(EVENTS)
    assert len(set(WORDS.values())) == len(EVENTS)


async def test_a_deal_reaches_a_program_that_was_set_up_here(works: Works, receiver: Receiver) -> None:
    admin = await works.admin()
    assert "No webhook yet" in await admin.text("/webhooks")
    secret = await added(admin, receiver.url, "first-deal")
    await works.deal()
    works.postman.ring()
    await heard(receiver, 1)
    assert receiver.events() == ["first-deal"]
    Webhook(secret).sign  # noqa: B018  the published library takes the secret as it is shown
    for _ in range(500):
        words = await admin.text("/webhooks/1")
        if "Arrived" in words:
            break
        await asyncio.sleep(0.01)
    assert "A first deal" in words and "Arrived" in words


async def test_the_secret_is_shown_on_no_other_page(works: Works, receiver: Receiver) -> None:
    admin = await works.admin()
    secret = await added(admin, receiver.url, "first-deal")
    for path in ("/webhooks", "/webhooks/1"):
        assert secret not in (await admin.get(path)).text
    rotated = re.search(r'value="(whsec_[^"]+)"', (await admin.send("/webhooks/1/secret")).text)
    assert rotated is not None and html.unescape(rotated[1]) != secret


async def test_the_same_form_sent_twice_adds_one(works: Works, receiver: Receiver) -> None:
    admin = await works.admin()
    fields: dict[str, str | list[str]] = {"url": receiver.url, "events": ["first-deal"], "mark": "the same"}
    pages = [await admin.send("/webhooks", fields) for _ in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert (await admin.get("/webhooks")).text.count('class="card"') == 1


async def test_a_test_is_sent_and_can_be_sent_again(works: Works, receiver: Receiver) -> None:
    admin = await works.admin()
    await added(admin, receiver.url, "first-deal")
    await admin.done("/webhooks/1/test")
    await heard(receiver, 1)
    await admin.done("/webhooks/1/sent/1/again")
    await heard(receiver, 2)
    assert receiver.events() == ["test", "test"]
    assert len({one.headers["webhook-id"] for one in receiver.heard}) == 1


async def test_what_a_receiver_says_is_shown_as_text(works: Works, receiver: Receiver) -> None:
    receiver.status, receiver.said = 500, NASTY.encode()
    admin = await works.admin()
    await added(admin, receiver.url, "first-deal")
    await admin.done("/webhooks/1/test")
    await heard(receiver, 1)
    for _ in range(500):
        page = await admin.get("/webhooks/1/sent/1")
        if "Answered 500" in page.text:
            break
        await asyncio.sleep(0.01)
    assert NASTY not in page.text
    assert html.escape(NASTY, quote=False) in html.unescape(page.text) or NASTY in html.unescape(page.text)


async def test_an_address_that_can_not_be_called_is_said_at_the_field(works: Works) -> None:
    admin = await works.admin()
    cases = {
        "": "Fill this in.",
        "ftp://shop.example/x": "https://",
        "http://shop.example/x": "https://",
        "https://ana:secret@shop.example/": "https://",
        NASTY: "https://",
        "javascript:alert(1)": "https://",
        "https://shop.example/" + "x" * 2000: "At most 2000",
    }
    for url, said in cases.items():
        answer = await admin.send("/webhooks", {"url": url, "events": ["first-deal"], "mark": "m"})
        assert answer.status_code == 422
        assert NASTY not in answer.text
        fault = re.search(r'id="f-url-fault">(.*?)</p>', answer.text, re.S)
        assert fault is not None and said in fault[1], url
        assert 'value="first-deal" checked' in answer.text


async def test_events_that_can_not_be_told_are_said_at_the_field(works: Works) -> None:
    admin = await works.admin()
    for events in ([], ["no-event"], [NASTY]):
        answer = await admin.send(
            "/webhooks", {"url": "https://shop.example/", "events": events, "mark": "m"}
        )
        assert answer.status_code == 422
        assert 'id="f-events-fault"' in answer.text
        assert NASTY not in answer.text


async def test_a_field_that_comes_twice_is_refused(works: Works) -> None:
    admin = await works.admin()
    urls = ["https://a.example/", "https://b.example/"]
    answer = await admin.send("/webhooks", {"url": urls, "events": ["first-deal"], "mark": "m"})
    assert answer.status_code == 422
    assert "This came twice" in text_of(answer)


async def test_it_is_changed_switched_off_and_removed(works: Works, receiver: Receiver) -> None:
    admin = await works.admin()
    await added(admin, receiver.url, "first-deal")
    changed: dict[str, str | list[str]] = {"url": "https://shop.example/in", "events": ["returned"]}
    assert "https://shop.example/in" in await admin.done("/webhooks/1", changed)
    assert "Nothing is sent" in await admin.done("/webhooks/1/switch", {"to": "off"})
    assert "what waited is sent now" in await admin.done("/webhooks/1/switch", {"to": "on"})
    assert "No webhook yet" in await admin.done("/webhooks/1/remove")
    assert (await admin.get("/webhooks/1")).status_code == 404
    assert (await admin.send("/webhooks/1/test")).status_code == 404


async def test_only_an_admin_changes_webhooks(works: Works, receiver: Receiver) -> None:
    await added(await works.admin(), receiver.url, "first-deal")
    viewer = await works.desk.browser("Vic", Role.VIEWER)
    fields: dict[str, str | list[str]] = {"url": "https://b.example/", "events": ["late"], "to": "off"}
    for path in ("", "/1", "/1/secret", "/1/switch", "/1/remove", "/1/test"):
        assert (await viewer.send("/webhooks" + path, fields | {"mark": "m"})).status_code == 403
    shown = await viewer.text("/webhooks/1")
    assert receiver.url in shown and "Send a test" not in shown
