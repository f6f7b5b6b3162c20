"""Learn: what the person did, as lessons for the log.

Spec: spec/90-learn.md (LEARN-1).

Each lesson says all that is needed to learn from it, so that nothing has to be looked up elsewhere: erase the
entry, and what it taught is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from consumer_twin.memory import Kind, Lesson
from consumer_twin.option import Option
from consumer_twin.records import Accepted, AcceptStatus, WishRecord
from consumer_twin.scan import Seller

_FOR_SHOW: Final = frozenset({"line", "url", "why", "same_product"})


def wished(record: WishRecord) -> Lesson:
    """Return the lesson that *record* was wished for. The ceiling is no part of it."""
    wish = record.wish
    lines = [{"text": line.text, "quantity": line.quantity} for line in wish.lines]
    facts = {"text": wish.text, "lines": lines, "categories": list(wish.categories)}
    return Lesson(record.at_ms, "wish", record.number, facts=facts)


def shown(wish: int, line: int, options: Sequence[Option], at_ms: int) -> Lesson:
    """Return the lesson that *options* were shown in this order."""
    return Lesson(at_ms, "shown", wish, line, facts={"offers": [_seen(option) for option in options]})


def of_option(kind: Kind, option: Option, at_ms: int, reason: str) -> Lesson:
    """Return the lesson that *kind* happened to *option* by the word of *reason*."""
    facts: dict[str, Any] = {
        "brand": option.seller.id,
        "seller": option.seller.name,
        "title": option.title,
        "total": option.total.members(),
        "rank": option.rank,
        "categories": sorted(option.categories),
        "reason": reason,
    }
    return Lesson(at_ms, kind, option.wish, option.line, option.hash, facts)


def of_accept(status: AcceptStatus, accepted: Accepted, seller: Seller, at_ms: int, reason: str) -> Lesson:
    """Return the lesson of how an accept ended with *seller*."""
    facts: dict[str, Any] = {"brand": seller.id, "seller": seller.name, "total": accepted.total.members()}
    if reason:
        facts["reason"] = reason
    return Lesson(at_ms, status, accepted.wish, accepted.line, accepted.offer, facts)


def _seen(option: Option) -> dict[str, Any]:
    """What stood before the person, with what is needed to compare it."""
    members = {name: value for name, value in option.members().items() if name not in _FOR_SHOW}
    more = {"fits": option.fits, "group": option.group, "categories": sorted(option.categories)}
    return members | more
