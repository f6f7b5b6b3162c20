"""Which offers of a product are choices of their own.

Spec: spec/40-scan.md (SCAN-30).

Source: schema.org 29, Offer, AggregateOffer; Google Search Central, product structured data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog_adapters.item import RowError
from catalog_adapters.pages.ld_graph import Graph, Node, types


@dataclass(frozen=True, slots=True)
class Choice:
    """An offer, and what it is called if it is one of several: else id and title are the product's."""

    offer: Node
    id: str | None = None
    title: str = ""


def choices(graph: Graph, product: Node) -> Iterator[Choice]:
    """Yield what can be bought of *product*. Raises `RowError` if its offers can't be told apart."""
    offers = [inner for offer in graph.nodes(product, "offers") for inner in _opened(graph, offer)]
    if not offers:
        raise RowError("offer-missing", "the product has no offer")
    if len(offers) == 1 or _say_the_same(graph, offers):
        yield Choice(offers[0])
        return
    if len({graph.text(offer, "seller") for offer in offers}) > 1:
        raise RowError("offers-unclear", "several sellers offer it")
    ids = [_own_id(graph, offer) for offer in offers]
    if len(set(ids)) != len(ids) or "" in ids:  # SCAN-30
        raise RowError("offers-unclear", f"its {len(offers)} offers differ, and have no sku of their own")
    for id_, offer in zip(ids, offers, strict=True):
        yield Choice(offer, id_, _title(graph, offer))


def _opened(graph: Graph, offer: Node) -> list[Node]:
    """The offers inside an `AggregateOffer`; it stands for itself if there are none."""
    inner = graph.nodes(offer, "offers") if "AggregateOffer" in types(offer) else []
    return inner or [offer]


def _say_the_same(graph: Graph, offers: list[Node]) -> bool:
    if any(graph.nodes(offer, name) for offer in offers for name in offer):
        return False
    told = [{name: graph.texts(offer, name) for name in offer if name[0] != "@"} for offer in offers]
    return all(one == told[0] for one in told)


def _own_id(graph: Graph, offer: Node) -> str:
    items = graph.nodes(offer, "itemOffered")
    inner = next((graph.text(item, "sku") for item in items), "")
    return graph.text(offer, "sku") or inner or graph.text(offer, "url") or graph.text(offer, "@id")


def _title(graph: Graph, offer: Node) -> str:
    items = graph.nodes(offer, "itemOffered")
    return graph.text(offer, "name") or next((graph.text(item, "name") for item in items), "")
