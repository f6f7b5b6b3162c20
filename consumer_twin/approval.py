"""Approval: yes to these terms or better, and what may be taken by it.

Spec: spec/70-decide.md (DEC-1, DEC-12, DEC-43).

A person approves what they saw. If the same brand has since made an offer for the same that is worse in
nothing, that one may be taken by the same word; anything else needs another.
"""

from __future__ import annotations

from collections.abc import Iterable

from consumer_twin.option import Option


def is_as_good(approved: Option, other: Option) -> bool:
    """Whether *other* is the same thing from the same brand, and in nothing worse than *approved*."""
    if approved.terms is None or other.terms is None or not other.fits:
        return False
    return (
        _what(approved) == _what(other)
        and approved.total.currency == other.total.currency
        and other.total.amount <= approved.total.amount
        and other.package().covers(approved.package())
        and other.points >= approved.points
        and set(other.stands) <= set(approved.stands)
    )


def best_by_word(approved: Option, others: Iterable[Option]) -> Option:
    """Return the cheapest of *others* that the approval of *approved* covers; else *approved* itself."""
    good = [one for one in others if is_as_good(approved, one)]
    better = [one for one in good if one.hash != approved.hash]
    return min(better, key=lambda one: (one.total.amount, one.hash), default=approved)


def _what(option: Option) -> tuple[object, ...]:
    """What is bought, from whom."""
    pieces = tuple((one.product, one.variant, one.quantity) for one in option.pieces)
    return option.seller.id, option.product, option.variant, option.quantity, option.spares, pieces
