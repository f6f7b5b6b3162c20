"""Web pages with schema.org markup: one page, or a folder of them.

Spec: spec/40-scan.md (SCAN-31, SCAN-33).

A page is read whole, so its size is capped. JSON-LD comes first; microdata and RDFa are read where its
scripts describe no product.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from lxml import etree, html

from catalog_adapters.entry import CatalogError, NoSourceError, Reject, SourceSettings, SourceTooLargeError
from catalog_adapters.feeds.feed_item import line_of
from catalog_adapters.item import Item, Place
from catalog_adapters.json_text import BadJsonError, read_json
from catalog_adapters.pages.ld_graph import Graph
from catalog_adapters.pages.ld_product import read_products
from catalog_adapters.pages.ld_subject import Page
from catalog_adapters.pages.markup import can_read_markup, read_markup
from catalog_adapters.pages.page_text import page_text
from catalog_adapters.pages.tags import MOST_ATTRIBUTES, has_wide_tag
from catalog_adapters.terms import read_url

MAX_PAGE: Final = 8 * 1024 * 1024
"""Bytes of a page."""
PAGE_ENDINGS: Final = (".html", ".htm", ".xhtml", ".jsonld", ".json")

_JSON_LD: Final = re.compile(r"\s*application/ld\+json\s*(;.*)?", re.IGNORECASE)


def read_pages(folder: str, settings: SourceSettings, at_ms: int) -> Iterator[Item | Reject]:
    """Yield what the pages below *folder* say, by their names. A page that can't be read is a reject.

    Raises `NoSourceError` if there is no page.
    """
    paths = sorted(path for path in Path(folder).rglob("*") if path.suffix.lower() in PAGE_ENDINGS)
    if not paths:
        raise NoSourceError(folder, f"the folder has no page ({', '.join(PAGE_ENDINGS)})")
    for path in paths:
        try:
            with path.open("rb") as stream:
                yield from read_page(str(path), stream, settings, at_ms)
        except OSError as error:
            yield Place(str(path), 1).reject("no-source", error.strerror or "it can't be opened")
        except CatalogError as error:
            yield Place(str(path), 1).reject(error.code, error.reason)


def read_page(source: str, stream: BinaryIO, settings: SourceSettings, at_ms: int) -> Iterator[Item | Reject]:
    """Yield what the page says. Raises `SourceTooLargeError`."""
    data = stream.read(MAX_PAGE + 1)
    if len(data) > MAX_PAGE:
        raise SourceTooLargeError(source, f"the page has more than {MAX_PAGE} bytes")
    text = page_text(data, settings.encoding)
    if text.lstrip()[:1] in ("{", "["):
        html_page, scripts, address = None, [(text, 1)], None
    elif has_wide_tag(text):
        yield Place(source, 1).reject("page-unreadable", f"a tag has more than {MOST_ATTRIBUTES} attributes")
        return
    else:
        html_page = _parsed(text)
        scripts, address = ([], None) if html_page is None else _scripts(html_page, source)
    address = address or read_url(source)
    graph, whole = Graph(), True
    for script, line in scripts:
        try:
            graph.add(read_json(script), line)
        except BadJsonError as error:
            whole = False
            yield Place(source, line + error.line - 1).reject("bad-json", str(error))
    if not graph.products() and html_page is not None:
        for node in read_markup(text, html_page, address):
            graph.add(node, 1)
    if graph.products():
        yield from read_products(Page(source, graph, settings, at_ms, address))
    elif whole:
        yield _nothing(source, scripts)


def _nothing(source: str, scripts: list[tuple[str, int]]) -> Reject:
    if scripts:
        return Place(source, scripts[0][1]).reject("no-product", "its JSON-LD describes no product")
    if can_read_markup():
        reason = "the page has no JSON-LD, microdata or RDFa of a product"
    else:
        reason = "the page has no JSON-LD; to read microdata and RDFa: pip install 'dailyme[catalogs]'"
    return Place(source, 1).reject("no-json-ld", reason)


def _parsed(text: str) -> html.HtmlElement | None:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # nothing but white space
        return None


def _scripts(page: html.HtmlElement, source: str) -> tuple[list[tuple[str, int]], str | None]:
    """Return the page's JSON-LD scripts with their lines, and its own address."""
    scripts = [
        (script.text or "", line_of(script))
        for script in page.iter("script")
        if _JSON_LD.fullmatch(script.get("type") or "") and (script.text or "").strip()
    ]
    own = [link.get("href") for link in page.iter("base")]
    own += [link.get("href") for link in page.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    addresses = (read_url(href, read_url(source)) for href in own if href)
    return scripts, next((address for address in addresses if address), None)
