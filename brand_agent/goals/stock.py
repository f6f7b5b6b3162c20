"""Stock that is to go: an offer on the goods, and what may be given for pieces that have lain long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median_low
from typing import Final

from brand_agent.goals.edits import Edit
from brand_agent.goals.effects import opening_effect
from brand_agent.goals.given import Given, during, made, percent
from brand_agent.goals.goal import Metric
from brand_agent.goals.matching import categories_of, meant
from brand_agent.goals.proposal import Effect, Proposal, Reason
from brand_agent.goals.sizes import opening_size
from brand_agent.stockroom import DAY_MS
from catalog_adapters import Entry

_MOST_PRODUCTS: Final = 200
_LEAST_DAYS: Final = 30
_STEP: Final = Decimal("0.05")
"""How much more old pieces may get: a guess."""


def clearing(
    given: Given, about: str, name: str, until_ms: int, metric: Metric | None = None
) -> Iterator[Proposal]:
    """Yield an offer on the goods that are to go, or that *metric* is about, and a step for their age."""
    goods = meant(about, given.entries)
    if not goods or len(goods) > _MOST_PRODUCTS:
        many = f"more than {_MOST_PRODUCTS} products are" if goods else "no product is"
        given.left.append(f"promotion, for {name}: {many} called {about}")
        return
    categories = categories_of(goods, given.entries)
    ids = [one.product.id for one in goods]
    size = opening_size(given, metric)
    discount = size.share
    offer = {
        "id": f"goal-{given.version.number}-clear-{name.replace('.', '-')}",
        "title": f"{percent(discount)} off",
        "discount": str(discount),
        **({"categories": list(categories)} if categories else {"products": ids}),
        **during(given, until_ms),
    }
    if any(one.id == offer["id"] for one in given.policy.promotion):
        return
    words = (
        f"{len(goods)} products are called {about}, and they are to go first. {percent(discount)} off "
        f"everybody sees, from the first offer on; the floor holds. {size.words}"
    )
    numbers = (Decimal(len(goods)), discount * 100, *size.numbers)
    effect = opening_effect(given.rows, given.settings, given.margin, float(discount))
    yield from made(given, Edit("promotion", offer), Reason(words, numbers, (about,), (name,)), effect)
    yield from _ageing(given, goods, about, name)


def _ageing(given: Given, goods: Sequence[Entry], about: str, name: str) -> Iterator[Proposal]:
    """A step of `[[guardrails.age]]`, where the catalog says since when the pieces lie there."""
    ages = [(given.at_ms - since) // DAY_MS for entry in goods for since in entry.since.values()]
    rules = given.policy.guardrails
    last = rules.age[-1].days if rules.age else 0
    days = median_low(ages) // 10 * 10 if ages else 0
    if days < max(_LEAST_DAYS, last + 1):
        return
    limit = given.version.limits.max_discount
    now = rules.limits(days)
    most = min(now.max_discount + _STEP, *([] if limit is None else [limit]), Decimal("0.90"))
    if most <= now.max_discount:
        given.left.append(f"age, for {name}: pieces of {days} days get no more than {most} already")
        return
    members = {"days": days, "max_discount": str(most), "floor_margin": str(now.floor_margin)}
    words = (
        f"Half of what is called {about} has lain for {days} days or more. Pieces so old may go for "
        f"{percent(most)} less instead of {percent(now.max_discount)}, whatever they are; the floor stays. "
        "How much is a guess."
    )
    numbers = (Decimal(days), most * 100, now.max_discount * 100)
    effect = Effect("not known: no piece of that age was offered for so little")
    yield from made(given, Edit("age", members), Reason(words, numbers, (about,), (name,)), effect)
