"""Money in a wish: what it may cost at most, at least, and each.

Which number is meant is settled as for a price tag (`foundation.prices`); the words around it say what it is
for. What names no one currency gives no amount and is said to be unclear.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from consumer_twin.wish.reading.amounts import Amount, amount_at, price_of, range_at
from consumer_twin.wish.reading.money_words import (
    ABOUT,
    AFTER,
    ALL,
    BEFORE,
    EACH,
    LEAST,
    MEASURE,
    MOST,
    NO_PIECE,
    NOT,
    PER,
    PIECES,
    PLAIN,
    RANGE,
)
from consumer_twin.wish.reading.slip import Slip
from protocol import Price

_VOUCHER: Final = frozenset("gift voucher vouchers gutschein gutscheine coupon geschenkkarte".split())
_CARRIAGE: Final = frozenset("shipping versand versandkosten porto postage lieferkosten".split())
_GOING_ON: Final = frozenset(
    """
    and und but aber for für with mit in by bis delivered geliefert please bitte to nach . used gebraucht
    new neu
    """.split()
)
_THEN: Final = frozenset(("and", "und", ",", "but", "aber", "-", "\u2013"))
_SAID: Final = frozenset("for für at zu budget price preis :".split())
"""Plain words that belong to an amount's evidence when they stand first."""

Prices = dict[str, Price]


@dataclass(frozen=True, slots=True)
class Sum:
    """What an amount, or a range from *low* to *high*, says with the words around it."""

    start: int
    end: int
    high: Amount
    low: Amount | None
    roles: frozenset[str]

    @property
    def member(self) -> str:
        """Which member of a reading it is."""
        if EACH in self.roles:
            return "max_unit"
        least = LEAST in self.roles and MOST not in self.roles and self.low is None
        return "min_total" if least else "max_total"


def read_money(slip: Slip, currency: str | None = None) -> Prices:
    """Return max_total, min_total and max_unit, as far as *slip* says them; their tokens are taken.

    currency: of an amount that names none; None leaves such an amount unclear.
    """
    found: Prices = {}
    at = 0
    while at < len(slip):
        said = _sum_at(slip, at)
        if said is None or not _is_money(slip, said):
            at += 1
            continue
        _settle(slip, said, found, currency)
        at = said.end
    return found


def read_bare_money(slip: Slip, found: Prices, currency: str | None) -> None:
    """Read amounts without a currency where the words around them leave no doubt that they are a price."""
    for at in range(len(slip)):
        said = _sum_at(slip, at) if slip.is_free(at) else None
        if said is None or not slip.is_free(said.start, said.end) or not said.roles & {MOST, LEAST, ABOUT}:
            continue
        if said.roles == {LEAST} and said.high.codes is None and _goes_on_to_most(slip, said.end):
            _settle(slip, said, found, found["max_total"].currency)
        elif slip.is_bound(said.end) or not slip.is_free(said.end) or slip.low(said.end) in _GOING_ON:
            least = found.get("min_total") if MOST in said.roles and "max_total" not in found else None
            _settle(slip, said, found, currency if least is None else least.currency)


def _goes_on_to_most(slip: Slip, end: int) -> bool:
    """Whether the most, with its currency, follows a least: `at least 80 and at most 140 euros`."""
    end += slip.low(end) in _THEN
    end += slip.low(end) in _THEN
    return end < len(slip) and slip.owner[end] == "max_total"


def _sum_at(slip: Slip, place: int) -> Sum | None:
    amount = amount_at(slip, place)
    if amount is None:
        return None
    low, high = range_at(slip, amount)
    roles = frozenset((RANGE,)) if low is not None else frozenset[str]()
    said = _with_words_before(slip, Sum(place, high.end, high, low, roles))
    return _with_words_after(slip, said)


def _is_money(slip: Slip, said: Sum) -> bool:
    """Whether a currency is named, and no weight and no voucher is meant."""
    if said.high.codes is None and not said.high.nothing:
        return False
    if said.high.weak and not said.roles & {MOST, LEAST, ABOUT, EACH, ALL, RANGE}:
        goes_on = slip.is_word(said.end) and slip.low(said.end) not in _GOING_ON
        if goes_on or slip.low(said.end) == "of":
            return False
    return slip.low(said.high.end + (slip.low(said.high.end) == "-")) not in _VOUCHER


