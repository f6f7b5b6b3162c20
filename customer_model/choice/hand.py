"""Weights that a person set by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping

from customer_model.choice.alternative import Attribute
from customer_model.errors import NotANumberError, UnknownAttributeError, WrongSignError

LOYALTY = "loyalty"
BRAND = "brand:"
RESERVED = (LOYALTY, "memory", "brand")
"""Names that no attribute may have."""


def checked(by_hand: Mapping[str, float], attributes: tuple[Attribute, ...]) -> dict[str, float]:
    """Return *by_hand* if each weight is finite, has a name that is known, and a sign that is allowed.

    Raises `NotANumberError`, `UnknownAttributeError`, `WrongSignError`.
    """
    signs = {attribute.name: attribute.sign for attribute in attributes}
    for name, weight in by_hand.items():
        if name not in signs and name != LOYALTY and not name.startswith(BRAND):
            raise UnknownAttributeError(name, (*signs, LOYALTY, f"{BRAND}NAME"))
        if not math.isfinite(weight):
            raise NotANumberError(name, weight)
        if weight * signs.get(name, 0) < 0.0:
            raise WrongSignError(name, weight)
    return dict(by_hand)
