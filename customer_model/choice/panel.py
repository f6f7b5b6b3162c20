"""A panel of households: a CSV with one row per alternative of each occasion, in the long form.

Columns: `household`, `occasion` (a whole number that rises with time), `alternative`, `price`, `chosen` (1 in
one row of each occasion, else 0); every other column is an attribute in numbers, such as `feature`.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from customer_model.choice.alternative import Alternative, Choice
from customer_model.choice.hand import RESERVED
from customer_model.errors import PanelError

REQUIRED: Final = ("household", "occasion", "alternative", "price", "chosen")
_LONGEST: Final = 200
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What a file holds: the choices by home, each home's in order of time."""

    source: str
    attributes: tuple[str, ...]
    homes: dict[str, tuple[Choice, ...]]


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    home: str
    occasion: int
    alternative: Alternative
    chosen: bool


def read_panel(path: Path) -> Panel:
    """Return the panel in the file at *path*.

    Raises `PanelError`, with line and column, for the first thing that breaks the format.
    """
    source = path.name
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = _header(source, next(reader, []))
            rows = list(_rows(source, header, reader))
    except OSError as error:
        raise PanelError(source, f"can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise PanelError(source, "is not UTF-8 text; save it as UTF-8") from error
    except csv.Error as error:
        raise PanelError(source, f"is not a CSV: {error}") from error
    if not rows:
        raise PanelError(source, "has no rows below its header")
    attributes = tuple(name for name in header if name not in REQUIRED or name == "price")
    return Panel(source, attributes, _homes(source, rows))


def _header(source: str, header: list[str]) -> tuple[str, ...]:
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        hint = "; its columns stand between semicolons, use commas" if ";" in "".join(header) else ""
        raise PanelError(source, f"has no column {', '.join(missing)}{hint}", line=1)
    for name in header:
        if header.count(name) > 1 or not name.strip() or name in RESERVED:
            raise PanelError(source, "a column's name is empty, used twice or reserved", line=1, column=name)
    return tuple(header)


def _rows(source: str, header: tuple[str, ...], reader: Iterator[list[str]]) -> Iterator[_Row]:
    line = getattr(reader, "line_num", 1)
    for cells in reader:
        start, line = line + 1, getattr(reader, "line_num", line + 1)
        if not cells:
            continue
        if len(cells) != len(header):
            problem = f"there are {len(cells)} values for {len(header)} columns"
            raise PanelError(source, problem, line=start)
        yield _row(_Cells(source, start, dict(zip(header, cells, strict=True))))


def _row(cells: _Cells) -> _Row:
    name = cells.name("alternative")
    attributes = [column for column in cells.texts if column not in REQUIRED]
    values = {column: cells.number(column) for column in ("price", *attributes)}
    if values["price"] < 0.0:
        raise cells.error("price", "a price is not below 0")
    chosen = cells.texts["chosen"].strip()
    if chosen not in ("0", "1"):
        raise cells.error("chosen", f"{chosen!r} is neither 0 nor 1")
    alternative = Alternative(name, name, values)
    return _Row(cells.line, cells.name("household"), cells.whole("occasion"), alternative, chosen == "1")


@dataclass(frozen=True, slots=True)
class _Cells:
    """One row's texts by column, read with errors that say where they stand."""

    source: str
    line: int
    texts: dict[str, str]

    def error(self, column: str, problem: str) -> PanelError:
        return PanelError(self.source, problem, line=self.line, column=column)

    def name(self, column: str) -> str:
        text = self.texts[column].strip()
        if not text or len(text) > _LONGEST:
            raise self.error(column, f"a name has 1 to {_LONGEST} characters")
        return text

    def whole(self, column: str) -> int:
        text = self.texts[column].strip()
        if not (text.isascii() and text.isdigit() and len(text) < 16):
            raise self.error(column, f"{text[:_LONGEST]!r} is not a whole number of 0 or more")
        return int(text)

    def number(self, column: str) -> float:
        text = self.texts[column].strip()
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise self.error(column, f"{text[:_LONGEST]!r} is not a number such as 4.60")
        return value


def _homes(source: str, rows: list[_Row]) -> dict[str, tuple[Choice, ...]]:
    occasions: dict[tuple[str, int], list[_Row]] = {}
    for row in rows:
        occasions.setdefault((row.home, row.occasion), []).append(row)
    homes: dict[str, list[Choice]] = {}
    for _, seen in sorted(occasions.items(), key=lambda item: item[0][1]):
        choice = _choice(source, seen)
        homes.setdefault(choice.home, []).append(choice)
    return {home: tuple(choices) for home, choices in homes.items()}


def _choice(source: str, rows: list[_Row]) -> Choice:
    first = rows[0]
    about = f"household {first.home}, occasion {first.occasion}"
    names = [row.alternative.name for row in rows]
    for place, row in enumerate(rows):
        if row.alternative.name in names[:place]:
            raise PanelError(source, f"{about}: this alternative stands there twice", row.line, "alternative")
    chosen = [place for place, row in enumerate(rows) if row.chosen]
    if len(rows) < 2:
        raise PanelError(source, f"{about}: a choice needs two alternatives", first.line, "alternative")
    if len(chosen) != 1:
        problem = f"{about}: {len(chosen)} of its rows are chosen, not one"
        raise PanelError(source, problem, rows[chosen[1]].line if chosen[1:] else first.line, "chosen")
    return Choice(first.home, first.occasion, tuple(row.alternative for row in rows), chosen[0])
