"""Politeness: robots.txt, gaps, and patience with a server that is busy."""

from __future__ import annotations

import pytest

from catalog_adapters import CatalogError
from catalog_adapters.sync.politeness import GAP_MS
from tests.catalog_adapters.sync.shop import Asked, Reply, Syncing, open_shop
from tests.catalog_adapters.sync.test_pages import PRODUCTS, shopify, shopify_answers

FEED = "/feed.csv"
GOOD = Reply(b"id,title,price\n1,Lamp,10 EUR\n")


def code(syncing: Syncing, source: str) -> str:
    with pytest.raises(CatalogError) as raised:
        syncing.run(source)
    assert raised.value.advice
    return raised.value.code


def test_we_say_who_we_are(syncing: Syncing) -> None:
    with open_shop(lambda asked: GOOD) as shop:
        syncing.run(shop.address + FEED)
        assert all(one.headers["user-agent"].startswith("dailyme-sync ") for one in shop.asked)


def test_what_robots_txt_forbids_is_not_asked(syncing: Syncing) -> None:
    with open_shop(lambda asked: GOOD) as shop:
        shop.robots = "User-agent: *\nAllow: /\n\nUser-agent: dailyme\nDisallow: /feed\n"
        assert code(syncing, shop.address + FEED) == "robots-disallowed"
        assert shop.paths() == []
        assert syncing.run(shop.address + FEED, own_shop=True).new == 1
        assert shop.paths() == [FEED]


def test_robots_txt_is_asked_for_once_a_day(syncing: Syncing) -> None:
    with open_shop(lambda asked: GOOD) as shop:
        for _ in range(3):
            syncing.run(shop.address + FEED)
        assert [one.path for one in shop.asked].count("/robots.txt") == 1
        syncing.at_ms += 24 * 3_600_000
        syncing.run(shop.address + FEED)
        assert [one.path for one in shop.asked].count("/robots.txt") == 2


def test_where_robots_txt_fails_nothing_else_is_asked(syncing: Syncing) -> None:
    with open_shop(lambda asked: GOOD) as shop:
        plain = shop.reply

        def broken(asked: Asked) -> Reply:
            reply = plain(asked)
            return Reply(status=503) if asked.path == "/robots.txt" else reply

        shop.reply = broken  # type: ignore[method-assign]
        assert code(syncing, shop.address + FEED) == "server-busy"
        assert shop.paths() == []


def test_between_two_questions_there_is_a_gap(syncing: Syncing) -> None:
    products = [shopify(number) for number in range(1, 6)]
    with open_shop(shopify_answers(products)) as shop:
        syncing.run(shop.address + PRODUCTS)
        assert syncing.waited == [GAP_MS] * 4
        shop.robots = "User-agent: *\nCrawl-delay: 7\n"
        syncing.at_ms += 24 * 3_600_000
        syncing.run(shop.address + PRODUCTS)
        assert syncing.waited == [GAP_MS, 7000, 7000, 7000]


def test_a_busy_server_is_asked_again_later(syncing: Syncing) -> None:
    with open_shop(lambda asked: GOOD) as shop:
        replies = [
            Reply(status=429, headers={"retry-after": "90"}),
            Reply(status=503),
            Reply(status=500),
            GOOD,
        ]
        shop.answers = lambda asked: replies.pop(0)
        assert syncing.run(shop.address + FEED).requests == 5
        assert syncing.waited == [GAP_MS, 90_000, 4_000, 8_000]


def test_a_server_that_stays_busy_is_left_alone_and_that_is_kept(syncing: Syncing) -> None:
    with open_shop(lambda asked: Reply(status=503)) as shop:
        assert code(syncing, shop.address + FEED) == "server-busy"
        assert len(shop.paths()) == 5
        shop.answers = lambda asked: Reply(status=429, headers={"retry-after": "7200"})
        assert code(syncing, shop.address + FEED) == "asked-to-wait"
        assert len(shop.paths()) == 1
        shop.answers = lambda asked: GOOD
        assert code(syncing, shop.address + FEED) == "asked-to-wait"  # an hour later, and a new process
        assert shop.paths() == []
        assert syncing.run(shop.address + FEED).new == 1


def test_a_clock_that_was_set_back_holds_nobody_off_for_ever(syncing: Syncing) -> None:
    with open_shop(lambda asked: GOOD) as shop:
        syncing.run(shop.address + FEED)
        syncing.at_ms -= 30 * 24 * 3_600_000
        assert syncing.run(shop.address + FEED).same == 1
