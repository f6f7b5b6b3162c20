"""Elicit: what the person is asked about their taste before they see the options of a wish, and when to stop.

Spec: spec/90-learn.md (LEARN-13, LEARN-14).

It comes after the last haggled offer, so that no counter can tell an answer, and before the first option is
shown, so that the answers order what is shown. What is asked about is what lies on the table: the firm offers
of all brands that fit the wish. Public pages state no terms, so no answer about terms is looked for there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from consumer_twin.fresh import Clock
from consumer_twin.market import Bargain
from consumer_twin.memory import Lesson
from consumer_twin.negotiate import is_timely
from consumer_twin.person import Person
from consumer_twin.taste import Experience
from consumer_twin.taste.asking import Question, question
from consumer_twin.taste.choices import Offered
from consumer_twin.wish import Wish
from negotiation import Weights
from protocol import Price
from protocol.quantities import quantities_offered

AT_MOST: Final = 3
"""Questions for one wish, unless it is said otherwise."""
USUAL_COST_MINOR: Final = 10
"""What a question costs a person who set nothing: 0.10 USD, twenty seconds of a modest wage. A guess."""

Learn = Callable[[Lesson], Awaitable[None]]


@dataclass(frozen=True)
class Questions:
    """How much the person may be asked: *at_most* for a wish; *cost* is what one costs them.

    For wishes in another currency than that of *cost*, the usual is taken.
    """

    at_most: int = 0
    cost: Price | None = None

    def cost_minor(self, currency: str) -> int:
        """Return what a question costs, in minor units of *currency*."""
        if self.cost is None or self.cost.currency != currency:
            return USUAL_COST_MINOR
        return self.cost.amount


@dataclass(frozen=True)
class Table:
    """The firm offers for one wish line. cheapest_minor: the lowest public total, the measure of them."""

    offers: tuple[Offered, ...]
    cheapest_minor: int


def table_of(bargain: Bargain, wish: Wish, clock: Clock) -> Table:
    """Return what *bargain* left on the table that fits *wish*, for the pieces that are needed."""
    ceiling = wish.ceiling
    offers = [
        Offered(thread.record.seller.id, thread.record.seller.name, offer.total, offer.terms)
        for thread in bargain.threads
        if thread.is_open
        for offer in thread.live(clock(thread.talk.seq + 1)).values()
        if not thread.spares(quantities_offered(offer))
        if is_timely(offer, wish) and not (ceiling is not None and offer.total.above(ceiling))
    ]
    return Table(tuple(offers), bargain.market.preferences(Weights()).cheapest_minor)


async def elicit(
    tables: Sequence[Table],
    person: Person,
    experience: Experience,
    *,
    at_most: int,
    cost_minor: int,
    at_ms: int,
    learn: Learn,
) -> Experience:
    """Return *experience* with what *person* answered; each answer is learnt as soon as it is given.

    It stops when no answer is worth *cost_minor*, after *at_most* answers, or when the person skips one.
    """
    for answered in range(at_most):
        asked = _best(tables, experience, cost_minor, at_most - answered)
        chosen = None if asked is None else await person.prefer(asked)
        if asked is None or chosen is None:
            break
        await learn(asked.answered(chosen, at_ms))
        experience = replace(experience, choices=(*experience.choices, asked.choice(chosen, at_ms)))
    return experience


def _best(tables: Sequence[Table], experience: Experience, cost_minor: int, ahead: int) -> Question | None:
    """The question that is worth most, on whichever of *tables*; None if none is worth its cost.

    ahead: how many more may be asked.
    """
    found = [
        question(experience, [one.offers], one.cheapest_minor, cost_minor=cost_minor, ahead=ahead)
        for one in tables
    ]
    return max((one for one in found if one is not None), key=lambda one: one.worth_minor, default=None)
