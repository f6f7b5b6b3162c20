"""
Reading a wish: from a person's words to facts, each of which can be pointed at in the text. Spec:
spec/10-wish.md (WISH-20..). Rules read first, in an order in which what is surest goes first: money,
days, places, sizes, pieces, condition, makers, colours; what then is left of the clause that asks is
the product, and of the others attributes. Nothing is guessed: a word with two readings is said to be
unclear.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from consumer_twin.errors import BadWishError
from consumer_twin.wish.lines import MAX_TEXT
from consumer_twin.wish.reading.asking_words import FILLERS
from consumer_twin.wish.reading.attributes import read_attributes
from consumer_twin.wish.reading.brands import Brands, read_brands, read_line
from consumer_twin.wish.reading.colours import read_colours
from consumer_twin.wish.reading.condition import read_condition
from consumer_twin.wish.reading.dates import read_date
from consumer_twin.wish.reading.leading import read_leading_quantity
from consumer_twin.wish.reading.money import read_bare_money, read_money
from consumer_twin.wish.reading.place import read_place
from consumer_twin.wish.reading.product import read_product
from consumer_twin.wish.reading.purpose import read_purpose
from consumer_twin.wish.reading.quantity import read_quantity
from consumer_twin.wish.reading.sizes import read_sizes
from consumer_twin.wish.reading.slip import Evidence, Note, Slip
from consumer_twin.wish.reading.unread import read_unread
from consumer_twin.wish.reading.ways import wonder
from protocol import Price


@dataclass(frozen=True)
class Reading:
    """What a text says that is wished for. What it does not say is None or empty.

    max_total, min_total, max_unit: never shown in a repr; they are ceilings. quantity_at_most: of a range of
    pieces. evidence: for each member where it stands in the text. assumed, unclear: what the person should
    check.
    """

    text: str
    product: str | None = None
    quantity: int | None = None
    quantity_at_most: int | None = None
    max_total: Price | None = field(default=None, repr=False)
    min_total: Price | None = field(default=None, repr=False)
    max_unit: Price | None = field(default=None, repr=False)
    needed_by: date | None = None
    condition: str | None = None
    brands: tuple[str, ...] = ()
    not_brands: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    not_colours: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    nice: tuple[str, ...] = ()
    deliver_to: str | None = None
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    assumed: tuple[Note, ...] = ()
    unclear: tuple[Note, ...] = ()

    def members(self) -> dict[str, Any]:
        """The JSON members: what the text says, and nothing else."""
        said: dict[str, Any] = {}
        for name in _MEMBERS:
            value = getattr(self, name)
            if value is None or value == ():
                continue
            said[name] = _plain(value)
        said["evidence"] = {
            name: [{"start": one.start, "end": one.end, "by": one.by} for one in spans]
            for name, spans in self.evidence.items()
            if name in said  # what is both wanted and not wanted is neither
        }
        for name, notes in (("assumed", self.assumed), ("unclear", self.unclear)):
            if notes:
                said[name] = [note.members() for note in notes]
        return said


_MEMBERS: Final = (
    """
    product quantity quantity_at_most max_total min_total max_unit needed_by condition brands not_brands
    colours not_colours sizes must nice deliver_to
    """
).split()


def _plain(value: Any) -> Any:
    if isinstance(value, Price):
        return value.members()
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def read_words(text: str, *, today: date, currency: str | None = None) -> Reading:
    """Return what *text* says, read by rules alone.

    today: the day that "tomorrow" and "Friday" are counted from, where the person is.
    currency: of an amount that names none; None leaves it unclear.

    Raises `BadWishError` for more than 500 characters.

    >>> reading = read_words("two red mugs under 20 euros by Friday", today=date(2026, 11, 23))
    >>> reading.product, reading.quantity, reading.colours, reading.needed_by.isoformat()
    ('mugs', 2, ('red',), '2026-11-27')
    """
    if len(text) > MAX_TEXT:
        raise BadWishError(f"a wish is at most {MAX_TEXT} characters")
    slip = Slip(text)
    prices = read_money(slip, currency)
    day = read_date(slip, today)
    place = read_place(slip)
    sizes = read_sizes(slip)
    read_bare_money(slip, prices, currency)
    read_unread(slip)
    quantity = read_quantity(slip)
    condition = read_condition(slip)
    brands = read_brands(slip)
    colours = read_colours(slip)
    quantity = quantity or read_leading_quantity(slip, FILLERS)
    product = read_product(slip)
    if product is None and len(brands.wanted) == 1:  # `Nutella, 750 g`: the maker's name is the thing's
        product, brands = brands.wanted[0], Brands((), brands.unwanted)
        slip.evidence["product"] = slip.evidence.pop("brands")
    if product is None and len(brands.wanted) > 1:
        product, brands = read_line(slip, brands)
    attributes = read_attributes(slip)
    read_purpose(slip)
    pieces = 1 if quantity is None else quantity.at_most or quantity.pieces
    wonder(slip, pieces=pieces, most=prices.get("max_total"))
    return Reading(
        text=text,
        product=product,
        quantity=None if quantity is None else quantity.pieces,
        quantity_at_most=None if quantity is None else quantity.at_most,
        max_total=prices.get("max_total"),
        min_total=prices.get("min_total"),
        max_unit=prices.get("max_unit"),
        needed_by=day,
        condition=condition,
        brands=brands.wanted,
        not_brands=brands.unwanted,
        colours=colours.wanted,
        not_colours=colours.unwanted,
        sizes=sizes,
        must=attributes.must,
        nice=attributes.nice,
        deliver_to=place,
        evidence=_evidence(slip),
        assumed=tuple(slip.assumed),
        unclear=tuple(slip.unclear),
    )


def _evidence(slip: Slip) -> dict[str, tuple[Evidence, ...]]:
    return {name: tuple(sorted(spans, key=lambda one: one.start)) for name, spans in slip.evidence.items()}
