"""The three shops of the demo: one writes CSV, one a Google Merchant feed, one pages with JSON-LD.

The first two have the list prices of the source. The third is synthetic: it sells what both others sell,
at prices between and around theirs. Stock and unit costs are assumed for all three.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from dataclasses import dataclass, replace
from typing import Final
from xml.sax.saxutils import escape

from tests.tools.demo_draw import draw

ASSUMED_STOCK: Final = {"p01200": 0}
"""Stock that a story needs: here an article that no shop has."""


@dataclass(frozen=True)
class Article:
    """An article as a shop sells it."""

    id: str
    title: str
    category: str
    brand: str
    model: str
    price_minor: int


def stock(article: Article) -> int:
    """Pieces on hand, assumed: of a hundred articles about 8 have none, 12 have one."""
    lot = draw("stock", article.id, 100)
    drawn = 0 if lot < 8 else 1 if lot < 20 else 2 + lot % 29
    return ASSUMED_STOCK.get(article.id, drawn)


def cost_minor(article: Article, lowest_percent: int, highest_percent: int) -> int:
    """Unit cost in cents, assumed: a share of the list price between the two."""
    tenths = lowest_percent * 10 + draw("cost", article.id, (highest_percent - lowest_percent) * 10 + 1)
    return article.price_minor * tenths // 1000


def third(one: Article, other: Article) -> Article:
    """The third shop's article: the shorter title, the other facts of *other*, an assumed price."""
    percent = 96 + draw("third-price", one.id, 11)
    price = (one.price_minor + other.price_minor) * percent // 200
    return replace(
        other,
        id="p" + one.id[1:],
        title=min(one.title, other.title, key=len),
        category=one.category,
        price_minor=price // 50 * 50 + 49,
    )


def northgate(articles: list[Article]) -> str:
    """The CSV, with the column names of a small shop's own system."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(
        ["sku", "name", "make", "model", "department", "price_usd", "on_hand", "unit_cost", "assumed"]
    )
    for article in articles:
        table.writerow(
            [
                _sku("NG", article),
                article.title,
                article.brand,
                article.model,
                article.category,
                _major(article.price_minor),
                stock(article),
                _major(cost_minor(article, 78, 86)),
                "on_hand unit_cost",
            ]
        )
    return text.getvalue()


def alder(articles: list[Article]) -> str:
    """The feed in Google Merchant's RSS form."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">',
        "<channel>",
        "<title>Alder (invented)</title>",
        "<link>https://alder.example/</link>",
    ]
    for article in articles:
        pieces = stock(article)
        members = {
            "g:id": _sku("AL", article),
            "g:title": article.title,
            "g:link": f"https://alder.example/p/{_sku('AL', article)}",
            "g:brand": article.brand,
            "g:mpn": article.model,
            "g:product_type": article.category,
            "g:condition": "new",
            "g:price": f"{_major(article.price_minor)} USD",
            "g:availability": "in_stock" if pieces else "out_of_stock",
            "g:quantity": str(pieces),
            "g:cost_of_goods_sold": f"{_major(cost_minor(article, 80, 88))} USD",
            "g:custom_label_4": "assumed: quantity cost_of_goods_sold",
        }
        lines.append("<item>")
        lines.extend(f"<{name}>{escape(value)}</{name}>" for name, value in members.items() if value)
        lines.append("</item>")
    return "\n".join([*lines, "</channel>", "</rss>", ""])


def paperlane(articles: list[Article]) -> dict[str, str]:
    """The pages, one for each department: file name -> HTML."""
    departments: dict[str, list[Article]] = {}
    for article in articles:
        departments.setdefault(article.category, []).append(article)
    other: list[Article] = []
    pages: dict[str, str] = {}
    for name, members in sorted(departments.items()):
        if len(members) < 3:
            other.extend(members)
        else:
            pages[_slug(name)] = _page(name, members)
    if other:
        pages["other.html"] = _page("Other", other)
    return pages


def _page(name: str, articles: list[Article]) -> str:
    articles = sorted(articles, key=lambda article: article.id)
    facts = ",\n".join(
        json.dumps(_json_ld(article), ensure_ascii=False).replace("<", "\\u003c") for article in articles
    )
    rows = "\n".join(
        f"<li>{html.escape(article.title)}: ${_major(article.price_minor)}</li>" for article in articles
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{html.escape(name)} - Paperlane (invented)</title>\n"
        '<script type="application/ld+json">\n{"@context": "https://schema.org", "@graph": [\n'
        f"{facts}\n]}}\n</script>\n</head>\n<body>\n<h1>{html.escape(name)}</h1>\n"
        "<p>A synthetic shop: its prices and its stock are assumed.</p>\n"
        f"<ul>\n{rows}\n</ul>\n</body>\n</html>\n"
    )


def _json_ld(article: Article) -> dict[str, object]:
    pieces = stock(article)
    return {
        "@type": "Product",
        "sku": _sku("PL", article),
        "name": article.title,
        "brand": {"@type": "Brand", "name": article.brand},
        "mpn": article.model,
        "category": article.category,
        "additionalProperty": {"@type": "PropertyValue", "name": "assumed", "value": "price inventoryLevel"},
        "offers": {
            "@type": "Offer",
            "price": _major(article.price_minor),
            "priceCurrency": "USD",
            "availability": f"https://schema.org/{'InStock' if pieces else 'OutOfStock'}",
            "itemCondition": "https://schema.org/NewCondition",
            "inventoryLevel": {"@type": "QuantitativeValue", "value": pieces},
        },
    }


def _sku(prefix: str, article: Article) -> str:
    return f"{prefix}-{article.id[1:]}"


def _slug(name: str) -> str:
    return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-") + ".html"


def _major(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02d}"
