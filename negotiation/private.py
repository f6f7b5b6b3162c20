"""The twin's private play: a policy that knows no ceiling, and a gate that knows nothing else.

Spec: spec/60-negotiate.md; DESIGN, section 5 (Ceiling).

A `Policy` makes the moves from public facts: the list total, the best firm rival offer, the turns left.
`gate` lets a move out, holds it or walks; it never puts a price of its own. So for two ceilings the threads
are the same until the policy first proposes or takes a total above the lower one.
From then on a hold or a walk tells a brand that there is a ceiling, and that it lies below what a twin
without one would have named. The twin's own policy is in `negotiation/private_house.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from negotiation.package import Package
from negotiation.utility import Preferences


@dataclass(frozen=True, slots=True)
class Standing:
    """A firm offer of this brand that still holds; *ref* is the hash of its message."""

    package: Package
    ref: str


@dataclass(frozen=True, slots=True)
class PublicFacts:
    """All that the policy may know: nothing here depends on a ceiling.

    list_total_minor: this brand's all-in total at list prices, from its first offer.
    rival_total_minor: lowest total among the other brands' first offers (later ones may depend on a
        ceiling: those of threads that a gate has held), or None.
    standing: this brand's live offers in the order they came.
    heard: everything that it has offered, in order: one offer before each turn of the twin.
    counters: this twin's own counters in the thread, in order.
    round, rounds: which turn of the twin this is, from 1 (a held turn counts), and how many it may use to
        counter: the lower of the brand's published limit and the twin's own.
    brand_is_done: the brand has said that it has no better offer.
    within_days: the days in which the wish says that it must come, or None.
    """

    list_total_minor: int
    rival_total_minor: int | None
    standing: tuple[Standing, ...]
    heard: tuple[Package, ...]
    counters: tuple[Package, ...]
    round: int
    rounds: int
    brand_is_done: bool = False
    within_days: int | None = None


@dataclass(frozen=True, slots=True)
class Counter:
    """Propose this package."""

    package: Package


@dataclass(frozen=True, slots=True)
class Take:
    """Stop haggling and take a standing offer: it is this brand's option.

    turns_left: how many turns, this one included, the twin could still use.
    """

    ref: str
    total_minor: int
    turns_left: int = 0


@dataclass(frozen=True, slots=True)
class Leave:
    """There is nothing to take: close."""


Move = Counter | Take | Leave

Policy = Callable[[PublicFacts, Preferences, bytes], Move]
"""Chooses the twin's next move in one thread: from public facts, the person's weights and a secret seed."""


@dataclass(frozen=True, slots=True)
class Send:
    """The move may go out as it is."""

    move: Move


@dataclass(frozen=True, slots=True)
class Hold:
    """Name no price this turn: decline the offer for its price, and hear what the brand says."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Close the thread: what the policy would take lies above the ceiling, and the turns are over."""


def gate(move: Move, ceiling_minor: int | None) -> Send | Hold | Walk:
    """Let *move* out unless its total is above the ceiling; None is no ceiling.

    A take above it is held while there are turns left in which the brand may come down.

    >>> gate(Counter(Package(900, 3, 12, 30)), 899), gate(Take("ref", 900, turns_left=2), 899)
    (Hold(), Hold())
    >>> gate(Take("ref", 900), 899)
    Walk()
    """
    match move:
        case Counter(package) if ceiling_minor is not None and package.total_minor > ceiling_minor:
            return Hold()
        case Take(total_minor=total) if ceiling_minor is not None and total > ceiling_minor:
            return Hold() if move.turns_left else Walk()
        case _:
            return Send(move)


def move_within(
    facts: PublicFacts,
    preferences: Preferences,
    seed: bytes,
    ceiling_minor: int | None,
    policy: Policy,
) -> Send | Hold | Walk:
    """Return what the twin does this turn: the policy's move, as far as the gate lets it out.

    Where the gate does not let it out, the policy plays on with the offers for no more pieces than are
    needed, and then with those within the ceiling alone, if there are any: a thread is not held or left for
    pieces or terms that are too dear while plainer ones are in reach.
    """
    let = gate(policy(facts, preferences, seed), ceiling_minor)
    if ceiling_minor is None or isinstance(let, Send):
        return let
    needed = tuple(one for one in facts.standing if not one.package.spares)
    within = tuple(one for one in facts.standing if one.package.total_minor <= ceiling_minor)
    for standing in (needed, within):
        if standing and standing != facts.standing and not isinstance(let, Send):
            let = gate(policy(replace(facts, standing=standing), preferences, seed), ceiling_minor)
    return let
