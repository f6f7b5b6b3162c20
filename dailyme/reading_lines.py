"""A reading, shown back to the person whose words were read: what was understood, assumed, and not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from consumer_twin.wish.reading import Note, Reading
from dailyme.show import console, money

_LISTS: Final = {
    "brands": "by",
    "not_brands": "not by",
    "colours": "colour",
    "not_colours": "not in",
    "sizes": "size",
    "must": "must have",
    "nice": "would be nice",
}


def show_reading(reading: Reading) -> None:
    """Print what was understood, what was assumed, and what is unclear."""
    console().print("Understood:", style="bold")
    for name, value in understood(reading):
        console().print(f"  {name:<14}{value}", soft_wrap=True)
    _show_notes("Assumed:", reading.assumed)
    _show_notes("Unclear, and left out:", reading.unclear)


def understood(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield what was understood, each with a name for people."""
    yield "looking for", reading.product or "(nothing that can be looked for)"
    if reading.quantity is not None:
        most = "" if reading.quantity_at_most is None else f" to {reading.quantity_at_most}"
        yield "pieces", f"{reading.quantity}{most}"
    for name, price in (
        ("at most", reading.max_total),
        ("at least", reading.min_total),
        ("each at most", reading.max_unit),
    ):
        if price is not None:
            yield name, money(price)
    if reading.needed_by is not None:
        yield "needed by", f"{reading.needed_by:%A} {reading.needed_by.isoformat()}"
    if reading.condition is not None:
        yield "condition", reading.condition
    for member, name in _LISTS.items():
        if values := getattr(reading, member):
            yield name, ", ".join(values)
    if reading.deliver_to is not None:
        yield "deliver to", reading.deliver_to


def _show_notes(title: str, notes: tuple[Note, ...]) -> None:
    if notes:
        console().print(title, style="bold")
    for note in notes:
        console().print(f"  {note.text}", soft_wrap=True)
