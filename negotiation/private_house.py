"""The twin's policy: a strategy of ours, the house by default, that plays a thread from public facts.

Spec: spec/60-negotiate.md (NEG-31); DESIGN, section 5 (Ceiling); docs/adr/0017.

The thread is made into a game (`negotiation/public_game.py`), the strategy hears in it what the brand has
offered before each of the twin's turns, and its answer to the last of that is the policy's move. Nothing is
kept between turns: the same facts give the same move, in a twin that was killed and started again too.

A counter asks no less for the same or better terms than an earlier one did, and is always better for the
person than what stands. An offer is taken when the strategy takes it or has nothing better to ask for, and
once the turns are over.
"""

from __future__ import annotations

from typing import Final

from negotiation.package import Package
from negotiation.private import Counter, Leave, Move, Policy, PublicFacts, Take
from negotiation.public_game import table
from negotiation.strategies import STRATEGIES, Propose, Strategy
from negotiation.utility import Preferences, adjusted_minor


def played_by(strategy: Strategy) -> Policy:
    """Return the policy that plays each thread by *strategy*."""

    def policy(facts: PublicFacts, preferences: Preferences, seed: bytes) -> Move:
        offer = min(facts.standing, key=lambda one: adjusted_minor(one.package, preferences), default=None)
        if offer is None:
            return Leave()
        turns_left = 0 if facts.brand_is_done else max(0, facts.rounds - facts.round + 1)
        take = Take(offer.ref, offer.package.total_minor, turns_left)
        asked = _asked(strategy, facts, preferences, seed) if turns_left else None
        if asked is None:
            return take
        firm = max((one.total_minor for one in facts.counters if asked.covers(one)), default=0)
        asked = asked.at(max(firm, asked.total_minor))
        if adjusted_minor(offer.package, preferences) <= adjusted_minor(asked, preferences):
            return take
        return Counter(asked)

    return policy


house: Final[Policy] = played_by(STRATEGIES["house"])
"""The twin's default."""


def _asked(strategy: Strategy, facts: PublicFacts, preferences: Preferences, seed: bytes) -> Package | None:
    """What the strategy asks for in this turn; None if it takes what is offered, or sees nothing to gain."""
    board = table(facts, preferences, seed)
    player = strategy(board.game)
    move = None
    for number, offered in enumerate(facts.heard[-facts.round :]):
        move = player.turn(number, board.nearest(offered))
    return board.package(move.place) if isinstance(move, Propose) else None
