"""A sync that is killed outright goes on where it was, and asks for nothing that is stored."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

from catalog_adapters.sync.sums import Sums
from tests.catalog_adapters.sync.shop import HOUR_MS, Asked, Reply, Shop, Syncing, open_shop
from tests.catalog_adapters.sync.test_pages import PRODUCTS, shopify, shopify_answers
from tests.catalog_adapters.sync.test_sitemap import MAP, Site, page, sitemap


@contextmanager
def killed(syncing: Syncing, source: str) -> Iterator[tuple[Event, Event]]:
    """Start the command on *source*; kill it with SIGKILL at the first event, then set the second."""
    reached, dead = Event(), Event()
    yield reached, dead
    command = ["catalog", "sync", source, "--into", str(syncing.path), "--currency", "EUR", "--json"]
    running = subprocess.Popen(
        [sys.executable, "-m", "dailyme", *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    came = reached.wait(90)
    running.kill()
    printed = running.communicate(timeout=60)
    dead.set()
    assert came and running.returncode == -signal.SIGKILL, printed


def halt(shop: Shop, syncing: Syncing, source: str, halts: Callable[[Asked], bool]) -> None:
    """Kill the command while it waits for the first answer that *halts*."""
    plain = shop.answers
    with killed(syncing, source) as (reached, dead):

        def halting(asked: Asked) -> Reply:
            if halts(asked):
                reached.set()
                dead.wait(120)
            return plain(asked)

        shop.answers = halting
    shop.answers = plain
    shop.asked.clear()


def test_a_sync_by_pages_goes_on_after_the_page_that_was_stored(syncing: Syncing) -> None:
    products = [shopify(number) for number in range(1, 7)]
    with open_shop(shopify_answers(products)) as shop:
        halt(shop, syncing, shop.address + PRODUCTS, lambda asked: asked.query["page"] == "3")
        assert len(syncing.prices()) == 4
        assert syncing.run(shop.address + PRODUCTS) == Sums(requests=5, new=6)  # of the whole pass
        assert [one.query["page"] for one in shop.asked] == ["3", "4"]  # robots.txt is still known
    assert len(syncing.prices()) == 6


def test_a_sync_by_sitemap_goes_on_with_the_next_page(syncing: Syncing) -> None:
    site = Site(sitemap=sitemap(a="", b="", c=""), a=page("a"), b=page("b"), c=page("c"))
    with open_shop(site) as shop:
        halt(shop, syncing, shop.address + MAP, lambda asked: asked.path == "/b")
        assert syncing.run(shop.address + MAP).new == 3
        assert shop.paths() == ["/b", "/c"]
    assert len(syncing.prices()) == 3


def test_a_feed_that_was_not_read_to_its_end_is_as_if_it_had_not_been_asked(syncing: Syncing) -> None:
    old, new = (
        b"id,title,price\n" + b"".join(b"%d,Lamp,%d EUR\n" % (n, p) for n in range(50)) for p in (1, 2)
    )
    with open_shop(lambda asked: Reply(old)) as shop:
        syncing.at_ms -= 3 * HOUR_MS  # the command has a clock of its own
        syncing.run(shop.address + "/feed.csv")
        syncing.at_ms += 4 * HOUR_MS
        with killed(syncing, shop.address + "/feed.csv") as (reached, dead):

            def broken_off() -> Iterator[bytes]:
                yield new[:300]
                reached.set()
                dead.wait(120)
                yield new[300:]

            shop.answers = lambda asked: Reply(broken_off())
        assert set(syncing.prices().values()) == {100}
        shop.answers = lambda asked: Reply(new)
        assert syncing.run(shop.address + "/feed.csv").changed == 50
    assert set(syncing.prices().values()) == {200}
