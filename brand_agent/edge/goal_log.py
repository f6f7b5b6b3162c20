"""The log of goals and changes in the brand's store. See `brand_agent.goals.chain`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import BigInteger, Column, Connection, Integer, String, Table, insert, select

from brand_agent.edge.tables import METADATA
from brand_agent.goals.chain import EntryKind, LogEntry, link, whole

LOG: Final = Table(
    "brand_goal_log",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("kind", String, nullable=False),
    Column("who", String, nullable=False),
    Column("data", String, nullable=False),
    Column("prev", String, nullable=False, unique=True),
    Column("hash", String, nullable=False, unique=True),
)


def read_log(connection: Connection) -> tuple[LogEntry, ...]:
    """Return the log, in order. Raises `BrokenLogError` if it is not as it was written."""
    rows = connection.execute(select(LOG).order_by(LOG.c.number))
    return whole(LogEntry(**row._mapping) for row in rows)


def append_entry(
    connection: Connection, kind: EntryKind, who: str, facts: Mapping[str, Any], *, at_ms: int
) -> LogEntry:
    """Append what *who* did to the log and return it. Raises `BrokenLogError`."""
    before = read_log(connection)
    entry = link(before[-1] if before else None, kind, who, facts, at_ms=at_ms)
    connection.execute(insert(LOG), asdict(entry))
    return entry
