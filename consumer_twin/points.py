"""What a brand's point is worth to the person: what they set, and nothing if they set nothing.

Spec: spec/85-fulfil.md (FUL-51).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Self

from protocol import exponent


@dataclass(frozen=True)
class PointValue:
    """The worth of one point in minor units of *currency*, which may be a part of one."""

    currency: str
    minor: Decimal

    @classmethod
    def read(cls, text: str) -> Self:
        """Return what *text* spells, such as `0.005 USD`. Raises ValueError.

        >>> PointValue.read("0.005 USD").minor
        Decimal('0.5')
        """
        digits, _, currency = text.strip().partition(" ")
        try:
            major = Decimal(digits)
        except InvalidOperation:
            raise ValueError(f"{text[:40]!r} is no amount with its currency") from None
        if not (major.is_finite() and 0 <= major < 1_000_000):
            raise ValueError("a point is worth a plain amount, 0 or more")
        return cls(currency.strip(), major.scaleb(exponent(currency.strip())).normalize())

    def minor_in(self, currency: str) -> float:
        """Return the worth of a point to a wish that is counted in *currency*: nothing in another one."""
        return float(self.minor) if currency == self.currency else 0.0
