"""A twin, put together: its ways to the world, what it may do without asking, and what it believes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from consumer_twin.doubts import Doubts
from consumer_twin.elicit import Questions
from consumer_twin.events import Hear, deaf
from consumer_twin.fresh import Clock
from consumer_twin.memory import Beliefs
from consumer_twin.option import Option
from consumer_twin.points import PointValue
from consumer_twin.ports import Brands, Store, Talks, Till
from consumer_twin.rules import NoRules, Rules
from consumer_twin.sense import NoPrices, Prices
from consumer_twin.taste import Experience
from negotiation import Mandate, Weights

Shown = Callable[[Sequence[Option]], None]
"""Somebody who puts into words what is shown, and must not keep anybody waiting."""


def unsaid(options: Sequence[Option]) -> None:
    """Say nothing."""


@dataclass(frozen=True)
class Twin:
    """A twin, put together: its ways to the world, what it may do without asking, and what it believes.

    weights: set by hand for what it follows now; None leaves them to the *experience*, which only ranks.
    questions: how much it may ask its person before it shows them options. doubts: what of its
    wish's words may mean a limit. rules: what the person said once and for all. shown: hears the options of
    a line, best first, when they are shown.
    """

    brands: Brands
    talks: Talks
    till: Till
    store: Store
    clock: Clock
    mandate: Mandate | None = None
    weights: Weights | None = None
    beliefs: Beliefs = field(default_factory=Beliefs)
    experience: Experience = field(default_factory=Experience)
    point_value: PointValue | None = None
    prices: Prices = field(default_factory=NoPrices)
    per_seller: int = 1
    questions: Questions = field(default_factory=Questions)
    doubts: Doubts = field(default_factory=Doubts)
    rules: Rules = field(default_factory=NoRules)
    hear: Hear = deaf
    shown: Shown = unsaid
