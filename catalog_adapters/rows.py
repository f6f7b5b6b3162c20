"""A row under Merchant's names, read: table and feed mean the same by them.

Spec: spec/40-scan.md (SCAN-30 to SCAN-38).

What a buyer decides by must be read or the row is a reject: id, title, price, availability, condition, stock.
The rest is left out with a reject of its own, and the product stands without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from catalog_adapters.barcode import read_gtin
from catalog_adapters.entry import Reject, SourceSettings
from catalog_adapters.item import Item, Members, Place, RowError
from catalog_adapters.parts import category, remembered, selected
from catalog_adapters.row_prices import read_cost, read_prices
from catalog_adapters.terms import read_availability, read_condition, read_count, read_id, read_url
from catalog_adapters.words import DESCRIPTION, NAME, TITLE, plain_words
from foundation.reading import ReadingError, read_moment
from protocol.catalog import Category, SelectedOption

MOST_PIECES: Final = 999_999_999

_OPTIONS: Final = {name: name.capitalize() for name in ("color", "size", "material", "pattern")}
_TERMS: Final = {"delivery_days": 365, "warranty_months": 600, "returns_days": 3650}


@remembered
def _name(text: str) -> str:
    return plain_words(text, NAME)


@dataclass(slots=True)
class Row:
    """A row of a source: our name -> text, stripped, none empty. `notes` gathers what is left out of it.

    options: names and values of further options, where the source names them itself.
    """

    place: Place
    fields: Mapping[str, str]
    notes: list[Reject] = field(default_factory=list)
    options: Sequence[tuple[str, str]] = ()

    def text(self, name: str) -> str:
        """What stands under *name*; empty if nothing does."""
        return self.fields.get(name, "")

    def note(self, name: str, code: str, reason: str) -> None:
        """Say that the field *name* is left out."""
        self.notes.append(self.place.reject(code, reason, self.text("id")[:128] or None, dropped=name))


def read_row(row: Row, settings: SourceSettings, at_ms: int) -> Item:
    """Return what *row* says at *at_ms*. What it leaves out stands in the row's notes. Raises `RowError`."""
    id_ = read_id(row.text("id"))
    title = plain_words(row.text("title"), TITLE)
    if not title:
        raise RowError("title-missing", "the row has no title")
    (price, list_price), later = read_prices(row.fields, settings, at_ms, row.note)
    stock = _stock(row)
    group = row.text("item_group_id")
    product: Members = {
        "title": title,
        "description": {"plain": plain_words(row.text("description"), DESCRIPTION)},
    }
    variant: Members = {"id": id_, "title": title, "description": {"plain": ""}, "price": price}
    said: Members = {
        "list_price": list_price,
        "availability": read_availability(row.text("availability"), stock),
        "url": _link(row),
        "barcodes": _barcodes(row),
        "options": _options(row),
        "metadata": _metadata(row),
    }
    variant |= {name: value for name, value in said.items() if value}
    whole: Members = {"url": variant.get("url"), "categories": _categories(row), "media": _media(row)}
    product |= {name: value for name, value in whole.items() if value}
    cost = read_cost(row.fields, settings, price, row.note)
    in_group = read_id(group) if group else None
    return Item(row.place, id_, in_group, product, variant, stock, cost, _since(row), later)


def read_rows(rows: Iterable[Row | Reject], settings: SourceSettings, at_ms: int) -> Iterator[Item | Reject]:
    """Yield what each of *rows* says at *at_ms*, or why it is left out."""
    for row in rows:
        if isinstance(row, Reject):
            yield row
            continue
        try:
            item = read_row(row, settings, at_ms)
        except RowError as error:
            yield row.place.unreadable(error, row.text("id")[:128] or None)
            continue
        yield from row.notes
        yield item


def _stock(row: Row) -> int | None:
    text = row.text("quantity")
    if not text:
        return None
    pieces = read_count(text, MOST_PIECES)
    if pieces is None:
        raise RowError("stock-unclear", f"{text[:40]!r} is no count of pieces")
    return pieces


def _since(row: Row) -> int | None:
    """Since when the pieces lie in stock, in milliseconds since 1970; of a date, the last it can mean."""
    text = row.text("stock_since")
    try:
        return read_moment(text).last_ms if text else None
    except ReadingError as error:  # SCAN-32
        row.note("stock_since", "date-unclear", str(error))
        return None


def _link(row: Row) -> str | None:
    text = row.text("link")
    url = read_url(text) if text else None
    if text and url is None:
        row.note("link", "url-unfit", "the link is no http or https address")
    return url


def _barcodes(row: Row) -> list[Members]:
    text = row.text("gtin")
    gtin = read_gtin(text) if text else None
    if text and gtin is None:  # SCAN-35
        row.note(
            "gtin",
            "gtin-wrong",
            f"{text[:40]!r} is no GTIN: 8, 12, 13 or 14 digits with the right check digit",
        )
    return [{"type": "GTIN", "value": gtin}] if gtin else []


def _options(row: Row) -> list[SelectedOption]:
    labels = {title: _name(row.fields.get(name, "")) for name, title in _OPTIONS.items()}
    for name, value in row.options:
        if title := _name(name):
            labels[title] = _name(value)
    return [selected(name, label) for name, label in labels.items() if label]


def _categories(row: Row) -> list[Category]:
    own, google = _name(row.text("product_type")), _name(row.text("google_product_category"))
    both = ((own, "merchant"), (google, "google_product_category"))
    return [category(value, taxonomy) for value, taxonomy in both if value]


def _media(row: Row) -> list[Members]:
    texts = [row.text("image_link"), *row.text("additional_image_link").split(",", 3)][:3]
    urls = [read_url(text) for text in texts if text and not text.isspace()]
    if None in urls:
        row.note("image_link", "url-unfit", "an image's link is no http or https address")
    return [{"type": "image", "url": url} for url in urls if url is not None]


def _metadata(row: Row) -> Members:
    facts: Members = {
        "brand": _name(row.text("brand")),
        "mpn": plain_words(row.text("mpn"), 71),
        "condition": read_condition(row.text("condition")),
        "assumed": _name(row.text("assumed")).split(),
    }
    if len(facts["mpn"]) > 70:
        row.note("mpn", "mpn-too-long", "the model number has more than 70 characters")
        del facts["mpn"]
    terms = {name: _term(row, name, most) for name, most in _TERMS.items() if row.text(name)}
    if terms.get("delivery_days") is None and "shipping" in row.fields:
        terms["delivery_days"] = _shipping_days(row.fields["shipping"])
    return {name: fact for name, fact in {**facts, **terms}.items() if fact not in (None, "", [])}


def _term(row: Row, name: str, most: int) -> int | None:
    text = row.fields[name]
    number = read_count(text, most)
    if number is None:
        row.note(name, "number-unclear", f"{text[:40]!r} is no whole number from 0 to {most}")
    return number


@remembered
def _shipping_days(text: str) -> int | None:
    """Days at most from order to door, if every shipping entry states both times and they agree.

    Source: Merchant's shipping attribute, country:region:service:price:min_handling_time:max_handling_time:
    min_transit_time:max_transit_time, entries parted by commas.
    """
    entries = [entry.split(":") for entry in text.split(",")]
    if any(len(entry) != 8 for entry in entries):
        return None
    days = {(read_count(entry[5], 365), read_count(entry[7], 365)) for entry in entries}
    handling, transit = days.pop()
    return (
        None
        if days or handling is None or transit is None or handling + transit > 365
        else handling + transit
    )
