"""Sitemaps: what they list, and what ends in an error instead of in all of the memory."""

from __future__ import annotations

import gzip
import io
import tracemalloc
from typing import BinaryIO

import pytest

from catalog_adapters import CatalogError, Reject
from catalog_adapters.packed import unpacked
from catalog_adapters.pages.sitemap import Listed, read_sitemap
from tests.catalog_adapters.reading import read

AT = "https://shop.example/sitemap.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


def listed(text: str | bytes) -> list[Listed | Reject]:
    return list(read_sitemap(AT, io.BytesIO(text.encode() if isinstance(text, str) else text)))


def refused(text: str | bytes) -> str:
    with pytest.raises(CatalogError) as raised:
        listed(text)
    return raised.value.code


class Endless(io.RawIOBase):
    """A stream that begins with *head* and goes on with *more* for ever."""

    def __init__(self, head: bytes, more: bytes) -> None:
        self._head, self._more, self.given = head, more, 0

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.given = offset
        return offset

    def read(self, size: int = -1) -> bytes:
        data = (self._head[self.given :] + self._more * (size // len(self._more) + 2))[:size]
        self.given += size
        return data


def endless(head: str, more: str) -> BinaryIO:
    return Endless(head.encode(), more.encode())  # type: ignore[return-value]


def test_pages_are_listed_with_the_dates_of_their_changes() -> None:
    text = f"""{HEAD}
      <url><loc> https://shop.example/p/1 </loc><lastmod>2026-11-01</lastmod><priority>0.5</priority></url>
      <url><loc>/p/2?a=1&amp;b=2</loc></url>
    </urlset>"""
    assert listed(text) == [
        Listed("https://shop.example/p/1", "2026-11-01"),
        Listed("https://shop.example/p/2?a=1&b=2"),
    ]


def test_an_index_lists_further_sitemaps() -> None:
    text = "<sitemapindex><sitemap><loc>/a.xml.gz</loc><lastmod>2026-11-01T09:00:00Z</lastmod></sitemap>"
    assert listed(text + "</sitemapindex>") == [
        Listed("https://shop.example/a.xml.gz", "2026-11-01T09:00:00Z", is_map=True)
    ]


def test_an_image_is_no_page() -> None:
    text = (
        f'{HEAD}<url><image:image xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
        "<image:loc>https://shop.example/1.jpg</image:loc></image:image><loc>/p/1</loc></url></urlset>"
    )
    assert listed(text) == [Listed("https://shop.example/p/1")]


def test_a_text_sitemap_has_an_address_in_each_line() -> None:
    found = listed("\ufeffhttps://shop.example/p/1\r\n\r\nftp://shop.example/p/2\nhttps://shop.example/p/3")
    assert found[0] == Listed("https://shop.example/p/1")
    assert isinstance(found[1], Reject) and (found[1].line, found[1].code) == (3, "url-unfit")
    assert found[2] == Listed("https://shop.example/p/3")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<!DOCTYPE urlset [<!ENTITY a "aaaa">]><urlset><url><loc>&a;</loc></url></urlset>', "dtd-refused"),
        (
            f"<!--{'-=' * 5000}-->" + '<!DOCTYPE urlset SYSTEM "http://127.0.0.1/x"><urlset/>',
            "dtd-refused",
        ),
        ("<urlset><url><loc>/p/1</loc></url>", "not-the-kind"),
        ("<urlset><url><loc>&a;</loc></url></urlset>", "not-the-kind"),
        ("<html><body/></html>", "not-the-kind"),
        (HEAD + "<url><loc>/p</loc></url>" * 50_001 + "</urlset>", "source-too-large"),
        ("https://shop.example/p\n" * 50_001, "source-too-large"),
        ("x" * 200_000, "not-the-kind"),
    ],
)
def test_what_is_no_sitemap_or_a_bomb_is_one_clear_error(text: str, code: str) -> None:
    assert refused(text) == code


@pytest.mark.parametrize(
    "more",
    [
        "<url><loc>https://shop.example/p</loc></url>",
        "<url>",
        "<url><x/></url>",
        " ",
        "<x>a</x>",
    ],
)
def test_a_sitemap_without_an_end_ends_in_bounded_memory(more: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(CatalogError) as raised:
            for _ in read_sitemap(AT, endless(HEAD, more)):
                pass
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()
    assert raised.value.code in {"source-too-large", "not-the-kind"}


@pytest.mark.parametrize("name", ["feed.csv.gz", "https://shop.example/feed.csv.gz", "feed.csv"])
def test_a_packed_source_is_read_like_a_plain_one(name: str) -> None:
    assert read(name, data=gzip.compress(b"id,title,price\n1,a,5 EUR\n")).ids == ["1"]


def test_a_bomb_stops_at_the_cap() -> None:
    bomb = gzip.compress(bytes(5_000_000))
    with pytest.raises(CatalogError) as raised:
        unpacked("feed.xml.gz", io.BytesIO(bomb), 1_000_000)
    assert raised.value.code == "source-too-large"


@pytest.mark.parametrize(
    "data", [b"\x1f\x8b\x08", gzip.compress(b"id,title" * 100, mtime=0)[:-9], b"\x1f\x8bhello"]
)
def test_what_is_packed_wrongly_is_one_clear_error(data: bytes) -> None:
    with pytest.raises(CatalogError) as raised:
        unpacked("feed.xml.gz", io.BytesIO(data))
    assert raised.value.code == "bad-encoding"
