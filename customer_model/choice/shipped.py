"""The population that a twin starts from: how much people mind what differs between offers.

All of it is a guess, to be corrected by the person's own choices. The sizes are those that scanner panels
show for groceries (a price twice as high costs about five units of utility, one past purchase adds one or
two), and, for delivery, warranty and returns, the shares of the price that `negotiation.Weights` assumes.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from customer_model.choice.alternative import FALLS, FREE, RISES, Attribute
from customer_model.choice.population import Population

_PRICE: Final = 5.0
"""Units of utility between an offer and one of twice the price."""

_COORDINATES: Final = (
    # attribute, what its typical size is worth as a share of the price, spread of the logarithm
    (Attribute("price", FALLS, 1.0), 1.0, 0.8),
    (Attribute("delivery_days", FALLS, 14.0), 0.10, 1.0),
    (Attribute("warranty_months", RISES, 36.0), 0.08, 1.0),
    (Attribute("returns_days", RISES, 60.0), 0.04, 1.0),
)
_PROMOTION: Final = Attribute("promotion", FREE, 1.0)


def offers_prior() -> Population:
    """Return the population for offers.

    price: total over the cheapest public total, 1.0 and up; never the ceiling.
    delivery_days, warranty_months, returns_days: as in the terms.
    promotion: 1 if it is shown as cheaper than usual, else 0.
    """
    signed = [math.log(_PRICE * share) for _, share, _ in _COORDINATES]
    promotion, loyalty, memory = (0.3, 0.7), (1.5, 1.0), (0.8, 0.7)
    mean = np.array([*signed, promotion[0], loyalty[0], memory[0]])
    spread = np.array([*(spread for *_, spread in _COORDINATES), promotion[1], loyalty[1], memory[1]])
    return Population(
        attributes=(*(attribute for attribute, *_ in _COORDINATES), _PROMOTION),
        brands=(),
        mean=mean,
        covariance=np.diag(spread**2),
        other_brands=1.0,
        keeping=0.99,
    )
