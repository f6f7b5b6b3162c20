"""Taste in words: a belief for each thing whose worth some choice told of, or that was set by hand.

Spec: spec/90-learn.md (LEARN-7, LEARN-8).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from consumer_twin.memory import Belief, Beliefs, Evidence, Lesson, derive
from consumer_twin.taste.choices import TELLING, Choice, Offered
from consumer_twin.taste.experience import Experience, experience_of
from consumer_twin.taste.measure import BETTER
from negotiation import DELIVERY_DAYS, RETURNS_DAYS, WARRANTY_MONTHS

_WORDS: Final = {
    "delivery": f"Delivery today, and not in {DELIVERY_DAYS} days, is worth {{}} of the price to you.",
    "warranty": f"{WARRANTY_MONTHS} months of warranty, and not none, are worth {{}} of the price to you.",
    "returns": f"{RETURNS_DAYS} days to return it, and not none, are worth {{}} of the price to you.",
}
_TOLD: Final[dict[str, Callable[[Offered], str]]] = {
    "price": lambda one: one.total.words(),
    "delivery": lambda one: f"{one.terms.delivery_days} days",
    "warranty": lambda one: f"{one.terms.warranty_months} months",
    "returns": lambda one: f"{one.terms.returns_days} days",
}


def believed(lessons: Iterable[Lesson]) -> Beliefs:
    """Return what *lessons*, in the order of the log, give cause to believe, tastes among it.

    Raises `BrokenMemoryError` for facts that are not those of their kind.
    """
    telling: list[Lesson] = []

    def heard() -> Iterator[Lesson]:
        for lesson in lessons:
            if lesson.kind in TELLING:
                telling.append(lesson)
            yield lesson

    known = derive(heard()).all
    found = (*known, *tastes(experience_of(telling)))
    return Beliefs(tuple(sorted(found, key=lambda one: (-one.strength, one.topic))))


def tastes(experience: Experience) -> Iterator[Belief]:
    """Yield a belief for each thing that *experience* says something of."""
    told: dict[str, list[Evidence]] = {}
    for choice in experience.choices if experience.learnt is not None else ():
        for name, evidence in _told(choice):
            told.setdefault(name, []).append(evidence)
    for name, hand in experience.by_hand.items():
        words = f"You set this to {hand.share:.4f} of the price."
        evidence = Evidence(hand.number, hand.at_ms, f"taste:{name}", 0, words, stance=hand.share)
        told.setdefault(name, []).append(evidence)
    for name, found in told.items():
        yield _belief(name, tuple(sorted(found, key=lambda one: one.number)), experience)


def _belief(name: str, evidence: tuple[Evidence, ...], experience: Experience) -> Belief:
    """The belief about *name*. It is as sure as the choices made it; what was set by hand is sure."""
    hand, learnt = experience.by_hand.get(name), experience.learnt
    brand = name.removeprefix("brand:") if name.startswith("brand:") else ""
    sure = 0.0 if learnt is None else learnt.surer.get(brand or name, 0.0)
    if name == "price":
        assert learnt is not None  # it can't be set by hand
        cases = round(100 * learnt.cheaper)
        words = (
            f"Of two offers that are alike, you take the one that is 10 % cheaper in {cases} of 100 cases."
        )
        return Belief("taste:price", words, sure, sure, evidence)
    share = experience.brands.get(brand, 0.0) if brand else getattr(experience.weights(None), name)
    by_choice = _by_choice(name, brand, experience)
    derived = sure if by_choice >= 0 else -sure
    stance = derived if hand is None else 1.0 if share >= 0 else -1.0
    called = next((one.name for one in reversed(evidence) if one.name), brand)
    return Belief(f"taste:{name}", _words(name, called, share), stance, derived, evidence)


def _by_choice(name: str, brand: str, experience: Experience) -> float:
    learnt = experience.learnt
    if learnt is None:
        return 0.0
    return learnt.brands.get(brand, 0.0) if brand else getattr(learnt.weights, name)


def _words(name: str, called: str, share: float) -> str:
    if name in _WORDS:
        return _WORDS[name].format(f"{100 * share:.1f} %")
    how = "may be {:.1f} % dearer" if share >= 0 else "must be {:.1f} % cheaper"
    return f"To be as good to you as others, {called} {how.format(100 * abs(share))}."


def _told(choice: Choice) -> Iterator[tuple[str, Evidence]]:
    """What *choice* tells: of each thing that its offers differed in."""
    for name, _, low in BETTER.values():
        values = {low(one) for one in choice.offers}
        if len(values) > 1:
            took = low(choice.taken) == min(values)
            others = {low(one): _TOLD[name](one) for one in choice.offers if one is not choice.taken}
            rivals = ", ".join(others[key] for key in sorted(others))
            verb = "said you would take" if choice.made_up else "took"
            words = f"You {verb} {_TOLD[name](choice.taken)}, with {rivals} to be had."
            yield name, _evidence(choice, name, took, words)
    if len(choice.brands) > 1:
        for one in {offer.brand: offer for offer in choice.offers}.values():
            took = one.brand == choice.taken.brand
            words = f"You {'chose' if took else 'had a choice of'} {one.seller}" + (
                "." if took else f", and chose {choice.taken.seller}."
            )
            yield f"brand:{one.brand}", _evidence(choice, f"brand:{one.brand}", took, words, one.seller)


def _evidence(choice: Choice, name: str, took: bool, words: str, called: str = "") -> Evidence:
    return Evidence(choice.number, choice.at_ms, f"taste:{name}", 1 if took else -1, words, called)
