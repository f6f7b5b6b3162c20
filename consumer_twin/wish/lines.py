"""The wish: what a person looks for, and what it may cost.

Spec: spec/10-wish.md.

The words are search terms and stay on the person's machine; numbers come from options, or from a reading
(`consumer_twin.wish.reading`) that the person was shown. The ceiling is private: it stands in no repr, and no
message has a member for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from consumer_twin.errors import BadWishError
from consumer_twin.wish.asks import Asks
from protocol import PERSONAL_TERMS, PersonalTerms, Price, clean, exponent

MAX_LINES: Final = 20
MAX_TEXT: Final = 500
MAX_QUANTITY: Final = 1_000_000

SPARE_SHARE: Final = 0.8
"""What a piece beyond those needed is worth, as a share of the cheapest public price a piece: a guess."""

_REGION: Final = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", re.ASCII)


@dataclass(frozen=True)
class WishLine:
    """One thing that is looked for: search terms, and how many pieces.

    at_most: up to how many are taken where more are the better buy; None for *quantity* exactly.
    asks: what a catalog must not state otherwise; None for anything that answers the words.
    """

    text: str
    quantity: int = 1
    at_most: int | None = None
    asks: Asks | None = None

    @property
    def most(self) -> int:
        """The greatest number of pieces that is taken."""
        return self.quantity if self.at_most is None else self.at_most


@dataclass(frozen=True)
class Wish:
    """What a person looks for. Build it with `read_wish`.

    ceiling: the most that all lines together may cost, all-in; None leaves every deal to the person.
    deliver_by_days: the latest delivery that still counts, in days; None takes any.
    relies_on: hashes of answers that are to become terms; each concerns one brand's article alone.
    categories: those of the directory to look in; empty for every brand of the region.
    spare_share: what a piece beyond those needed is worth, as a share of the cheapest public price a piece.
    """

    text: str
    lines: tuple[WishLine, ...]
    currency: str
    region: str
    ceiling: Price | None = field(default=None, repr=False)
    personal_terms: PersonalTerms = "sd-base"
    categories: tuple[str, ...] = ()
    deliver_by_days: int | None = None
    relies_on: tuple[str, ...] = ()
    spare_share: float = SPARE_SHARE


def read_wish(
    text: str,
    *,
    currency: str,
    region: str,
    ceiling: Price | None = None,
    quantity: int = 1,
    at_most: int | None = None,
    personal_terms: str = "sd-base",
    categories: tuple[str, ...] = (),
    deliver_by_days: int | None = None,
    relies_on: tuple[str, ...] = (),
    spare_share: float = SPARE_SHARE,
) -> Wish:
    """Return the wish that *text* words; a semicolon parts two lines, each *quantity* times, or up to
    *at_most* times.

    Raises `BadWishError` (WISH-1) for no words, too many lines, or an option out of its range.

    >>> [line.text for line in read_wish("usb hub; hdmi cable", currency="USD", region="US").lines]
    ['usb hub', 'hdmi cable']
    """
    words = clean(text, MAX_TEXT)
    parts = [part.strip() for part in words.split(";") if part.strip()]
    if not 1 <= len(parts) <= MAX_LINES:
        raise BadWishError(f"a wish has 1 to {MAX_LINES} lines of words, parted by semicolons")
    if not 1 <= quantity <= MAX_QUANTITY:
        raise BadWishError(f"a quantity is 1 to {MAX_QUANTITY}")
    if at_most is not None and not quantity <= at_most <= MAX_QUANTITY:
        raise BadWishError(f"{at_most} at most can't be: {quantity} needed, and {MAX_QUANTITY} is the limit")
    if not 0 <= spare_share <= 1:
        raise BadWishError("a spare piece is worth a share of 0 to 1 of what a piece costs")
    if _REGION.fullmatch(region) is None:
        raise BadWishError(f"{region[:16]!r} is no region such as US or US-CA")
    if deliver_by_days is not None and not 0 <= deliver_by_days <= 365:
        raise BadWishError("days until delivery are 0 to 365")
    return Wish(
        text=words,
        lines=tuple(WishLine(part, quantity, at_most) for part in parts),
        currency=_currency(currency, ceiling),
        region=region,
        ceiling=ceiling,
        personal_terms=_terms(personal_terms),
        categories=categories,
        deliver_by_days=deliver_by_days,
        relies_on=tuple(dict.fromkeys(relies_on)),
        spare_share=spare_share,
    )


def _currency(currency: str, ceiling: Price | None) -> str:
    try:
        exponent(currency)
    except ValueError as error:
        raise BadWishError(str(error)) from None
    if ceiling is not None and ceiling.currency != currency:  # WISH-2
        raise BadWishError(f"the ceiling is in {ceiling.currency} and the wish in {currency}")
    return currency


def _terms(name: str) -> PersonalTerms:
    for known in PERSONAL_TERMS:
        if known == name:
            return known
    raise BadWishError(f"{name[:32]!r} is not in the roster of terms: {', '.join(PERSONAL_TERMS)}")
