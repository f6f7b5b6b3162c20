"""The plain conditional logit: one set of coefficients for everybody, found by Newton's method.

Source: McFadden, "Conditional logit analysis of qualitative choice behavior" (1974). The likelihood is
concave; a slight ridge keeps the coefficients finite where the choices do not settle them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from customer_model.choice.draws import Array

_RIDGE: Final = 1e-2
_TURNS: Final = 50
_NEAR: Final = 1e-8


@dataclass(frozen=True, eq=False)
class Table:
    """Occasions one after the other: a row of features per alternative.

    starts: the first row of each occasion.
    chosen: the chosen row of each occasion.
    """

    features: Array
    starts: NDArray[np.intp]
    chosen: NDArray[np.intp]

    def shares(self, coefficients: Array) -> Array:
        """Return the choice probability of every row."""
        utility = self.features @ coefficients
        likely = np.exp(utility - self.spread(np.maximum.reduceat(utility, self.starts)))
        shares: Array = likely / self.spread(np.add.reduceat(likely, self.starts))
        return shares

    def spread(self, numbers: Array) -> Array:
        """Return *numbers*, one per occasion, for each row."""
        sizes = np.diff(np.append(self.starts, len(self.features)))
        spread: Array = np.repeat(numbers, sizes, axis=0)
        return spread


def fit_logit(table: Table) -> Array:
    """Return the coefficients under which what was chosen is likeliest."""
    width = table.features.shape[1]
    coefficients = np.zeros(width)
    for _ in range(_TURNS):
        shares = table.shares(coefficients)
        means = np.add.reduceat(table.features * shares[:, None], table.starts)
        apart = table.features - table.spread(means)
        slope = apart[table.chosen].sum(axis=0) - _RIDGE * coefficients
        step = np.linalg.solve((apart.T * shares) @ apart + _RIDGE * np.eye(width), slope)
        coefficients = coefficients + step
        if np.abs(step).max() < _NEAR:
            break
    return coefficients
