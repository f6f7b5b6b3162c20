"""The terms of an option in a person's words: all that its fingerprint stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from consumer_twin import Option
from consumer_twin.option import Piece
from foundation.lookalike import seen
from protocol import Part, Terms

PARTS: Final[Mapping[str, str]] = {
    "items": "The thing itself",
    "discount": "Discount",
    "shipping": "Delivery",
    "tax": "Tax",
    "fee": "Fee",
    "marketplace-fee": "The marketplace's cut",
}
_EXTRAS: Final[Mapping[str, str]] = {"gift-wrap": "gift wrapping"}


def terms_rows(option: Option) -> list[tuple[str, str]]:
    """Return label and value of each term beside the price."""
    rows = [("From", seen(option.seller.name))]
    if option.pieces:
        rows += [(f"Thing {place}", _piece(one)) for place, one in enumerate(option.pieces, 1)]
    else:
        rows += [("What", seen(option.title)), ("How many", count(option.quantity, "piece"))]
    if option.spares:
        rows.append(("More than you need", count(option.spares, "piece")))
    if option.terms is not None:
        rows += of_terms(option.terms)
    if option.points:
        rows.append(("Points", f"{option.points:,}"))
    rows += [("Condition" if place == 0 else "And", one) for place, one in enumerate(option.stands)]
    return rows


def of_terms(terms: Terms) -> list[tuple[str, str]]:
    """Return label and value of each of *terms*."""
    return [
        (
            "Delivery",
            f"within {count(terms.delivery_days, 'day')}" if terms.delivery_days else "the same day",
        ),
        ("Warranty", "none" if terms.warranty_months == 0 else count(terms.warranty_months, "month")),
        ("To return it", "not possible" if terms.returns_days == 0 else count(terms.returns_days, "day")),
        ("Extras", extras_words(terms) or "none"),
    ]


def extras_words(terms: Terms) -> str:
    """Return the extras in words; nothing if there are none."""
    return ", ".join(_EXTRAS.get(one, one.replace("-", " ")) for one in terms.extras)


def part_words(part: Part) -> str:
    """Return what a part of the total is."""
    words = PARTS.get(part.kind, part.kind)
    return f"{words} (inside the price)" if part.included else words


def count(number: int, unit: str) -> str:
    """Return *number* of *unit*.

    >>> count(1, "day"), count(1200, "day")
    ('1 day', '1,200 days')
    """
    return f"{number:,} {unit}" + ("" if number == 1 else "s")


def blocks(hash: str) -> str:
    """Return *hash* in blocks of six, for eyes that compare.

    >>> blocks("abcdefghijklm")
    'abcdef ghijkl m'
    """
    return " ".join(hash[place : place + 6] for place in range(0, len(hash), 6))


def _piece(piece: Piece) -> str:
    title = seen(piece.title)
    return title if piece.quantity == 1 else f"{piece.quantity:,} of {title}"
