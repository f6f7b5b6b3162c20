"""Options side by side: one row for each term, with what is best in it said in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from consumer_twin import Option
from dailyme.pages.twin.terms import count, extras_words
from foundation.lookalike import seen
from protocol import Price

Value = Price | str | None


@dataclass(frozen=True)
class Cell:
    """What an option has in a row: an amount, words, or None where it says nothing. *best* of its row."""

    value: Value
    best: bool = False

    @property
    def is_money(self) -> bool:
        """Whether it is an amount."""
        return isinstance(self.value, Price)


@dataclass(frozen=True)
class Row:
    """A term, and what each option has in it."""

    label: str
    cells: tuple[Cell, ...]
    hint: str = ""


def rows_of(options: Sequence[Option]) -> list[Row]:
    """Return the rows for *options*, in their order. Nothing is best where all are alike."""
    rows = [
        _row("All in", options, lambda one: one.total, lambda one: one.total.amount),
        _row("Its own list price", options, lambda one: one.list_total, None),
        _row("Delivery", options, _delivery, lambda one: _days(one, "delivery_days")),
        _row("Warranty", options, _warranty, lambda one: -_days(one, "warranty_months")),
        _row("To return it", options, _returns, lambda one: -_days(one, "returns_days")),
    ]
    if any(one.terms is not None and one.terms.extras for one in options):
        rows.append(_row("Extras", options, _extras, None))
    if any(one.points for one in options):
        rows.append(_row("Points", options, lambda one: f"{one.points:,}", lambda one: -one.points))
    if len({one.quantity for one in options}) > 1:
        rows.append(_row("Pieces", options, lambda one: f"{one.quantity:,}", None))
    if any(one.stands for one in options):
        rows.append(_row("Conditions", options, lambda one: seen(" ".join(one.stands)) or "none", None))
    hint = "the price less what its terms are worth to you, by the sliders above. The lowest stands first."
    counts = _row("Counts as", options, _counts, lambda one: one.adjusted_minor)
    return [*rows, Row(counts.label, counts.cells, hint)]


_UNSAID: Final = 10**9


def _row(
    label: str,
    options: Sequence[Option],
    value: Callable[[Option], Value],
    lowest: Callable[[Option], int] | None,
) -> Row:
    """Return a row; *lowest* gives what is lowest for the best, None where nothing is better or worse."""
    if lowest is None:
        return Row(label, tuple(Cell(value(one)) for one in options))
    found = [lowest(one) for one in options]
    differ = len(set(found)) > 1
    return Row(
        label,
        tuple(
            Cell(value(one), differ and got == min(found)) for one, got in zip(options, found, strict=True)
        ),
    )


def _days(option: Option, name: str) -> int:
    if option.terms is None:
        return _UNSAID if name == "delivery_days" else 0
    return int(getattr(option.terms, name))


def _delivery(option: Option) -> Value:
    if option.terms is None:
        return None
    days = option.terms.delivery_days
    return "the same day" if days == 0 else count(days, "day")


def _warranty(option: Option) -> Value:
    return None if option.terms is None else count(option.terms.warranty_months, "month")


def _returns(option: Option) -> Value:
    return None if option.terms is None else count(option.terms.returns_days, "day")


def _extras(option: Option) -> Value:
    return None if option.terms is None else extras_words(option.terms) or "none"


def _counts(option: Option) -> Value:
    return option.total.of(max(0, option.adjusted_minor))
