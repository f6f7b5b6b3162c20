"""Pages that a sitemap lists: those are read that changed, and one bad page harms no other."""

from __future__ import annotations

import gzip
import json

import pytest

from catalog_adapters import CatalogError
from catalog_adapters.sync.sums import Sums
from tests.catalog_adapters.sync.shop import NOT_FOUND, Asked, Reply, Syncing, open_shop

MAP = "/sitemap.xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap(**modified: str) -> Reply:
    urls = (
        f"<url><loc>/{name}</loc>{f'<lastmod>{when}</lastmod>' if when else ''}</url>"
        for name, when in modified.items()
    )
    return Reply(f"<urlset {NS}>{''.join(urls)}</urlset>".encode())


def index(*names: str) -> Reply:
    maps = "".join(f"<sitemap><loc>{name}</loc></sitemap>" for name in names)
    return Reply(f"<sitemapindex {NS}>{maps}</sitemapindex>".encode())


def page(id_: str, price: str = "10.00") -> Reply:
    offer = {"@type": "Offer", "price": price, "priceCurrency": "EUR"}
    said = {"@context": "https://schema.org", "@type": "Product", "sku": id_, "name": "Lamp", "offers": offer}
    return Reply(f'<html><script type="application/ld+json">{json.dumps(said)}</script></html>'.encode())


ABOUT = Reply(b"<!doctype html><html><body>About us</body></html>", headers={"content-type": "text/html"})
PICTURE = Reply(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), headers={"content-type": "image/png"})


class Site:
    """Replies by path."""

    def __init__(self, **replies: Reply) -> None:
        self.replies = replies

    def __call__(self, asked: Asked) -> Reply:
        return self.replies.get(asked.path.strip("/").partition(".")[0], NOT_FOUND)


def test_pages_with_products_are_kept_and_only_changed_ones_are_read_again(syncing: Syncing) -> None:
    site = Site(sitemap=sitemap(a="2026-01", b="2026-01", about="2026-01", c=""), a=page("a"), b=page("b"))
    site.replies |= {"c": page("c"), "about": ABOUT}
    with open_shop(site) as shop:
        assert syncing.run(shop.address + MAP) == Sums(requests=6, new=3)
        assert shop.paths() == [MAP, "/a", "/b", "/about", "/c"]
        site.replies |= {
            "sitemap": sitemap(a="2026-02", b="2026-01", about="2026-01", c=""),
            "a": page("a", "9"),
        }
        assert syncing.run(shop.address + MAP) == Sums(requests=3, changed=1, same=2)
        assert shop.paths() == [MAP, "/a", "/c"]
        assert syncing.prices() == {"a": 900, "b": 1000, "c": 1000}
        site.replies |= {"sitemap": sitemap(a="2026-02", about="2026-01"), "a": page("a", "9")}
        assert syncing.run(shop.address + MAP) == Sums(requests=1, same=1, gone=2)
        assert set(syncing.tombstones()) == {f"{shop.address}/b", f"{shop.address}/c"}
        shop.paths()
        syncing.run(shop.address + MAP, full=True)
        assert shop.paths() == [MAP, "/a", "/about"]


def test_a_sitemap_and_a_page_that_say_they_did_not_change_are_not_sent_again(syncing: Syncing) -> None:
    site = Site(sitemap=sitemap(a="2026-01", b=""), a=page("a"), b=page("b"))

    def answers(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == "x":
            return Reply(status=304)
        reply = site(asked)
        return Reply(reply.body, reply.status, {"etag": "x"})

    with open_shop(answers) as shop:
        assert syncing.run(shop.address + MAP).new == 2
        shop.paths()
        assert syncing.run(shop.address + MAP) == Sums(requests=2, same=2)
        assert shop.paths() == [MAP, "/b"]


def test_an_index_leads_to_packed_sitemaps_and_not_too_deep(syncing: Syncing) -> None:
    packed = sitemap(a="")
    assert isinstance(packed.body, bytes)
    site = Site(
        sitemap=index("/one.xml.gz", "/deep1.xml"), one=Reply(gzip.compress(packed.body)), a=page("a")
    )
    site.replies |= {"deep1": index("/deep2.xml"), "deep2": index("/deep3.xml"), "deep3": sitemap(b="")}
    with open_shop(site) as shop:
        assert syncing.run(shop.address + MAP).new == 1
        assert "/deep2.xml" in shop.paths() and [one.code for one in syncing.rejects] == ["source-too-large"]


def test_one_bad_page_or_sitemap_harms_no_other_and_withdraws_nothing(syncing: Syncing) -> None:
    site = Site(sitemap=index("/one.xml", "/two.xml"), one=sitemap(a=""), two=sitemap(b="", gone="", pic=""))
    site.replies |= {"a": page("a"), "b": page("b"), "pic": PICTURE}
    with open_shop(site) as shop:
        assert syncing.run(shop.address + MAP).new == 2
        site.replies |= {"two": Reply(b'<!DOCTYPE x [<!ENTITY a "a">]><urlset/>'), "a": Reply(status=403)}
        sums = syncing.run(shop.address + MAP)
        assert (sums.same, sums.gone) == (1, 0)
        assert [one.code for one in syncing.rejects] == ["no-source", "no-source"]
        assert syncing.prices() == {"a": 1000, "b": 1000}
        site.replies |= {"two": sitemap(), "a": page("a")}
        assert syncing.run(shop.address + MAP) == Sums(requests=4, same=1, gone=1)


def test_other_hosts_and_forbidden_pages_are_left_out(syncing: Syncing) -> None:
    site = Site(sitemap=sitemap(a="", private=""), a=page("a"), private=page("p"))
    assert isinstance(site.replies["sitemap"].body, bytes)
    elsewhere = site.replies["sitemap"].body.replace(
        b"</urlset>", b"<url><loc>https://10.0.0.1/</loc></url></urlset>"
    )
    site.replies["sitemap"] = Reply(elsewhere)
    with open_shop(site) as shop:
        shop.robots = "User-agent: *\nDisallow: /private\n"
        assert syncing.run(shop.address + MAP).new == 1
        assert sorted(one.code for one in syncing.rejects) == ["other-host", "robots-disallowed"]
        assert shop.paths() == [MAP, "/a"]


def test_a_page_that_fails_is_asked_again_though_the_sitemap_did_not_change(syncing: Syncing) -> None:
    site = Site(sitemap=sitemap(a="2026-01", b="2026-01"), a=page("a"), b=Reply(status=403))

    def answers(asked: Asked) -> Reply:
        reply = site(asked)
        if asked.path == MAP and asked.headers.get("if-none-match") == "x":
            return Reply(status=304)
        return Reply(reply.body, reply.status, {"etag": "x"})

    with open_shop(answers) as shop:
        assert syncing.run(shop.address + MAP).new == 1
        site.replies["b"] = page("b")
        assert syncing.run(shop.address + MAP) == Sums(requests=2, new=1, same=1)


def test_a_sitemap_of_a_million_pages_is_one_clear_error(syncing: Syncing) -> None:
    bomb = gzip.compress(f"<urlset {NS}>".encode() + b"<url><loc>/p</loc></url>" * 1_000_000)
    with open_shop(lambda asked: Reply(bomb)) as shop, pytest.raises(CatalogError) as raised:
        syncing.run(shop.address + MAP)
    assert raised.value.code == "source-too-large"
