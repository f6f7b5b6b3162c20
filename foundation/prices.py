"""Reading a price from text, or saying why it can't be read. Never a guess.

Spec: spec/40-scan.md (SCAN-30).

A text is one number with marks of money around it and nothing else. A number has one reading, or it is an
error: `1.299` is one and a bit to some and thirteen hundred to others, and only who knows the shop's decimal
mark can tell. The currency is what the text and the source say together, or the default.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from foundation.currencies import active, candidates
from foundation.unreadable import (
    CurrencyConflictError,
    CurrencyMissingError,
    CurrencyUnknownError,
    PriceMissingError,
    PriceNegativeError,
    PriceTooFineError,
    PriceTooLargeError,
    PriceUnclearError,
)
from protocol.money import MAX_INTEGER, Price, exponent

DecimalMark = Literal[".", ","]

MAX_LENGTH: Final = 64
"""A price tag is no longer than this."""

_SPELLINGS: Final = str.maketrans(
    dict.fromkeys("\u00a0\u202f\u2009\u2007", " ") | {"\u2019": "'", "\u2212": "-"}
)
_TAG: Final = re.compile(
    r"(?P<before>[^0-9]*?)"
    r"(?P<number>(?:(?<![^\W\d_])[.,])?[0-9](?:[0-9.,' ]*[0-9])?)"  # a dot after letters is theirs: kr.199
    r"(?P<nothing>[.,][-\u2013\u2014]{1,2})?"  # 15,- is fifteen and nothing
    r"(?P<after>[^0-9]*)"
)
_GROUPED: Final = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<mark>[., '])[0-9]{3}(?:(?P=mark)[0-9]{3})*)(?P<rest>.*)"
)
_LAKHS: Final = re.compile(r"(?P<whole>[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3})(?P<rest>.*)")
_FRACTION: Final = re.compile(r"(?:(?P<mark>[.,])(?P<part>[0-9]+))?")
_PRESCRIBED: Final = re.compile(r"([0-9]{1,9})\.([0-9]{2}) ([A-Z]{3})")
_PLAIN: Final = re.compile(r"(?P<whole>[0-9]*)(?:(?P<mark>[.,])(?P<part>[0-9]+))?")


@dataclass(frozen=True, slots=True)
class _Tag:
    """A price tag taken apart: the number as it was written, and the one currency."""

    number: str
    currency: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a number: its digits before and after the decimal mark, and which marks that takes."""

    whole: str
    part: str
    mark: str
    group: str

    def fits(self, decimal_mark: DecimalMark | None) -> bool:
        """Say whether the marks agree with what is known of the source."""
        return decimal_mark is None or (self.group != decimal_mark and self.mark in ("", decimal_mark))


def read_price(
    text: str,
    currency: str | None = None,
    *,
    default: str | None = None,
    decimal_mark: DecimalMark | None = None,
) -> Price:
    """Return the price that *text* states, zero included.

    currency: what the source states beside the price; text that says another is an error.
    default: the currency of a price that states none, or a sign that several share.
    decimal_mark: the source's, if it is known.

    Raises a `ReadingError`.

    >>> read_price("1.299,00 €").words()
    '1299.00 EUR'
    >>> read_price("$15", default="USD").words()
    '15.00 USD'
    >>> read_price("1.299", "EUR")
    Traceback (most recent call last):
    foundation.unreadable.PriceUnclearError: '1.299' has two readings
    """
    tag = _take_apart(text, currency, default)
    return _price(tag, decimal_mark)


