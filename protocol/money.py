"""Money: an integer of minor units and an ISO 4217 code, never a float.

Spec: spec/20-wire.md (WIRE-10, WIRE-11).

The exponent (how many digits the minor unit has) comes from ISO 4217, not from habit: 500 JPY is
`{"amount": 500}`, 5 KWD is `{"amount": 5000}`.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Annotated, Final, Literal, Self

from pydantic import Field

from protocol.errors import ProtocolError
from protocol.wire import Wire

MAX_INTEGER: Final = 2**53 - 1

_EXPONENTS: Final[dict[str, int]] = {
    **dict.fromkeys(
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(),
        0,
    ),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
    **dict.fromkeys(
        (
            "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD "
            "CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP "
            "GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD "
            "LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB "
            "PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC "
            "SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW "
            "ZWG "
        ).split(),
        2,
    ),
}
"""Digits of the minor unit for each active ISO 4217 code (list one, 2026; funds and metals left out)."""


class CurrencyMismatchError(ProtocolError):
    """Two amounts of different currencies were added or compared."""

    code = "currency-mismatch"
    requirement = "WIRE-11"

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"{left} and {right} can't be added or compared")
        self.left, self.right = left, right


def exponent(currency: str) -> int:
    """Return how many digits the minor unit of *currency* has.

    Raises ValueError if *currency* is no active ISO 4217 code.
    """
    try:
        return _EXPONENTS[currency]
    except KeyError:
        raise ValueError(f"{currency[:8]!r} is no active ISO 4217 currency code") from None


if TYPE_CHECKING:
    Currency = str
else:
    Currency = Literal[tuple(sorted(_EXPONENTS))]
    """An active ISO 4217 code."""


class Money(Wire):
    """An amount in minor units of a currency; negative amounts are reductions.

    >>> Money(amount=1999, currency="USD").plus(Money(amount=1, currency="USD")).words()
    '20.00 USD'
    """

    amount: Annotated[int, Field(ge=-MAX_INTEGER, le=MAX_INTEGER)]
    currency: Currency

    def plus(self, other: Money) -> Self:
        """Return the sum. Raises `CurrencyMismatchError` (WIRE-11) for two currencies."""
        self._same(other)
        return self.of(self.amount + other.amount)

    def minus(self, other: Money) -> Self:
        """Return the difference. Raises `CurrencyMismatchError` (WIRE-11) for two currencies."""
        self._same(other)
        return self.of(self.amount - other.amount)

    def times(self, count: int) -> Self:
        """Return *count* times this amount."""
        return self.of(self.amount * count)

    def share(self, share: Decimal) -> Self:
        """Return *share* (0.07 is seven percent) of this amount, half a minor unit rounded up."""
        return self.of(int((self.amount * share).quantize(Decimal(1), ROUND_HALF_UP)))

    def of(self, amount: int) -> Self:
        """Return *amount* minor units of the same currency."""
        return type(self)(amount=amount, currency=self.currency)

    def above(self, other: Money) -> bool:
        """Say whether this is more than *other*. Raises `CurrencyMismatchError` (WIRE-11)."""
        self._same(other)
        return self.amount > other.amount

    def words(self) -> str:
        """The amount in major units with its code: `1234.50 USD`."""
        return f"{major(self.amount, self.currency)} {self.currency}"

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatchError(self.currency, other.currency)


class Price(Money):
    """An amount that can't be negative."""

    amount: Annotated[int, Field(ge=0, le=MAX_INTEGER)]


def major(amount: int, currency: str) -> str:
    """Write *amount* minor units in major units: `major(5, "USD")` is `"0.05"`."""
    digits = exponent(currency)
    whole, part = divmod(abs(amount), 10**digits)
    sign = "-" if amount < 0 else ""
    return f"{sign}{whole}.{part:0{digits}d}" if digits else f"{sign}{whole}"


def minor(text: str, currency: str) -> int:
    """Read plain major units (`"12.50"`, no grouping, no sign) as minor units.

    Raises ValueError if *text* is anything else, or finer than the currency's minor unit.
    """
    whole, dot, part = text.partition(".")
    digits = exponent(currency)
    if not (whole.isascii() and whole.isdigit()) or (dot and not (part.isascii() and part.isdigit())):
        raise ValueError(f"{text[:32]!r} is no plain decimal number")
    if part[digits:].strip("0"):
        raise ValueError(f"{text[:32]!r} is finer than the minor unit of {currency}")
    written = (whole + part[:digits].ljust(digits, "0")).lstrip("0")
    amount = int(written[:20] or "0")  # twenty digits are too many already, and int() refuses thousands
    if amount > MAX_INTEGER:
        raise ValueError(f"{text[:32]!r} is more than 2^53-1 minor units")
    return amount
