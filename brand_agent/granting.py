"""Granting: which delivery, warranty and extras a brand gives when they are asked for.

Spec: spec/60-negotiate.md.

What is asked is met at the least price that reaches it. What nobody here can reach is met as nearly as the
policy goes. Terms are never worse than those that come with the list price, except the delivery: a later
one is never chosen to save the brand money, because the standard delivery is the cheapest there is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from brand_agent.policy import BrandPolicy, ShippingOption, WarrantyStep
from brand_agent.stockroom import Item, goods_cost
from protocol import Terms


@dataclass(frozen=True, slots=True)
class Grant:
    """The terms of an offer, the delivery behind them, and each thing on top: its cost and its price.

    Both are without tax. A price is worked out from public facts: what a warranty costs the brand is a share
    of the goods' cost, and would give that away.
    """

    terms: Terms
    shipping: ShippingOption
    costs_minor: tuple[int, ...]
    prices_minor: tuple[int, ...]


def standard(items: Sequence[Item], policy: BrandPolicy) -> Grant:
    """Return what comes with *items* at the list price."""
    shipping = policy.standard_shipping()
    terms = Terms(
        delivery_days=shipping.days,
        warranty_months=min(item.article.warranty_months for item in items),
        returns_days=min(item.article.returns_days for item in items),
        extras=(),
    )
    return Grant(terms, shipping, (), ())


def grant(asked: Terms, items: Sequence[Item], policy: BrandPolicy) -> Grant:
    """Return the nearest that the brand gives with *items* to *asked*.

    A longer warranty costs a share of the goods' cost, so where that is unknown there is none; its price is
    that share of the list price (NEG-47).
    """
    base = standard(items, policy).terms
    shipping = policy.shipping_within(asked.delivery_days)
    extras = {extra.name: extra.cost.amount for extra in policy.terms.extras if extra.name in asked.extras}
    costs, prices = list(extras.values()), list(extras.values())
    months = base.warranty_months
    goods = goods_cost(items)
    step = _step(asked.warranty_months, months, policy)
    if step is not None and goods is not None:
        months = step.months
        costs.append(math.ceil(goods * step.cost_share))
        prices.append(math.ceil(_listed_net(items, policy) * Fraction(step.cost_share)))
    terms = Terms(
        delivery_days=shipping.days,
        warranty_months=months,
        returns_days=base.returns_days,
        extras=tuple(sorted(extras)),
    )
    return Grant(terms, shipping, tuple(costs), tuple(prices))


def _listed_net(items: Sequence[Item], policy: BrandPolicy) -> Fraction:
    """The list price of *items* without tax."""
    listed = sum(item.article.price.amount * item.quantity for item in items)
    return Fraction(listed) / (1 + Fraction(policy.tax.rate)) if policy.tax.included else Fraction(listed)


def _step(asked_months: int, base_months: int, policy: BrandPolicy) -> WarrantyStep | None:
    """The shortest step that reaches *asked_months*, else the longest; None if the base is enough."""
    steps = sorted((step for step in policy.terms.warranty_steps if step.months > base_months), key=_months)
    if asked_months <= base_months or not steps:
        return None
    return next((step for step in steps if step.months >= asked_months), steps[-1])


def _months(step: WarrantyStep) -> int:
    return step.months
