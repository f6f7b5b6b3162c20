"""Quantities: how many pieces a thread is about, and which articles.

Spec: spec/60-negotiate.md (NEG-11, NEG-59, NEG-60).

An open asks for some pieces of each article, or for any number within a range. Each package of a counter and
each offer is about one number for each line; a package that names none is about the fewest.
"""

from __future__ import annotations

from protocol.bodies import Offer, Open
from protocol.counter import Counter, Wanted
from protocol.errors import ProtocolError


class LinesDifferError(ProtocolError):
    """The offer is not about what was asked for."""

    code = "lines-differ"
    requirement = "NEG-11"
    status = 409
    advice = "Offer the articles of the open, in quantities that it asks for, in its order and currency."


class BadQuantitiesError(ProtocolError):
    """A counter names quantities that its open does not ask for."""

    code = "bad-quantities"
    requirement = "NEG-59"
    status = 409
    advice = "Name one quantity for each line, within what the open asks for; leave the fewest unsaid."


def quantities_of(opening: Open, wanted: Wanted | None = None) -> tuple[int, ...]:
    """Return how many pieces of each line *wanted* is about; without it, the fewest that are asked for."""
    if wanted is None or wanted.quantities is None:
        return tuple(line.quantity for line in opening.lines)
    return wanted.quantities


def quantities_offered(offer: Offer) -> tuple[int, ...]:
    """Return how many pieces of each line *offer* is for."""
    return tuple(line.quantity for line in offer.lines)


def check_lines(opening: Open, offer: Offer) -> None:
    """Return if *offer* is about what *opening* asks for. Raises `LinesDifferError` (NEG-11)."""
    asked = [(line.product, line.variant) for line in opening.lines]
    if [(line.product, line.variant) for line in offer.lines] != asked:
        raise LinesDifferError("the offer's lines are not those of the open")
    if not _asks_for(opening, quantities_offered(offer)):
        raise LinesDifferError("the offer is for another number of pieces than the open asks for")
    if offer.total.currency != opening.currency:
        raise LinesDifferError("the offer is in another currency than the open asks")


def check_quantities(opening: Open, counter: Counter) -> None:
    """Return if every package of *counter* is about what *opening* asks for.

    Raises `BadQuantitiesError` (NEG-59).
    """
    fewest = quantities_of(opening)
    for one in counter.packages:
        if one.quantities is not None and not _asks_for(opening, one.quantities):
            raise BadQuantitiesError("a package is for another number of pieces than the open asks for")
        if one.quantities == fewest:
            raise BadQuantitiesError("a package names the fewest pieces, which is what leaving them out says")


def _asks_for(opening: Open, quantities: tuple[int, ...]) -> bool:
    lines = opening.lines
    return len(quantities) == len(lines) and all(
        line.quantity <= count <= line.most for line, count in zip(lines, quantities, strict=True)
    )
