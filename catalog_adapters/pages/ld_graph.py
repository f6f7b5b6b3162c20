"""The nodes of a page's JSON-LD: found, joined by their ids, and asked for what they say.

Spec: spec/40-scan.md.

This is not a JSON-LD processor: no context is fetched. Names of schema.org are taken with or without their
address or the prefix `schema:`, nodes of one `@id` are one node, a reference stands for its node.

Source: JSON-LD 1.1 (W3C, 2020); schema.org 29.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any, Final

from catalog_adapters.json_text import BadJsonError
from catalog_adapters.terms import bare

Node = dict[str, Any]

PRODUCTS: Final = frozenset(("Product", "IndividualProduct", "SomeProducts", "ProductModel", "ProductGroup"))

_LINE: Final = "@line"
_MAX_DEPTH: Final = 32
_ON_THE_WAY: Final = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")
"""Members by which a page leads to what it is about. What is only related to that lies elsewhere."""


class Graph:
    """What all scripts of one page say together."""

    def __init__(self) -> None:
        self._nodes: dict[str, Node] = {}
        self._tops: list[Any] = []

    def add(self, value: Any, line: int) -> None:
        """Take in the *value* of the script in *line*. Raises `BadJsonError` if it is nested too deeply."""
        self._tops.append(self._take(value, line, _MAX_DEPTH))

    def products(self) -> list[Node]:
        """The product groups, then the products, each once."""
        return sorted(self.found(PRODUCTS), key=lambda node: "ProductGroup" not in types(node))

    def found(self, kinds: frozenset[str]) -> list[Node]:
        """The nodes of one of *kinds* that the page is about, each once."""
        found: list[Node] = []
        ahead, seen = deque(self._flat(self._tops)), set[int]()
        while ahead:
            node = ahead.popleft()
            if isinstance(node, dict) and id(node) not in seen:
                seen.add(id(node))
                if types(node) & kinds:
                    found.append(node)
                else:
                    ahead.extend(value for name in _ON_THE_WAY for value in self._flat(node.get(name)))
        return found

    def values(self, node: Node, name: str) -> list[Any]:
        """All values of *name*, references followed; what has an `@value` is that."""
        return [value for value in self._flat(node.get(name)) if value not in (None, "")]

    def nodes(self, node: Node, name: str) -> list[Node]:
        """The values of *name* that are nodes."""
        return [value for value in self.values(node, name) if isinstance(value, dict)]

    def texts(self, node: Node, name: str) -> list[str]:
        """The values of *name* as text, each once; of a node, its name."""
        found = (self._name(value) if isinstance(value, dict) else value for value in self.values(node, name))
        return list(dict.fromkeys(text.strip() for text in found if isinstance(text, str) and text.strip()))

    def text(self, node: Node, *names: str) -> str:
        """The first text under the first of *names* that has one, or nothing."""
        return next((text for name in names for text in self.texts(node, name)), "")

    def _name(self, node: Node) -> str:
        return next((name for name in self.values(node, "name") if isinstance(name, str)), "")

    def _flat(self, value: Any) -> Iterator[Any]:
        if isinstance(value, list):
            for one in value:
                yield from self._flat(one)
        elif isinstance(value, dict):
            inner = value.get("@value", value.get("@list"))
            if inner is not None:
                yield from self._flat(inner)
            else:
                yield self._nodes.get(str(value.get("@id")), value)
        else:
            yield value

    def _take(self, value: Any, line: int, room: int) -> Any:
        if room == 0:
            raise BadJsonError("it is nested too deeply", 1)
        if isinstance(value, list):
            return [self._take(one, line, room - 1) for one in value]
        if not isinstance(value, dict):
            return value
        node = {bare(name): self._take(one, line, room - 1) for name, one in value.items()}
        name = node.get("@id")
        if not isinstance(name, str):
            return {**node, _LINE: line}
        known = self._nodes.setdefault(name, {_LINE: line})
        for member, said in node.items():
            known[member] = _joined(known[member], said) if member in known else said
        return known


def types(node: Node) -> set[str]:
    """The types of *node*, without schema.org's address."""
    said = node.get("@type")
    return {bare(one) for one in (said if isinstance(said, list) else [said]) if isinstance(one, str)}


def line_of(node: Node) -> int:
    """The line of the script that *node* is from."""
    return int(node.get(_LINE, 1))


def _joined(one: Any, other: Any) -> Any:
    if one is other or (isinstance(one, str) and one == other):
        return one
    return [*(one if isinstance(one, list) else [one]), *(other if isinstance(other, list) else [other])]
