"""The tables of webhooks.

`MARKS` is written by the database itself, in the transaction that stores a message, whoever stores it: no
event is missed if a program ends between the two. It costs nothing while there is no webhook.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import DDL, BigInteger, Column, Index, Integer, LargeBinary, String, Table, event

from brand_agent.edge.tables import METADATA

HOOKS: Final = Table(
    "brand_hook",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("url", String, nullable=False),
    Column("events", String, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("salt_before", LargeBinary),
    Column("before_until_ms", BigInteger, nullable=False),
    Column("off", String, nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("made_by", String, nullable=False),
    Column("gone_ms", BigInteger),
    sqlite_autoincrement=True,
)

MARKS: Final = Table(
    "brand_hook_mark",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("thread", String, nullable=False),
    Column("seq", Integer, nullable=False),
    sqlite_autoincrement=True,
)
"""Messages that were stored and not looked at yet for what they make happen."""

DELIVERIES: Final = Table(
    "brand_hook_delivery",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("hook", Integer, nullable=False),
    Column("name", String, nullable=False),
    Column("event", String, nullable=False),
    Column("thread", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("state", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("due_ms", BigInteger, nullable=False),
    Index("brand_hook_delivery_due", "state", "due_ms"),
    Index("brand_hook_delivery_of", "hook", "number"),
    sqlite_autoincrement=True,
)

TRIES: Final = Table(
    "brand_hook_try",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("delivery", Integer, nullable=False, index=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("took_ms", Integer, nullable=False),
    Column("status", Integer),
    Column("said", String, nullable=False),
    sqlite_autoincrement=True,
)

event.listen(
    MARKS,
    "after_create",
    DDL(  # type: ignore[no-untyped-call]
        "CREATE TRIGGER brand_hook_marks AFTER INSERT ON brand_message"
        " WHEN EXISTS (SELECT 1 FROM brand_hook WHERE gone_ms IS NULL)"
        " BEGIN INSERT INTO brand_hook_mark (thread, seq) VALUES (NEW.thread, NEW.seq); END"
    ),
)
