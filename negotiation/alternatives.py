"""Alternatives: packages that are worth as much to the person as the one that is asked for.

Spec: spec/60-negotiate.md (NEG-55 to NEG-57).

Who names several offers of one worth learns from which is taken, and the other side finds the one that costs
it least: multiple equivalent simultaneous offers. Worth is what the person's own weights say, so each is an
even swap of money for one better term.

Source: Leonardelli, Gu, McRuer, Medvec and Galinsky, "Multiple equivalent simultaneous offers (MESOs) reduce
the negotiator dilemma", Organizational Behavior and Human Decision Processes 152 (2019); even swaps as in
`negotiation.utility`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from negotiation.package import Package
from negotiation.public_game import ASK_FROM
from negotiation.utility import (
    RETURNS_DAYS,
    WARRANTY_MONTHS,
    Preferences,
    adjusted_minor,
    needed_minor,
    with_spares,
)

AT_MOST: Final = 2


def alternatives(
    asked: Package, offered: Package, preferences: Preferences, most: int = 0
) -> tuple[Package, ...]:
    """Return packages worth as much as *asked*: for another number of pieces, or with one term better.

    offered: what stands on the table. No alternative with better terms costs as much as that, and each issue
    in which one is better weighs at least `ASK_FROM`: other weights are nobody's business. The best term
    comes first. most: how many pieces beyond those needed would be taken; with none of them, and with all,
    are the other numbers.

    >>> from negotiation.utility import Weights
    >>> taste = Preferences(10_000, 12_000, Weights(delivery=0.28))
    >>> [one.total_minor for one in alternatives(Package(8_000, 6, 12, 30), Package(9_800, 6, 12, 30), taste)]
    [8600]
    """
    numbers = [count for count in dict.fromkeys((0, most)) if count != asked.spares]
    others = [with_spares(asked, count, preferences) for count in numbers]
    worth = adjusted_minor(asked, preferences)
    better = _better(asked, preferences)
    swapped = (one.at(one.total_minor + worth - adjusted_minor(one, preferences)) for one in better)
    dearest = needed_minor(offered, preferences)
    found = [
        one for one in swapped if needed_minor(asked, preferences) < needed_minor(one, preferences) < dearest
    ]
    return tuple([*others, *sorted(found, key=lambda one: -one.total_minor)][:AT_MOST])


def within(packages: tuple[Package, ...], ceiling_minor: int | None) -> tuple[Package, ...]:
    """Return those of *packages* that a gate lets out: none above the ceiling."""
    return tuple(one for one in packages if ceiling_minor is None or one.total_minor <= ceiling_minor)


def _better(asked: Package, preferences: Preferences) -> Iterator[Package]:
    weights = preferences.weights
    if weights.delivery >= ASK_FROM and asked.delivery_days:
        yield replace(asked, delivery_days=asked.delivery_days // 2)
    if weights.warranty >= ASK_FROM and asked.warranty_months < WARRANTY_MONTHS:
        yield replace(asked, warranty_months=min(asked.warranty_months + 12, WARRANTY_MONTHS))
    if weights.returns >= ASK_FROM and asked.returns_days < RETURNS_DAYS:
        yield replace(asked, returns_days=min(asked.returns_days + 30, RETURNS_DAYS))
