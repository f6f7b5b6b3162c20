"""Which currency the words and signs beside a number name."""

from __future__ import annotations

from typing import Final

from consumer_twin.wish.reading.slip import Slip
from foundation.currencies import candidates
from foundation.unreadable import CurrencyUnknownError

_WORDS: Final = {
    "EUR": "euro euros eur eus",
    "USD": "usd $ dollar dollars bucks buck us-dollar us-dollars",
    "GBP": "gbp quid sterling pound pounds pfund",
    "CHF": "chf franken fränkli stutz sfr",
    "JPY": "jpy yen",
    "PLN": "pln zł zloty zlotys złoty",
    "CZK": "czk kč",
    "HUF": "huf forint forints",
    "SEK": "sek",
    "NOK": "nok",
    "DKK": "dkk",
    "CAD": "cad",
    "AUD": "aud",
    "NZD": "nzd",
    "CNY": "cny rmb yuan renminbi",
    "INR": "inr",
    "THB": "baht",
    "ILS": "shekel shekels",
}
_NAMED: Final = {word: frozenset((code,)) for code, words in _WORDS.items() for word in words.split()}
_OPEN: Final = {
    "kr": frozenset(("SEK", "NOK", "DKK", "ISK")),
    "kronen": frozenset(("NOK", "DKK")),
    "kroner": frozenset(("NOK", "DKK")),
    "kronor": frozenset(("SEK", "ISK")),
    "rupees": frozenset(("INR", "PKR", "LKR")),
    "pesos": frozenset(("MXN", "ARS", "COP")),
    "francs": frozenset(("CHF", "XAF")),
    "cents": frozenset(("EUR", "USD")),
    "cent": frozenset(("EUR", "USD")),
}
WEAK: Final = frozenset(("pound", "pounds", "pfund"))
"""Money or weight: who reads them looks at what stands beside."""
_PREFIXED: Final = frozenset(("us", "c", "ca", "a", "au", "nz", "hk", "s", "nt", "mx", "r"))
_PAIRS: Final = {
    ("swiss", "francs"): "CHF",
    ("schweizer", "franken"): "CHF",
    ("british", "pounds"): "GBP",
    ("us", "dollars"): "USD",
    ("us", "dollar"): "USD",
    ("canadian", "dollars"): "CAD",
    ("australian", "dollars"): "AUD",
}
_SHORTENED: Final = frozenset("kr fr sfr rs".split())


def mark_at(slip: Slip, place: int) -> tuple[frozenset[str], int] | None:
    """Return which currencies the mark at *place* may mean, and the token after it; None for no mark.

    `$` alone is US dollars; pounds are British, if they are money at all.
    """
    low, after = slip.low(place), slip.low(place + 1)
    if not low or slip.is_number(place):
        return None
    pair = _PAIRS.get((low, after))
    if pair:
        return frozenset((pair,)), place + 2
    if low in _PREFIXED and after == "$" and slip.is_glued(place + 1):
        meant = _sign(f"{slip.tokens[place].text.upper()}$")
        return None if meant is None else (meant, place + 2)
    named = _NAMED.get(low) or _OPEN.get(low) or _sign(slip.tokens[place].text)
    if named is None:
        return None
    dotted = after == "." and slip.is_glued(place + 1) and low in _SHORTENED
    return named, place + 1 + dotted


def _sign(text: str) -> frozenset[str] | None:
    """Return what a sign, or a code in capitals, may mean."""
    if len(text) > 3 or (text.isalpha() and len(text) == 3 and not text.isupper()):
        return None
    try:
        return candidates(text)
    except CurrencyUnknownError:
        return None
