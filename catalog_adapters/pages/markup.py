"""Microdata and RDFa of a page, as the nodes that JSON-LD would have.

Spec: spec/40-scan.md (SCAN-31).

Extruct finds the items; nothing is fetched, and what it can't make sense of is no markup. A page that has
JSON-LD is not asked for these: shops say the same again in them, and less.

Source: HTML, section Microdata (WHATWG); RDFa Core 1.1 (W3C, 2015).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from lxml import html

_MICRODATA: Final = re.compile(r"\bitemtype\s*=", re.IGNORECASE)
_RDFA: Final = re.compile(r"\btypeof\s*=", re.IGNORECASE)
_MOST_ITEMS: Final = 20_000
"""Nodes of a page; one with more is no product page."""


def read_markup(text: str, page: html.HtmlElement, address: str | None) -> list[Any]:
    """Return the nodes of *page*, whose text is *text*; empty if it has none, or if extruct is not here."""
    nodes: list[Any] = []
    if _MICRODATA.search(text):
        nodes += _microdata(page, address)
    if _RDFA.search(text) and not nodes:
        nodes += _rdfa(text, address)
    return nodes[:_MOST_ITEMS]


def can_read_markup() -> bool:
    """Whether extruct is installed."""
    try:
        import extruct.w3cmicrodata  # type: ignore[import-untyped]  # noqa: F401, PLC0415  an extra
    except ImportError:
        return False
    return True


def _microdata(page: html.HtmlElement, address: str | None) -> list[Any]:
    try:
        from extruct.w3cmicrodata import MicrodataExtractor  # noqa: PLC0415  an extra
    except ImportError:
        return []
    try:
        found = MicrodataExtractor(nested=True).extract_items(page, address)
    except (RecursionError, ValueError, TypeError, AttributeError):  # what hostile markup brings it to
        return []
    return [_node(item) for item in found]


def _node(item: Any) -> Any:
    """An item of microdata as a node of JSON-LD."""
    if isinstance(item, list):
        return [_node(one) for one in item]
    if not isinstance(item, Mapping):
        return item
    said = item.get("properties")
    members = {str(name): _node(value) for name, value in said.items()} if isinstance(said, Mapping) else {}
    return {"@type": item.get("type"), **({"@id": item["id"]} if item.get("id") else {}), **members}


def _rdfa(text: str, address: str | None) -> list[Any]:
    try:
        from extruct.rdfa import RDFaExtractor  # type: ignore[import-untyped]  # noqa: PLC0415  an extra
    except ImportError:
        return []
    try:
        found = RDFaExtractor().extract(text, base_url=address)
    except Exception:
        return []
    return [_spoken(node) for node in found]


def _spoken(value: Any) -> Any:
    """An expanded node; a reference to something on the web, such as an availability, is its address."""
    if isinstance(value, list):
        return [_spoken(one) for one in value]
    if not isinstance(value, Mapping):
        return value
    name = str(value.get("@id", ""))
    if value.keys() == {"@id"} and not name.startswith("_:"):
        return name
    return {member: _spoken(said) for member, said in value.items()}
