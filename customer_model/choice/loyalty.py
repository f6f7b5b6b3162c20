"""Loyalty to brands, smoothed over the choices made.

Source: Guadagni and Little, "A logit model of brand choice calibrated on scanner data", Marketing Science 2
(1983). They start a home off at the shares of its first purchases; here nobody is loyal to anything at first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from customer_model.choice.draws import Array

Loyalties = Mapping[str, Array]
"""By brand, one number per person, 0 to 1."""

_FORGOTTEN: Final = 1e-9
"""A loyalty that nobody has above this is dropped."""


def after(loyalties: Loyalties, brand: str, memory: Array) -> dict[str, Array]:
    """Return the loyalties after *brand* was chosen: each keeps *memory* of it, *brand* gains the rest."""
    kept = {name: memory * felt for name, felt in loyalties.items()}
    kept = {name: felt for name, felt in kept.items() if felt.max() > _FORGOTTEN}
    return kept | {brand: kept.get(brand, np.zeros(len(memory))) + (1.0 - memory)}
