"""The record of a brand's console: who did what and when. See `brand_agent.chain`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, insert, select

from brand_agent.chain import LogEntry, link, whole
from brand_agent.edge.console.tables import RECORD


def record(connection: Connection, kind: str, who: str, facts: Mapping[str, Any], *, at_ms: int) -> LogEntry:
    """Append what *who* did and return it. Raises `BrokenLogError` if the last entry was changed."""
    row = connection.execute(select(RECORD).order_by(RECORD.c.number.desc()).limit(1)).one_or_none()
    entry = link(None if row is None else LogEntry(**row._mapping), kind, who, facts, at_ms=at_ms)
    connection.execute(insert(RECORD), asdict(entry))
    return entry


def read_record(connection: Connection) -> tuple[LogEntry, ...]:
    """Return the whole record, in order. Raises `BrokenLogError` if it is not as it was written."""
    rows = connection.execute(select(RECORD).order_by(RECORD.c.number))
    return whole(LogEntry(**row._mapping) for row in rows)


def latest(connection: Connection, limit: int, *, before: int | None = None) -> tuple[LogEntry, ...]:
    """Return the last *limit* entries with a number below *before*, newest first."""
    query = select(RECORD).order_by(RECORD.c.number.desc()).limit(limit)
    query = query if before is None else query.where(RECORD.c.number < before)
    return tuple(LogEntry(**row._mapping) for row in connection.execute(query))


def last_of(connection: Connection, *kinds: str) -> LogEntry | None:
    """Return the last entry of one of *kinds*; None if there is none."""
    query = select(RECORD).where(RECORD.c.kind.in_(kinds)).order_by(RECORD.c.number.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else LogEntry(**row._mapping)
