"""What stands in an offer beside its price and terms, in sentences that its typed members make.

Spec: spec/70-decide.md, spec/55-ask.md (ASK-7), spec/35-relate.md (REL-23, REL-24), spec/45-claim.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from consumer_twin.relation.asking import in_words
from protocol import Offer
from protocol.question import Assurance


def what_stands(offer: Offer) -> tuple[str, ...]:
    """Return a sentence for each thing that *offer* promises or makes a condition of."""
    return tuple(_sentences(offer))


def _sentences(offer: Offer) -> Iterator[str]:
    for assurance in offer.assurances or ():
        yield f"Assured in the deal itself: {_assured(assurance)}."
    if offer.promotions:
        yield f"In the price: the public offer {_listed(offer.promotions)}, which you claimed."
    if offer.limited:
        yield f"Only so many deals get {_listed(offer.limited)}: it is there while it lasts."
    if offer.benefits:
        yield f"Your rung with this brand brings {_listed(offer.benefits)}."
    if offer.stock == "held":
        yield "It is set aside for you while this offer stands."
    for condition in offer.conditions or ():
        field = condition.once.replace("-", " ")
        yield f"Only once for each {field}: {condition.benefit}. Used before, the deal is off at no cost."


def _assured(assurance: Assurance) -> str:
    question = assurance.question
    about = f" {question.about}" if question.about else ""
    return f"{question.topic.replace('-', ' ')}{about}: {in_words(assurance.value)}"


def _listed(names: tuple[str, ...]) -> str:
    """The names that the brand published, in quotes: they are its own.

    >>> _listed(("students", "spring"))
    '"students" and "spring"'
    """
    return " and ".join(f'"{name}"' for name in names)
