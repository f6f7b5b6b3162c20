"""The stockroom: every variant as the brand itself knows it, with what it costs.

Spec: spec/60-negotiate.md.

The catalog shows the public side of a product; this is the private one. Counts are not here: they change
with every accept, and live in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Final

from brand_agent.policy import BrandPolicy
from catalog_adapters import Entry, SourceSettings
from protocol import Offer, Price, Product, Variant

DAY_MS: Final = 86_400_000

Key = tuple[str, str]
"""A product's id and its variant's."""


@dataclass(frozen=True, slots=True)
class Article:
    """One variant. `cost_minor` is net of tax, None where the brand does not know it."""

    key: Key
    title: str
    price: Price
    cost_minor: int | None
    available: bool
    warranty_months: int
    returns_days: int
    categories: frozenset[str] = frozenset()
    since_ms: int | None = None
    """Since when its pieces lie in stock, milliseconds since 1970; None where the source does not say."""

    def aged(self, quantity: int, at_ms: int) -> Item:
        """Return *quantity* pieces of it as they are at *at_ms*."""
        since_ms = at_ms if self.since_ms is None else min(self.since_ms, at_ms)
        return Item(self, quantity, (at_ms - since_ms) // DAY_MS)


@dataclass(frozen=True, slots=True)
class Item:
    """So many pieces of an article, which have lain in stock for so many whole days."""

    article: Article
    quantity: int
    age_days: int = 0


@dataclass(frozen=True, slots=True)
class Stockroom:
    """The articles by key, and the counts that the source states for some of them."""

    articles: Mapping[Key, Article]
    counts: Mapping[Key, int]

    def find(self, product: str, variant: str) -> Article | None:
        """The article of that key, if the brand has it."""
        return self.articles.get((product, variant))


def sources(policy: BrandPolicy) -> SourceSettings:
    """Return how the brand's source is to be read: its currency, its columns, the column with the cost."""
    stated = policy.catalog
    columns = stated.columns
    cost = policy.cost.column
    return SourceSettings(
        kind=stated.kind,
        mapping=stated.mapping,
        query=stated.query,
        currency=policy.currency,
        columns=columns,
        cost_column=None if cost is None else columns.get(cost, cost),
    )


def stockroom(entries: Iterable[Entry], policy: BrandPolicy) -> Stockroom:
    """Return the stockroom of *entries*; products in another currency than the brand's are not sold."""
    articles: dict[Key, Article] = {}
    counts: dict[Key, int] = {}
    for entry in entries:
        if entry.product.price_range.min.currency != policy.currency:
            continue
        for variant in entry.product.variants:
            article = _article(entry, variant, policy)
            articles[article.key] = article
            if variant.id in entry.stock:
                counts[article.key] = entry.stock[variant.id]
    return Stockroom(MappingProxyType(articles), MappingProxyType(counts))


def goods_cost(items: Iterable[Item]) -> int | None:
    """Return what *items* cost the brand, without tax; None if the cost of any is unknown."""
    total = 0
    for item in items:
        if item.article.cost_minor is None:
            return None
        total += item.article.cost_minor * item.quantity
    return total


def pieces_of(deal: Offer) -> dict[Key, int]:
    """Return how many pieces of each article *deal* is about."""
    wanted: dict[Key, int] = {}
    for line in deal.lines:
        key = (line.product, line.variant)
        wanted[key] = wanted.get(key, 0) + line.quantity
    return wanted


def _article(entry: Entry, variant: Variant, policy: BrandPolicy) -> Article:
    return Article(
        key=(entry.product.id, variant.id),
        title=variant.title,
        price=variant.price,
        cost_minor=_cost(entry, variant, policy),
        available=variant.available(),
        warranty_months=_stated(entry.product, variant, "warranty_months", policy.terms.warranty_months),
        returns_days=_stated(entry.product, variant, "returns_days", policy.terms.returns_days),
        categories=frozenset(category.value for category in entry.product.categories or ()),
        since_ms=entry.since.get(variant.id),
    )


def _cost(entry: Entry, variant: Variant, policy: BrandPolicy) -> int | None:
    """The unit's cost: what the source states, else the policy's share of the net price, else unknown."""
    stated = entry.cost.get(variant.id)
    if stated is not None:
        return stated.amount if stated.currency == policy.currency else None
    if policy.cost.share is None:
        return None
    net = (
        variant.price.amount / (1 + policy.tax.rate) if policy.tax.included else Decimal(variant.price.amount)
    )
    return int((net * policy.cost.share).quantize(Decimal(1), ROUND_HALF_UP))


def _stated(product: Product, variant: Variant, name: str, otherwise: int) -> int:
    """The variant's own fact, else the product's, else the policy's."""
    for metadata in (variant.metadata, product.metadata):
        value = getattr(metadata, name, None)
        if value is not None:
            return int(value)
    return otherwise
