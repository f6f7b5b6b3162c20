"""Persons for the tests of taste: histories of choices, and a market to see what they make of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from consumer_twin import Nobody, Option, Outcome, pursue
from consumer_twin.memory import Lesson
from consumer_twin.taste import Experience, experience_of
from negotiation import Weights
from protocol import Terms
from tests.consumer_twin.memory.lives import approved, numbered, offer, shown
from tests.consumer_twin.town import Brand, Town
from tests.consumer_twin.twins import twin_of, wish_for

LONG = Terms(delivery_days=5, warranty_months=36, returns_days=30)


def market(**more: Any) -> Town:
    """A dear shop with a long warranty, and a cheap one with the usual; neither was ever bought from."""
    return Town([Brand("sure", 10_700, 10_600, terms=LONG, **more), Brand("thrift", 10_000, 9_900)])


def picks(wish: int, *, dear: bool) -> list[Lesson]:
    """A choice between a long warranty and a low price."""
    offers = [
        offer("did:web:acme.example", 10_000, rank=1, warranty=12),
        offer("did:web:beta.example", 11_000, rank=2, warranty=36),
    ]
    if wish % 2:  # so that no brand is liked for what it offered
        offers = [
            offer("did:web:beta.example", 10_000, rank=1, warranty=12),
            offer("did:web:acme.example", 11_000, rank=2, warranty=36),
        ]
    return [shown(wish, *offers), approved(wish, offers[1 if dear else 0])]


def careful(choices: int = 4) -> list[Lesson]:
    """Who pays for the longer warranty."""
    return [lesson for wish in range(choices) for lesson in picks(wish, dear=True)]


def thrifty(choices: int = 4) -> list[Lesson]:
    """Who takes the cheapest."""
    return [lesson for wish in range(choices) for lesson in picks(wish, dear=False)]


def lived(*lessons: Lesson) -> Experience:
    """What comes of *lessons*, in this order."""
    return experience_of(numbered(list(lessons)))


async def met(
    experience: Experience, town: Town, weights: Weights | None = None, *, ceiling_minor: int | None = None
) -> Outcome:
    """What a wish comes to in *town*, with nobody there to decide."""
    twin = replace(twin_of(town, mandate=None), experience=experience, weights=weights)
    return await pursue(wish_for(ceiling_minor=ceiling_minor), Nobody(), twin)


async def ranked(experience: Experience, town: Town, weights: Weights | None = None) -> tuple[Option, ...]:
    """The options of *town* as this person gets them."""
    return (await met(experience, town, weights)).options


def names(options: tuple[Option, ...]) -> list[str]:
    """Who made *options*, best first."""
    return [option.seller.name for option in options]
