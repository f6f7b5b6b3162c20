"""Facts of a product on a page beside its price: where it is, its barcodes, options, pictures, brand.

Spec: spec/40-scan.md (SCAN-35, SCAN-38).

Source: schema.org 29, Product.
"""

from __future__ import annotations

from typing import Final

from catalog_adapters.barcode import read_gtin
from catalog_adapters.item import Members
from catalog_adapters.pages.ld_graph import Node
from catalog_adapters.pages.ld_subject import Subject
from catalog_adapters.pages.ld_terms import read_terms
from catalog_adapters.parts import selected
from catalog_adapters.terms import read_condition, read_url
from catalog_adapters.words import DESCRIPTION, NAME, TITLE, plain_words
from protocol.catalog import SelectedOption

GTINS: Final = ("gtin", "gtin13", "gtin12", "gtin14", "gtin8", "isbn")
OPTIONS: Final = ("color", "size", "material", "pattern")


def of_product(subject: Subject, title: str) -> Members:
    """What is said of the whole product, in members of the wire; *title* if it has no name."""
    graph, whole = subject.graph, subject.whole
    words = graph.text(whole, "description") or graph.text(subject.node, "description")
    categories = (plain_words(text, NAME) for text in graph.texts(subject.node, "category")[:3])
    members: Members = {
        "url": url(subject, whole),
        "categories": [{"value": category} for category in categories if category],
        "media": _media(subject),
    }
    return {
        "title": plain_words(graph.text(whole, "name"), TITLE) or title,
        "description": {"plain": plain_words(words, DESCRIPTION)},
        **{name: value for name, value in members.items() if value},
    }


def url(subject: Subject, node: Node) -> str | None:
    """The address of *node*, or of its product, or of the page."""
    page = subject.page
    text = page.graph.text(node, "url") or page.graph.text(subject.node, "url")
    address = read_url(text, page.address) if text else page.address
    if address is None and text:
        subject.note("link", "url-unfit", "the link is no http or https address, or relative to nothing")
    return address


def barcodes(subject: Subject) -> list[Members]:
    """The GTINs whose check digits are right."""
    both = (subject.choice.offer, subject.node)
    texts = [text for node in both for name in GTINS for text in subject.graph.texts(node, name)]
    found: dict[str, None] = {}
    for text in texts:
        gtin = read_gtin(text)
        if gtin is not None:
            found[gtin] = None
        else:  # SCAN-35
            reason = f"{text[:40]!r} is not 8, 12, 13 or 14 digits with the right check digit"
            subject.note("gtin", "gtin-wrong", reason)
    return [{"type": "GTIN", "value": gtin} for gtin in list(found)[:5]]


def options(subject: Subject) -> list[SelectedOption]:
    """The options by which variants differ."""
    labels = ((name, plain_words(subject.graph.text(subject.node, name), NAME)) for name in OPTIONS)
    return [selected(name.capitalize(), label) for name, label in labels if label]


def metadata(subject: Subject) -> Members:
    """Brand, model, condition and the terms of the purchase. Raises `RowError` for an unknown condition."""
    graph, node = subject.graph, subject.node
    mpn = plain_words(graph.text(node, "mpn"), 71)
    if len(mpn) > 70:
        subject.note("mpn", "mpn-too-long", "the model number has more than 70 characters")
    facts: Members = {
        "brand": plain_words(graph.text(node, "brand") or graph.text(node, "manufacturer"), NAME),
        "mpn": mpn if len(mpn) <= 70 else "",
        "condition": read_condition(subject.only("itemCondition")),
        "assumed": _assumed(subject),
        **read_terms(graph, subject.choice.offer, node),
    }
    return {name: fact for name, fact in facts.items() if fact is not None and fact not in ("", [])}


def _assumed(subject: Subject) -> list[str]:
    """The names that our own demo's pages give of facts that are assumed."""
    graph = subject.graph
    facts = graph.nodes(subject.node, "additionalProperty")
    said = [graph.text(fact, "value") for fact in facts if graph.text(fact, "name") == "assumed"]
    return [name for text in said for name in plain_words(text, NAME).split()]


def _media(subject: Subject) -> list[Members]:
    graph = subject.graph
    images = graph.values(subject.whole, "image") or graph.values(subject.node, "image")
    texts = [graph.text(one, "url", "contentUrl") if isinstance(one, dict) else one for one in images[:3]]
    urls = [read_url(text, subject.page.address) for text in texts if isinstance(text, str) and text]
    if None in urls:
        subject.note("image_link", "url-unfit", "a picture's link is no http or https address, or relative")
    return [{"type": "image", "url": address} for address in urls if address is not None]
