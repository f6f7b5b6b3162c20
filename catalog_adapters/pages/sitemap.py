"""Sitemaps and indexes of sitemaps, streamed; and sitemaps that are plain text.

Spec: spec/40-scan.md (SCAN-31, SCAN-33, SCAN-34).

The file is parsed in pieces, and what is complete is taken out of the tree after each, so memory holds one
piece and one entry. Entities are off, nothing is fetched, and a document type declaration is refused. The
date of a change is handed on as it was written: it is compared with the last one, never read.

Source: the protocol at sitemaps.org, whose own limits are kept: 50,000 addresses and 50 MiB unpacked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from lxml import etree

from catalog_adapters.entry import DtdRefusedError, NotTheKindError, Reject, SourceTooLargeError
from catalog_adapters.feeds.feed_item import line_of
from catalog_adapters.feeds.merchant import has_doctype
from catalog_adapters.item import Place
from catalog_adapters.terms import read_url

MAX_LISTED: Final = 50_000
"""Addresses in one sitemap."""
MAX_BYTES: Final = 50 * 1024 * 1024
"""Bytes of one sitemap, unpacked."""
MAX_ENTRY: Final = 1024 * 1024
"""Bytes of an entry, give or take a piece; one with many images is long."""

_PIECE: Final = 64 * 1024
_PROLOG: Final = 4096
_OURS: Final = re.compile(r"https?://[\w.]+/schemas/sitemap/[\d.]+/?")


@dataclass(frozen=True, slots=True)
class Listed:
    """What a sitemap lists: a page, or in an index a further sitemap."""

    url: str
    modified: str = ""
    """When it changed last, as it is written there; empty: not said."""
    is_map: bool = False


def read_sitemap(source: str, stream: BinaryIO) -> Iterator[Listed | Reject]:
    """Yield what the sitemap lists.

    source: its address, the base of addresses that are relative.

    Raises `NotTheKindError`, `DtdRefusedError` or `SourceTooLargeError`, also after entries.
    """
    head = stream.read(_PROLOG)
    stream.seek(0)
    if has_doctype(head):  # SCAN-34
        raise DtdRefusedError(source, "it has a DOCTYPE")
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
    entries = _xml(source, stream) if text.lstrip().startswith("<") else _lines(source, stream)
    for count, (line, entry) in enumerate(entries, 1):
        if count > MAX_LISTED:
            raise SourceTooLargeError(source, f"the sitemap lists more than {MAX_LISTED} addresses")
        url = read_url(entry.url, source)
        if url is None:
            yield Place(source, line).reject("url-unfit", f"{entry.url[:80]!r} is no http or https address")
        else:
            yield Listed(url, entry.modified[:40], entry.is_map)


def _pieces(source: str, stream: BinaryIO) -> Iterator[bytes]:
    read = 0
    while piece := stream.read(_PIECE):
        read += len(piece)
        if read > MAX_BYTES:
            raise SourceTooLargeError(source, f"the sitemap has more than {MAX_BYTES // 2**20} MiB")
        yield piece


def _xml(source: str, stream: BinaryIO) -> Iterator[tuple[int, Listed]]:
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root: etree._Element | None = None
    since_entry = 0
    try:
        for piece in _pieces(source, stream):
            parser.feed(piece)
            since_entry += len(piece)
            for event, element in parser.read_events():
                assert isinstance(element, etree._Element)
                if root is None:
                    root = _root(source, element)
                elif event == "end" and element.getparent() is root:
                    since_entry = 0
                    found = _entry(element)
                    if found is not None:
                        yield line_of(element), found
            if since_entry > MAX_ENTRY:
                raise SourceTooLargeError(source, f"an entry has more than {MAX_ENTRY} bytes")
            if root is not None:
                del root[:-1]
        parser.close()
    except etree.XMLSyntaxError as error:
        raise NotTheKindError(source, f"it is no well-formed XML: {str(error.msg)[:200]}") from None
    if root is None:
        raise NotTheKindError(source, "it is no sitemap")


def _root(source: str, element: etree._Element) -> etree._Element:
    if element.getroottree().docinfo.internalDTD is not None:  # SCAN-34
        raise DtdRefusedError(source, "it has a DOCTYPE")
    if _name(element) not in ("urlset", "sitemapindex"):
        raise NotTheKindError(source, "its outermost element is neither urlset nor sitemapindex")
    return element


def _entry(element: etree._Element) -> Listed | None:
    said = {_name(child): (child.text or "").strip() for child in reversed(element)}
    kind = _name(element)
    if kind not in ("url", "sitemap") or "loc" not in said:
        return None
    return Listed(said["loc"], said.get("lastmod", ""), kind == "sitemap")


def _name(element: etree._Element) -> str:
    """Return the element's name; of another vocabulary, such as that of images, with its namespace."""
    name = etree.QName(element)
    ours = name.namespace is None or _OURS.fullmatch(name.namespace)
    return name.localname if ours else name.text


def _lines(source: str, stream: BinaryIO) -> Iterator[tuple[int, Listed]]:
    """Yield the addresses of a sitemap that is plain text: one in each line."""
    rest, number = b"", 0
    for piece in _pieces(source, stream):
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            number += 1
            yield from _line(line, number)
        if len(rest) > _PIECE:
            raise NotTheKindError(source, f"line {number + 1} is no address: it has no end")
    yield from _line(rest, number + 1)


def _line(line: bytes, number: int) -> Iterator[tuple[int, Listed]]:
    text = line.decode("utf-8-sig", "replace").strip()
    if text:
        yield number, Listed(text)
