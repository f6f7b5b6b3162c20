"""The scripted person: how they choose among offers, and what they truly need. The twin sees neither.

What an offer is worth is linear in its price and terms, with noise of Gumbel's shape: so the chance of each
is a logit, McFadden, "Conditional logit analysis of qualitative choice behavior" (1974).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from consumer_twin import Option
from consumer_twin.sense import Suggestion
from dailyme.demo.sky import Dice
from dailyme.demo.week.script import Life
from negotiation import DELIVERY_DAYS, WARRANTY_MONTHS

WARRANTY: Final = 0.03
"""What three years of warranty are worth to this person, as a share of the price: less than is usual."""
DELIVERY: Final = 0.30
"""What same day instead of two weeks is worth: the person is impatient, three times as much as is usual."""
RETURNS: Final = 0.0
"""What more time to return it is worth: they never do."""
WAVER: Final = 0.012
"""How much the person wavers: the scale of the noise on each offer, as a share of the price."""
RESERVE: Final = 1.12
"""The person takes nothing whose total is so many times the cheapest public one."""


@dataclass
class Scripted:
    """A person of the seed. *met*: needs, by title, that are met already."""

    dice: Dice
    life: Life
    met: set[str] = field(default_factory=set)

    def choose(self, options: Sequence[Option], label: str) -> Option | None:
        """Return the option that the person takes; None for none of them."""
        worth = {one.hash: _worth(one) + self._noise(f"{label}/{one.seller.name}") for one in options}
        best = max(options, key=lambda one: worth[one.hash])
        return None if best.total.amount > RESERVE * best.public_total.amount else best

    def chances(self, options: Sequence[Option]) -> list[float]:
        """Return how likely the person is to take each of *options*, if any."""
        worths = [_worth(one) / WAVER for one in options]
        shares = [math.exp(worth - max(worths)) for worth in worths]
        return [share / sum(shares) for share in shares]

    def needs(self, suggestion: Suggestion, day: date) -> bool:
        """Whether the suggestion is a true one: they buy it in time. It is not needed twice."""
        title = self.life.title_of(suggestion)
        true = title not in self.met and self.life.is_needed(suggestion, day)
        self.met |= {title} if true else set()
        return true

    def _noise(self, label: str) -> float:
        drawn = min(max(self.dice.share(label), 1e-9), 1 - 1e-9)
        return -WAVER * math.log(-math.log(drawn))


def _worth(option: Option) -> float:
    terms = option.terms
    assert terms is not None
    return (
        WARRANTY * min(terms.warranty_months, WARRANTY_MONTHS) / WARRANTY_MONTHS
        - DELIVERY * min(terms.delivery_days, DELIVERY_DAYS) / DELIVERY_DAYS
        - option.total.amount / option.public_total.amount
    )
