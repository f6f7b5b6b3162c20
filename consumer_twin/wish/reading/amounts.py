"""Amounts: a number with the currency beside it, or two of them that make a range."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from consumer_twin.wish.reading.currencies import WEAK, mark_at
from consumer_twin.wish.reading.numbers import number_at
from consumer_twin.wish.reading.slip import Slip
from foundation.prices import read_price
from foundation.unreadable import PriceUnclearError, ReadingError
from protocol import Price, minor

_DASHES: Final = frozenset("-\u2013\u2014")
_EITHER: Final = frozenset("and und & or oder".split())
_BETWEEN: Final = _DASHES | _EITHER | {"to", "bis", "till"}
_THOUSANDS: Final = frozenset("k thousand tausend tsd grand".split())
_LONGEST: Final = 20


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that may be money. start, end: its tokens.

    digits: as written; value: of one in words. codes: the currencies it may be in; None where none is named.
    weak: its mark may be a weight. nothing: it has the mark for no cents (`80.-`), so it is money.
    """

    start: int
    end: int
    digits: str = ""
    value: int | None = None
    factor: int = 1
    codes: frozenset[str] | None = None
    weak: bool = False
    nothing: bool = False


def amount_at(slip: Slip, place: int) -> Amount | None:
    """Return the amount that begins at *place* with its number or the currency before it."""
    before = mark_at(slip, place) if slip.low(place) not in WEAK else None
    number = number_at(slip, place if before is None else before[1])
    if number is None:
        return None
    end, digits = _with_groups(slip, number.end, number.digits)
    thousands = bool(digits) and slip.low(end) in _THOUSANDS and (slip.is_glued(end) or slip.low(end) != "k")
    end += thousands
    last = _after_nothing(slip, end)
    after = mark_at(slip, last)
    if after is not None and slip.is_number(after[1]) and slip.is_glued(after[1]) and not slip.is_glued(last):
        after = None  # the mark of the next number: `2 for $5`
    if before is not None and after is not None and not before[0] & after[0]:
        after = None
    marks = [mark[0] for mark in (before, after) if mark is not None]
    return Amount(
        start=place,
        end=last if after is None else after[1],
        digits=digits,
        value=number.value,
        factor=1000 if thousands else 1,
        codes=frozenset.intersection(*marks) if marks else None,
        weak=before is None and after is not None and slip.low(last) in WEAK,
        nothing=last > end,
    )


def _after_nothing(slip: Slip, end: int) -> int:
    """Return the token after `.-`, `,-` or `,--`, the mark for no cents."""
    marked = slip.low(end) in (".", ",") and slip.is_glued(end) and slip.is_glued(end + 1)
    if not marked or slip.low(end + 1) not in _DASHES:
        return end
    return end + 2 + (slip.low(end + 2) in _DASHES and slip.is_glued(end + 2))


def _with_groups(slip: Slip, end: int, digits: str) -> tuple[int, str]:
    """Join `1 299,00`: groups of three after one space."""
    while digits and len(digits) < _LONGEST and (" " in digits or (digits.isdecimal() and len(digits) <= 3)):
        text = slip.tokens[end].text if slip.is_number(end) else ""
        grouped = text[:3].isdecimal() and len(text) >= 3 and text[3:4] in ("", ",", ".")
        if not grouped or slip.tokens[end].start != slip.tokens[end - 1].end + 1:
            break
        digits, end = f"{digits} {text}", end + 1
    return end, digits


def range_at(slip: Slip, first: Amount) -> tuple[Amount | None, Amount]:
    """Return the lower and the higher amount of the range that *first* begins; alone it is the higher one."""
    sign = slip.low(first.end)
    second = amount_at(slip, first.end + 1) if sign in _BETWEEN else None
    if second is None or not slip.is_free(first.end, second.end):
        return None, first
    if sign in _EITHER and slip.low(first.start - 1) not in ("between", "zwischen"):
        return None, first
    if sign in _DASHES and slip.is_glued(first.end) is not slip.is_glued(first.end + 1):
        return None, first
    factor = first.factor if first.codes else max(first.factor, second.factor)
    low = replace(first, codes=first.codes or second.codes, factor=factor)
    return low, replace(second, codes=second.codes or first.codes)


def price_of(slip: Slip, amount: Amount, currency: str | None) -> Price | None:
    """Return the price that *amount* says; None where number or currency have more than one reading.

    currency: of an amount that names none, or one of several.
    """
    codes = amount.codes
    if codes is not None and len(codes) == 1:
        code = next(iter(codes))
        if code == "USD" and "$" in slip.lows[amount.start : amount.end]:
            slip.assume("$ is US dollars", amount.start, amount.end)
    elif currency is not None and (codes is None or currency in codes):
        code = currency
        slip.assume(f"in {currency}", amount.start, amount.end)
    else:
        return None
    try:
        return _read(slip, amount, code)
    except (ReadingError, ValueError, ArithmeticError):
        return None


def _read(slip: Slip, amount: Amount, code: str) -> Price:
    if amount.value is not None or amount.factor != 1:
        number = Decimal(amount.digits.replace(",", ".")) if amount.value is None else Decimal(amount.value)
        return Price(amount=minor(f"{(number * amount.factor).normalize():f}", code), currency=code)
    text = f"{amount.digits} {code}"
    try:
        return read_price(text)
    except PriceUnclearError:  # one mark and three digits: nobody writes a tenth of a cent into a wish
        price = read_price(text, decimal_mark="," if "." in amount.digits else ".")
        slip.assume(f"{amount.digits} has thousands", amount.start, amount.end)
        return price
