"""Tables of purchases: one row, one article of one order.

Spec: spec/90-learn.md (LEARN-20, LEARN-21).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

from catalog_adapters.basics import Header, Reject, Row, RowError, find_header, read_rows
from consumer_twin.history.columns import Columns, find_columns
from consumer_twin.history.purchase import Purchase
from consumer_twin.history.reading import (
    check_status,
    day_from,
    name_from,
    price_from,
    quantity_from,
    title_from,
)
from consumer_twin.history.settings import HistorySettings
from foundation.reading import DecimalMark
from protocol import Price

_NOTHING: Final = frozenset(("not available", "not applicable", "n/a", "none", "null", "-", "--"))
"""How exports write that a cell is empty."""


@dataclass(frozen=True, slots=True)
class TableSource:
    """A table whose header was read."""

    source: str
    columns: Columns
    header: Header


def open_table(source: str, stream: BinaryIO, settings: HistorySettings) -> TableSource:
    """Return how the table in *stream* is written.

    Raises `UnknownColumnError`, or another `CatalogError` if it is no table that can be read.
    """
    tried: list[Columns] = []

    def places(cells: list[str]) -> Mapping[str, int]:
        tried.append(find_columns(source, cells, settings.columns))
        return tried[-1].places

    header = find_header(source, stream, settings.of_source(), places)
    columns = next(columns for columns in tried if columns.places is header.places)
    return TableSource(source, columns, header)


def read_table(
    table: TableSource, stream: BinaryIO, settings: HistorySettings
) -> Iterator[Purchase | Reject]:
    """Yield the purchases of *table*, and what of it can't be read."""
    mark: DecimalMark | None = "." if table.columns.layout == "amazon" else None
    for row in read_rows(table.source, stream, settings.encoding, table.header):
        if isinstance(row, Reject):
            yield row
            continue
        try:
            purchase = _purchase(row, settings, mark)
        except RowError as error:
            yield row.place.reject(error.code, error.reason, _text(row, "order")[:128] or None)
            continue
        yield from row.notes
        yield purchase


def _purchase(row: Row, settings: HistorySettings, mark: DecimalMark | None) -> Purchase:
    """Return the purchase that *row* states. Raises `RowError`."""
    check_status(_text(row, "status"))
    title = title_from(_text(row, "title"))
    day = day_from(_text(row, "date"), settings)
    quantity = quantity_from(_text(row, "quantity"))
    return Purchase(
        day=day,
        title=title,
        quantity=quantity,
        price=_price(row, quantity, settings, mark),
        shop=name_from(_text(row, "shop")),
        order=name_from(_text(row, "order")),
        sku=name_from(_text(row, "sku")),
        category=name_from(_text(row, "category")),
        make=name_from(_text(row, "make")),
        source=f"{row.place.source}:{row.place.line}",
    )


def _price(row: Row, quantity: int, settings: HistorySettings, mark: DecimalMark | None) -> Price | None:
    """Return what was paid for one piece; None, with a note if it is stated badly. Raises `RowError`."""
    try:
        return _stated_price(row, quantity, settings, mark)
    except RowError as error:
        if error.code == "price-negative":  # money that came back: nothing was bought
            raise
        row.notes.append(
            row.place.reject(error.code, error.reason, _text(row, "order")[:128] or None, "price")
        )
        return None


def _stated_price(
    row: Row, quantity: int, settings: HistorySettings, mark: DecimalMark | None
) -> Price | None:
    currency = _text(row, "currency").upper()
    price = price_from(_text(row, "price"), currency, settings, mark)
    if price is not None:
        tax = price_from(_text(row, "tax"), currency, settings, mark)
        return price if tax is None else price.plus(tax)
    total = price_from(_text(row, "total"), currency, settings, mark)
    if total is None:
        return None
    if total.amount % quantity:
        raise RowError("price-unclear", f"{total.words()} for {quantity} pieces is no even price of one")
    return total.of(total.amount // quantity)


def _text(row: Row, name: str) -> str:
    """What stands under *name*; empty if nothing does, or a word for nothing."""
    text = row.text(name)
    return "" if text.casefold() in _NOTHING else text
