"""The population that a twin starts from: how much people mind what differs between offers.

All of it is a guess, to be corrected by the person's own choices. What delivery, warranty and returns are
worth is a share of the price, as in `negotiation.Weights`, and people differ in that share: who minds a price
twice as much minds the rest twice as much. So a few dear choices teach a share near what was paid, and not
that money is nothing to the person. Of 20 persons one gives 36 months of warranty more than 21 % of the
price, and one less than 3 %. A price twice as high costs about five units of utility, as for groceries on
scanner panels; sellers are taken to hold people half as much as brands of groceries do.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from customer_model.choice.alternative import FALLS, FREE, RISES, Attribute
from customer_model.choice.population import Population

_PRICE: Final = 5.0
"""Units of utility between an offer and one of twice the price."""

_PRICE_SPREAD: Final = 0.7
"""Of the logarithm of `_PRICE`, from person to person."""
_SHARE_SPREAD: Final = 0.6
"""Of the logarithm of a share. With .5 who pays a tenth more for returns 20 times is hardly believed; without
tying the shares to the price, four choices made a warranty worth half of it."""

_MONEY: Final = Attribute("price", FALLS, 1.0)
_SHARES: Final = (
    # what its typical size is worth, as a share of the price
    (Attribute("delivery_days", FALLS, 14.0), 0.10),
    (Attribute("warranty_months", RISES, 36.0), 0.08),
    (Attribute("returns_days", RISES, 60.0), 0.04),
)
_PROMOTION: Final = Attribute("promotion", FREE, 1.0)


def offers_prior() -> Population:
    """Return the population for offers.

    price: total over the cheapest public total, 1.0 and up; never the ceiling.
    delivery_days, warranty_months, returns_days: as in the terms.
    promotion: 1 if it is shown as cheaper than usual, else 0.
    """
    signed = [math.log(_PRICE), *(math.log(_PRICE * share) for _, share in _SHARES)]
    promotion, loyalty, memory = (0.3, 0.7), (1.0, 0.5), (0.8, 0.7)
    spread = [_PRICE_SPREAD, *(_SHARE_SPREAD for _ in _SHARES), promotion[1], loyalty[1], memory[1]]
    lower = np.diag(spread)
    lower[1 : len(signed), 0] = _PRICE_SPREAD
    return Population(
        attributes=(_MONEY, *(attribute for attribute, _ in _SHARES), _PROMOTION),
        brands=(),
        mean=np.array([*signed, promotion[0], loyalty[0], memory[0]]),
        covariance=lower @ lower.T,
        other_brands=0.5,
        keeping=0.99,
    )
