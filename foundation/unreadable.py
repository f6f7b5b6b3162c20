"""Why a text could not be read: one class per reason, each with a stable code.

Spec: spec/40-scan.md (SCAN-30).
"""

from __future__ import annotations

from foundation.errors import FoundationError


class ReadingError(FoundationError):
    """A text does not say what it was asked for, or says two things."""

    code = "unreadable"
    requirement = "SCAN-30"
    advice = "Write it in one plain form."


class PriceMissingError(ReadingError):
    """There is no price."""

    code = "price-missing"
    advice = "Give the price, such as 15.00 USD."


class PriceUnclearError(ReadingError):
    """No price, or a text with more than one reading."""

    code = "price-unclear"
    advice = "Give one amount such as 1299.00 USD, or state the source's decimal mark."


class PriceNegativeError(ReadingError):
    """A price below zero."""

    code = "price-negative"
    advice = "Give a price above zero."


class PriceTooLargeError(ReadingError):
    """More than 2^53-1 minor units."""

    code = "price-too-large"
    advice = "Look whether the price is right."


class PriceTooFineError(ReadingError):
    """Finer than the currency's minor unit."""

    code = "price-too-fine"
    advice = "Round the price to the currency's minor unit."


class CurrencyMissingError(ReadingError):
    """Nothing says which currency, or a sign that several share."""

    code = "currency-missing"
    advice = "Add the ISO 4217 code to the price, or state the currency in the settings."


class CurrencyUnknownError(ReadingError):
    """A code that is no active ISO 4217 currency."""

    code = "currency-unknown"
    advice = "Use an active ISO 4217 code."


class CurrencyConflictError(ReadingError):
    """Two different currencies for one price."""

    code = "currency-conflict"
    advice = "State one currency."


class TimeUnclearError(ReadingError):
    """No ISO 8601 time, or one that may lie on either side of now."""

    code = "time-unclear"
    advice = "Write times like 2026-12-01T09:30+01:00, with the zone."


class DayUnclearError(ReadingError):
    """No day, or one that two countries read in two ways."""

    code = "day-unclear"
    advice = "Write days like 2026-12-01, or state the order: dmy or mdy."
