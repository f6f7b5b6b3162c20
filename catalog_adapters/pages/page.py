"""Web pages with schema.org JSON-LD: one page, or a folder of them.

Spec: spec/40-scan.md (SCAN-31, SCAN-33).

A page is read whole, so its size is capped. Only `script type="application/ld+json"` is read: microdata and
RDFa are not, and a page that has nothing else is a reject that says so.
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
from catalog_adapters.pages.page_text import page_text
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
    scripts, address = ([(text, 1)], None) if text.lstrip()[:1] in ("{", "[") else _scripts(text, source)
    if not scripts:
        reason = "the page has no JSON-LD; microdata and RDFa are not read"
        yield Place(source, 1).reject("no-json-ld", reason)
        return
    graph, whole = Graph(), True
    for script, line in scripts:
        try:
            graph.add(read_json(script), line)
        except BadJsonError as error:
            whole = False
            yield Place(source, line + error.line - 1).reject("bad-json", str(error))
    if graph.products():
        yield from read_products(Page(source, graph, settings, at_ms, address or read_url(source)))
    elif whole:
        yield Place(source, scripts[0][1]).reject("no-product", "its JSON-LD describes no product")


def _scripts(text: str, source: str) -> tuple[list[tuple[str, int]], str | None]:
    """Return the page's JSON-LD scripts with their lines, and its own address."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # nothing but white space
        return [], None
    scripts = [
        (script.text or "", line_of(script))
        for script in page.iter("script")
        if _JSON_LD.fullmatch(script.get("type") or "") and (script.text or "").strip()
    ]
    own = [link.get("href") for link in page.iter("base")]
    own += [link.get("href") for link in page.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    addresses = (read_url(href, read_url(source)) for href in own if href)
    return scripts, next((address for address in addresses if address), None)
