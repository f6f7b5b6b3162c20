"""Mailboxes at the brand: who may subscribe, what is told, never above a cap or after an end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from brand_agent.edge.relation import SqlBooks
from brand_agent.relation import news as newsdesk
from brand_agent.relation.event import DAY_MS, back_in_stock, fallen_price, order_care
from brand_agent.relation.news import MAX_LIVE, publish_left
from protocol import Price
from protocol.relation import Fetch, News, Sorry, Unsubscribe, Unsubscribed
from tests.brand_agent.relation.newspaper import BACK, BELOW, OFFER, Reader, desk_of, offer, tell
from tests.brand_agent.shop import NOON_MS, POLICY, Shop, entry, open_shop


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    opened = await open_shop(tmp_path)
    yield opened
    opened.database.close()


async def test_who_asked_is_told_and_nobody_else(shop: Shop) -> None:
    ada, bob = Reader(shop), Reader(shop, "bob")
    await ada.subscribe(BACK)
    await bob.subscribe({**BACK, "product": "router"})
    assert await tell(shop, back_in_stock("lamp", "lamp-1", at_ms=NOON_MS)) == 1
    assert (await ada.fetch(), await bob.fetch()) == (1, 0)
    body = ada.read[0].body
    assert isinstance(body, News)
    assert (body.product, body.variant) == ("lamp", "lamp-1")


async def test_what_the_shop_has_not_is_not_promised(shop: Shop) -> None:
    ada = Reader(shop)
    assert await ada.subscribe({**BACK, "product": "no such thing"}) == "not-sold"
    assert await ada.subscribe({**BACK, "product": "no such thing"}, BELOW) == ""
    assert ada.feed is not None
    assert list(ada.feed.topics) == [1]
    assert ada.feed.lists == {1: Price(amount=10_000, currency="USD")}


async def test_an_end_is_needed_within_a_year(shop: Shop) -> None:
    ada = Reader(shop)
    assert await ada.subscribe(until_ms=NOON_MS) == "limit"
    assert await ada.subscribe(until_ms=NOON_MS + 366 * DAY_MS + 1000) == "limit"
    assert await ada.subscribe(until_ms=NOON_MS + 366 * DAY_MS) == ""


async def test_one_key_has_no_end_of_subscriptions(shop: Shop) -> None:
    ada = Reader(shop)
    assert {await ada.subscribe(OFFER) for _ in range(MAX_LIVE)} == {""}
    assert await ada.subscribe(OFFER) == "limit"


async def test_a_price_that_was_below_already_is_no_news(shop: Shop) -> None:
    ada = Reader(shop)
    await ada.subscribe(BELOW, messages=10)

    steps = ((10_000, 8_000, "USD"), (8_000, 7_999, "USD"), (7_999, 7_000, "USD"), (9_000, 7_000, "EUR"))
    told = []
    for was, now, currency in steps:
        price = Price(amount=now, currency=currency)
        told.append(
            await tell(shop, fallen_price("router", "router-1", was_minor=was, price=price, at_ms=NOON_MS))
        )
    assert told == [0, 1, 0, 0]
    assert await ada.fetch() == 1


async def test_the_cap_holds_in_every_period(shop: Shop) -> None:
    ada = Reader(shop)
    await ada.subscribe(OFFER, messages=2, days=30)
    told = []
    for _ in range(7):
        told.append(await tell(shop, offer(shop)))
        shop.clock.at_ms += 10 * DAY_MS
        await ada.fetch()  # what was read still counts
    assert told == [1, 1, 0, 1, 1, 0, 1]
    assert len(ada.read) == 5


async def test_nothing_is_published_after_the_end(shop: Shop) -> None:
    ada, bob = Reader(shop), Reader(shop, "bob")
    await ada.subscribe(OFFER, until_ms=NOON_MS + DAY_MS)
    await bob.subscribe(OFFER)
    _, answer = await bob.ask(Unsubscribe(subscription=bob.thread))
    assert isinstance(answer.body, Unsubscribed)
    assert await tell(shop, offer(shop)) == 1
    shop.clock.at_ms += DAY_MS
    assert await tell(shop, offer(shop)) == 0
    assert len((await ada.page())[1]) == 1
    assert (await bob.page())[1] == []


async def test_a_mailbox_is_for_its_own_key(shop: Shop) -> None:
    ada, eve = Reader(shop), Reader(shop, "eve")
    await ada.subscribe(OFFER)
    await tell(shop, offer(shop))
    for body in (Fetch(subscription=ada.thread, after=9, limit=9), Unsubscribe(subscription=ada.thread)):
        _, answer = await eve.ask(body)
        assert isinstance(answer.body, Sorry)
        assert answer.body.reason == "unknown"
    assert await ada.fetch() == 1


async def test_what_is_read_may_be_dropped(shop: Shop) -> None:
    ada = Reader(shop)
    await ada.subscribe(OFFER, messages=5, days=1)
    for _ in range(3):
        await tell(shop, offer(shop))
    assert len((await ada.page(after=1))[1]) == 3
    assert len((await ada.page(after=1))[1]) == 3, "nothing was read"
    assert len((await ada.page(after=3))[1]) == 1
    assert len((await ada.page(after=1))[1]) == 1, "two were read"
    kept = await shop.database.read(
        lambda found: found.execute(
            text("SELECT count(*), count(data), (SELECT count(*) FROM brand_message) FROM brand_news")
        ).one()
    )
    assert tuple(kept) == (3, 1, 4), "times stay while they count; one fetch and the subscription are kept"


async def test_a_page_fits_a_message(shop: Shop) -> None:
    ada = Reader(shop)
    await ada.subscribe(OFFER, messages=100, days=1)
    for _ in range(100):
        await tell(shop, replace(offer(shop), words="x" * 500))
    page, news = await ada.page()
    assert page.more
    assert 30 < len(news) < 100
    assert await ada.fetch(limit=7) == 100


async def test_a_mailbox_that_nobody_reads_stops_growing(shop: Shop, tmp_path: Path) -> None:
    ada = Reader(shop)
    await ada.subscribe(OFFER, messages=100, days=1)
    for _ in range(newsdesk.MAX_UNREAD // 100 + 1):
        for _ in range(100):
            await tell(shop, offer(shop))
        shop.clock.at_ms += DAY_MS
    count = await shop.database.read(
        lambda found: found.execute(text("SELECT count(*) FROM brand_news")).scalar()
    )
    assert count == newsdesk.MAX_UNREAD


async def test_an_event_for_many_is_told_in_parts(shop: Shop) -> None:
    readers = [Reader(shop, f"reader {number}") for number in range(newsdesk.BATCH + 3)]
    for reader in readers:
        await reader.subscribe(OFFER)
    assert await tell(shop, offer(shop)) == newsdesk.BATCH
    desk = desk_of(shop)
    rest = [
        await shop.database.write(
            lambda found: publish_left(desk, SqlBooks(found).mailboxes, at_ms=shop.clock.at_ms)
        )
        for _ in range(2)
    ]
    assert [None if one is None else len(one) for one in rest] == [3, None]
    assert await readers[-1].fetch() == 1


async def test_what_was_left_is_there_when_somebody_looks(shop: Shop) -> None:
    readers = [Reader(shop, f"reader {number}") for number in range(newsdesk.BATCH + 1)]
    for reader in readers:
        await reader.subscribe(OFFER)
    assert await tell(shop, offer(shop)) == newsdesk.BATCH
    assert await readers[-1].fetch() == 1


async def test_who_knows_an_agreement_hears_of_its_order(shop: Shop) -> None:
    ada = Reader(shop)
    await ada.subscribe({"kind": "order-care", "agreement": "A" * 43})
    assert await tell(shop, order_care("B" * 42 + "A", "shipped", at_ms=NOON_MS)) == 0
    assert await tell(shop, order_care("A" * 43, "shipped", at_ms=NOON_MS)) == 1
    assert await ada.fetch() == 1


async def test_reading_the_catalog_anew_tells_what_changed(shop: Shop, tmp_path: Path) -> None:
    ada = Reader(shop)
    await ada.subscribe(BACK, BELOW, {"kind": "season-catalog"}, messages=10)
    shop.database.close()
    gone = await open_shop(tmp_path, entries=[entry(), entry("lamp", 2_500, stock=0)])
    ada.shop = gone
    assert await ada.fetch() == 0
    gone.database.close()
    back = await open_shop(
        tmp_path, entries=[entry(price=7_000), entry("lamp", 2_500, stock=4), entry("vase", 900)]
    )
    ada.shop = back
    assert await ada.fetch() == 3
    topics = {one.value["body"]["topic"] for one in ada.read}
    assert topics == {0, 1, 2}
    back.database.close()
    again = await open_shop(
        tmp_path, entries=[entry(price=7_000), entry("lamp", 2_500, stock=4), entry("vase", 900)]
    )
    ada.shop = again
    assert await ada.fetch() == 0
    again.database.close()


PROMOTION = """
[cost]
column = "cost"
[[promotion]]
id = "spring"
title = "{title}"
discount = "0.05"
valid_from = {begins}
valid_until = 2026-12-09T00:00:00Z
"""


async def test_a_public_offer_that_is_new_or_changed_is_news(tmp_path: Path) -> None:
    shop = await open_shop(tmp_path)
    ada = Reader(shop)
    await ada.subscribe(OFFER, messages=9)
    shop.database.close()
    said = []
    for title in ("A twentieth off", "A twentieth off", "A twentieth off everything"):
        rules = PROMOTION.format(title=title, begins="2026-12-01T00:00:00Z")
        ada.shop = shop = await open_shop(tmp_path, policy=POLICY + rules)
        said.append(await ada.fetch())
        shop.database.close()
    assert said == [1, 0, 1]
    assert ada.read[-1].value["body"]["promotion"] == "spring"


async def test_an_idle_brand_gives_back_and_tells_by_itself(tmp_path: Path) -> None:
    rules = PROMOTION.format(title="A twentieth off", begins="2026-12-02T00:00:00Z")
    shop = await open_shop(tmp_path, policy=POLICY + rules, tidy_s=0.01)
    ada, books = Reader(shop), SqlBooks
    await ada.subscribe(OFFER)
    held = {("lamp", "lamp-1"): 1}
    await shop.database.write(
        lambda found: books(found).holds.place(
            "T" * 43, "did:key:ada", held, until_ms=NOON_MS + 1, share=Decimal(1)
        )
    )
    async with shop.app.router.lifespan_context(shop.app):
        shop.clock.at_ms = NOON_MS + DAY_MS
        async with asyncio.timeout(20):
            while await shop.database.read(_news) == 0:
                await asyncio.sleep(0.01)
    assert await shop.database.read(lambda found: books(found).holds.of("T" * 43)) == {}
    shop.database.close()


def _news(connection: Connection) -> int:
    return int(connection.execute(text("SELECT count(*) FROM brand_news")).scalar_one())
