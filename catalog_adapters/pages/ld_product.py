"""Products of a page, from their JSON-LD nodes.

Spec: spec/40-scan.md (SCAN-30 to SCAN-38).

A product with one offer is one item. Offers that have a `sku` (or address) each of their own are variants;
offers that can't be told apart are a reject. A group's variants inherit what the group says. Two statements
of one page that give one product two prices contradict each other: neither is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from catalog_adapters.entry import Reject
from catalog_adapters.item import Item, Members, Place, RowError
from catalog_adapters.pages import ld_facts
from catalog_adapters.pages.ld_graph import Graph, Node, line_of, types
from catalog_adapters.pages.ld_offers import choices
from catalog_adapters.pages.ld_prices import read_offer_prices
from catalog_adapters.pages.ld_subject import Group, Page, Subject
from catalog_adapters.pages.ld_terms import read_stock
from catalog_adapters.terms import read_availability, read_id, read_url
from catalog_adapters.words import TITLE, plain_words

_INHERITED: Final = (
    "name", "description", "brand", "manufacturer", "category", "image", "url", "itemCondition",
    "shippingDetails", "hasMerchantReturnPolicy", *ld_facts.OPTIONS,
)  # fmt: skip
_NAMED_ONLY: Final = frozenset(("@id", "@type", "@line", "url", "name"))
"""What a group says of a variant that another page describes."""


def read_products(page: Page) -> Iterator[Item | Reject]:
    """Yield the items of the page's products, and what could not be read of them."""
    found = [one for node, group, number in _parts(page) for one in _read_node(page, node, group, number)]
    prices: defaultdict[str, set[int]] = defaultdict(set)
    for one in found:
        if isinstance(one, Item):
            prices[one.id].add(one.variant["price"].amount)
    for one in found:
        if isinstance(one, Item) and len(prices[one.id]) > 1:  # SCAN-30
            yield one.place.reject("price-conflict", "the page states two prices for it", one.id)
        else:
            yield one


def _parts(page: Page) -> Iterator[tuple[Node, Group | None, str]]:
    """Yield each product that is sold, the group it belongs to, and its number on the page."""
    graph, nodes = page.graph, page.graph.products()
    groups: dict[int, Group] = {}
    for number, node in enumerate(nodes, start=1):
        if "ProductGroup" in types(node):
            groups[id(node)] = Group(_id(page, node, str(number)), node)
    parents = {id(node): group for node in nodes if (group := _parent(graph, node, groups)) is not None}
    spoken_for = {id(group.node) for group in parents.values()}
    for number, node in enumerate(nodes, start=1):
        variants = graph.nodes(node, "hasVariant") if id(node) in groups else []
        for place, variant in enumerate(variants, start=1):
            spoken_for.add(id(variant))
            if variant.keys() - _NAMED_ONLY:
                yield {**_inherited(node), **variant}, groups[id(node)], f"{number}-{place}"
        parent = parents.get(id(node))
        if not variants and id(node) not in spoken_for:
            yield ({**_inherited(parent.node), **node} if parent else node), parent, str(number)


def _parent(graph: Graph, node: Node, groups: dict[int, Group]) -> Group | None:
    """The group that *node* says it is a variant of."""
    for parent in graph.nodes(node, "isVariantOf"):
        stated = graph.text(parent, "productGroupID")
        if id(parent) in groups or stated:
            return groups.get(id(parent)) or Group(stated, parent)
    stated = graph.text(node, "inProductGroupWithID")
    known = (group for group in groups.values() if stated and group.id == stated)
    return next(known, Group(stated, {}) if stated else None)


def _inherited(group: Node) -> Node:
    return {name: group[name] for name in _INHERITED if name in group}


def _read_node(page: Page, node: Node, group: Group | None, number: str) -> Iterator[Item | Reject]:
    place = Place(page.source, line_of(node))
    own = _id(page, node, number)
    try:
        chosen = list(choices(page.graph, node))
    except RowError as error:
        yield place.reject(error.code, error.reason, own[:128])
        return
    for choice in chosen:
        id_ = own if choice.id is None else choice.id
        whole = group or (None if choice.id is None else Group(own, node))
        subject = Subject(page, node, choice, whole, place, id_[:128])
        try:
            item = _item(subject, read_id(id_))
        except RowError as error:
            yield place.unreadable(error, subject.id)
        else:
            yield from subject.notes
            yield item


def _item(subject: Subject, id_: str) -> Item:
    graph, choice, page = subject.graph, subject.choice, subject.page
    title = plain_words(choice.title or graph.text(subject.node, "name"), TITLE)
    if not title:
        raise RowError("title-missing", "the product has no name")
    prices, later = read_offer_prices(graph, choice.offer, page.settings, page.at_ms, subject.note)
    price, list_price = prices
    stock = read_stock(graph, choice.offer)
    variant: Members = {"id": id_, "title": title, "description": {"plain": ""}, "price": price}
    members: Members = {
        "sku": id_ if subject.only("sku") == id_ else None,
        "list_price": list_price,
        "availability": read_availability(subject.only("availability"), stock),
        "url": ld_facts.url(subject, choice.offer),
        "barcodes": ld_facts.barcodes(subject),
        "options": ld_facts.options(subject),
        "metadata": ld_facts.metadata(subject),
    }
    variant |= {name: value for name, value in members.items() if value}
    group = read_id(subject.group.id) if subject.group else None
    whole = ld_facts.of_product(subject, title)
    return Item(subject.place, id_, group, whole, variant, stock, later=later)


def _id(page: Page, node: Node, number: str) -> str:
    """The id that *node* gives itself; else its model number or address; else its number on the page."""
    graph = page.graph
    stated = graph.text(node, "productGroupID", "sku", "productID", "mpn", *ld_facts.GTINS)
    if stated:
        return stated
    for text in (graph.text(node, "@id"), graph.text(node, "url")):
        address = read_url(text, page.address) if text else None
        if address is not None and len(address) <= 128:
            return address
    return f"{page.source.rpartition('/')[2][-100:]}#{number}"
