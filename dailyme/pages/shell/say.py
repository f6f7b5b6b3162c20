"""How money, numbers and times are written: by the locale of the browser and the zone of this machine."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.core import negotiate_locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.localedata import locale_identifiers
from babel.numbers import format_currency, format_decimal, format_percent

from protocol import Money
from protocol.money import major

PLAIN: Final = Locale("en", "GB")
_KNOWN: Final = frozenset(locale_identifiers())
_MOST: Final = 200
"""Characters of an Accept-Language header that are looked at."""


def locale_of(accepted: str) -> Locale:
    """Return the locale that an Accept-Language header asks for; British English where it asks for none.

    >>> str(locale_of("de-CH,de;q=0.9")), str(locale_of("tlh")), str(locale_of(";;,q=x"))
    ('de_CH', 'en_GB', 'en_GB')
    """
    asked = [part.partition(";")[0].strip().replace("-", "_") for part in accepted[:_MOST].split(",")]
    found = negotiate_locale([one for one in asked if one], _KNOWN)
    try:
        return PLAIN if found is None else Locale.parse(found)
    except (UnknownLocaleError, ValueError):
        return PLAIN


def money_words(price: Money, locale: Locale = PLAIN) -> str:
    """Return *price* for a person.

    >>> from protocol import Price
    >>> money_words(Price(amount=123456, currency="EUR"), Locale("de"))
    '1.234,56\\xa0€'
    """
    amount = Decimal(major(price.amount, price.currency))
    return str(format_currency(amount, price.currency, locale=locale, currency_digits=True))


def number_words(number: float | Decimal, locale: Locale = PLAIN) -> str:
    """Return *number* with its digits grouped."""
    return str(format_decimal(number, locale=locale))


def percent_words(share: float | Decimal, locale: Locale = PLAIN) -> str:
    """Return *share* (1 is all) in percent, with one digit behind the point where it is not whole."""
    return str(format_percent(share, "#,##0.#%", locale=locale))


def day_words(at_ms: int, locale: Locale = PLAIN) -> str:
    """Return the day of *at_ms*, such as `3 Dec 2026`."""
    return str(format_date(_here(at_ms), "d MMM y", locale=locale))


def moment_words(at_ms: int, locale: Locale = PLAIN) -> str:
    """Return day and minute of *at_ms*, such as `3 Dec, 14:20`."""
    return str(format_datetime(_here(at_ms), "d MMM, HH:mm", locale=locale))


def distance_words(from_ms: int, to_ms: int, locale: Locale = PLAIN) -> str:
    """Return how far *to_ms* is from *from_ms*, such as `2 hours`; below a minute, seconds."""
    return str(format_timedelta(abs(to_ms - from_ms) // 1000, threshold=1.5, locale=locale))


def iso(at_ms: int) -> str:
    """Return *at_ms* as a `datetime` attribute holds it."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _here(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone()
