"""Amounts on the command line: `98765.43 USD`."""

from __future__ import annotations

from dailyme.errors import UsageError
from protocol import Price, minor


def read_amount(text: str, flag: str) -> Price:
    """Return the price that *text*, the value of *flag*, spells: digits, a space, an ISO 4217 code.

    Raises `UsageError`.

    >>> read_amount("120 USD", "--ceiling").amount
    12000
    """
    digits, _, currency = text.strip().partition(" ")
    try:
        return Price(amount=minor(digits, currency.strip()), currency=currency.strip())
    except ValueError:
        raise UsageError(
            f"{flag} can't be {text!r}", 'Give an amount and its currency, such as "120 USD".'
        ) from None
