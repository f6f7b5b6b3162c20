"""Prices for a time: what a twin sees is what holds at that second, and what was signed before stays true."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from brand_agent import read_policy
from brand_agent.edge.trading import Trading
from brand_agent.errors import RestartNeededError
from catalog_adapters import Asked, Entry
from protocol import CatalogPage, Price, Refuse, decode
from protocol.equivocation import contradicting
from protocol.price_history import claimed
from tests.brand_agent.buyer import Buyer, to_brand
from tests.brand_agent.relation.newspaper import BACK, BELOW, Reader
from tests.brand_agent.shop import ENTRIES, NOON_MS, POLICY, Shop, entry, open_shop
from tests.brand_agent.test_coupons import COUPON
from tests.brand_agent.test_killed import brand

HOUR_MS = 3_600_000


def usd(cents: int) -> Price:
    return Price(amount=cents, currency="USD")


def on_sale(cents: int, start_ms: int, end_ms: int) -> Entry:
    """The router, reduced to *cents* from one moment to another, both included."""
    sale = (Asked(start_ms, usd(cents), usd(10_000)), Asked(end_ms + 1, usd(10_000)))
    return replace(entry(), later={"router-1": sale})


SALE = on_sale(9_000, NOON_MS + HOUR_MS, NOON_MS + 2 * HOUR_MS)


@pytest.fixture
async def selling(tmp_path: Path) -> AsyncIterator[Shop]:
    shop = await open_shop(tmp_path, entries=(SALE, *ENTRIES[1:]))
    yield shop
    shop.database.close()


async def page_of(shop: Shop, tag: str = "") -> tuple[int, dict[str, Any], str]:
    """Status, first page and tag of the catalog."""
    async with to_brand(shop.app) as client:
        got = await client.get("/catalog", headers={"if-none-match": tag} if tag else {})
    value: dict[str, Any] = {} if got.status_code == 304 else decode(got.content)
    return got.status_code, value, got.headers["etag"]


def router(page: dict[str, Any]) -> dict[str, Any]:
    variant: dict[str, Any] = page["products"][0]["variants"][0]
    return variant


def trading(shop: Shop) -> Trading:
    found: Trading = shop.app.state.trading
    return found


async def offer_of(shop: Shop, name: str, product: str = "router") -> Buyer:
    buyer = Buyer(name, at_ms=shop.clock.at_ms)
    await buyer.ask(shop.app, buyer.opening((product, 1)))
    return buyer


async def test_page_and_offer_change_at_the_very_edge(selling: Shop) -> None:
    seen: list[tuple[str, int, int]] = []
    pages = []
    for after_ms in (0, HOUR_MS - 1, HOUR_MS, 2 * HOUR_MS, 2 * HOUR_MS + 1, 30 * HOUR_MS):
        selling.clock.at_ms = NOON_MS + after_ms
        _, page, tag = await page_of(selling)
        assert (await page_of(selling, tag))[0] == 304
        CatalogPage.model_validate(page)
        buyer = await offer_of(selling, f"buyer {after_ms}")
        seen.append((page["version"], router(page)["price"]["amount"], buyer.offer.list_total.amount))
        pages.append(page)
    assert [prices for _, *prices in seen] == [[c, c] for c in (10_000, 10_000, 9_000, 9_000, 10_000, 10_000)]
    assert [version == seen[0][0] for version, *_ in seen] == [True, True, False, False, False, False]
    assert len({version for version, *_ in seen}) == 3  # before, during, and after: with what was before
    assert router(pages[2])["list_price"]["amount"] == 10_000 and "list_price" not in router(pages[5])
    assert [(run["price"]["amount"], run["since"]) for run in router(pages[5])["price_history"]] == [
        (10_000, "2026-12-01T12:00:00Z"),
        (9_000, "2026-12-01T13:00:00Z"),
        (10_000, "2026-12-01T14:00:00Z"),
    ]
    assert not contradicting(pages)


async def test_an_offer_of_the_sale_stays_firm_when_the_sale_is_over(selling: Shop) -> None:
    selling.clock.at_ms = NOON_MS + 2 * HOUR_MS
    buyer = await offer_of(selling, "in time")
    assert buyer.offer.list_total.amount == 9_000
    selling.clock.at_ms = buyer.at_ms = NOON_MS + 2 * HOUR_MS + 60_000
    named = buyer.offer_hash
    answer = await buyer.ask(selling.app, buyer.counter(8_500))
    assert answer.type in {"offer", "decline"}
    assert all(one.total.amount <= 9_000 for one in buyer.talk.offers.values())
    assert (await buyer.ask(selling.app, buyer.accept(named))).type == "confirm"
    late = await offer_of(selling, "too late")
    assert late.offer.list_total.amount == 10_000


async def test_an_edge_that_passed_unseen_is_recorded_when_it_was(selling: Shop) -> None:
    selling.clock.at_ms = NOON_MS + HOUR_MS + 40 * 60_000
    _, page, _ = await page_of(selling)
    assert router(page)["price_history"][1]["since"] == "2026-12-01T13:00:00Z"
    assert page["created"] == "2026-12-01T13:40:00Z"


async def test_a_crossed_out_price_is_proven_after_thirty_days(tmp_path: Path) -> None:
    first_ms = NOON_MS + 31 * 24 * HOUR_MS
    shop = await open_shop(tmp_path, entries=(on_sale(9_000, first_ms, first_ms + HOUR_MS), *ENTRIES[1:]))
    other = await open_shop(tmp_path, entries=(entry(list_price=usd(12_000)), *ENTRIES[1:]))
    boast = CatalogPage.model_validate((await page_of(other))[1]).products[0].variants[0]
    assert boast.list_price is not None and not claimed(boast.list_price, boast.price_history).proven
    shop.clock.at_ms = first_ms
    sold = CatalogPage.model_validate((await page_of(shop))[1]).products[0].variants[0]
    assert sold.list_price is not None and claimed(sold.list_price, sold.price_history).proven
    for one in (shop, other):
        one.database.close()


async def test_what_is_gone_is_not_sold_and_its_firm_offers_are_kept(selling: Shop) -> None:
    buyers = [await offer_of(selling, name, "lamp") for name in ("first", "second")]
    policy = selling.policy
    await trading(selling).take(policy, (SALE,))
    gone = await offer_of(selling, "third", "lamp")
    assert isinstance(body := gone.said[-1].envelope.body, Refuse) and body.reason == "not-sold"
    answers = [await one.ask(selling.app, one.accept()) for one in buyers]
    assert [one.type for one in answers] == ["confirm", "refuse"]  # there was one
    await trading(selling).take(policy, (SALE, *ENTRIES[1:]))
    back = await offer_of(selling, "fourth", "lamp")
    assert isinstance(body := back.said[-1].envelope.body, Refuse) and body.reason == "out-of-stock"


async def test_another_policy_holds_at_once_and_another_brand_needs_a_restart(selling: Shop) -> None:
    early = await offer_of(selling, "early")
    named = early.offer_hash
    async with to_brand(selling.app) as client:
        before = decode((await client.get("/.well-known/dailyme.json")).content)
        with_coupon = read_policy(POLICY.replace("counters = 4", "counters = 2") + COUPON)
        await trading(selling).take(with_coupon, (SALE, *ENTRIES[1:]))
        after = decode((await client.get("/.well-known/dailyme.json")).content)
        offers = decode((await client.get("/offers")).content)
    assert ("offers" in before["endpoints"], "offers" in after["endpoints"]) == (False, True)
    assert after["limits"]["counters"] == 2
    assert [one["id"] for one in offers["promotions"]] == ["first-five"]
    assert (await early.ask(selling.app, early.accept(named))).type == "confirm"
    stand = await trading(selling).now(NOON_MS)
    with pytest.raises(RestartNeededError):
        await trading(selling).take(read_policy(POLICY.replace("Test shop", "Best shop")), ENTRIES)
    assert await trading(selling).now(NOON_MS) is stand


async def test_an_answer_is_never_made_by_a_policy_that_another_process_replaced(tmp_path: Path) -> None:
    one, other = [await open_shop(tmp_path) for _ in range(2)]
    stricter = read_policy(POLICY.replace("counters = 4", "counters = 1"))
    await trading(other).take(stricter, ENTRIES)
    read: list[int] = []

    async def reread() -> None:
        read.append(1)
        await trading(one).take(stricter, ENTRIES)

    trading(one).reread = reread
    await offer_of(one, "somebody")
    assert read == [1] and trading(one).desk.policy is stricter
    assert trading(one).desk.epoch == trading(other).desk.epoch == 2
    for shop in (one, other):
        shop.database.close()


async def walk(seed: int, folder: Path) -> tuple[list[dict[str, Any]], set[int]]:
    """Pages of two processes over one store whose clocks differ, through edges, new files and sales."""
    dice = random.Random(seed)
    edges = sorted(dice.sample(range(1, 60), 4))
    sales = [on_sale(dice.choice((8_000, 9_000)), NOON_MS + a * 1000, NOON_MS + b * 1000) for a, b in
             (edges[:2], edges[2:])]  # fmt: skip
    files: list[Sequence[Entry]] = [(sales[0], *ENTRIES[1:]), (sales[1],), (entry(price=8_500), ENTRIES[1])]
    shops = [await open_shop(folder, entries=files[0]) for _ in range(2)]
    skews = [0, dice.randrange(0, 3_000)]
    pages, prices = [], set()
    at_ms = NOON_MS
    for _ in range(30):
        at_ms += dice.choice((1, 400, 1000, 3_500))
        which = dice.randrange(2)
        shop = shops[which]
        shop.clock.at_ms = at_ms + skews[which]
        match dice.randrange(6):
            case 0:
                await trading(shop).take(shop.policy, dice.choice(files))
            case 1:
                buyer = await offer_of(shop, f"buyer {at_ms}")
                if buyer.talk.offers:
                    await buyer.ask(shop.app, buyer.accept())
            case _:
                _, page, _ = await page_of(shop)
                CatalogPage.model_validate(page)
                pages.append(page)
                prices.add(router(page)["price"]["amount"])
    for shop in shops:
        shop.database.close()
    return pages, prices


async def test_no_page_of_two_processes_ever_contradicts_another(tmp_path: Path) -> None:
    prices: set[int] = set()
    for seed in (0, 1, 3):
        folder = tmp_path / str(seed)
        folder.mkdir()
        pages, seen = await walk(seed, folder)
        assert not contradicting(pages), seed
        prices |= seen
    assert prices == {8_000, 8_500, 9_000, 10_000}


async def test_a_sale_that_begins_and_stock_that_comes_are_news(tmp_path: Path) -> None:
    sale = on_sale(7_500, NOON_MS + HOUR_MS, NOON_MS + 2 * HOUR_MS)
    shop = await open_shop(tmp_path, entries=(sale, *ENTRIES[1:]))
    buyer = await offer_of(shop, "the last lamp", "lamp")
    assert (await buyer.ask(shop.app, buyer.accept())).type == "confirm"
    ada = Reader(shop)
    assert await ada.subscribe(BELOW, BACK, messages=10) == ""
    heard = []
    for step in range(4):
        if step == 3:
            await trading(shop).take(shop.policy, (sale, entry("lamp", 2_500, stock=7, cost=2_000)))
        else:
            shop.clock.at_ms += 40 * 60_000
            await page_of(shop)
        heard.append(await ada.fetch())
    assert heard == [0, 1, 0, 1]
    shop.database.close()


async def test_a_kill_between_a_price_and_its_page_loses_neither(tmp_path: Path) -> None:
    shop = await open_shop(tmp_path)
    _, before, _ = await page_of(shop)
    shop.database.close()
    with brand(tmp_path, "price") as (process, _):
        assert process.wait(30) == -9
    shop = await open_shop(tmp_path, entries=(entry(price=9_000), *ENTRIES[1:]))
    shop.clock.at_ms += HOUR_MS
    _, after, _ = await page_of(shop)
    shop.database.close()
    assert [(run["price"]["amount"], run["since"]) for run in router(after)["price_history"]] == [
        (10_000, "2026-12-01T12:00:00Z"),
        (9_000, "2026-12-01T12:01:00Z"),
    ]
    assert not contradicting([before, after])
