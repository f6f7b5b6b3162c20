"""The crowd: possible persons, drawn from a population, and what each would choose.

Arrays hold one column per possible person. Every column is a conditional logit of its own, so a mixture over
the columns keeps what each of them keeps: no price coefficient turns, and a dearer alternative is never
chosen more often.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from customer_model.choice.alternative import Alternative, Attribute
from customer_model.choice.draws import Array, normal_draws
from customer_model.errors import NotANumberError, UnknownAttributeError

_LARGEST: Final = 1e9
"""Of a value in typical sizes; what is larger is a mistake."""


@dataclass(frozen=True, eq=False)
class Crowd:
    """Possible persons.

    coefficients: per attribute (row), for one unit of it.
    loyalty: what having bought nothing but this brand adds to its utility.
    memory: what a loyalty still counts after one more choice, 0 to 1.
    brands: by brand, how much it is liked for itself.
    other_brands: spread of the liking of any other brand.
    """

    attributes: tuple[Attribute, ...]
    coefficients: Array
    loyalty: Array
    memory: Array
    brands: dict[str, Array]
    other_brands: float

    @classmethod
    def at(
        cls, attributes: tuple[Attribute, ...], brands: tuple[str, ...], points: Array, other_brands: float
    ) -> Crowd:
        """Return the crowd whose persons are the columns of *points*, rows as in `Population.names`."""
        count = len(attributes)
        rows = zip(attributes, points[:count], strict=True)
        return cls(
            attributes=attributes,
            coefficients=np.stack([_coefficient(attribute, row) for attribute, row in rows]),
            loyalty=points[count],
            memory=1.0 / (1.0 + np.exp(-points[count + 1])),
            brands=dict(zip(brands, points[count + 2 :], strict=True)),
            other_brands=other_brands,
        )

    @property
    def persons(self) -> int:
        """How many there are."""
        return len(self.loyalty)

    def liking(self, brand: str) -> Array:
        """Return how much each likes *brand* for itself; of an unknown one, by nothing but its name.

        An alternative of no brand (`""`) is liked for nothing but its attributes.
        """
        if not brand:
            return np.zeros(self.persons)
        known = self.brands.get(brand)
        if known is not None:
            return known
        return self.other_brands * normal_draws(f"brand:{brand}", self.persons)

    def values(self, alternatives: Sequence[Alternative]) -> Array:
        """Return a row per alternative and a column per attribute.

        Raises `UnknownAttributeError`, and `NotANumberError` for a value beyond all sizes.
        """
        names = tuple(attribute.name for attribute in self.attributes)
        for alternative in alternatives:
            for name in alternative.values.keys() - set(names):
                raise UnknownAttributeError(name, names)
        rows = [[one.values.get(name, 0.0) for name in names] for one in alternatives]
        values = np.array(rows, dtype=np.float64).reshape(len(rows), len(names))
        for number, attribute in enumerate(self.attributes):
            largest = np.abs(values[:, number]).max(initial=0.0)
            if largest > _LARGEST * attribute.scale:
                raise NotANumberError(attribute.name, float(largest))
        return values


def log_shares(utilities: Array) -> Array:
    """Return the logarithm of each person's choice probabilities.

    utilities: alternatives by row; persons, if more than one, by column.
    """
    shifted = utilities - utilities.max(axis=0)
    logs: Array = shifted - np.log(np.exp(shifted).sum(axis=0))
    return logs


def _coefficient(attribute: Attribute, row: Array) -> Array:
    size = np.exp(row) * attribute.sign if attribute.sign else row
    coefficient: Array = size / attribute.scale
    return coefficient
