"""Orders that shops mark up in their mails: schema.org `Order`, as JSON-LD or microdata.

Spec: spec/90-learn.md (LEARN-20).

Source: schema.org 29, Order, Offer and OrderItem; Google, Gmail markup reference, Order. An offer's price is
that of one piece; the order's own price, with delivery in it, is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from catalog_adapters.basics import Graph, Node, Place, Reject, RowError, bare
from consumer_twin.history.purchase import Purchase, title_key
from consumer_twin.history.reading import (
    check_status,
    day_from,
    known_day,
    name_from,
    price_from,
    quantity_from,
    title_from,
)
from consumer_twin.history.settings import HistorySettings
from protocol import Price

ORDER: Final = frozenset({"Order"})
_NUMBERS: Final = ("sku", "productID", "gtin13", "gtin", "gtin14", "gtin12", "gtin8", "isbn", "mpn")
_MOST_ITEMS: Final = 1000


@dataclass(frozen=True, slots=True)
class Paper:
    """The page that orders are read from: where its mail begins, and the day that is written on that."""

    place: Place
    graph: Graph
    sent: date | None
    settings: HistorySettings


@dataclass(frozen=True, slots=True)
class _Order:
    """What an order says of all that is in it."""

    number: str
    day: date
    shop: str
    currency: str


@dataclass(frozen=True, slots=True)
class _Part:
    """One article of an order: the product, and what says its price and quantity."""

    product: Node
    offer: Node


def read_orders(paper: Paper) -> Iterator[Purchase | Reject]:
    """Yield the purchases of every order on *paper*, and what of them can't be read."""
    for node in paper.graph.found(ORDER):
        number = name_from(paper.graph.text(node, "orderNumber", "confirmationNumber"))
        try:
            order = _head(node, number, paper)
            parts = _parts(node, paper.graph)
            if not parts:
                raise RowError("order-empty", "the order names no article")
        except RowError as error:
            yield paper.place.reject(error.code, error.reason, number or None)
            continue
        for part in parts[:_MOST_ITEMS]:
            yield from _bought(part, order, paper)


def _head(node: Node, number: str, paper: Paper) -> _Order:
    """Raises `RowError`."""
    graph, settings = paper.graph, paper.settings
    check_status(bare(graph.text(node, "orderStatus")))
    stated = graph.text(node, "orderDate")
    if not stated and paper.sent is not None:
        day = known_day(paper.sent, settings)
    else:
        day = day_from(stated, settings)
    shop = name_from(graph.text(node, "merchant", "seller", "broker"))
    return _Order(number, day, shop, graph.text(node, "priceCurrency").upper())


def _parts(node: Node, graph: Graph) -> list[_Part]:
    """The articles of the order: accepted offers, then ordered items that no offer was for."""
    parts = [
        _Part(product, offer)
        for offer in graph.nodes(node, "acceptedOffer")
        for product in graph.nodes(offer, "itemOffered") or [offer]
    ]
    known = {title_key(graph.text(part.product, "name")) for part in parts}
    for item in graph.nodes(node, "orderedItem"):
        products = graph.nodes(item, "orderedItem") or [item]
        parts += [_Part(one, item) for one in products if title_key(graph.text(one, "name")) not in known]
    return parts


def _bought(part: _Part, order: _Order, paper: Paper) -> Iterator[Purchase | Reject]:
    graph = paper.graph
    try:
        check_status(bare(graph.text(part.offer, "orderItemStatus")))
        title = title_from(graph.text(part.product, "name"))
        quantity = quantity_from(_quantity(part.offer, graph))
        price: Price | None = None
        try:
            price = _price(part, order, paper)
        except RowError as error:
            if error.code == "price-negative":
                raise
            yield paper.place.reject(error.code, error.reason, order.number or None, "price")
    except RowError as error:
        yield paper.place.reject(error.code, error.reason, order.number or None)
        return
    yield Purchase(
        day=order.day,
        title=title,
        quantity=quantity,
        price=price,
        shop=order.shop or name_from(graph.text(part.offer, "seller")),
        order=order.number,
        sku=name_from(graph.text(part.product, *_NUMBERS)),
        category=name_from(graph.text(part.product, "category")),
        make=name_from(graph.text(part.product, "brand", "manufacturer")),
        source=f"{paper.place.source}:{paper.place.line}",
    )


def _quantity(offer: Node, graph: Graph) -> str:
    stated = [*graph.nodes(offer, "eligibleQuantity"), *graph.nodes(offer, "orderQuantity")]
    for node in stated:
        return graph.text(node, "value")
    return graph.text(offer, "eligibleQuantity", "orderQuantity")


def _price(part: _Part, order: _Order, paper: Paper) -> Price | None:
    """Return the price of one piece, of the offer or else of the product's own. Raises `RowError`."""
    graph = paper.graph
    told = [part.offer, *graph.nodes(part.offer, "priceSpecification"), *graph.nodes(part.product, "offers")]
    for node in told:
        prices = graph.texts(node, "price")
        if len(prices) > 1:
            raise RowError("price-unclear", "the price is stated twice, and differs")
        if prices:
            currency = graph.text(node, "priceCurrency").upper() or order.currency
            return price_from(prices[0], currency, paper.settings)
    return None
