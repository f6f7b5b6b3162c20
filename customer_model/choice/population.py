"""The population: how coefficients differ from person to person, before anything is known of one.

The coordinates of a person are, in this order: one per attribute, `loyalty`, `memory`, one per brand. They
are normal over the population, with one covariance: a hierarchical (mixed) logit, as in Train, "Discrete
Choice Methods with Simulation" (2009), chapters 6 and 11. An attribute with a sign has the logarithm of its
coefficient's size as coordinate, so that the sign can't turn; memory is on the logistic scale.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from customer_model.choice.alternative import Attribute
from customer_model.choice.crowd import Crowd
from customer_model.choice.draws import Array, standard_draws
from customer_model.choice.hand import RESERVED
from customer_model.errors import BadMembersError

PERSONS = 2_048
"""Possible persons in a crowd. On the panels 1,024 lose .001 of log-likelihood, 4,096 gain nothing."""


@dataclass(frozen=True, eq=False)
class Population:
    """Means and covariance of the coordinates, and how well each choice is remembered.

    brands: those with a coordinate of their own; any other has mean 0 and the spread `other_brands`.
    keeping: what earlier choices still count after one more, as a share; below 1, tastes may drift.
    sample: which of the possible samples of persons is drawn.

    Raises `BadMembersError` if the sizes don't fit, or the covariance is none.
    """

    attributes: tuple[Attribute, ...]
    brands: tuple[str, ...]
    mean: Array
    covariance: Array
    other_brands: float
    keeping: float
    sample: int = 0

    def __post_init__(self) -> None:
        size = len(self.names)
        if reserved := [one.name for one in self.attributes if one.name in RESERVED]:
            raise BadMembersError(f"{', '.join(reserved)} can't be an attribute's name")
        if len(set(self.names)) != size or not self.attributes:
            raise BadMembersError("there are no attributes, or two coordinates of one name")
        if self.mean.shape != (size,) or self.covariance.shape != (size, size):
            raise BadMembersError(f"{size} coordinates need as many means, and a square of covariances")
        if not (np.isfinite(self.mean).all() and np.isfinite(self.covariance).all()):
            raise BadMembersError("a mean or a covariance is not finite")
        if not (0.0 < self.keeping <= 1.0 and 0.0 <= self.other_brands < math.inf):
            raise BadMembersError("keeping is a share above 0; the spread of other brands is not negative")

    @property
    def names(self) -> tuple[str, ...]:
        """The coordinates."""
        return (
            *(attribute.name for attribute in self.attributes),
            "loyalty",
            "memory",
            *(f"brand:{brand}" for brand in self.brands),
        )

    @cached_property
    def points(self) -> Array:
        """The coordinates (rows) of possible persons (columns): as many of each kind as in the population.

        Raises `BadMembersError` if the covariance is none.
        """
        try:
            lower = np.linalg.cholesky(self.covariance)
        except np.linalg.LinAlgError as error:
            raise BadMembersError("the covariance is not positive") from error
        labels = tuple(f"{self.sample}:{name}" for name in self.names)
        points: Array = self.mean[:, None] + lower @ standard_draws(labels, PERSONS)
        return points

    @cached_property
    def crowd(self) -> Crowd:
        """The possible persons. Raises `BadMembersError` if the covariance is none."""
        return Crowd.at(self.attributes, self.brands, self.points, self.other_brands)

    def members(self) -> dict[str, Any]:
        """Return the JSON members."""
        return {
            "attributes": [[one.name, one.sign, one.scale] for one in self.attributes],
            "brands": list(self.brands),
            "mean": self.mean.tolist(),
            "covariance": self.covariance.tolist(),
            "other_brands": self.other_brands,
            "keeping": self.keeping,
            "sample": self.sample,
        }

    @classmethod
    def read(cls, members: Mapping[str, Any]) -> Population:
        """Return the population of *members*. Raises `BadMembersError`."""
        try:
            return cls(
                attributes=tuple(Attribute(*one) for one in members["attributes"]),
                brands=tuple(members["brands"]),
                mean=np.array(members["mean"], dtype=np.float64),
                covariance=np.array(members["covariance"], dtype=np.float64),
                other_brands=float(members["other_brands"]),
                keeping=float(members["keeping"]),
                sample=int(members["sample"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise BadMembersError(f"these are no members of a population: {error}") from error
