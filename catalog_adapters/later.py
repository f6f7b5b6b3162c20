"""What is asked later: a source's windows in time, kept beside what holds when it is read.

Spec: spec/40-scan.md (SCAN-37).

A source is read at one moment, and a brand serves for days. So each moment at which a row may begin to say
something else is asked for too, and what it says then is kept with its time. A time in which it is unclear
what holds, or at which it is over, has no price: the variant is not for sale then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from catalog_adapters.entry import Asked, Entry
from catalog_adapters.item import RowError
from foundation.reading import Moment, Window
from protocol.catalog import Variant, price_range
from protocol.money import Price
from protocol.wire import Wire

W = TypeVar("W", bound=Wire)

Prices = tuple[Price, Price | None]
"""Price and list price."""


def edges_of(window: Window) -> tuple[int, ...]:
    """Return the moments at which *window* may begin or end, in milliseconds since 1970."""
    start, end = window.start, window.end
    return start.first_ms, start.last_ms, end.first_ms + 1, end.last_ms + 1


def ends_of(end: Moment) -> tuple[int, ...]:
    """Return the moments at which what lasts until *end*, included, may be over."""
    return end.first_ms + 1, end.last_ms + 1


def with_later(
    read: Callable[[int], Prices], moments: Iterable[int], at_ms: int
) -> tuple[Prices, tuple[Asked, ...]]:
    """Return what *read* says at *at_ms*, and what else it says from which of *moments* on.

    Raises `RowError` if nothing can be asked at *at_ms*; it tells when that may be otherwise.
    """
    coming = sorted({moment for moment in moments if moment > at_ms})
    try:
        before: Prices | None = read(at_ms)
    except RowError as error:
        again_ms = next((moment for moment in coming if _read(read, moment) is not None), None)
        raise RowError(error.code, error.reason, again_ms) from None
    assert before is not None
    first, found = before, []
    for moment in coming:
        now = _read(read, moment)
        if now != before:
            price, list_price = (None, None) if now is None else now
            found.append(Asked(moment, price, list_price))
            before = now
    return first, tuple(found)


def _read(read: Callable[[int], Prices], at_ms: int) -> Prices | None:
    try:
        return read(at_ms)
    except RowError:
        return None


def entry_at(entry: Entry, at_ms: int) -> Entry | None:
    """Return *entry* as it stands at *at_ms*, not before it was read; None: nothing of it is for sale."""
    asked = {id_: _last(some, at_ms) for id_, some in entry.later.items()}
    changed = {id_: one for id_, one in asked.items() if one is not None}
    if not changed:
        return entry
    found = [_variant(variant, changed.get(variant.id)) for variant in entry.product.variants]
    variants = [variant for variant in found if variant is not None]
    if not variants:
        return None
    listed = [variant.list_price or variant.price for variant in variants]
    claims = any(variant.list_price is not None for variant in variants)
    said = {
        "variants": tuple(variants),
        "price_range": price_range([variant.price for variant in variants]),
        "list_price_range": price_range(listed) if claims else None,
    }
    return replace(entry, product=_with(entry.product, said))


def _last(some: tuple[Asked, ...], at_ms: int) -> Asked | None:
    return next((one for one in reversed(some) if one.from_ms <= at_ms), None)


def _variant(variant: Variant, asked: Asked | None) -> Variant | None:
    if asked is None:
        return variant
    if asked.price is None:
        return None
    return _with(variant, {"price": asked.price, "list_price": asked.list_price})


def _with(model: W, members: Mapping[str, object]) -> W:
    """*model* with *members*, which keep its rules, in the place of its own; without those that are None.

    Checking all of it again would take most of the time at an edge.
    """
    made = model.model_copy(update=members)
    made.model_fields_set.difference_update(name for name, value in members.items() if value is None)
    return made
