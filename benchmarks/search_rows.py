"""Tables for the search benchmarks: any CSV with `id` and `title`, read for what it is.

No error for what a real export has: byte order marks, other encodings and delimiters, missing or further
columns, short rows, huge fields, doubled ids. What can't be used is told on standard error and left out.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from catalog_search import Offer

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "_id", "product_id", "offer_id", "sku"),
    "title": ("title", "name", "product_title", "product_name"),
    "brand": ("brand", "manufacturer", "maker", "vendor"),
    "model": ("modelno", "model", "mpn", "model_number", "model_no", "part_number"),
    "gtin": ("gtin", "ean", "upc", "barcode", "isbn", "gtin13", "gtin14"),
    "category": ("category", "categories", "product_type", "google_product_category"),
    "price": ("price", "price_usd", "list_price", "sale_price"),
    "price_minor": ("price_minor",),
    "color": ("color", "colour"),
    "size": ("size",),
}
_PRICE: Final = re.compile(r"(?:USD|[$€£])? ?(\d{1,9}(?:,\d{3})*)(?:\.(\d{1,2})0*)?(?: ?[A-Z]{3}| ?[$€£])?")
_DIGITS: Final = re.compile(r"[0-9]{8,14}")


class TableError(Exception):
    """A file that can't be used at all; the text says why and what is needed."""


def read_offers(path: Path) -> list[Offer]:
    """Return the rows of *path* as offers, each id once, in order. Raises `TableError`."""
    csv.field_size_limit(2**31 - 1)
    text = decode(path)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    header = next(lines, [])
    columns = _columns(path, header)
    found: dict[str, Offer] = {}
    for number, row in enumerate(lines, start=2):
        offer = _offer(columns, row)
        if offer is None or offer.id in found:
            if any(cell.strip() for cell in row):
                why = "no id" if offer is None else f"the id {offer.id[:40]!r} again"
                print(f"{path.name}, row {number}: {why}; left out", file=sys.stderr)
            continue
        found[offer.id] = offer
    return list(found.values())


def read_queries(path: Path) -> Iterator[tuple[str, str]]:
    """Yield id and text of every line of a TSV, but for a first one of names. Raises `TableError`."""
    for number, line in enumerate(decode(path).split("\n"), start=1):
        id, tab, text = line.rstrip("\r").partition("\t")
        if number == 1 and id.strip().lower() in {"id", "query_id", "qid"}:
            continue
        if not line.strip():
            continue
        if not tab:
            print(f"{path.name}, line {number}: no tab after the id; left out", file=sys.stderr)
            continue
        yield id.strip(), text


def decode(path: Path) -> str:
    """Return the text of *path*: by byte order mark, else UTF-8, else Windows-1252. Raises `TableError`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TableError(f"{path}: {error.strerror or error}") from None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").replace("\0", "")
    try:
        return data.decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").replace("\0", "")


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",\t;|", key=lambda sign: (head.count(sign), sign == ","))


def _columns(path: Path, header: list[str]) -> dict[str, int]:
    places = {name.strip().strip('"').lower().replace(" ", "_"): place for place, name in enumerate(header)}
    columns: dict[str, int] = {}
    for ours, theirs in _NAMES.items():
        known = next((places[name] for name in theirs if name in places), None)
        if known is not None:
            columns[ours] = known
    missing = [name for name in ("id", "title") if name not in columns]
    if missing:
        raise TableError(
            f"{path}: no column {' and no column '.join(missing)} in the first row {header[:12]}"
        )
    return columns


def _offer(columns: Mapping[str, int], row: list[str]) -> Offer | None:
    cells = {name: row[place].strip() for name, place in columns.items() if place < len(row)}
    id = cells.get("id", "")
    if not id:
        return None
    code = cells.get("gtin", "")
    category = cells.get("category", "")
    return Offer(
        id=id,
        title=cells.get("title", ""),
        brand=cells.get("brand", ""),
        model=cells.get("model", ""),
        gtins=(code,) if _DIGITS.fullmatch(code) else (),
        categories=(category,) if category else (),
        options=tuple((name, cells[name]) for name in ("color", "size") if cells.get(name)),
        price_minor=_price(cells.get("price_minor", ""), 1) or _price(cells.get("price", ""), 100),
        currency="USD",
    )


def _price(text: str, minor: int) -> int | None:
    """The price in minor units where it is plain; else None, which compares with nothing."""
    found = _PRICE.fullmatch(text)
    if not found:
        return None
    whole = int(found[1].replace(",", "")) * minor
    return whole if minor == 1 else whole + int((found[2] or "0").ljust(2, "0"))
