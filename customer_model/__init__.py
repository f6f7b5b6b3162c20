"""What a person is likely to want and to choose.

No clock, no dice: the same choices in the same order give the same taste. Only `python -m` reads files.
"""

from typing import TYPE_CHECKING

from customer_model.errors import TasteError
from customer_model.numpy_here import HERE, missing

if TYPE_CHECKING or HERE:
    from customer_model.choice import (
        FALLS,
        FREE,
        RISES,
        Alternative,
        Attribute,
        Choice,
        Part,
        Population,
        Question,
        Taste,
        Weight,
        as_price,
        best_question,
        gains,
        offers_prior,
        parts,
        sureness,
        utility,
        weights,
    )
else:

    def __getattr__(name: str) -> object:
        raise missing()


__all__ = [
    "FALLS",
    "FREE",
    "RISES",
    "Alternative",
    "Attribute",
    "Choice",
    "Part",
    "Population",
    "Question",
    "Taste",
    "TasteError",
    "Weight",
    "as_price",
    "best_question",
    "gains",
    "offers_prior",
    "parts",
    "sureness",
    "utility",
    "weights",
]
