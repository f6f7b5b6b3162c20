"""The logits among the anchors: plain, and with Guadagni and Little's loyalty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from customer_model.choice.alternative import Choice
from customer_model.choice.draws import Array
from customer_model.choice.logit import Table, fit_logit
from customer_model.choice.scoring import Foretold

Home = tuple[Choice, ...]
_NONE: Final = np.zeros(0)


@dataclass(frozen=True, eq=False)
class LogitAnchor:
    """A logit over the attributes and brands, and, with a *memory*, over loyalty.

    start: the loyalty everybody starts with: the market's shares.
    memory: what a loyalty keeps after one more choice, a share; None: no loyalty.
    """

    attributes: tuple[str, ...]
    start: Mapping[str, float]
    memory: float | None
    coefficients: Array = field(default_factory=lambda: _NONE)

    @classmethod
    def fitted(
        cls,
        homes: Sequence[Home],
        attributes: Sequence[str],
        bought: Mapping[str, float],
        memory: float | None,
    ) -> LogitAnchor:
        """Return the logit that fits the choices of *homes* best."""
        total = sum(bought.values())
        blank = cls(tuple(attributes), {name: count / total for name, count in bought.items()}, memory)
        coefficients = fit_logit(blank._table(homes))
        return cls(blank.attributes, blank.start, memory, coefficients)

    def foretell(self, home: Home) -> list[Foretold]:
        """Return what is foretold of each occasion of *home*."""
        table = self._table([home])
        shares = np.split(table.shares(self.coefficients), table.starts[1:])
        return [
            Foretold(tuple(one.tolist()), choice.chosen) for one, choice in zip(shares, home, strict=True)
        ]

    def _table(self, homes: Sequence[Home]) -> Table:
        rows = [row for home in homes for row in self._rows(home)]
        sizes = [len(choice.alternatives) for home in homes for choice in home]
        starts = np.cumsum([0, *sizes[:-1]])
        places = [choice.chosen for home in homes for choice in home]
        return Table(np.array(rows), starts, starts + np.array(places))

    def _rows(self, home: Home) -> Iterator[list[float]]:
        """One row per alternative: attributes, brand, and loyalty if there is a memory."""
        felt = dict(self.start)
        for choice in home:
            for one in choice.alternatives:
                values = [one.values.get(name, 0.0) for name in self.attributes]
                brand = [float(one.brand == name) for name in self.start]
                yield [*values, *brand, *([] if self.memory is None else [felt.get(one.brand, 0.0)])]
            felt = self._after(felt, choice.brand)

    def _after(self, felt: Mapping[str, float], brand: str) -> dict[str, float]:
        memory = self.memory or 0.0
        kept = {name: memory * loyalty for name, loyalty in felt.items()}
        return kept | {brand: kept.get(brand, 0.0) + 1.0 - memory}
