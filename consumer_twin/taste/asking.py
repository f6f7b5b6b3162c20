"""Asking: which question about their taste to put to the person, and when to put none.

Spec: spec/90-learn.md (LEARN-12).

A question sets two made-up offers beside each other that differ in one term and the price, or in two terms.
It is chosen by what its answer is expected to save on the offers at hand, and not asked if that is less than
what a question costs the person. Without numpy nothing is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from consumer_twin.memory import Lesson
from consumer_twin.taste.choices import Choice, Offered
from consumer_twin.taste.experience import Experience, can_learn
from negotiation import DELIVERY_DAYS, RETURNS_DAYS, WARRANTY_MONTHS
from protocol import Price, Terms

_TYPICAL: Final = {"delivery": (2, 7, 14), "warranty": (0, 12, 24, 36), "returns": (14, 30, 60)}
"""What is usual in shops, for questions that go beyond the offers at hand."""
_MEMBER: Final = {"delivery": "delivery_days", "warranty": "warranty_months", "returns": "returns_days"}
_LIMIT: Final = {"delivery": DELIVERY_DAYS, "warranty": WARRANTY_MONTHS, "returns": RETURNS_DAYS}
_PREMIUMS: Final = (0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.3)
"""Of the price, for the better term."""


@dataclass(frozen=True)
class Question:
    """Which of two made-up *offers* would you take? worth_minor: what the answer is expected to save.

    cheapest_minor: the total that both are measured by.
    """

    offers: tuple[Offered, Offered]
    cheapest_minor: int
    worth_minor: float

    def answered(self, chosen: int, at_ms: int) -> Lesson:
        """Return the lesson that the one at place *chosen*, 0 or 1, was preferred."""
        offers = [{"total": one.total.members(), "terms": one.terms.members()} for one in self.offers]
        facts = {"offers": offers, "chosen": chosen, "cheapest_minor": self.cheapest_minor}
        return Lesson(at_ms, "compared", facts=facts)

    def choice(self, chosen: int, at_ms: int) -> Choice:
        """Return the same as a choice to learn from at once."""
        return Choice(0, at_ms, self.offers, chosen, self.cheapest_minor)


def question(
    experience: Experience,
    tables: Sequence[Sequence[Offered]],
    cheapest_minor: int,
    *,
    cost_minor: int,
    ahead: int = 1,
) -> Question | None:
    """Return the question that is worth most; None if none is worth more than *cost_minor*.

    tables: the offers that one is to be taken of; several, each as likely, if they are not known yet.
    cheapest_minor: the lowest public total, which all are measured by.
    ahead: how many more may be asked, this one among them; its worth is its part of what they save.
    """
    if cheapest_minor <= 0 or not can_learn():
        return None
    asked = {frozenset(map(_said, one.offers)) for one in experience.choices if one.made_up}
    found = pairs(tables, cheapest_minor, experience.by_hand)
    made = [pair for pair in found if frozenset(map(_said, pair)) not in asked]
    if not made:
        return None
    from consumer_twin.taste.worth import best  # noqa: PLC0415  loads numpy

    pair, worth_minor = best(experience, tables, cheapest_minor, made, ahead)
    return Question(pair, cheapest_minor, worth_minor) if worth_minor > cost_minor else None


def pairs(
    tables: Sequence[Sequence[Offered]], cheapest_minor: int, set_by_hand: Collection[str]
) -> Iterator[tuple[Offered, Offered]]:
    """Yield pairs of which neither is better in all: the plain one, then the one with the better term."""
    offers = [one for table in tables for one in table]
    steps = {name: _steps(name, offers) for name in _MEMBER if name not in set_by_hand}
    unit = 10 ** max(0, len(str(cheapest_minor)) - 2)
    cheap = offers[0].total.of(max(1, round(cheapest_minor / unit)) * unit) if offers else None
    if cheap is None:
        return
    fine = max(1, unit // 10)
    premiums = sorted({max(1, round(share * cheap.amount / fine)) * fine for share in _PREMIUMS})
    dearer = [cheap.of(cheap.amount + premium) for premium in premiums]
    usual = Terms(
        delivery_days=offers[0].terms.delivery_days,
        warranty_months=offers[0].terms.warranty_months,
        returns_days=offers[0].terms.returns_days,
    )
    for name, found in steps.items():
        for worse, better in found:
            for total in dearer:
                yield _made(cheap, usual, {name: worse}), _made(total, usual, {name: better})
    for one, other in combinations(steps, 2):
        for worse, better in steps[one]:
            for low, high in steps[other]:
                yield (
                    _made(cheap, usual, {one: worse, other: high}),
                    _made(cheap, usual, {one: better, other: low}),
                )


def _steps(name: str, offers: Sequence[Offered]) -> list[tuple[int, int]]:
    """Pairs of a worse and a better value of a term; none if all *offers* have the same."""
    at_hand = {min(int(getattr(one.terms, _MEMBER[name])), _LIMIT[name]) for one in offers}
    if len(at_hand) < 2:
        return []
    best_first = sorted(at_hand | set(_TYPICAL[name]), reverse=name != "delivery")
    return [(worse, better) for better, worse in combinations(best_first, 2)]


def _made(total: Price, usual: Terms, changed: dict[str, int]) -> Offered:
    members = {_MEMBER[name]: value for name, value in changed.items()}
    return Offered("", "", total, usual.model_copy(update=members))


def _said(one: Offered) -> tuple[int, ...]:
    """What a question shows of an offer."""
    return (one.total.amount, *(getattr(one.terms, member) for member in _MEMBER.values()))
