"""A log of baskets: a CSV with the columns `person`, `item` and `time`, one row per purchase, in any order.

A time is a whole number of any unit, or ISO 8601 (`2026-12-01`, `2026-12-01T09:30:00Z`; without a zone it is
read as UTC). What a person took at one time is one basket; a row that stands twice counts once.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from customer_model.sequence.basket import Log, baskets
from customer_model.sequence.errors import LogError

COLUMNS: Final = ("person", "item", "time")
_LONGEST: Final = 200
"""Characters of a name or a time."""
_WHOLE: Final = re.compile("-?[0-9]{1,18}")

Progress = Callable[[str, int], None]
"""Hears what is being done and how many are done."""


def quiet(doing: str, done: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class LogFile:
    """What a file holds: histories by person, and whether its times are dates (then in seconds)."""

    source: str
    log: Log
    dated: bool


def read_log(path: Path, progress: Progress = quiet) -> LogFile:
    """Return the log in the file at *path*.

    Raises `LogError`, with line and column, for the first thing that breaks the format.
    """
    source = path.name
    purchases: dict[str, dict[int, list[str]]] = {}
    times, items = _Times(source), dict[str, str]()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, (line, person, item, time) in enumerate(_rows(source, csv.reader(file, strict=True))):
                at = times.read(time, line)
                own = purchases.setdefault(person, {})
                own.setdefault(at, []).append(items.setdefault(item, item))
                if number % 100_000 == 0:
                    progress(f"reading {source}", number)
    except OSError as error:
        raise LogError(source, f"can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise LogError(source, "is not UTF-8 text; save it as UTF-8") from error
    if not purchases:
        raise LogError(source, "has no rows below its header")
    return LogFile(source, {person: baskets(own) for person, own in sorted(purchases.items())}, times.dated)


def _rows(source: str, reader: Iterator[list[str]]) -> Iterator[tuple[int, str, str, str]]:
    """Yield line, person, item and time of each row."""
    line = 1
    try:
        places = _places(source, next(reader, []))
        width, line = places[-1], getattr(reader, "line_num", 1)
        for cells in reader:
            start, line = line + 1, getattr(reader, "line_num", line + 1)
            if not cells:
                continue
            if len(cells) != width:
                raise LogError(source, f"there are {len(cells)} values for {width} columns", line=start)
            person, item, time = (cells[place].strip() for place in places[:3])
            for column, text in (("person", person), ("item", item)):
                if not text or len(text) > _LONGEST:
                    problem = f"a name has 1 to {_LONGEST} characters"
                    raise LogError(source, problem, line=start, column=column)
            yield start, person, item, time
    except csv.Error as error:
        raise LogError(source, f"is not a CSV: {error}", line=line + 1) from error


def _places(source: str, header: list[str]) -> tuple[int, int, int, int]:
    """Return where person, item and time stand, and how many columns there are."""
    names = [name.strip() for name in header]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        hint = "; its columns stand between semicolons, use commas" if ";" in "".join(header) else ""
        raise LogError(source, f"has no column {', '.join(missing)}{hint}", line=1)
    for name in COLUMNS:
        if names.count(name) > 1:
            raise LogError(source, "the column stands twice", line=1, column=name)
    return names.index("person"), names.index("item"), names.index("time"), len(names)


class _Times:
    """Reads times, all of one kind; remembers those it has read, as most stand in many rows."""

    def __init__(self, source: str) -> None:
        self._source, self._known = source, dict[str, int]()
        self.dated = False

    def read(self, text: str, line: int) -> int:
        at = self._known.get(text)
        if at is None:
            at = self._known[text] = self._fresh(text, line)
        return at

    def _fresh(self, text: str, line: int) -> int:
        whole = _WHOLE.fullmatch(text) is not None
        if self._known and whole == self.dated:
            kinds = ("dates", "a whole number") if whole else ("whole numbers", "none")
            raise LogError(
                self._source, f"the times above are {kinds[0]}, {text[:40]!r} is {kinds[1]}", line, "time"
            )
        self.dated = not whole
        if whole:
            return int(text)
        try:
            moment = datetime.fromisoformat(text[:_LONGEST])
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return int(moment.timestamp())
        except (ValueError, OverflowError) as error:
            problem = f"{text[:40]!r} is neither a whole number nor a time such as 2026-12-01T09:30:00Z"
            raise LogError(self._source, problem, line, "time") from error
