"""Choices: what the person took, and what else they could have had, read from the log.

Spec: spec/90-learn.md (LEARN-7, LEARN-9).

Only firm offers of which two or more could be taken make a choice. A public page states neither shipping nor
terms. What a mandate took followed from the ranking, so it would only prove the ranking right. A decline of
everything is left to `memory.evidence`: the model has no "none of these" to be chosen, and a made-up one
would need a price that nobody named. What a person answers to a question is a choice too, between two offers
of no brand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from consumer_twin.memory import Kind, Lesson
from consumer_twin.memory.facts import Chosen, Compared, Seen, Shown, facts_of
from protocol import Price, Terms

TELLING: Final[frozenset[Kind]] = frozenset({"shown", "approved", "refused", "void", "edited", "compared"})
"""The kinds of lessons that taste comes from."""


@dataclass(frozen=True)
class Offered:
    """A firm offer as far as taste looks at it. seller: its name, for the person who reads.

    Of an offer that is made up for a question, brand and seller are empty.
    """

    brand: str
    seller: str
    total: Price
    terms: Terms


@dataclass(frozen=True)
class Choice:
    """What was taken in lesson *number*.

    offers: what could be taken, as it was shown. chosen: the place of what was taken among them.
    cheapest_minor: the lowest public total that was shown; the scale of the totals.
    """

    number: int
    at_ms: int
    offers: tuple[Offered, ...]
    chosen: int
    cheapest_minor: int

    @property
    def taken(self) -> Offered:
        """What was taken."""
        return self.offers[self.chosen]

    @property
    def brands(self) -> frozenset[str]:
        """Who made offers."""
        return frozenset(one.brand for one in self.offers if one.brand)

    @property
    def made_up(self) -> bool:
        """Whether it answers a question, so that nothing was bought."""
        return not self.brands


def choices_of(lessons: Iterable[Lesson]) -> Iterator[Choice]:
    """Yield the choices that *lessons*, in the order of the log, tell of.

    Raises `BrokenMemoryError` for facts that are not those of their kind.
    """
    stood: dict[tuple[int | None, int | None], tuple[Seen, ...]] = {}
    for lesson in lessons:
        place = (lesson.wish, lesson.line)
        match lesson.kind:
            case "shown":
                stood[place] = facts_of(lesson, Shown).offers
            case "refused" | "void":
                stood[place] = tuple(one for one in stood.get(place, ()) if one.hash != lesson.offer)
            case "compared":
                yield _answer(lesson)
            case "approved" if facts_of(lesson, Chosen).reason == "person":
                choice = _choice(lesson, stood.get(place, ()))
                if choice is not None:
                    yield choice
            case _:
                pass


def _answer(lesson: Lesson) -> Choice:
    compared = facts_of(lesson, Compared)
    first, second = (Offered("", "", one.total, one.terms) for one in compared.offers)
    return Choice(lesson.number, lesson.at_ms, (first, second), compared.chosen, compared.cheapest_minor)


def _choice(lesson: Lesson, shown: tuple[Seen, ...]) -> Choice | None:
    taken = next((one for one in shown if one.hash == lesson.offer), None)
    if taken is None:
        return None
    currency = taken.total.currency
    same = [one for one in shown if one.total.currency == currency]
    cheapest = min(one.asked_minor for one in same)
    could = [one for one in same if one.terms is not None and (one.fits or one is taken)]
    if taken.terms is None or len(could) < 2 or cheapest <= 0:
        return None
    offers = tuple(Offered(one.brand, one.seller, one.total, one.terms) for one in could if one.terms)
    return Choice(lesson.number, lesson.at_ms, offers, could.index(taken), cheapest)