def _with_words_before(slip: Slip, said: Sum) -> Sum:
    """Return *said* with the words before it, and what they say."""
    roles = set(said.roles)
    start = kept = said.start
    negated = False
    while (found := BEFORE.ending(slip.lows, start)) and slip.is_free(found[1], start):
        role, begin = found
        bounded = bool(roles & {MOST, LEAST})
        if (role in (MOST, LEAST) and bounded) or (role == NOT and not bounded):
            break
        if role == RANGE and said.low is None:
            if slip.low(begin) != "from" or roles:
                break
            role = LEAST
        start = begin
        if role not in (PLAIN, NOT, RANGE):
            roles.add(role)
        if role != PLAIN or slip.low(begin) in _SAID:
            kept = start
        negated = negated or role == NOT
    if negated:
        roles = (roles - {MOST, LEAST}) | ({LEAST} if MOST in roles else {MOST})
    if start and slip.low(start - 1) in PIECES and slip.is_bound(start - 2) and slip.is_free(start - 1):
        roles.add(EACH)  # , Flasche max 12 Euro
        kept = start - 1
    return replace(said, start=kept, roles=frozenset(roles))


def _with_words_after(slip: Slip, said: Sum) -> Sum:
    """Return *said* with the words after it, and what they say."""
    roles = set(said.roles)
    end = said.end
    while True:
        found = _per_piece(slip, end) or AFTER.starting(slip.lows, end)
        if found is None or not slip.is_free(end, found[1]):
            break
        role, stop = found
        if role in (MOST, LEAST) and (roles & {LEAST, RANGE} or slip.is_number(stop)):
            break  # the bound of the next amount
        roles.add(role)
        end = stop
    return replace(said, end=end, roles=frozenset(roles - {PLAIN}))


def _per_piece(slip: Slip, end: int) -> tuple[str, int] | None:
    """Read `per bottle`, `pro Flasche`, `a bottle`, `die Flasche` after an amount."""
    low, word = slip.low(end), slip.low(end + 1)
    if not slip.is_word(end + 1) or AFTER.starting(slip.lows, end) is not None:
        return None
    if low in PER:
        return MEASURE if word in NO_PIECE else EACH, end + 2
    if low in ("a", "an", "das", "die", "der") and word in PIECES:
        return EACH, end + 2
    return None


def _settle(slip: Slip, said: Sum, found: Prices, currency: str | None) -> None:
    """Put what *said* says into *found*, or say why it is unclear; its tokens are taken either way."""
    words = slip.words(said.start, said.end)
    low = None if said.low is None else price_of(slip, said.low, currency)
    high = price_of(slip, said.high, currency)
    doubt = _doubt(slip, said, found, low, high)
    if doubt or high is None:
        slip.doubt(f"{words}: {doubt}", said.start, said.end)
        return
    found[said.member] = high
    if said.member == "max_total" and low is None and ALL not in said.roles:
        slip.undivided = (said.start, said.end)
    slip.keep(said.start, said.end, said.member)
    if low is not None and said.member == "max_total":
        found["min_total"] = low
        slip.keep(said.start, said.end, "min_total")
    if ABOUT in said.roles:
        slip.assume(f"{words}: taken as the most", said.start, said.end)
    elif not said.roles & {MOST, LEAST, RANGE}:
        slip.assume(f"{words}: a price without a word is taken as the most", said.start, said.end)


def _doubt(slip: Slip, said: Sum, found: Prices, low: Price | None, high: Price | None) -> str:
    """Say why *said* gives no amount; nothing if it does."""
    after = said.end + (slip.low(said.end) in ("for", "für", "of"))
    within = slip.low(said.high.end) in ("inkl", "inklusive", "incl", "including")
    if not within and _CARRIAGE & {slip.low(after), slip.low(said.start - 1)}:
        return "a price of the delivery is not read"
    if MEASURE in said.roles:
        return "a price by weight or time is not read"
    if high is None or (low is None and said.low is not None):
        return "which amount or currency is meant"
    if EACH in said.roles and LEAST in said.roles and MOST not in said.roles:
        return "a least price each is not kept"
    if said.member in found or (low is not None and "min_total" in found):
        return "a second price beside the first"
    bounds = dict(found) | ({"min_total": low} if low is not None else {}) | {said.member: high}
    return "" if _goes_up(bounds) else "the least is more than the most, or in another currency"


def _goes_up(bounds: Prices) -> bool:
    least, most = bounds.get("min_total"), bounds.get("max_total", bounds.get("max_unit"))
    if least is None or most is None:
        return True
    return least.currency == most.currency and least.amount <= most.amount
