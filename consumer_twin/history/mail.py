"""Mails of purchases: what the shops' order confirmations in a mailbox say.

Spec: spec/90-learn.md (LEARN-20).

A mail without markup is no reject: most mails are about something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from lxml import etree, html

from catalog_adapters.basics import BadJsonError, Graph, Place, Reject, read_json
from consumer_twin.history.mailbox import MAX_MAIL, pages_of, parsed, read_mailbox, sent_on
from consumer_twin.history.microdata import read_microdata
from consumer_twin.history.orders import Paper, read_orders
from consumer_twin.history.purchase import Purchase
from consumer_twin.history.settings import HistorySettings

_MARKED: Final = re.compile(r"schema\.org", re.IGNORECASE)
_JSON_LD: Final = re.compile(r"\s*application/ld\+json\s*(;.*)?", re.IGNORECASE)
_MAX_PAGE: Final = 8 * 1024 * 1024


def read_mails(source: str, stream: BinaryIO, settings: HistorySettings) -> Iterator[Purchase | Reject]:
    """Yield the purchases of an mbox."""
    for found in read_mailbox(source, stream):
        if isinstance(found, Reject):
            yield found
        else:
            yield from _mail(*found, settings)


def read_mail(source: str, stream: BinaryIO, settings: HistorySettings) -> Iterator[Purchase | Reject]:
    """Yield the purchases of one mail."""
    place = Place(source, 1)
    data = stream.read(MAX_MAIL + 1)
    if len(data) > MAX_MAIL:
        yield place.reject("mail-too-large", f"the message has more than {MAX_MAIL} bytes")
    else:
        yield from _mail(place, data, settings)


def _mail(place: Place, data: bytes, settings: HistorySettings) -> Iterator[Purchase | Reject]:
    message = parsed(data)
    if message is None:
        yield place.reject("mail-unreadable", "it is no mail that can be taken apart")
        return
    sent = sent_on(message)
    for page in pages_of(message):
        if _MARKED.search(page) is None:
            continue
        if len(page) > _MAX_PAGE:
            yield place.reject("mail-too-large", f"its page has more than {_MAX_PAGE} characters")
            continue
        graph = Graph()
        yield from _taken(page, graph, place)
        yield from read_orders(Paper(place, graph, sent, settings))


def _taken(page: str, graph: Graph, place: Place) -> Iterator[Reject]:
    """Take what *page* marks up into *graph*; yield what is no JSON."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # nothing but white space
        return
    for script in root.iter("script"):
        text = script.text or ""
        if _JSON_LD.fullmatch(script.get("type") or "") and text.strip():
            try:
                graph.add(read_json(text), place.line)
            except BadJsonError as error:
                yield place.reject("bad-json", f"the markup of the mail: {error}")
    graph.add(read_microdata(root), place.line)
