"""Google Merchant feeds: RSS 2.0 or Atom with `g:` names, streamed.

Spec: spec/40-scan.md (SCAN-31, SCAN-33, SCAN-34).

The feed is parsed in pieces. After each piece, whatever is complete is taken out of the tree, so memory holds
one piece and one item, whatever the feed consists of. Entities are off, nothing is fetched, and a document
type declaration is refused: with it a few lines can swell without bound.

Source: Google Merchant Center, RSS 2.0 and Atom 1.0 specifications (support.google.com/merchants).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from lxml import etree

from catalog_adapters.columns import mapping
from catalog_adapters.entry import DtdRefusedError, NotAFeedError, Reject, SourceSettings
from catalog_adapters.feeds.feed_item import ItemReader, line_of
from catalog_adapters.item import Place
from catalog_adapters.rows import Row

MAX_ITEM: Final = 256 * 1024
"""Bytes of an item, give or take a piece."""

MAX_SILENCE: Final = 48 * 1024 * 1024
"""Bytes in which no item begins or ends: the parser keeps a tag or a comment in memory until its end."""

_PIECE: Final = 64 * 1024
_PROLOG: Final = 4096
_ROOT_WITHIN: Final = 1024 * 1024

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_ROOTS: Final = ("rss", f"{_ATOM}feed")
_ITEMS: Final = ("item", f"{_ATOM}entry")

_ASIDE: Final = re.compile(r"<\?.*?\?>|<!--.*?-->", re.DOTALL)


class _Tree:
    """The part of the feed that is in memory."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._parser = etree.XMLPullParser(
            events=("start", "end"),
            tag=(*_ROOTS, *_ITEMS),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        self._root: etree._Element | None = None
        self._item: etree._Element | None = None
        self._read = self._heard = self._item_from = 0
        self._line = 0

    def take(self, piece: bytes) -> Iterator[etree._Element | Reject]:
        """Yield the items that end within *piece*. Raises `NotAFeedError` or `DtdRefusedError`."""
        broken = None
        try:
            self._parser.feed(piece)
        except etree.XMLSyntaxError as error:
            broken = error
        yield from self._ended()
        if broken is not None:
            raise self._not_a_feed(broken) from None
        self._read += len(piece)
        if self._read - self._heard > MAX_SILENCE:
            raise NotAFeedError(self._source, f"in {MAX_SILENCE // 2**20} MiB no item begins or ends")
        if self._root is None and self._read > _ROOT_WITHIN:
            raise NotAFeedError(self._source, "it is no RSS or Atom")
        self._forget()

    def close(self) -> None:
        """Say that there is no more. Raises `NotAFeedError` if there should be."""
        try:
            self._parser.close()
        except etree.XMLSyntaxError as error:
            raise self._not_a_feed(error) from None
        if self._root is None:
            raise NotAFeedError(self._source, "its outermost element is neither rss nor Atom's feed")

    def _ended(self) -> Iterator[etree._Element | Reject]:
        for event, element in self._parser.read_events():
            assert isinstance(element, etree._Element)
            self._heard = self._read
            if self._root is None:
                self._begin(element)
            elif event == "start" and self._item is None and element.tag in _ITEMS:
                self._item, self._item_from, self._line = element, self._read, line_of(element)
            elif event == "end" and element is self._item:
                self._item = None
                yield element if self._item_from >= 0 else self._too_large()

    def _begin(self, root: etree._Element) -> None:
        if root.getroottree().docinfo.internalDTD is not None:  # SCAN-34
            raise DtdRefusedError(self._source, "it has a DOCTYPE")
        if root.tag not in _ROOTS or root.getparent() is not None:
            raise NotAFeedError(self._source, "its outermost element is neither rss nor Atom's feed")
        self._root = root

    def _forget(self) -> None:
        """Take out what is complete: all but the last child, and so on inwards to the item at hand."""
        node = self._root
        while node is not None and node is not self._item:
            node = _last_only(node)
        if node is not None and self._read - self._item_from > MAX_ITEM:
            self._item_from = -MAX_ITEM  # from now on it is too large, and nothing of it is kept
            while node is not None:
                node = _last_only(node)

    def _too_large(self) -> Reject:
        return Place(self._source, self._line).reject(
            "row-endless", f"the item has more than {MAX_ITEM} bytes"
        )

    def _not_a_feed(self, error: etree.XMLSyntaxError) -> NotAFeedError:
        return NotAFeedError(self._source, f"it is no well-formed XML: {str(error.msg)[:200]}")


def _last_only(node: etree._Element) -> etree._Element | None:
    """Take out all children of *node* but the last, and return that."""
    del node[:-1]
    return node[0] if len(node) else None


def read_feed(source: str, stream: BinaryIO, settings: SourceSettings) -> Iterator[Row | Reject]:
    """Yield the items of the feed as rows under our names.

    Raises `NotAFeedError` or `DtdRefusedError`, the former also after the items before the broken place.
    """
    reader = ItemReader(source, mapping(source, settings))
    if has_doctype(stream.read(_PROLOG)):  # SCAN-34
        raise DtdRefusedError(source, "it has a DOCTYPE")
    stream.seek(0)
    tree = _Tree(source)
    while piece := stream.read(_PIECE):
        for item in tree.take(piece):
            yield item if isinstance(item, Reject) else reader.row(item)
    tree.close()


def has_doctype(head: bytes) -> bool:
    """Say whether an XML file that begins with *head* has a document type declaration."""
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = _ASIDE.sub("", head.decode("utf-16" if wide else "latin-1", "ignore"))
    return text[text.find("<") :].upper().startswith("<!DOCTYPE")
