"""Purchases as lessons of the log, and back.

Spec: spec/90-learn.md (LEARN-1).

One lesson a purchase, so that each can be seen, explained and forgotten alone. What the twin itself has
bought stands in the log as agreements; they are purchases too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from consumer_twin.history.purchase import Purchase
from consumer_twin.memory import Kind, Lesson, without_void
from protocol import Price

KINDS: Final[frozenset[Kind]] = frozenset({"bought", "shown", "approved", "agreed", "void"})
"""The lessons that purchases are drawn from."""

_DAY_MS: Final = 86_400_000
_EPOCH: Final = date(1970, 1, 1)


def day_of(at_ms: int) -> date:
    """Return the day of *at_ms*, in UTC."""
    return _EPOCH + timedelta(days=at_ms // _DAY_MS)


def bought(purchase: Purchase, import_number: int, at_ms: int) -> Lesson:
    """Return the lesson that *purchase* was made, learnt at *at_ms* from the import of that number."""
    facts: dict[str, Any] = {
        "title": purchase.title,
        "item": purchase.item,
        "quantity": purchase.quantity,
        "bought_ms": int(datetime.combine(purchase.day, datetime.min.time(), UTC).timestamp()) * 1000,
        "import": import_number,
        "source": purchase.source,
    }
    if purchase.price is not None:
        facts["price"] = purchase.price.members()
    names = ("shop", "order", "sku", "category", "make")
    facts |= {name: getattr(purchase, name) for name in names if getattr(purchase, name)}
    return Lesson(at_ms, "bought", facts=facts)


def purchase_of(lesson: Lesson) -> Purchase:
    """Return the purchase that a `bought` *lesson* tells of."""
    facts = lesson.facts or {}
    names = ("shop", "order", "sku", "category", "make", "source")
    return Purchase(
        day=day_of(int(facts.get("bought_ms", lesson.at_ms))),
        title=str(facts.get("title", "")),
        quantity=int(facts.get("quantity", 1)),
        price=Price.model_validate(facts["price"]) if "price" in facts else None,
        number=lesson.number,
        **{name: str(facts.get(name, "")) for name in names},
    )


def purchases_of(lessons: Iterable[Lesson]) -> tuple[Purchase, ...]:
    """Return every purchase that *lessons* tell of, by day: imported ones, and the twin's own deals."""
    offers: dict[str, Mapping[str, Any]] = {}
    found = []
    for lesson in without_void(lessons):
        facts = lesson.facts or {}
        if lesson.kind == "bought":
            found.append(purchase_of(lesson))
        elif lesson.kind == "shown":
            offers |= {str(one.get("hash")): one for one in facts.get("offers", ())}
        elif lesson.kind == "approved":
            offers.setdefault(lesson.offer, facts)
        elif lesson.kind == "agreed" and lesson.offer in offers:
            found.append(_dealt(lesson, offers[lesson.offer]))
    return tuple(sorted(found, key=lambda purchase: (purchase.day, purchase.number)))


def _dealt(lesson: Lesson, offer: Mapping[str, Any]) -> Purchase:
    """The purchase that an agreement is. Its price is the total's share of one piece, where that is even."""
    quantity = max(1, int(offer.get("quantity", 1)))
    total = Price.model_validate((lesson.facts or {})["total"])
    categories = offer.get("categories") or [""]
    return Purchase(
        day=day_of(lesson.at_ms),
        title=str(offer.get("title", "")),
        quantity=quantity,
        price=total.of(total.amount // quantity) if total.amount % quantity == 0 else None,
        shop=str(offer.get("seller", "")),
        category=str(categories[0]),
        number=lesson.number,
    )
