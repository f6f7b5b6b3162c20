"""Controls on disk: a log that is only appended to, each entry linked to the one before.

Every process over the store reads it in the transaction of its answer, so what is written here holds from the
next answer on, wherever that is made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    Select,
    String,
    Table,
    bindparam,
    insert,
    select,
    union_all,
)

from brand_agent.chain import LogEntry, link, whole
from brand_agent.controls import FOR_ALL, PLAIN, Kind, Standing, standing
from brand_agent.edge.tables import METADATA

CONTROLS: Final = Table(
    "brand_control",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("thread", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("kind", String, nullable=False),
    Column("who", String, nullable=False),
    Column("data", String, nullable=False),
    Column("prev", String, nullable=False, unique=True),
    Column("hash", String, nullable=False, unique=True),
    Index("brand_control_of", "thread", "number"),
    Index("brand_control_kind", "thread", "kind", "number"),
)

_ENTRY: Final = [column for column in CONTROLS.columns if column.name != "thread"]


def _last_of_all(*kinds: Kind) -> Select[Any]:
    ours = (CONTROLS.c.thread == FOR_ALL) & CONTROLS.c.kind.in_(kinds)
    return select(select(*_ENTRY).where(ours).order_by(CONTROLS.c.number.desc()).limit(1).subquery())


# Built once: on the path of every answer the building would cost more than the asking.
_STANDING: Final = union_all(
    _last_of_all("pause", "resume"),
    _last_of_all("approval"),
    select(*_ENTRY).where(CONTROLS.c.thread == bindparam("of"), CONTROLS.c.thread != FOR_ALL),
)


_ANY: Final = "SELECT 1 FROM brand_control LIMIT 1"
"""Most brands never decided anything: this alone is asked of theirs."""


def read_standing(connection: Connection, thread: str = FOR_ALL) -> Standing:
    """Return how *thread* is steered now; for all, what holds for every thread."""
    if connection.exec_driver_sql(_ANY).first() is None:
        return PLAIN
    rows = connection.execute(_STANDING, {"of": thread})
    entries = [LogEntry(**row._mapping) for row in rows]
    return standing(sorted(entries, key=lambda entry: entry.number)) if entries else PLAIN


def write_control(
    connection: Connection, kind: Kind, thread: str, who: str, facts: Mapping[str, Any], *, at_ms: int
) -> LogEntry:
    """Append what *who* decided about *thread*, or about all, and return it. Raises `BrokenLogError`."""
    last = select(*_ENTRY).order_by(CONTROLS.c.number.desc()).limit(1)
    row = connection.execute(last).one_or_none()
    before = None if row is None else LogEntry(**row._mapping)
    entry = link(before, kind, who, {**facts, "thread": thread}, at_ms=at_ms)
    connection.execute(insert(CONTROLS), {**asdict(entry), "thread": thread})
    return entry


def controls_of(
    connection: Connection, thread: str, *, most: int = 100, before: int | None = None
) -> Sequence[LogEntry]:
    """Return what was decided about *thread*, or about all, the newest first, older than number *before*."""
    query = select(*_ENTRY).where(CONTROLS.c.thread == thread)
    query = query if before is None else query.where(CONTROLS.c.number < before)
    rows = connection.execute(query.order_by(CONTROLS.c.number.desc()).limit(most))
    return [LogEntry(**row._mapping) for row in rows]


def check_controls(connection: Connection) -> int:
    """Return how many controls there are. Raises `BrokenLogError` if any is not as it was written."""
    rows = connection.execute(select(*_ENTRY).order_by(CONTROLS.c.number))
    return len(whole(LogEntry(**row._mapping) for row in rows))
