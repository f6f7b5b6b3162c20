"""What can be haggled over: the registered issues and their types.

Spec: spec/60-negotiate.md (NEG-20 to NEG-24).

Price is one issue, all-in: tax, shipping and fees are inside. Everything else that a brand may grant is a
typed number or a registered extra, so that no text has to be understood.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from protocol.wire import Many, Wire

Extra = Literal[
    "gift-wrap", "installation", "old-device-pickup", "priority-support", "spare-battery", "carry-case"
]
EXTRAS: Final[tuple[Extra, ...]] = (
    "gift-wrap", "installation", "old-device-pickup", "priority-support", "spare-battery", "carry-case",
)  # fmt: skip

IssueName = Literal[
    "price", "quantity", "delivery-days", "warranty-months", "returns-days", "extras", "points"
]
ISSUES: Final[tuple[IssueName, ...]] = (
    "price", "quantity", "delivery-days", "warranty-months", "returns-days", "extras", "points",
)  # fmt: skip


def _in_order(extras: tuple[Extra, ...]) -> tuple[Extra, ...]:
    if len(extras) > 1 and list(extras) != sorted(set(extras)):  # NEG-22
        raise ValueError("extras must be sorted, each once")
    return extras


class Terms(Wire):
    """The issues beside price and quantity, each in its unit. Fewer delivery days are better for the twin."""

    delivery_days: Annotated[int, Field(ge=0, le=365)]
    warranty_months: Annotated[int, Field(ge=0, le=600)]
    returns_days: Annotated[int, Field(ge=0, le=3650)]
    extras: Annotated[Many[Extra], AfterValidator(_in_order)] = ()
    """Registered extras that are included, sorted, each once."""
