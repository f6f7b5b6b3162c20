"""Orders, as the brand keeps them, and the port by which a shop system tells how far they are.

Spec: spec/85-fulfil.md (FUL-7, FUL-11).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from brand_agent.errors import BrandError
from protocol.commitment import Beside
from protocol.fulfilment import How, Stage


class UnknownOrderError(BrandError):
    """No order is meant, or more than one, or its code was used or is over."""

    code = "unknown-order"
    requirement = "FUL-7"


class WrongStageError(BrandError):
    """An order can't get there from where it is."""

    code = "wrong-stage"
    requirement = "FUL-11"


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order that is handed to the checkout. message: the hash of the twin's order."""

    thread: str
    agreement: str
    message: str
    title: str
    quantity: int
    total_minor: int
    currency: str
    code: str
    code_expires_ms: int
    promised_ms: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class Order:
    """An order and how far it is. Times are milliseconds since 1970.

    stage_ms: since when. expected_ms: when the brand thinks that it comes. delivered_ms: by the twin's word.
    how, stars: the last outcome and the review, once they are told.
    """

    thread: str
    agreement: str
    message: str
    title: str
    quantity: int
    total_minor: int
    currency: str
    code: str
    code_expires_ms: int
    promised_ms: int
    at_ms: int
    stage: Stage
    stage_ms: int
    expected_ms: int | None = None
    delivered_ms: int | None = None
    how: How | None = None
    stars: int | None = None


class Orders(Protocol):
    """The brand's order book, inside one transaction."""

    def begin(self, order: NewOrder, values: Iterable[Beside]) -> None:
        """Keep *order*, or a new code for an order that was not placed, and the *values* beside it."""

    def of(self, thread: str) -> Order | None:
        """The order of *thread*."""

    def redeem(self, code: str, *, at_ms: int) -> Order:
        """Place the order of *code*, which is taken once and in time. Raises `UnknownOrderError` (FUL-7)."""

    def advance(self, thread: str, stage: Stage, *, at_ms: int, expected_ms: int | None = None) -> Order:
        """Say that the order of *thread* is at *stage*. Raises `UnknownOrderError`, `WrongStageError`."""

    def delivered(self, thread: str, *, at_ms: int) -> None:
        """Keep that the twin said that it came at *at_ms*."""

    def judged(self, thread: str, how: How) -> None:
        """Keep how the deal turned out."""

    def reviewed(self, thread: str, stars: int) -> None:
        """Keep the stars of the review."""
