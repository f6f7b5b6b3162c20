"""What an answer is worth on the offers at hand, by the model's taste. Loads numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from consumer_twin.taste.choices import Offered
from consumer_twin.taste.experience import Experience
from consumer_twin.taste.learnt import alternative, met_in, taught
from customer_model import Alternative, Taste, gains, weights
from negotiation import DELIVERY_DAYS, RETURNS_DAYS, WARRANTY_MONTHS

_ROWS = {
    "delivery": ("delivery_days", -1.0 / DELIVERY_DAYS),
    "warranty": ("warranty_months", 1.0 / WARRANTY_MONTHS),
    "returns": ("returns_days", 1.0 / RETURNS_DAYS),
}
Pair = tuple[Offered, Offered]


def best(
    experience: Experience,
    tables: Sequence[Sequence[Offered]],
    cheapest_minor: int,
    pairs: Sequence[Pair],
    ahead: int,
) -> tuple[Pair, float]:
    """Return the one of *pairs* whose answer is worth most, and how much that is, in minor units."""
    worths = worths_minor(experience, tables, cheapest_minor, pairs, ahead)
    place = max(range(len(worths)), key=worths.__getitem__)
    return pairs[place], worths[place]


def worths_minor(
    experience: Experience,
    tables: Sequence[Sequence[Offered]],
    cheapest_minor: int,
    pairs: Sequence[Pair],
    ahead: int,
) -> tuple[float, ...]:
    """Return what the answer to each of *pairs* is expected to save, in minor units, as `question` says."""
    taste = _with_hand(taught(experience.choices), experience)
    met = {*met_in(experience.choices), *experience.brands}

    def seen(one: Offered) -> Alternative:
        """A brand that was never met is worth nothing for its name, as in the ranking."""
        return alternative(one if one.brand in met else replace(one, brand=""), cheapest_minor)

    shown = [[seen(one) for one in table] for table in tables]
    asked = [(seen(first), seen(second)) for first, second in pairs]
    return tuple(gain * cheapest_minor for gain in gains(taste, shown, asked, ahead))


def _with_hand(taste: Taste, experience: Experience) -> Taste:
    """The taste with what was set by hand, as shares of the price, put into units of utility."""
    price = -weights(taste)["price"].mean
    by_hand: dict[str, float] = {}
    for name, one in experience.by_hand.items():
        row, scale = _ROWS.get(name, (name, 1.0))
        by_hand[row] = one.share * scale * price
    return taste.with_weights(by_hand) if by_hand else taste
