"""The twin's policy: a strategy of ours, the house by default, that plays a thread from public facts.

Spec: spec/60-negotiate.md (NEG-31); DESIGN, section 5 (Ceiling); docs/adr/0017.

The thread is made into a game (`negotiation/public_game.py`), the strategy hears in it what the brand has
offered before each of the twin's turns, and its answer to the last of that is the policy's move. Nothing is
kept between turns: the same facts give the same move, in a twin that was killed and started again too.

Where a range of pieces is asked for, the game is about those needed: what stands counts without the worth of
its spares, and the counter is for as many pieces as the offer that is best so far, at their worth on top.

A counter asks no less for the same or better terms than an earlier one did, and is always better for the
person than what stands. An offer is taken when the strategy takes it or has nothing better to ask for, and
once the turns are over.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from negotiation.package import Package
from negotiation.private import Counter, Leave, Move, Policy, PublicFacts, Take
from negotiation.public_game import table
from negotiation.strategies import STRATEGIES, Propose, Strategy
from negotiation.utility import Preferences, adjusted_minor, needed_minor, with_spares


def played_by(strategy: Strategy) -> Policy:
    """Return the policy that plays each thread by *strategy*."""

    def policy(facts: PublicFacts, preferences: Preferences, seed: bytes) -> Move:
        facts = _of_the_game(facts, preferences)
        offer = min(facts.standing, key=lambda one: adjusted_minor(one.package, preferences), default=None)
        if offer is None:
            return Leave()
        turns_left = 0 if facts.brand_is_done else max(0, facts.rounds - facts.round + 1)
        take = Take(offer.ref, offer.package.total_minor, turns_left)
        wanted = _asked(strategy, facts, preferences, seed) if turns_left else None
        if wanted is None:
            return take
        before = (needed_minor(one, preferences) for one in facts.counters if wanted.covers(one))
        wanted = wanted.at(max((wanted.total_minor, *before)))
        asked = with_spares(wanted, offer.package.spares, preferences)
        if adjusted_minor(offer.package, preferences) <= adjusted_minor(asked, preferences):
            return take
        return Counter(asked)

    return policy


house: Final[Policy] = played_by(STRATEGIES["house"])
"""The twin's default."""


def _of_the_game(facts: PublicFacts, preferences: Preferences) -> PublicFacts:
    """Return *facts* without the turns that were answered for more pieces than needed, and no better so.

    Such an answer says nothing of how far the brand comes down for what the game is about.
    """
    heard: list[Package] = []
    for one in facts.heard:
        worth = adjusted_minor(one, preferences)
        if not one.spares or not heard or worth < min(adjusted_minor(past, preferences) for past in heard):
            heard.append(one)
    gone = len(facts.heard) - len(heard)
    return replace(facts, heard=tuple(heard), round=facts.round - gone, rounds=facts.rounds - gone)


def _asked(strategy: Strategy, facts: PublicFacts, preferences: Preferences, seed: bytes) -> Package | None:
    """What the strategy asks for in this turn; None if it takes what is offered, or sees nothing to gain."""
    board = table(facts, preferences, seed)
    player = strategy(board.game)
    move = None
    for number, offered in enumerate(facts.heard[-facts.round :]):
        move = player.turn(number, board.nearest(offered))
    return board.package(move.place) if isinstance(move, Propose) else None
