"""The twin's private play: a policy that knows no ceiling, and a gate that knows nothing else.

Spec: spec/60-negotiate.md; DESIGN, section 5 (Ceiling).

`policy` makes the moves from public facts: the list total, the best firm rival offer, the turns left. `gate`
lets a move out, holds it or walks; it never puts a price of its own. So for two ceilings the threads are
the same until the policy first proposes or takes a total above the lower one.
From then on a hold or a walk tells a brand that there is a ceiling, and that it lies below what a twin
without one would have named.

Source: concession by time (Faratin, Sierra and Jennings 1998) and taking an offer that is at least as good
as the counter one is about to make (AC_next: Baarslag, Hindriks and Jonker, "Effective acceptance conditions
in real-time automated negotiation", Decision Support Systems 60, 2014). The default tactics were measured
with `python -m negotiation.rehearsal`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Final

from negotiation.concession import between, concession
from negotiation.package import Package
from negotiation.utility import RETURNS_DAYS, WARRANTY_MONTHS, Preferences, adjusted_minor

ASK_FROM: Final = 0.15
"""Weight of an issue (a share, see `Weights`) from which the twin asks for more than stands on the table."""


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
    counters: this twin's own counters in the thread, in order.
    round, rounds: which turn of the twin this is, from 1 (a held turn counts), and how many it may use to
        counter: the lower of the brand's published limit and the twin's own.
    brand_is_done: the brand has said that it has no better offer.
    """

    list_total_minor: int
    rival_total_minor: int | None
    standing: tuple[Standing, ...]
    counters: tuple[Package, ...]
    round: int
    rounds: int
    brand_is_done: bool = False


@dataclass(frozen=True, slots=True)
class Tactics:
    """How the twin haggles, in shares of the best public total.

    opening: how far below it the first counter lies; closing: how far below the last one.
    dither: how far a counter may lie off its path, so that moves don't give the path away.
    eagerness: see `concession`.
    """

    opening: float = 0.25
    closing: float = 0.04
    dither: float = 0.015
    eagerness: float = 0.8

    def __post_init__(self) -> None:
        if not 0.0 <= self.closing <= self.opening < 1.0:
            raise ValueError("tactics need 0 <= closing <= opening < 1")
        if not 0.0 <= self.dither < 1.0:
            raise ValueError("tactics need 0 <= dither < 1")


DEFAULT_TACTICS: Final = Tactics()


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


def policy(
    facts: PublicFacts, preferences: Preferences, seed: bytes, tactics: Tactics = DEFAULT_TACTICS
) -> Move:
    """Return the twin's next move in one thread, from public facts alone.

    Counters never fall, and lie below the total of the offer they answer. An offer is taken once it is as
    good as the next counter, or once the turns are over.
    """
    offer = min(facts.standing, key=lambda one: adjusted_minor(one.package, preferences), default=None)
    if offer is None:
        return Leave()
    turns_left = 0 if facts.brand_is_done else max(0, facts.rounds - facts.round + 1)
    take = Take(offer.ref, offer.package.total_minor, turns_left)
    if not turns_left:
        return take
    lowest = max((counter.total_minor for counter in facts.counters), default=1)
    wish = _asked(offer.package, facts, preferences).at(max(lowest, _planned_minor(facts, seed, tactics)))
    if adjusted_minor(offer.package, preferences) <= adjusted_minor(wish, preferences):
        return take
    if lowest >= offer.package.total_minor:
        return take
    return Counter(wish.at(min(wish.total_minor, offer.package.total_minor - 1)))


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
    tactics: Tactics = DEFAULT_TACTICS,
) -> Send | Hold | Walk:
    """Return what the twin does this turn: the policy's move, as far as the gate lets it out.

    Where the gate does not let it out, the policy plays on with the offers within the ceiling alone, if there
    are any: a thread is not held or left for terms that are too dear while plainer ones are in reach.
    """
    let = gate(policy(facts, preferences, seed, tactics), ceiling_minor)
    if ceiling_minor is None or isinstance(let, Send):
        return let
    within = tuple(one for one in facts.standing if one.package.total_minor <= ceiling_minor)
    if not within:
        return let
    return gate(policy(replace(facts, standing=within), preferences, seed, tactics), ceiling_minor)


def _planned_minor(facts: PublicFacts, seed: bytes, tactics: Tactics) -> int:
    """The total this turn's counter should have: on the path from opening to closing, dithered."""
    aim = facts.list_total_minor
    if facts.rival_total_minor is not None:
        aim = min(aim, facts.rival_total_minor)
    elapsed = (facts.round - 1) / max(1, facts.rounds - 1)
    start, end = (round(aim * (1.0 - share)) for share in (tactics.opening, tactics.closing))
    planned = between(start, end, concession(elapsed, tactics.eagerness))
    return min(end, planned + round(aim * tactics.dither * _dither(seed, facts.round)))


def _dither(seed: bytes, turn: int) -> float:
    """A number from -1 to 1 that only the holder of *seed* can foresee."""
    digest = hashlib.sha256(b"dailyme-dither" + turn.to_bytes(4, "big") + seed).digest()
    return int.from_bytes(digest[:4], "big") / (2**31) - 1.0


def _asked(offered: Package, facts: PublicFacts, preferences: Preferences) -> Package:
    """The terms to ask for: those offered, and in the first half of the turns what matters much besides."""
    if 2 * facts.round > facts.rounds:
        return offered
    weights = preferences.weights
    return replace(
        offered,
        delivery_days=offered.delivery_days // 2 if weights.delivery >= ASK_FROM else offered.delivery_days,
        warranty_months=_more(offered.warranty_months, 12, WARRANTY_MONTHS, weights.warranty),
        returns_days=_more(offered.returns_days, 30, RETURNS_DAYS, weights.returns),
        extras=offered.extras | preferences.wanted,
    )


def _more(offered: int, step: int, enough: int, weight: float) -> int:
    """One step more than *offered* if the weight says so, up to where more is worth nothing."""
    return max(offered, min(offered + step, enough)) if weight >= ASK_FROM else offered
