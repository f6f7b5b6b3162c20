"""Pricing: what lines cost at list prices, what they cost the brand, and how a total falls into parts.

Spec: spec/60-negotiate.md (NEG-12, NEG-17, NEG-24).

Every total is all-in: goods, delivery, extras and tax. What is granted on top is charged at its cost, so it
stands in the list total too, and all haggling is about one number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from brand_agent.granting import Grant, grant
from brand_agent.policy import BrandPolicy, TaxRule
from brand_agent.stockroom import Item, Key, Stockroom, goods_cost
from negotiation import floor_total_minor, lowest_discounted_minor
from protocol import Offer, Part


@dataclass(frozen=True, slots=True)
class Quote:
    """What items cost with what is granted. Amounts are minor units of the brand's currency.

    `cost_minor` is without tax, and None when any cost is unknown; then the floor is the list total.
    `lowest_total_minor` is the list total less the greatest discount for pieces of this age, whatever they
    cost, and `fresh_lowest_minor` that for pieces of no age. The floor is never below the first.
    """

    items_minor: int
    shipping_minor: int
    fees_minor: int
    list_total_minor: int
    cost_minor: int | None
    floor_total_minor: int
    lowest_total_minor: int
    fresh_lowest_minor: int


def quote(items: Sequence[Item], granted: Grant, policy: BrandPolicy) -> Quote:
    """Return the quote of *items* with what is *granted* under *policy*."""
    goods = sum(item.article.price.amount * item.quantity for item in items)
    fees = sum(_beside_prices(price, policy.tax) for price in granted.prices_minor)
    shipping = granted.shipping.price.amount
    listed = goods + shipping + fees
    total = added_minor(listed, policy.tax)
    cost = _cost(items, granted)
    lowest = _lowest(items, total, policy)
    floor = total if cost is None else _floor(items, cost, total, lowest, policy)
    fresh = _lowest([replace(item, age_days=0) for item in items], total, policy)
    return Quote(goods, shipping, fees, total, cost, floor, lowest, fresh)


def pieces(items: Iterable[Item]) -> dict[Key, int]:
    """Return how many pieces of each article *items* are in all."""
    counted: dict[Key, int] = {}
    for item in items:
        counted[item.article.key] = counted.get(item.article.key, 0) + item.quantity
    return counted


def net_minor(total_minor: int, tax: TaxRule) -> int:
    """Return *total_minor* without the tax in it."""
    return _half_up(total_minor / (1 + tax.rate))


def added_minor(listed_minor: int, tax: TaxRule) -> int:
    """Return what *listed_minor*, an amount beside the source's prices, adds to an all-in total."""
    return listed_minor if tax.included else listed_minor + _tax_on(listed_minor, tax.rate)


def parts(priced: Quote, total_minor: int, currency: str, tax: TaxRule) -> tuple[Part, ...]:
    """Return the breakdown of *total_minor*, which is at most the list total of *priced*."""
    levied = total_minor - net_minor(total_minor, tax)
    listed = priced.items_minor + priced.shipping_minor + priced.fees_minor
    discount = listed + (0 if tax.included else levied) - total_minor
    rows = [("items", priced.items_minor, False), ("shipping", priced.shipping_minor, False)]
    rows += [("fee", priced.fees_minor, False)] if priced.fees_minor else []
    rows += [("discount", -discount, False)] if discount else []
    rows += [("tax", levied, tax.included)] if tax.rate else []
    return tuple(
        Part.model_validate(
            {"kind": kind, "amount": {"amount": amount, "currency": currency}, "included": included}
        )
        for kind, amount, included in rows
    )


def deal_cost_minor(deal: Offer, policy: BrandPolicy, room: Stockroom) -> int | None:
    """Return what *deal* costs the brand as far as it knows today; None if it does not."""
    items = []
    for line in deal.lines:
        article = room.find(line.product, line.variant)
        if article is None:
            return None
        items.append(Item(article, line.quantity))
    return quote(items, grant(deal.terms, items, policy), policy).cost_minor


def _cost(items: Sequence[Item], grant: Grant) -> int | None:
    """What *items*, their delivery and what is granted cost the brand, without tax."""
    goods = goods_cost(items)
    if goods is None:
        return None
    return goods + grant.shipping.own_cost().amount + sum(grant.costs_minor)


def _lowest(items: Sequence[Item], list_total_minor: int, policy: BrandPolicy) -> int:
    """The list total less the greatest discount: of goods by their age, of the rest as of fresh goods."""
    rules = policy.guardrails
    goods = [
        (
            added_minor(item.article.price.amount * item.quantity, policy.tax),
            rules.limits(item.age_days).max_discount,
        )
        for item in items
    ]
    rest = list_total_minor - sum(part for part, _ in goods)
    return lowest_discounted_minor([*goods, (rest, rules.max_discount)])


def _floor(
    items: Sequence[Item], cost_minor: int, list_total_minor: int, lowest_minor: int, policy: BrandPolicy
) -> int:
    """The lowest total that keeps the margin: of goods by their age, of the rest as of fresh goods."""
    rules = policy.guardrails
    goods = [
        ((item.article.cost_minor or 0) * item.quantity, rules.limits(item.age_days).floor_margin)
        for item in items
    ]
    rest = cost_minor - sum(part for part, _ in goods)
    return floor_total_minor(
        list_total_minor=list_total_minor,
        costs=[*goods, (rest, rules.floor_margin)],
        tax_rate=policy.tax.rate,
        lowest_minor=lowest_minor,
    )


def _beside_prices(cost_minor: int, tax: TaxRule) -> int:
    """A cost as it stands beside the source's prices: with tax if they have it."""
    return cost_minor + _tax_on(cost_minor, tax.rate) if tax.included else cost_minor


def _tax_on(net: int, rate: Decimal) -> int:
    return _half_up(net * rate)


def _half_up(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))
