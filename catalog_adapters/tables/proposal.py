"""What the columns of a shop's own table may mean: a proposal for a person to look at.

A column is proposed for one of our names where its heading says so, in several languages, and its values
can be read as such. Nothing is used because it was proposed: it becomes a mapping file, which a person
keeps or mends. A currency is proposed only where a heading names it: else it needs to be told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, Final

from catalog_adapters.barcode import read_gtin
from catalog_adapters.columns import NAMES, plain
from catalog_adapters.entry import Reject, SourceSettings
from catalog_adapters.item import RowError
from catalog_adapters.tables.header import Header, find_header
from catalog_adapters.tables.headings import HEADINGS
from catalog_adapters.tables.table import read_rows
from catalog_adapters.terms import read_availability, read_condition, read_count, read_url
from foundation.currencies import active
from foundation.reading import ReadingError, read_price

SAMPLE: Final = 200
"""Rows whose values are looked at."""
_FIT: Final = 0.8
"""Share of a column's values that must be readable as what its heading says."""

_NEEDED: Final = ("id", "title", "price")
_PRICES: Final = ("price", "price_minor")
_MINOR: Final = frozenset({"minor", "cents", "pence"})
"""A heading with one of these words holds minor units: as a price it would be read a hundredfold."""
_LISTED: Final = frozenset("sale list lowest least old was cost purchase".split())
_AMOUNTS: Final = frozenset({"price", "sale_price", "list_price", "cost_of_goods_sold"})
_OURS: Final = (*HEADINGS, *sorted(NAMES - HEADINGS.keys() - {"assumed"}))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping that might be right.

    columns: our name -> their heading. unused: headings that nothing was proposed for. missing: of id,
    title and price those that no column seems to be. delimiter: what parts the columns.
    currency: the one that the heading of the price names.
    """

    delimiter: str
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    missing: tuple[str, ...]
    currency: str | None = None


def propose(source: str, stream: BinaryIO, settings: SourceSettings) -> Proposal:
    """Return what the columns of the table in *stream* may mean.

    Raises `BadColumnsError`, `BadEncodingError` or `BadSettingsError` if it has no header that can be read.
    """
    seen: dict[int, list[str]] = {}

    def every(cells: list[str]) -> Mapping[str, int]:
        found = {str(place): place for place, cell in enumerate(cells) if cell.strip()}
        seen.setdefault(len(found), cells)
        return found

    header = find_header(source, stream, settings, every)
    headings = [cell.strip() for cell in seen[len(header.places)]]
    values = _values(source, stream, settings, header)
    found = _assigned(headings, values, settings)
    used = set(found.values())
    return Proposal(
        header.delimiter,
        {name: headings[place] for name, place in found.items()},
        tuple(heading for place, heading in enumerate(headings) if heading and place not in used),
        tuple(name for name in _NEEDED if name not in found and f"{name}_minor" not in found),
        next(
            (code for name in _PRICES if name in found for code in _currencies(headings[found[name]])), None
        ),
    )


def _currencies(heading: str) -> list[str]:
    """The currencies that the words of *heading* name, such as `price_usd`."""
    return [word.upper() for word in re.split(r"[\W_]+", heading) if active(word.upper())]


def _values(source: str, stream: BinaryIO, settings: SourceSettings, header: Header) -> dict[int, list[str]]:
    """What stands under each heading in the first rows, by place."""
    rows = islice(read_rows(source, stream, settings.encoding, header), SAMPLE)
    found: dict[int, list[str]] = {place: [] for place in range(header.width)}
    for row in rows:
        if not isinstance(row, Reject):
            for name, text in row.fields.items():
                found[int(name)].append(text)
    return found


def _assigned(
    headings: Sequence[str], values: Mapping[int, list[str]], settings: SourceSettings
) -> dict[str, int]:
    """Our names with the place of their column: the surest first, no column twice."""
    sure = sorted(
        (
            (-_likeness(heading, name), order, place, name)
            for order, name in enumerate(_OURS)
            for place, heading in enumerate(headings)
            if _likeness(heading, name) and _readable(name, values[place], settings)
        ),
    )
    found: dict[str, int] = {}
    for _, _, place, name in sure:
        if name not in found and place not in found.values():
            found[name] = place
    return found


def _likeness(heading: str, name: str) -> int:
    """How much *heading* says *name*: 3 as it is, 2 another word for it, 1 among other words; 0 not at
    all."""
    bare = re.sub(r"[\W_]+", " ", plain(heading).replace("_", " ")).strip()
    if _MINOR & set(bare.split()):
        if name in _AMOUNTS:
            return 0
        if name == "price_minor" and "price" in bare.split() and not _LISTED & set(bare.split()):
            return 3 if bare == "price minor" else 1
    if bare == name.replace("_", " "):
        return 3
    words = [re.sub(r"[\W_]+", " ", word).strip() for word in HEADINGS.get(name, ())]
    if bare in words:
        return 2
    return int(any(len(word) > 2 and f" {word} " in f" {bare} " for word in words))


def _readable(name: str, texts: Sequence[str], settings: SourceSettings) -> bool:
    """Whether enough of *texts* can be read as *name*; what is never filled says nothing."""
    test = _TESTS.get(name)
    if not texts:
        return name not in _NEEDED
    if name == "id":
        return len(set(texts)) >= _FIT * len(texts)
    return test is None or sum(test(text, settings) for text in texts) >= _FIT * len(texts)


def _is_price(text: str, settings: SourceSettings) -> bool:
    try:
        read_price(text, default=settings.currency or "EUR", decimal_mark=settings.decimal_mark)
    except ReadingError as error:
        return error.code in ("price-unclear", "currency-missing") and any(map(str.isdigit, text))
    return True


def _fits(read: Callable[[str], object]) -> Callable[[str, SourceSettings], bool]:
    def fits(text: str, _: SourceSettings) -> bool:
        try:
            return read(text) is not None
        except RowError:
            return False

    return fits


def _upto(most: int) -> Callable[[str, SourceSettings], bool]:
    return _fits(lambda text: read_count(text, most))


_TESTS: Final[Mapping[str, Callable[[str, SourceSettings], bool]]] = {
    "price": _is_price,
    "sale_price": _is_price,
    "price_minor": lambda text, _: text.isdigit(),
    "list_price": _is_price,
    "cost_of_goods_sold": _is_price,
    "currency": lambda text, _: active(text.upper()),
    "quantity": _upto(999_999_999),
    "delivery_days": _upto(365),
    "warranty_months": _upto(600),
    "returns_days": _upto(3650),
    "gtin": _fits(read_gtin),
    "link": _fits(read_url),
    "image_link": _fits(read_url),
    "availability": _fits(lambda text: read_availability(text, None)),
    "condition": _fits(read_condition),
}
