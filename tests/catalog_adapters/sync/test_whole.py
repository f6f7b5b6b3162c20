"""Feeds and tables at an address: asked for only if they changed, and kept whole or not at all."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import partial

import pytest

from catalog_adapters import CatalogError, SourceSettings
from catalog_adapters.sync.sums import Sums
from foundation.pinned import FetchError
from tests.catalog_adapters.sync.shop import NOT_CHANGED, Asked, Reply, Syncing, open_shop

FEED = "/feed.csv"


def csv(*rows: str) -> bytes:
    return "\n".join(("id,title,price", *rows, "")).encode()


LAMP, CHAIR, DESK = "1,Lamp,10.00 EUR", "2,Chair,20.00 EUR", "3,Desk,30.00 EUR"


def code(syncing: Syncing, source: str, settings: SourceSettings | None = None) -> str:
    with pytest.raises((CatalogError, FetchError)) as raised:
        syncing.run(source, settings)
    error = raised.value
    assert isinstance(error, CatalogError | FetchError) and error.advice
    return error.code


def test_a_feed_is_read_and_what_changed_is_counted(syncing: Syncing) -> None:
    with open_shop(lambda asked: Reply(csv(LAMP, CHAIR))) as shop:
        assert syncing.run(shop.address + FEED) == Sums(requests=2, new=2)
        shop.answers = lambda asked: Reply(csv("1,Lamp,9.00 EUR", CHAIR, DESK))
        assert syncing.run(shop.address + FEED) == Sums(requests=1, new=1, changed=1, same=1)
    assert syncing.prices() == {"1": 900, "2": 2000, "3": 3000}


@pytest.mark.parametrize(
    ("name", "value", "asked_by"),
    [
        ("etag", '"v1"', "if-none-match"),
        ("last-modified", "Sun, 01 Nov 2026 09:00:00 GMT", "if-modified-since"),
    ],
)
def test_a_feed_that_did_not_change_is_not_sent_again(
    syncing: Syncing, name: str, value: str, asked_by: str
) -> None:
    def answers(asked: Asked) -> Reply:
        if asked.headers.get(asked_by) == value:
            return NOT_CHANGED
        return Reply(csv(LAMP, CHAIR), headers={name: value})

    with open_shop(answers) as shop:
        syncing.run(shop.address + FEED)
        assert syncing.run(shop.address + FEED) == Sums(requests=1, same=2)
        assert syncing.run(shop.address + FEED, full=True) == Sums(requests=1, same=2)
        assert asked_by in shop.asked[2].headers and asked_by not in shop.asked[3].headers
        assert syncing.run(shop.address + FEED, SourceSettings(currency="USD")).requests == 1
        assert asked_by not in shop.asked[4].headers  # other settings read it otherwise
    assert syncing.prices() == {"1": 1000, "2": 2000}


def test_what_is_no_longer_listed_is_withdrawn_with_its_time(syncing: Syncing) -> None:
    with open_shop(lambda asked: Reply(csv(LAMP, CHAIR))) as shop:
        syncing.run(shop.address + FEED)
        shop.answers = lambda asked: Reply(csv(CHAIR))
        assert syncing.run(shop.address + FEED) == Sums(requests=1, same=1, gone=1)
        gone_ms = syncing.at_ms
        assert syncing.tombstones() == {"1": gone_ms} and syncing.prices() == {"2": 2000}
        syncing.run(shop.address + FEED)
        assert syncing.tombstones() == {"1": gone_ms}
        shop.answers = lambda asked: Reply(csv(LAMP, CHAIR))
        assert syncing.run(shop.address + FEED) == Sums(requests=1, new=1, same=1)
    assert syncing.tombstones() == {} and syncing.prices() == {"1": 1000, "2": 2000}


def test_a_row_that_cannot_be_read_is_a_reject_and_its_old_price_is_not_sold_on(syncing: Syncing) -> None:
    with open_shop(lambda asked: Reply(csv(LAMP, CHAIR))) as shop:
        syncing.run(shop.address + FEED)
        shop.answers = lambda asked: Reply(csv('1,Lamp,"from 5 EUR"', CHAIR, CHAIR))
        sums = syncing.run(shop.address + FEED)
    assert (sums.changed, sums.same, sums.rejects) == (1, 1, 2)
    assert [(one.line, one.code) for one in syncing.rejects] == [(2, "price-unclear"), (4, "duplicate-id")]
    assert syncing.prices() == {"2": 2000}


def test_variants_find_each_other_as_in_a_feed_that_is_read_at_once(syncing: Syncing) -> None:
    rows = b"id,title,price,item_group_id,color\n1,Lamp,10 EUR,L,red\n2,Lamp,11 EUR,L,blue\n"
    with open_shop(lambda asked: Reply(rows)) as shop:
        syncing.run(shop.address + FEED)
    (entry,) = syncing.entries()
    assert entry.product.id == "L" and [one.id for one in entry.product.variants] == ["1", "2"]


def test_a_packed_feed_is_unpacked(syncing: Syncing) -> None:
    with open_shop(lambda asked: Reply(gzip.compress(csv(LAMP)))) as shop:
        assert syncing.run(shop.address + "/feed.csv.gz").new == 1


def test_a_login_page_in_place_of_a_feed_withdraws_nothing(syncing: Syncing) -> None:
    with open_shop(lambda asked: Reply(csv(LAMP))) as shop:
        syncing.run(shop.address + FEED)
        shop.answers = lambda asked: Reply(
            b"<!doctype html><html>Log in</html>", headers={"content-type": "text/csv"}
        )
        assert code(syncing, shop.address + FEED) == "not-the-kind"
        shop.answers = lambda asked: Reply(b"<rss><channel><item>")
        assert code(syncing, shop.address + FEED) == "not-the-kind"
        shop.answers = lambda asked: Reply(status=404)
        assert code(syncing, shop.address + FEED) == "not-fetched"
        assert syncing.prices() == {"1": 1000} and syncing.tombstones() == {}
        shop.answers = lambda asked: Reply(csv(LAMP, DESK))
        assert syncing.run(shop.address + FEED).new == 1


def test_a_feed_that_breaks_off_leaves_what_was_there(syncing: Syncing) -> None:
    item = "<item><id>{}</id><title>Lamp</title><price>1 EUR</price></item>"
    feed = "<rss><channel>{}</channel></rss>".format("".join(map(item.format, range(300)))).encode()
    with open_shop(lambda asked: Reply(feed)) as shop:
        assert syncing.run(shop.address + "/feed.xml").new == 300
        shop.answers = lambda asked: Reply(feed[: len(feed) // 2])
        assert code(syncing, shop.address + "/feed.xml") == "not-a-feed"
    assert len(syncing.prices()) == 300 and syncing.tombstones() == {}


def endless() -> Iterator[bytes]:
    while True:
        yield b"x" * 1_000_000


def test_an_endless_answer_ends_at_the_cap(syncing: Syncing) -> None:
    with open_shop(lambda asked: Reply(endless())) as shop:
        assert code(syncing, shop.address + "/sitemap.xml") == "too-many-bytes"


def _always(reply: Reply, asked: Asked) -> Reply:
    return reply


def test_nobody_leads_to_a_private_address(syncing: Syncing) -> None:
    for target in ("https://10.0.0.1/feed.csv", "https://169.254.169.254/", "http://shop.example/feed.csv"):
        away = Reply(status=302, headers={"location": target})
        with open_shop(partial(_always, away)) as shop:
            assert code(Syncing(syncing.path.with_name(f"{len(target)}.db")), shop.address + FEED) in {
                "blocked-address",
                "bad-url",
            }


def test_a_server_that_says_not_modified_unasked_is_not_believed(syncing: Syncing) -> None:
    with open_shop(lambda asked: NOT_CHANGED) as shop:
        assert code(syncing, shop.address + FEED) == "not-fetched"


def test_two_syncs_at_once_do_not_mix(syncing: Syncing) -> None:
    other = Syncing(syncing.path, at_ms=syncing.at_ms)
    with open_shop(lambda asked: Reply(csv(LAMP))) as shop:
        syncing.run(shop.address + FEED)

        def meanwhile(asked: Asked) -> Reply:
            shop.answers = lambda asked: Reply(csv(LAMP, CHAIR))
            other.run(shop.address + FEED)
            return Reply(csv(DESK))

        shop.answers = meanwhile
        assert code(syncing, shop.address + FEED) == "bad-settings"
    assert syncing.prices() == {"1": 1000, "2": 2000} and syncing.tombstones() == {}


def test_one_file_keeps_one_source(syncing: Syncing) -> None:
    with open_shop(lambda asked: Reply(csv(LAMP))) as shop:
        syncing.run(shop.address + FEED)
        assert code(syncing, shop.address + "/other.csv") == "bad-settings"
        syncing.path = syncing.path.with_name("notes.txt")
        syncing.path.write_text("Something else, and long enough to be mistaken for nothing else. " * 50)
        assert code(syncing, shop.address + FEED) == "bad-settings"
