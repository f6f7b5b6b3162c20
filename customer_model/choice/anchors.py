"""What a taste has to beat: four simple ways to foretell a choice, fitted to the same choices.

Each foretells one step ahead as a taste does: from all earlier occasions of the home, and from what the
training choices say about everybody. What can be set is set as the training choices like it best.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from customer_model.choice.alternative import Choice
from customer_model.choice.anchor_logit import LogitAnchor
from customer_model.choice.scoring import Foretold, score

Home = tuple[Choice, ...]
Anchor = Callable[[Home], list[Foretold]]
"""Foretells each occasion of a home from those before it."""

_UNSEEN: Final = 0.5
"""Purchases that every brand is given beforehand."""
_STRENGTHS: Final = (0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)
"""Purchases that the market's shares count for beside a home's own."""
_MEMORIES: Final = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
"""What a loyalty keeps; Guadagni and Little (1983) found .875 for coffee."""


def anchors(homes: Sequence[Home], attributes: Sequence[str]) -> dict[str, Anchor]:
    """Return the anchors by name, fitted to *homes*."""
    market = Market.of(homes)
    strengths = [HouseholdShares(market, strength) for strength in _STRENGTHS]
    loyal = [LogitAnchor.fitted(homes, attributes, market.bought, memory) for memory in _MEMORIES]
    return {
        "market_shares": HouseholdShares(market, None).foretell,
        "household_shares": _best([one.foretell for one in strengths], homes),
        "plain_logit": LogitAnchor.fitted(homes, attributes, market.bought, None).foretell,
        "loyalty_logit": _best([one.foretell for one in loyal], homes),
    }


def _best(candidates: Sequence[Anchor], homes: Sequence[Home]) -> Anchor:
    def likely(anchor: Anchor) -> float:
        return score([one for home in homes for one in anchor(home)]).log_likelihood

    return max(candidates, key=likely)


@dataclass(frozen=True, slots=True)
class Market:
    """How often each brand was bought by all homes."""

    bought: Mapping[str, float]

    @classmethod
    def of(cls, homes: Sequence[Home]) -> Market:
        """Return what *homes* bought, with a little beforehand for every brand they saw."""
        choices = [choice for home in homes for choice in home]
        counts = Counter(choice.brand for choice in choices)
        seen = dict.fromkeys(one.brand for choice in choices for one in choice.alternatives)
        return cls({brand: counts[brand] + _UNSEEN for brand in seen})

    def shares(self, choice: Choice) -> list[float]:
        """Return each alternative's share of the purchases of those there."""
        bought = [self.bought.get(one.brand, _UNSEEN) for one in choice.alternatives]
        return [count / sum(bought) for count in bought]


@dataclass(frozen=True, slots=True)
class HouseholdShares:
    """A home's own shares so far, with the market's as *strength* purchases; None: the market's only."""

    market: Market
    strength: float | None

    def foretell(self, home: Home) -> list[Foretold]:
        """Return what is foretold of each occasion of *home*."""
        counts: Counter[str] = Counter()
        foretold = []
        for choice in home:
            foretold.append(Foretold(tuple(self._shares(choice, counts)), choice.chosen))
            counts[choice.brand] += 1
        return foretold

    def _shares(self, choice: Choice, counts: Mapping[str, int]) -> list[float]:
        market = self.market.shares(choice)
        if self.strength is None:
            return market
        own = [counts[one.brand] for one in choice.alternatives]
        total = sum(own) + self.strength
        return [(count + self.strength * share) / total for count, share in zip(own, market, strict=True)]
