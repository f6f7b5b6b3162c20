"""What the catalog's pages show of an entry: a row of the list, and the article with all that is known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from brand_agent import BrandPolicy
from brand_agent.edge.price_book import Paid
from brand_agent.shelf import shelf
from brand_agent.stockroom import Article, stockroom
from catalog_adapters import Entry
from dailyme.wiring.shop import Shop
from protocol import Price

PAGE: Final = 50
"""Rows of a list."""


@dataclass(frozen=True)
class Row:
    """A product in the list. pieces: in stock, as the source counts; None where it does not count all."""

    id: str
    title: str
    least: Price
    most: Price
    variants: int
    pieces: int | None
    margin: Decimal | None
    available: bool


@dataclass(frozen=True)
class Listed:
    """A part of the list. before and after: where the part before and after it begins; None: nowhere."""

    rows: tuple[Row, ...]
    found: int
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Kind:
    """A variant of a product. was: what was asked for it before, oldest first."""

    id: str
    title: str
    price: Price
    list_price: Price | None
    available: bool
    counted: int | None
    left: int | None
    cost: Price | None
    margin: Decimal | None
    was: tuple[Paid, ...]


@dataclass(frozen=True)
class Shown:
    """A product, and the record that twins are given. public: None where no page can hold it."""

    id: str
    title: str
    words: str
    kinds: tuple[Kind, ...]
    public: str | None
    categories: tuple[str, ...]


def listed(shop: Shop, words: str, start: int) -> Listed:
    """Return the part of the list that begins at *start*, of the products whose title holds all *words*."""
    wanted = words.casefold().split()
    entries: Sequence[Entry] = shop.entries
    if wanted:
        entries = [one for one in entries if all(word in _text(one) for word in wanted)]
    start = min(max(0, start), max(0, len(entries) - 1)) // PAGE * PAGE
    part = entries[start : start + PAGE]
    return Listed(
        rows=tuple(_row(one, shop.policy) for one in part),
        found=len(entries),
        before=start - PAGE if start else None,
        after=start + PAGE if start + PAGE < len(entries) else None,
    )


def entry_of(shop: Shop, id: str) -> Entry | None:
    """Return the entry of the product *id*."""
    return next((one for one in shop.entries if one.product.id == id), None)


def shown(
    entry: Entry, policy: BrandPolicy, left: dict[str, int], paid: dict[str, tuple[Paid, ...]]
) -> Shown:
    """Return the product of *entry*; *left* and *paid* are by variant: pieces, and what was asked."""
    articles = stockroom((entry,), policy).articles
    product = entry.product
    kinds = []
    for variant in product.variants:
        article = articles[product.id, variant.id]
        cost = article.cost_minor
        kinds.append(
            Kind(
                id=variant.id,
                title=variant.title,
                price=variant.price,
                list_price=variant.list_price,
                available=variant.available(),
                counted=entry.stock.get(variant.id),
                left=left.get(variant.id),
                cost=None if cost is None else variant.price.of(cost),
                margin=margin_of(article, policy),
                was=paid.get(variant.id, ()),
            )
        )
    made = shelf((entry,), policy).products
    public = json.dumps(made[0], ensure_ascii=False, indent=2) if made else None
    categories = tuple(one.value for one in product.categories or ())
    return Shown(product.id, product.title, product.description.plain, tuple(kinds), public, categories)


def margin_of(article: Article, policy: BrandPolicy) -> Decimal | None:
    """Return the margin at the list price: a share of the price net of tax; None where no cost is known."""
    if article.cost_minor is None or not article.price.amount:
        return None
    price = Decimal(article.price.amount)
    net = price / (1 + policy.tax.rate) if policy.tax.included else price
    return (net - article.cost_minor) / net


def _row(entry: Entry, policy: BrandPolicy) -> Row:
    product = entry.product
    articles = stockroom((entry,), policy).articles.values()
    margins = [found for one in articles if (found := margin_of(one, policy)) is not None]
    counted = len(entry.stock) == len(product.variants)
    return Row(
        id=product.id,
        title=product.title,
        least=product.price_range.min,
        most=product.price_range.max,
        variants=len(product.variants),
        pieces=sum(entry.stock.values()) if counted else None,
        margin=min(margins, default=None),
        available=any(one.available for one in articles),
    )


def _text(entry: Entry) -> str:
    return f"{entry.product.title} {entry.product.id}".casefold()
