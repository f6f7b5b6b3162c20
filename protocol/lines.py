"""Lines: the articles that a thread is about, and how many pieces.

Spec: spec/60-negotiate.md (NEG-11, NEG-23, NEG-58).
"""

from __future__ import annotations

from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from protocol.catalog import Id
from protocol.money import Price
from protocol.wire import Maybe, Text, Wire

MAX_LINES: Final = 20

Quantity = Annotated[int, Field(ge=1, le=1_000_000)]


class Pieces(Wire):
    """So many pieces of one article."""

    product: Id
    variant: Id
    quantity: Quantity


class Line(Pieces):
    """One wanted article: so many pieces, or any number up to `at_most`."""

    at_most: Maybe[Quantity] = None

    @property
    def most(self) -> int:
        """The greatest number of pieces that is asked for."""
        return self.quantity if self.at_most is None else self.at_most

    @model_validator(mode="after")
    def _range(self) -> Self:
        if self.at_most is not None and self.at_most < self.quantity:  # NEG-58
            raise ValueError("at_most is below the quantity")
        return self


class OfferLine(Pieces):
    """An article of an offer, with its public list price a piece."""

    title: Text
    list_price: Price
