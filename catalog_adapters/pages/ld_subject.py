"""What is being read of a page: one product, one of its offers, and where they stand.

Spec: spec/40-scan.md (SCAN-31).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from catalog_adapters.entry import Reject, SourceSettings
from catalog_adapters.item import Place, RowError
from catalog_adapters.pages.ld_graph import Graph, Node
from catalog_adapters.pages.ld_offers import Choice


@dataclass(frozen=True, slots=True)
class Page:
    """A page whose products are read."""

    source: str
    graph: Graph
    settings: SourceSettings
    at_ms: int
    address: str | None
    """Where the page stands on the web, if it or its name says so."""


@dataclass(frozen=True, slots=True)
class Group:
    """The product group that a variant belongs to."""

    id: str
    node: Node
    """Empty if the page only names the group."""


@dataclass(slots=True)
class Subject:
    """A product's node and the choice that is read of it; `notes` gathers what is left out."""

    page: Page
    node: Node
    choice: Choice
    group: Group | None
    place: Place
    id: str
    notes: list[Reject] = field(default_factory=list)

    @property
    def graph(self) -> Graph:
        """The page's nodes."""
        return self.page.graph

    @property
    def whole(self) -> Node:
        """What speaks for the product as a whole: its group, if there is one that says something."""
        return self.group.node if self.group is not None and self.group.node else self.node

    def note(self, name: str, code: str, reason: str) -> None:
        """Say, once, that the field *name* is left out."""
        reject = self.place.reject(code, reason, self.id, dropped=name)
        if reject not in self.notes:
            self.notes.append(reject)

    def only(self, name: str) -> str:
        """The one text under *name*, of the offer or else the product. Raises `RowError` if there are two."""
        return only(self.graph, self.choice.offer, name) or only(self.graph, self.node, name)


def only(graph: Graph, node: Node, name: str) -> str:
    """Return the one text that *node* has under *name*, or nothing. Raises `RowError` if there are two."""
    texts = graph.texts(node, name)
    if len(texts) > 1:  # SCAN-30
        raise RowError("field-twice", f"{name} is stated twice, and differs")
    return texts[0] if texts else ""
