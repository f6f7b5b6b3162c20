"""Taste: which of several alternatives a person will choose, and why.

A conditional logit (McFadden, "Conditional logit analysis of qualitative choice behavior", 1974) over the
attributes of the alternatives, one set of coefficients per person. A population of persons is the prior; a
person's taste is what is left of it after their choices. `python -m customer_model.choice` measures it on a
panel of households.
"""

from typing import TYPE_CHECKING

from customer_model.numpy_here import HERE, missing

if TYPE_CHECKING or HERE:
    from customer_model.choice.alternative import FALLS, FREE, RISES, Alternative, Attribute, Choice
    from customer_model.choice.explain import Part, Weight, as_price, parts, sureness, utility, weights
    from customer_model.choice.population import Population
    from customer_model.choice.questions import Question, best_question, gains
    from customer_model.choice.shipped import offers_prior
    from customer_model.choice.taste import Taste
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
