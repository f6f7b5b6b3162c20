"""A purchase: what a person bought, as the shop's own file says it.

Spec: spec/90-learn.md (LEARN-21).

Shops say the same purchase in several files, some more exactly than others. So a purchase has keys, the
exactest first, and two are the same if what the vaguer one says fits the other: the order and the item, the
order and the title, or the day, the title and the price.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from protocol import Price

KEY_BYTES: Final = 16
_GAPS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Purchase:
    """Something bought on *day*, as the shop wrote the day. A text is empty where the shop doesn't say it.

    price: paid for one piece, with tax where the file states it; None if it is not known.
    sku: the shop's or the maker's number of the article. source: file and line.
    number: of its lesson in the log; 0 before it is remembered.
    """

    day: date
    title: str
    quantity: int = 1
    price: Price | None = None
    shop: str = ""
    order: str = ""
    sku: str = ""
    category: str = ""
    make: str = ""
    source: str = ""
    number: int = 0

    @property
    def item(self) -> str:
        """What is bought again is the same item: its number, or else its title's letters and digits."""
        return self.sku or title_key(self.title)


def title_key(title: str) -> str:
    """Return the letters and digits of *title*, in lower case; the title itself if it has none.

    >>> title_key("Coffee beans, 1 kg"), title_key("…")
    ('coffeebeans1kg', '…')
    """
    return _GAPS.sub("", title.casefold()) or title


def keys(purchase: Purchase) -> tuple[bytes, ...]:
    """Return what *purchase* can be known by, the exactest first (LEARN-21)."""
    return tuple(
        hashlib.sha256(name.encode("utf-8", "replace")).digest()[:KEY_BYTES] for name in _names(purchase)
    )


def _names(purchase: Purchase) -> Iterator[str]:
    title = title_key(purchase.title)
    if purchase.order:
        order = purchase.order.casefold()
        if purchase.sku:
            yield f"order and item\n{order}\n{purchase.sku.casefold()}"
        yield f"order and title\n{order}\n{title}"
    price = "" if purchase.price is None else purchase.price.words()
    yield f"day, title and price\n{purchase.day.isoformat()}\n{title}\n{price}"


def same(one: Purchase, other: Purchase) -> bool:
    """Say whether both are one purchase.

    >>> day = date(2026, 11, 2)
    >>> exact = Purchase(day, "Coffee beans 1 kg", order="17", sku="B01")
    >>> same(exact, Purchase(day, "coffee beans, 1kg"))
    True
    >>> same(exact, Purchase(day, "Coffee beans 1 kg", order="18"))
    False
    """
    mine, theirs = keys(one), keys(other)
    return mine[0] in theirs or theirs[0] in mine
