"""What the choices teach: the model's taste, said in shares of the price. Loads numpy.

A share is of the cheapest public total of a wish line, as in `negotiation.Weights`: `warranty=0.08` says that
the whole range of warranties is worth eight hundredths of it. Whether an offer is below its own list price is
left out, though the model knows promotions: brands invent list prices (MATCH-7).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, reduce

from consumer_twin.taste.choices import Choice, Offered
from customer_model import Alternative, Population, Taste, offers_prior, parts, sureness, weights
from negotiation import DELIVERY_DAYS, RETURNS_DAYS, WARRANTY_MONTHS, Weights

_TENTH = 0.1


@dataclass(frozen=True)
class Learnt:
    """What things are worth to the person, as shares of the price.

    brands: of those that made an offer in some choice; what anybody else is worth is not known, so nothing.
    surer: by `delivery`, `warranty`, `returns`, `price` or a brand, what share of the doubt that there was
    before any choice is gone, 0 to 1. cheaper: how likely the person is to take the one that costs a tenth
    less, of two offers that differ in nothing else.
    """

    weights: Weights
    brands: Mapping[str, float]
    surer: Mapping[str, float]
    cheaper: float


def learnt(choices: Iterable[Choice]) -> Learnt:
    """Return what *choices*, in their order, teach."""
    kept = tuple(choices)
    taste, met = taught(kept), met_in(kept)
    believed = weights(taste)
    price = -believed["price"].mean
    base = Weights()
    shares = Weights(
        delivery=-believed["delivery_days"].mean * DELIVERY_DAYS / price,
        warranty=believed["warranty_months"].mean * WARRANTY_MONTHS / price,
        returns=believed["returns_days"].mean * RETURNS_DAYS / price,
        extra=base.extra,
    )
    rows = {
        "price": "price",
        "delivery": "delivery_days",
        "warranty": "warranty_months",
        "returns": "returns_days",
    }
    surer = {name: sureness(taste, row) for name, row in rows.items()}
    surer |= {brand: sureness(taste, f"brand:{brand}") for brand in met}
    return Learnt(shares, {brand: _brand(taste, brand) / price for brand in met}, surer, _cheaper(taste))


def foreseen(choices: Iterable[Choice]) -> tuple[tuple[float, ...], ...]:
    """Return, for each choice, how likely each of its offers was, by what the choices before had taught."""
    taste, found = Taste.of(_population()), []
    for choice in choices:
        found.append(taste.probabilities(_told(choice)))
        taste = _after(taste, choice)
    return tuple(found)


def taught(choices: Iterable[Choice]) -> Taste:
    """Return the taste that *choices*, in their order, make of a newcomer's."""
    return reduce(_after, choices, Taste.of(_population()))


def met_in(choices: Iterable[Choice]) -> tuple[str, ...]:
    """Return the brands that made an offer in *choices*, each once."""
    return tuple(dict.fromkeys(one.brand for choice in choices for one in choice.offers if one.brand))


@cache
def _population() -> Population:
    """The shipped one, made once: its crowd is kept with it."""
    return offers_prior()


def _after(taste: Taste, choice: Choice) -> Taste:
    learn = taste.answered if choice.made_up else taste.updated
    return learn(_told(choice), choice.chosen)


def _told(choice: Choice) -> list[Alternative]:
    return [alternative(one, choice.cheapest_minor) for one in choice.offers]


def alternative(offer: Offered, cheapest_minor: int) -> Alternative:
    """The offer as the model sees it: typed values alone, and none beyond where it stops to matter."""
    values = {
        "price": offer.total.amount / cheapest_minor,
        "delivery_days": float(min(offer.terms.delivery_days, DELIVERY_DAYS)),
        "warranty_months": float(min(offer.terms.warranty_months, WARRANTY_MONTHS)),
        "returns_days": float(min(offer.terms.returns_days, RETURNS_DAYS)),
    }
    return Alternative(offer.brand, offer.brand, values)


def _brand(taste: Taste, brand: str) -> float:
    """What an offer is worth for being *brand*'s: habit and liking, in units of utility."""
    found = parts(taste, Alternative(brand, brand, {}))
    return math.fsum(part.utility for part in found if part.name in {"loyalty", "brand"})


def _cheaper(taste: Taste) -> float:
    alike = [Alternative("", "", {"price": 1.0 - _TENTH}), Alternative("", "", {"price": 1.0})]
    return taste.probabilities(alike)[0]
