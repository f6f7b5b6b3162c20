"""What a taste says in words: the parts that make a utility, and the weights that are believed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from customer_model.choice.alternative import Alternative
from customer_model.choice.draws import Array
from customer_model.choice.hand import BRAND, LOYALTY
from customer_model.choice.taste import Taste
from customer_model.errors import UnknownAttributeError

PRICE = "price"
_TENTHS: Final = 10


@dataclass(frozen=True, slots=True)
class Part:
    """What an attribute, `loyalty` or `brand` adds to the utility of an alternative."""

    name: str
    utility: float


@dataclass(frozen=True, slots=True)
class Weight:
    """What is believed of a coefficient, per unit of its attribute: mean and spread."""

    mean: float
    spread: float
    by_hand: bool


def parts(taste: Taste, alternative: Alternative) -> tuple[Part, ...]:
    """Return what makes the utility of *alternative*: each attribute, then loyalty, then the brand itself.

    Raises `UnknownAttributeError`, `NotANumberError`.
    """
    values = taste.crowd.values([alternative])[0].tolist()
    rows = zip(taste.crowd.attributes, values, taste.coefficients, strict=True)
    return (
        *(Part(attribute.name, value * taste.expected(row)) for attribute, value, row in rows),
        Part(LOYALTY, taste.expected(taste.habit(alternative.brand))),
        Part("brand", taste.expected(taste.liking(alternative.brand))),
    )


def utility(taste: Taste, alternative: Alternative) -> float:
    """Return what *alternative* is worth to the person: the sum of its parts.

    Only differences mean something: to a person known for sure, 1.0 more makes it e times as likely.

    Raises `UnknownAttributeError`, `NotANumberError`.
    """
    return math.fsum(part.utility for part in parts(taste, alternative))


def weights(taste: Taste) -> Mapping[str, Weight]:
    """Return what is believed of each attribute, of loyalty and, as `brand:NAME`, of the brands met."""
    crowd, by_hand = taste.crowd, taste.by_hand
    rows = {one.name: row for one, row in zip(crowd.attributes, taste.coefficients, strict=True)}
    rows[LOYALTY] = taste.loyalty
    hand = (name.removeprefix(BRAND) for name in by_hand if name.startswith(BRAND))
    rows |= {BRAND + name: taste.liking(name) for name in (*crowd.brands, *taste.bought, *hand)}
    return {name: _weight(taste, row, by_hand=name in by_hand) for name, row in rows.items()}


def as_price(taste: Taste, utility: float) -> float:
    """Return how much *utility* is worth, in the unit of `price`: what may be asked more for it.

    Raises `UnknownAttributeError` if the population knows no price.
    """
    believed = weights(taste)
    if PRICE not in believed:
        raise UnknownAttributeError(PRICE, tuple(believed))
    return utility / -believed[PRICE].mean


def sureness(taste: Taste, name: str) -> float:
    """Return what share of the doubt about *name*, as it was before any choice, is gone: 0 to 1.

    name: an attribute, doubted as its worth in money (`price`: as what money is worth), or `brand:NAME`.
    Doubt is the entropy of which tenth of all possible persons, by that worth, this person is in.
    So it is gone little by little, also where choices first make an unusual worth as likely as a usual one.

    Raises `UnknownAttributeError`.
    """
    row = _worths(taste, name)
    tenths = np.argsort(np.argsort(row, kind="stable"), kind="stable") * _TENTHS // row.size
    held = np.bincount(tenths, taste.shares, _TENTHS)
    doubt = -float(held @ np.log(np.maximum(held, 1e-300))) / math.log(_TENTHS)
    return min(1.0, max(0.0, 1.0 - doubt))


def _worths(taste: Taste, name: str) -> Array:
    """What *name* is worth to each possible person, up to a factor."""
    if name.startswith(BRAND):
        return taste.crowd.liking(name.removeprefix(BRAND))
    names = [attribute.name for attribute in taste.crowd.attributes]
    if name not in names:
        raise UnknownAttributeError(name, tuple(names))
    rows = dict(zip(names, taste.crowd.coefficients, strict=True))
    row: Array = rows[name] if name == PRICE or PRICE not in rows else rows[name] / -rows[PRICE]
    return row


def _weight(taste: Taste, row: Array, *, by_hand: bool) -> Weight:
    mean = taste.expected(row)
    return Weight(mean, math.sqrt(taste.expected((row - mean) ** 2)), by_hand)
