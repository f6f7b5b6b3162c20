"""What a person chooses from, and the attributes that it is judged by."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from customer_model.errors import BadMembersError, NotANumberError

RISES, FREE, FALLS = 1, 0, -1
"""Signs of an attribute: more of it is never worse, may be either, is never better."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something alternatives differ in.

    sign: `RISES`, `FREE` or `FALLS`; no person's coefficient has another sign.
    scale: a typical size of the values, above 0, in their unit; values are divided by it.

    Raises `BadMembersError` if the sign or the scale is none.
    """

    name: str
    sign: int
    scale: float

    def __post_init__(self) -> None:
        if self.sign not in (RISES, FREE, FALLS):
            raise BadMembersError(f"{self.sign} is no sign of {self.name!r}: 1, 0 or -1")
        if not (math.isfinite(self.scale) and self.scale > 0.0):
            raise BadMembersError(f"{self.scale} is no scale of {self.name!r}: a number above 0")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One thing on the table.

    name: what the caller calls it; nothing is learnt about it.
    brand: whom liking and loyalty are for.
    values: by attribute, in the attribute's unit; one that is missing counts as 0.

    Raises `NotANumberError` if a value is not finite.
    """

    name: str
    brand: str
    values: Mapping[str, float]

    def __post_init__(self) -> None:
        for name, value in self.values.items():
            if not math.isfinite(value):
                raise NotANumberError(name, value)


@dataclass(frozen=True, slots=True)
class Choice:
    """What one person took, and what else was there.

    occasion: numbers go up with time, within one home.
    chosen: the place of the chosen one among the alternatives, from 0.
    """

    home: str
    occasion: int
    alternatives: tuple[Alternative, ...]
    chosen: int

    @property
    def brand(self) -> str:
        """The brand of what was chosen."""
        return self.alternatives[self.chosen].brand
