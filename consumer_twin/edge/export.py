"""The export: every row that the twin's store holds, written as JSON while it is read.

Spec: spec/90-learn.md (LEARN-11).

All tables of the twin are in it, those that are added later too. What lies in the store as JSON is JSON in
the file; other bytes are `{"base64url": …}`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Final

from sqlalchemy import Connection, MetaData, Table, select

from protocol import to_base64url

PREFIX: Final = "twin_"
_JSON: Final = frozenset({"payload"})
"""Text columns that hold JSON."""


def export_tables(connection: Connection, write: Callable[[str], object]) -> dict[str, int]:
    """Write one JSON object, a member for each table and a line for each row; return the rows of each."""
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name.startswith(PREFIX))
    counts = {}
    write("{")
    for place, table in enumerate(sorted(found.tables.values(), key=lambda one: one.name)):
        write(f"{',' if place else ''}\n{json.dumps(table.name)}: [")
        counts[table.name] = 0
        for row in _rows(connection, table):
            write(("," if counts[table.name] else "") + "\n" + json.dumps(row, ensure_ascii=False))
            counts[table.name] += 1
        write("]")
    write("}")
    return counts


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    order = tuple(table.primary_key.columns)
    rows = connection.execution_options(yield_per=1000).execute(select(table).order_by(*order))
    for row in rows.mappings():
        yield {name: _value(name, value) for name, value in row.items()}


def _value(name: str, value: Any) -> Any:
    """Return a column's value as JSON."""
    if isinstance(value, bytes):
        known = _parsed(value) if value[:1] in {b"{", b"[", b'"'} else None
        return {"base64url": to_base64url(value)} if known is None else known
    if name in _JSON and isinstance(value, str):
        known = _parsed(value)
        return value if known is None else known
    return value


def _parsed(data: bytes | str) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return None
