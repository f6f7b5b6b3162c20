"""Microdata of a page as the nodes that JSON-LD would have given.

Source: WHATWG HTML, 5 Microdata; schema.org 29.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement

from catalog_adapters.basics import Node

_MAX_DEPTH: Final = 32
_MAX_ITEMS: Final = 10_000
_LINK: Final = {"a": "href", "area": "href", "link": "href", "img": "src", "source": "src", "object": "data"}
"""Elements whose value is an address, and where it stands."""


def read_microdata(page: HtmlElement) -> list[Node]:
    """Return the outermost items of *page*."""
    tops = page.xpath("//*[@itemscope and not(@itemprop)]")
    return [_item(element, _MAX_DEPTH) for element in tops[:_MAX_ITEMS]]


def _item(element: HtmlElement, room: int) -> Node:
    node: Node = {"@type": (element.get("itemtype") or "").split()}
    if room:
        for inner in _properties(element):
            value = _item(inner, room - 1) if inner.get("itemscope") is not None else _value(inner)
            for name in (inner.get("itemprop") or "").split():
                node.setdefault(name, []).append(value)
    return node


def _properties(element: HtmlElement) -> Iterator[HtmlElement]:
    """The elements below *element* with a property, down to where the next item begins."""
    ahead = list(reversed(element))
    while ahead:
        inner = ahead.pop()
        if inner.get("itemprop") is not None:
            yield inner
        if inner.get("itemscope") is None:
            ahead.extend(reversed(inner))


def _value(element: HtmlElement) -> str:
    tag = str(element.tag).lower()
    for name in ("content", _LINK.get(tag), {"time": "datetime", "data": "value", "meter": "value"}.get(tag)):
        said = element.get(name) if name else None
        if said is not None:
            return str(said)
    return str(element.text_content())
