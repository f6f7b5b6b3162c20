"""A wish said in the person's own words, made into lines to look for and limits to hold to.

Spec: spec/10-wish.md (WISH-20 to WISH-24).

Plain words stay search terms, letter by letter. Where the words say a price, a day, a number of pieces, a
condition, a place, or what is not wanted, the search terms are what is left, and the rest are limits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from consumer_twin.errors import BadWishError
from consumer_twin.wish.asks import Asks
from consumer_twin.wish.lines import WishLine
from consumer_twin.wish.reading import Reading, read_words
from protocol import Price

_LIMITS: Final = (
    """
    quantity max_total min_total max_unit needed_by condition not_brands not_colours deliver_to assumed
    unclear
    """
).split()
_SOUGHT: Final = ("product", "brands", "colours", "sizes", "must", "purpose")
_BOUNDED: Final = frozenset(
    "at least most min max up no not without ohne nicht kein keine mindestens ab bis".split()
)


@dataclass(frozen=True)
class Said:
    """What was said: a line for each thing, and the limits for all of them.

    ceiling: None where a line names no price, or they are in several currencies. needed_by: the earliest.
    """

    lines: tuple[WishLine, ...]
    readings: tuple[Reading, ...]
    needed_by: date | None
    ceiling: Price | None = field(default=None, repr=False)

    @property
    def text(self) -> str:
        """The search terms, a semicolon between two things; no price is in them."""
        return "; ".join(line.text for line in self.lines)


def said_in(text: str, *, today: date, currency: str | None = None) -> Said | None:
    """Return what *text* says beyond search terms; None for plain words.

    Raises `BadWishError` for more than 500 characters, or where nothing is left to look for.
    """
    parts = [part.strip() for part in text.split(";") if part.strip()]
    readings = tuple(read_words(part, today=today, currency=currency) for part in parts)
    if not any(is_more_than_terms(reading) for reading in readings):
        return None
    lines = tuple(_line(reading) for reading in readings)
    days = [reading.needed_by for reading in readings if reading.needed_by is not None]
    return Said(lines, readings, min(days, default=None), _ceiling(readings))


def is_more_than_terms(reading: Reading) -> bool:
    """Whether *reading* holds more than words to search for."""
    return any(getattr(reading, name) not in (None, ()) for name in _LIMITS)


def _line(reading: Reading) -> WishLine:
    if not is_more_than_terms(reading):
        return WishLine(" ".join(reading.text.split()))
    asks = Asks(
        brands=reading.brands,
        not_brands=reading.not_brands,
        colours=reading.colours,
        not_colours=reading.not_colours,
        sizes=reading.sizes,
        condition=reading.condition,
    )
    return WishLine(_sought(reading), reading.quantity or 1, reading.quantity_at_most, asks)


def _sought(reading: Reading) -> str:
    """Return the words to search for, in the order in which they stand in the text."""
    spans = sorted(
        (span.start, span.end)
        for name in _SOUGHT
        for span in reading.evidence.get(name, ())
        if name != "must" or not _BOUNDED & set(reading.text[span.start : span.end].lower().split())
    )
    words = " ".join(" ".join(reading.text[start:end].split()) for start, end in spans)
    if not words:
        raise BadWishError("the wish names nothing to look for")
    return words


def _ceiling(readings: tuple[Reading, ...]) -> Price | None:
    totals = [_total(reading) for reading in readings]
    known = [total for total in totals if total is not None]
    if len(known) < len(totals) or len({total.currency for total in known}) != 1:
        return None
    return known[0].of(sum(total.amount for total in known))


def _total(reading: Reading) -> Price | None:
    if reading.max_total is not None or reading.max_unit is None:
        return reading.max_total
    return reading.max_unit.times(reading.quantity_at_most or reading.quantity or 1)
