"""Taste: what is left of the population after one person's choices.

Each possible person of the crowd is weighted by how well it would have foretold the choices so far. That is
Bayes' rule on a sample of the prior (importance weights): nothing is linearised, so a home that always buys
the same is believed, too. On the panels a normal approximation around the mode loses up to .03 of
log-likelihood against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from customer_model.choice.alternative import Alternative
from customer_model.choice.crowd import Crowd, log_shares
from customer_model.choice.draws import Array
from customer_model.choice.hand import BRAND, LOYALTY, checked
from customer_model.choice.loyalty import Loyalties, after
from customer_model.choice.population import Population
from customer_model.errors import BadMembersError, NoAlternativesError


@dataclass(frozen=True, eq=False)
class Taste:
    """One person's taste. A value: `updated` makes a new one.

    log_weights: of the possible persons; only differences count.
    bought: the brands chosen so far, in order.
    by_hand: weights that the person set, per unit; they win over learnt ones.
    """

    population: Population
    log_weights: Array
    bought: tuple[str, ...] = ()
    by_hand: Mapping[str, float] = field(default_factory=dict)
    loyalties: Loyalties = field(default_factory=dict)

    @classmethod
    def of(cls, population: Population) -> Taste:
        """Return the taste of somebody who has not chosen yet."""
        return cls(population, np.zeros(population.crowd.persons))

    @property
    def choices(self) -> int:
        """How many choices it was learnt from."""
        return len(self.bought)

    @property
    def crowd(self) -> Crowd:
        """The possible persons."""
        return self.population.crowd

    def probabilities(self, alternatives: Sequence[Alternative]) -> tuple[float, ...]:
        """Return how likely each of *alternatives* is to be chosen; they add up to 1.

        Raises `NoAlternativesError`, `UnknownAttributeError`, `NotANumberError`.
        """
        likely = np.exp(self._log_shares(alternatives)) @ self.shares
        return tuple((likely / likely.sum()).tolist())

    def updated(self, alternatives: Sequence[Alternative], chosen: int) -> Taste:
        """Return the taste after the one at place *chosen* of *alternatives* was taken.

        Raises `NoAlternativesError`, `UnknownAttributeError`, `NotANumberError`; nothing changes.
        """
        answered = self.answered(alternatives, chosen)
        brand = alternatives[chosen].brand
        return replace(
            answered,
            bought=(*self.bought, brand),
            loyalties=after(self.loyalties, brand, self.crowd.memory),
        )

    def answered(self, alternatives: Sequence[Alternative], chosen: int) -> Taste:
        """Return the taste after the person said that they would take the one at place *chosen*.

        It teaches what a choice does, but nothing was bought: no habit comes or fades. Raises as `updated`.
        """
        if not 0 <= chosen < len(alternatives):
            raise NoAlternativesError(f"there is no alternative at place {chosen} of {len(alternatives)}")
        told = self._log_shares(alternatives)[chosen]
        log_weights = self.population.keeping * self.log_weights + told
        return replace(self, log_weights=log_weights - log_weights.max())

    def with_weights(self, by_hand: Mapping[str, float]) -> Taste:
        """Return the taste with these weights, per unit, in place of all that were set by hand before.

        Names: the attributes, `loyalty`, `brand:NAME`. Raises `UnknownAttributeError`, `WrongSignError`,
        `NotANumberError`.
        """
        return replace(self, by_hand=checked(by_hand, self.population.attributes))

    @cached_property
    def shares(self) -> Array:
        """How likely it is that this person is each of the possible persons; they add up to 1."""
        weights = np.exp(self.log_weights - self.log_weights.max())
        shares: Array = weights / weights.sum()
        return shares

    def expected(self, row: Array) -> float:
        """Return the mean of *row*, a number per possible person, as this person is believed to be."""
        return float(self.shares @ row)

    @cached_property
    def coefficients(self) -> Array:
        """Per attribute (row) what one unit adds to the utility; by hand where it was set so."""
        if not self.by_hand:
            return self.crowd.coefficients
        rows = self.crowd.coefficients.copy()
        for row, attribute in zip(rows, self.crowd.attributes, strict=True):
            row[:] = self.by_hand.get(attribute.name, row)
        return rows

    @property
    def loyalty(self) -> Array:
        """What having bought nothing but a brand adds to its utility; by hand if it was set so."""
        weight = self.by_hand.get(LOYALTY)
        return self.crowd.loyalty if weight is None else np.full(self.crowd.persons, weight)

    def liking(self, brand: str) -> Array:
        """Return how much *brand* is liked for itself; by hand if it was set so."""
        weight = self.by_hand.get(BRAND + brand)
        return self.crowd.liking(brand) if weight is None else np.full(self.crowd.persons, weight)

    def habit(self, brand: str) -> Array:
        """Return what the loyalty to *brand*, as it is now, adds to its utility."""
        felt = self.loyalties.get(brand)
        return np.zeros(self.crowd.persons) if felt is None else felt * self.loyalty

    def members(self) -> dict[str, Any]:
        """Return the JSON members, to be read again with the same population."""
        weights = [round(weight, 6) for weight in self.log_weights.tolist()]
        return {"bought": list(self.bought), "by_hand": dict(self.by_hand), "log_weights": weights}

    @classmethod
    def read(cls, members: Mapping[str, Any], population: Population) -> Taste:
        """Return the taste of *members*. Raises `BadMembersError`, and what `with_weights` raises."""
        try:
            log_weights = np.array(members["log_weights"], dtype=np.float64)
            bought, by_hand = tuple(members["bought"]), dict(members["by_hand"])
        except (KeyError, TypeError, ValueError) as error:
            raise BadMembersError(f"these are no members of a taste: {error}") from error
        if log_weights.shape != (population.crowd.persons,) or not np.isfinite(log_weights).all():
            raise BadMembersError("a taste has one finite weight for each possible person")
        loyalties: Loyalties = {}
        for brand in bought:
            loyalties = after(loyalties, brand, population.crowd.memory)
        return cls(population, log_weights, bought, loyalties=loyalties).with_weights(by_hand)

    def utilities(self, alternatives: Sequence[Alternative]) -> Array:
        """Return what each of *alternatives* (row) is worth to each possible person (column).

        Raises `NoAlternativesError`, `UnknownAttributeError`, `NotANumberError`.
        """
        if not alternatives:
            raise NoAlternativesError("there is nothing to choose from")
        brands = np.stack([self.liking(one.brand) + self.habit(one.brand) for one in alternatives])
        worth: Array = self.crowd.values(alternatives) @ self.coefficients + brands
        return worth

    def _log_shares(self, alternatives: Sequence[Alternative]) -> Array:
        return log_shares(self.utilities(alternatives))
