"""Reaching into JSON from outside: what is missing or of another kind is nothing, never an error.

Numbers are text already (see `json_text`), so a text is all that a field can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from catalog_adapters.entry import NotTheKindError, Reject
from catalog_adapters.item import Place
from foundation.currencies import active
from protocol import exponent

_DIGITS: Final = tuple("012345678")

Said = Mapping[str, Any]
"""A JSON object."""


def member(value: Any, *path: str) -> Any:
    """Return what stands in *value* under the names of *path*, one in the other; None if nothing does."""
    for name in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


def text(value: Any, *path: str) -> str:
    """Return the text that stands there; yes and no are `true` and `false`; empty if there is none."""
    found = member(value, *path)
    if isinstance(found, bool):
        return "true" if found else "false"
    return found.strip() if isinstance(found, str) else ""


def flag(value: Any, *path: str) -> bool | None:
    """Return the yes or no that stands there, if one does."""
    found = member(value, *path)
    return found if isinstance(found, bool) else None


def objects(value: Any, *path: str) -> list[Said]:
    """Return the objects of the list that stands there; of GraphQL's `nodes` or `edges`, the nodes."""
    found = member(value, *path)
    if isinstance(found, Mapping):
        nodes = found.get("nodes")
        found = nodes if nodes is not None else [member(edge, "node") for edge in objects(found, "edges")]
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def numbered(source: str, value: Any, *path: str) -> Iterator[tuple[Place, Said] | Reject]:
    """Yield each product of the list that stands there, with its number as its place.

    Raises `NotTheKindError` if there is no list.
    """
    found = member(value, *path)
    if isinstance(found, Mapping) and ("nodes" in found or "edges" in found):
        found = objects(found)
    if not isinstance(found, list):
        where = " in ".join(f"{name!r}" for name in reversed(path)) or "at its top"
        raise NotTheKindError(source, f"there is no list {where}")
    for number, one in enumerate(found, 1):
        place = Place(source, number)
        yield (place, one) if isinstance(one, Mapping) else place.reject("row-unreadable", "it is no object")


def filled(**fields: str) -> dict[str, str]:
    """Return the *fields* that say something."""
    return {name: said for name, said in fields.items() if said}


def in_units(minor: str, currency: str, digits: str = "") -> str:
    """Return a whole number of units as a price in words; empty if it is none.

    digits: how many decimals the unit has; left out: those of *currency*. What is finer than the currency
    stays finer, so that it is refused as a price.

    >>> in_units("1999", "USD"), in_units("1999", "JPY"), in_units("45000", "GBP", "3")
    ('19.99 USD', '1999 JPY', '45.00 GBP')
    """
    if not (minor.isascii() and minor.isdigit() and len(minor) <= 20 and active(currency)):
        return ""
    own = exponent(currency)
    places = int(digits) if digits in _DIGITS else own
    amount = Decimal(minor).scaleb(-places)
    whole = round(amount, own)
    return f"{whole if whole == amount else amount:f} {currency}"


def unless_zero(amount: str) -> str:
    """Return *amount*, or nothing for the zero that some shops write where there is no price."""
    return "" if amount and not amount.strip("0.") else amount


def in_stock(available: bool | None) -> str:
    """Return Merchant's word for yes or no."""
    return "" if available is None else "in_stock" if available else "out_of_stock"
