"""Prices of a row: regular, on sale for a time, and what the piece cost the brand.

Spec: spec/40-scan.md (SCAN-30, SCAN-32, SCAN-37).

While a sale lasts, its price is the price and the regular one is the list price. A window that doesn't say
whether it holds now makes the row a reject: either price might be wrong. What the row says after the reading
is kept with its time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

from catalog_adapters.entry import Asked, SourceSettings
from catalog_adapters.item import RowError
from catalog_adapters.later import Prices, edges_of, with_later
from catalog_adapters.parts import remembered
from foundation.currencies import active
from foundation.reading import ReadingError, read_feed_price, read_moment, read_window
from protocol.money import MAX_INTEGER, Price

_window = remembered(read_window)
_moment = remembered(read_moment)
_TIMES: Final = frozenset(("sale_price_effective_date", "expiration_date"))

Fields = Mapping[str, str]
Note = Callable[[str, str, str], None]
"""Takes the name of a field that is left out, a code and the reason."""


def read_prices(
    fields: Fields, settings: SourceSettings, at_ms: int, note: Note
) -> tuple[Prices, tuple[Asked, ...]]:
    """Return price and list price that hold at *at_ms*, and what is asked later. Raises `RowError`."""
    if fields.keys().isdisjoint(_TIMES):
        return _prices(fields, settings, at_ms, note), ()
    noted: list[tuple[str, str, str]] = []
    (prices, later) = with_later(
        lambda moment: _prices(fields, settings, moment, lambda *said: noted.append(said)),
        _moments(fields),
        at_ms,
    )
    for said in dict.fromkeys(noted):
        note(*said)
    return prices, later


def _moments(fields: Fields) -> tuple[int, ...]:
    """The moments at which the row may say something else; what is unclear is said when it is read."""
    found: tuple[int, ...] = ()
    with suppress(ReadingError):
        if "sale_price_effective_date" in fields:
            found += edges_of(_window(fields["sale_price_effective_date"]))
    with suppress(ReadingError):
        if "expiration_date" in fields:
            found += (_moment(fields["expiration_date"]).first_ms,)
    return found


def _prices(fields: Fields, settings: SourceSettings, at_ms: int, note: Note) -> tuple[Price, Price | None]:
    _check_shown(fields, at_ms)
    regular = _regular(fields, settings)
    if fields.get("sale_price") and _sale_holds(fields, at_ms):
        return marked_down(_read(fields["sale_price"], fields, settings), regular)
    if "list_price" not in fields:
        return regular, None
    try:
        return marked_down(regular, _read(fields["list_price"], fields, settings))
    except RowError as error:
        note("list_price", error.code, error.reason)
        return regular, None


def read_cost(fields: Fields, settings: SourceSettings, price: Price, note: Note) -> Price | None:
    """Return what a piece costs the brand; None if the row doesn't say, with a note if it says it badly."""
    text = fields.get("cost_of_goods_sold")
    if text is None:
        return None
    try:
        cost = _read(text, fields, settings)
    except RowError as error:
        note("cost", "cost-unclear", error.reason)
        return None
    if cost.currency != price.currency:
        note("cost", "cost-unclear", f"the cost is in {cost.currency}, the price in {price.currency}")
        return None
    return cost


def not_free(price: Price) -> Price:
    """Return *price* unless it is zero, which shops write for `price on request`. Raises `RowError`."""
    if price.amount == 0:
        raise RowError("price-zero", "a price of zero is no price")
    return price


def _regular(fields: Fields, settings: SourceSettings) -> Price:
    text, minor = fields.get("price", ""), fields.get("price_minor")
    if text or minor is None:
        return _read(text, fields, settings)
    currency = fields.get("currency", settings.currency)
    if currency is None:  # SCAN-30
        raise RowError("currency-missing", "nothing says the currency of price_minor")
    if not active(currency):  # SCAN-30
        raise RowError("currency-unknown", f"{currency[:8]!r} is no active ISO 4217 currency code")
    if not (minor.isascii() and minor.isdigit()) or len(minor) > 16 or int(minor) > MAX_INTEGER:
        raise RowError("price-unclear", f"{minor[:40]!r} is no whole number of minor units")
    return not_free(Price(amount=int(minor), currency=currency))


def _read(text: str, fields: Fields, settings: SourceSettings) -> Price:
    stated = fields.get("currency")
    try:
        return not_free(
            read_feed_price(text, stated, default=settings.currency, decimal_mark=settings.decimal_mark)
        )
    except ReadingError as error:
        raise RowError(error.code, f"{error}. {error.advice}") from None


def _check_shown(fields: Fields, at_ms: int) -> None:
    """Return if the row is to be shown at *at_ms*. Raises `RowError` from the first moment its end may be."""
    text = fields.get("expiration_date")
    if text is None:
        return
    try:
        first_ms = _moment(text).first_ms
    except ReadingError as error:
        raise RowError(error.code, f"expiration_date: {error}") from None
    if at_ms >= first_ms:
        raise RowError("price-expired", f"it is to be shown until {text[:40]}")


def _sale_holds(fields: Fields, at_ms: int) -> bool:
    text = fields.get("sale_price_effective_date")
    if text is None:
        return True
    try:
        holds = _window(text).holds(at_ms)
    except ReadingError as error:
        raise RowError("sale-window-unclear", str(error)) from None
    if holds is None:  # SCAN-37
        raise RowError("sale-window-unclear", f"{text[:80]!r} may hold now or not: it names no zone")
    return holds


def marked_down(price: Price, regular: Price) -> tuple[Price, Price | None]:
    """Return *price* with *regular* as its list price. Raises `RowError` if they contradict each other."""
    if price.currency != regular.currency:
        raise RowError("currency-conflict", f"{price.words()} is in another currency than {regular.words()}")
    if price.amount > regular.amount:
        raise RowError("price-conflict", f"the reduced price {price.words()} is above {regular.words()}")
    return price, None if price == regular else regular
