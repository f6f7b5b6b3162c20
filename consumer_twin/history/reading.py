"""One fact of a purchase, read from text: day, quantity, price, words. Nothing is guessed.

Spec: spec/90-learn.md (LEARN-20); spec/40-scan.md (SCAN-30).

A day, a title or a quantity that can't be read costs the purchase; a price that can't be read costs the price
alone, for when something was bought is known without it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from catalog_adapters.basics import NAME, TITLE, RowError, plain_words, read_count
from consumer_twin.history.settings import HistorySettings
from foundation.currencies import active
from foundation.reading import DecimalMark, ReadingError, read_day, read_price
from protocol import Price

MOST_PIECES: Final = 1_000_000
_FIRST: Final = date(1970, 1, 1)
_WEIGHED: Final = re.compile(r"(?=.*[1-9])[0-9]{1,6}[.,](?!0+\Z)[0-9]{1,6}(?: ?(?:kg|g|l|lb|oz))?")
_LETTERS: Final = re.compile("[^a-z]")
_NOT_BOUGHT: Final = frozenset(
    "cancelled canceled ordercancelled ordercanceled returned orderreturned refunded storniert annulé annulée"
    " cancelado".split()
)
_UNDECODED: Final = "\ufffd"


def day_from(text: str, settings: HistorySettings) -> date:
    """Return the day that *text* states. Raises `RowError`."""
    if not text:
        raise RowError("day-missing", "nothing says when it was bought")
    try:
        day = read_day(text, settings.day_order)
    except ReadingError as error:
        raise RowError(error.code, f"{error}. {error.advice}") from None
    return known_day(day, settings)


def known_day(day: date, settings: HistorySettings) -> date:
    """Return *day* if something can have been bought on it. Raises `RowError`."""
    if not _FIRST <= day <= settings.today + timedelta(days=1):
        raise RowError("day-unlikely", f"{day.isoformat()} is not between 1970 and today")
    return day


def title_from(text: str) -> str:
    """Return what was bought, without markup. Raises `RowError`."""
    title = plain_words(text, TITLE)
    if not title:
        raise RowError("title-missing", "nothing says what was bought")
    if _UNDECODED in title:
        raise RowError("bad-encoding", "its bytes are not text in the encoding that the file states")
    return title


def quantity_from(text: str) -> int:
    """Return how many pieces; 1 where nothing is said, and for what was weighed. Raises `RowError`."""
    pieces = 1 if not text or _WEIGHED.fullmatch(text) else read_count(text, MOST_PIECES)
    if not pieces:
        raise RowError("quantity-unclear", f"{text[:40]!r} is no number of pieces from 1 to {MOST_PIECES:,}")
    return pieces


def price_from(
    text: str, currency: str, settings: HistorySettings, decimal_mark: DecimalMark | None = None
) -> Price | None:
    """Return the price that *text* states, in *currency* if it is not empty; None for no text.

    decimal_mark: the layout's own, if the person states none. Raises `RowError`.
    """
    if not text:
        return None
    if currency and not active(currency):
        raise RowError("currency-unknown", f"{currency[:8]!r} is no active ISO 4217 currency code")
    try:
        return read_price(
            text,
            currency or None,
            default=settings.currency,
            decimal_mark=settings.decimal_mark or decimal_mark,
        )
    except ReadingError as error:
        raise RowError(error.code, f"{error}. {error.advice}") from None


def check_status(text: str) -> None:
    """Raise `RowError` for an order that was called off or sent back."""
    if _LETTERS.sub("", text.casefold()) in _NOT_BOUGHT or text.strip().casefold() in _NOT_BOUGHT:
        raise RowError("not-bought", f"the order was {plain_words(text, 40).lower()}")


def name_from(text: str) -> str:
    """Return a name or a number of a few words, fit to be kept."""
    return plain_words(text, NAME)
