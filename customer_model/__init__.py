"""What a person is likely to want and to choose.

No clock, no dice: the same choices in the same order give the same taste. Only `python -m` reads files.
"""

from customer_model.choice import (
    FALLS,
    FREE,
    RISES,
    Alternative,
    Attribute,
    Choice,
    Part,
    Population,
    Taste,
    Weight,
    as_price,
    offers_prior,
    parts,
    sureness,
    utility,
    weights,
)
from customer_model.errors import TasteError

__all__ = [
    "FALLS",
    "FREE",
    "RISES",
    "Alternative",
    "Attribute",
    "Choice",
    "Part",
    "Population",
    "Taste",
    "TasteError",
    "Weight",
    "as_price",
    "offers_prior",
    "parts",
    "sureness",
    "utility",
    "weights",
]
