"""Which currencies a sign or a word beside a number may mean.

`$` alone means any of twenty: who reads it must be told which. Only a sign that one currency has to itself
names it.

Source: CLDR 45 narrow symbols, and the customary marks of price tags.
"""

from __future__ import annotations

from typing import Final

from foundation.unreadable import CurrencyUnknownError
from protocol.money import exponent

_TABLE: Final = """
$ USD AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD SGD SRD TTD TWD XCD ARS CLP COP MXN UYU
US$ USD
C$ CAD
CA$ CAD
A$ AUD
AU$ AUD
NZ$ NZD
HK$ HKD
S$ SGD
NT$ TWD
MX$ MXN
R$ BRL
€ EUR
euro EUR
euros EUR
Euro EUR
£ GBP
¥ JPY CNY
円 JPY
₹ INR
Rs INR PKR LKR NPR MUR SCR
Rs. INR PKR LKR NPR MUR SCR
₩ KRW
₽ RUB
₺ TRY
TL TRY
₫ VND
₪ ILS
₴ UAH
฿ THB
₱ PHP
₦ NGN
₸ KZT
₡ CRC
₲ PYG
zł PLN
Kč CZK
Ft HUF
lei RON MDL
kr SEK NOK DKK ISK
Kr SEK NOK DKK ISK
kr. SEK NOK DKK ISK
Kr. SEK NOK DKK ISK
Fr CHF
Fr. CHF
SFr. CHF
RM MYR
Rp IDR
R ZAR
Dh AED MAD
Dhs AED MAD
"""
_SIGNS: Final = {sign: frozenset(codes) for sign, *codes in map(str.split, _TABLE.split("\n")[1:-1])}

_WORDS: Final = frozenset("all ang bam bob cup dop gel kid lak mad mop mur pen ron sos top try".split())
"""Codes that are words as well: they count as codes in capitals only."""


def candidates(mark: str) -> frozenset[str] | None:
    """Return the currencies that *mark* may mean, or None if it is no mark of money.

    Raises `CurrencyUnknownError` for three capitals that are no active ISO 4217 code.

    >>> sorted(candidates("kr"))
    ['DKK', 'ISK', 'NOK', 'SEK']
    """
    known = _SIGNS.get(mark)
    if known is not None:
        return known
    if len(mark) != 3 or not (mark.isascii() and mark.isalpha()):
        return None
    code = mark.upper()
    if active(code):
        return None if mark != code and mark.lower() in _WORDS else frozenset((code,))
    if mark == code:  # SCAN-30
        raise CurrencyUnknownError(f"{code} is no active ISO 4217 currency code")
    return None


def active(code: str) -> bool:
    """Say whether *code* is an active ISO 4217 currency."""
    try:
        exponent(code)
    except ValueError:
        return False
    return True