def read_feed_price(
    text: str,
    currency: str | None = None,
    *,
    default: str | None = None,
    decimal_mark: DecimalMark | None = None,
) -> Price:
    """Return the price of a format that prescribes the full stop as decimal mark (Merchant, schema.org).

    Many shops do not keep to it, so this only settles what nothing else can: three digits after a full
    stop in a currency that has three, such as `12.500 KWD`. The rest is as in `read_price`.
    """
    found = _PRESCRIBED.fullmatch(text) if decimal_mark != "," else None
    if found and currency in (None, found[3]) and active(found[3]) and exponent(found[3]) == 2:  # nearly all
        return Price(amount=int(found[1] + found[2]), currency=found[3])
    tag = _take_apart(text, currency, default)
    prescribed = exponent(tag.currency) == 3 and tag.number.count(".") == 1 and "," not in tag.number
    return _price(tag, "." if prescribed and decimal_mark is None else decimal_mark)


def _take_apart(text: str, currency: str | None, default: str | None) -> _Tag:
    text = (text if text.isascii() else text.translate(_SPELLINGS)).strip()
    if not text:
        raise PriceMissingError("there is no price")
    found = _TAG.fullmatch(text) if len(text) <= MAX_LENGTH else None
    if found is None:
        raise PriceUnclearError(f"{text[:MAX_LENGTH]!r} is not one amount")
    before, after = found["before"].strip(), found["after"].strip()
    if "-" in before or after == "-" or (before[:1], after[-1:]) == ("(", ")"):
        raise PriceNegativeError(f"{text!r} is below zero")
    marks = [*before.split(), *after.split(), *([currency.strip()] if currency else [])]
    return _Tag(found["number"], _currency(text, marks, default))


def _currency(text: str, marks: list[str], default: str | None) -> str:
    shared: frozenset[str] | None = None
    for mark in marks:
        meant = candidates(mark)
        if meant is None:
            raise PriceUnclearError(f"{mark!r} in {text!r} is no mark of money")
        shared = meant if shared is None else shared & meant
    if shared is None:
        if default is None:  # SCAN-30
            raise CurrencyMissingError(f"nothing says the currency of {text!r}")
        if not active(default):
            raise CurrencyUnknownError(f"{default!r} is no active ISO 4217 currency code")
        return default
    if not shared:
        raise CurrencyConflictError(f"{text!r} is in two currencies: {', '.join(marks)}")
    if len(shared) == 1:
        return next(iter(shared))
    if default not in shared or default is None:
        raise CurrencyMissingError(f"{text!r} may be in {' or '.join(sorted(shared)[:4])}")
    return default


def _price(tag: _Tag, decimal_mark: DecimalMark | None) -> Price:
    reading = _read_number(tag.number, decimal_mark)
    digits = exponent(tag.currency)
    if reading.part[digits:].strip("0"):
        raise PriceTooFineError(f"{tag.number!r} is finer than the minor unit of {tag.currency}")
    amount = int(reading.whole + reading.part[:digits].ljust(digits, "0"))
    if amount > MAX_INTEGER:
        raise PriceTooLargeError(f"{tag.number!r} is more than 2^53-1 minor units")
    return Price(amount=amount, currency=tag.currency)


def _read_number(number: str, decimal_mark: DecimalMark | None) -> _Reading:
    every = (_grouped(_GROUPED, number), _grouped(_LAKHS, number), _plain(number))
    readings = [reading for reading in every if reading is not None and reading.fits(decimal_mark)]
    if len(readings) != 1:  # SCAN-30
        raise PriceUnclearError(f"{number!r} has {'two readings' if readings else 'no reading'}")
    return readings[0]


def _grouped(shape: re.Pattern[str], number: str) -> _Reading | None:
    """Read *number* with a mark between its groups."""
    found = shape.fullmatch(number)
    if found is None:
        return None
    group = found.groupdict().get("mark") or ","
    fraction = _FRACTION.fullmatch(found["rest"])
    if fraction is None or fraction["mark"] == group:
        return None
    return _Reading(
        re.sub("[^0-9]", "", found["whole"]), fraction["part"] or "", fraction["mark"] or "", group
    )


def _plain(number: str) -> _Reading | None:
    """Read *number* with at most one mark, the decimal one."""
    found = _PLAIN.fullmatch(number)
    return found and _Reading(found["whole"], found["part"] or "", found["mark"] or "", "")
