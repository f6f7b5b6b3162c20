"""The tables of a brand's console. Tokens stand in them as SHA-256 alone, passwords as argon2id."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Table

from brand_agent.edge.tables import METADATA

PEOPLE: Final = Table(
    "brand_person",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("password", String),
    Column("is_owner", Boolean, nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("made_by", String, nullable=False),
    Column("gone_ms", BigInteger),
)
"""Accounts. One that is gone keeps its name, so that the record means one person by it."""

SESSIONS: Final = Table(
    "brand_session",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("token", String, nullable=False, unique=True),
    Column("person", Integer, nullable=False, index=True),
    Column("begun_ms", BigInteger, nullable=False),
    Column("seen_ms", BigInteger, nullable=False),
    Column("about", String, nullable=False),
    Column("ended_ms", BigInteger),
)

INVITATIONS: Final = Table(
    "brand_invitation",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("token", String, nullable=False, unique=True),
    Column("role", String, nullable=False),
    Column("by", String, nullable=False),
    Column("until_ms", BigInteger, nullable=False),
    Column("used_ms", BigInteger),
    Column("withdrawn_ms", BigInteger),
)

TRIES: Final = Table(
    "brand_login_tries",
    METADATA,
    Column("bucket", String, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("last_ms", BigInteger, nullable=False),
)
"""Wrong passwords by a short hash of the name: names that nobody has are counted the same, in little room."""

RECORD: Final = Table(
    "brand_console_record",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("kind", String, nullable=False, index=True),
    Column("who", String, nullable=False),
    Column("data", String, nullable=False),
    Column("prev", String, nullable=False, unique=True),
    Column("hash", String, nullable=False, unique=True),
)
"""What people did in the console: appended to, never changed. See `brand_agent.chain`."""

CHANGES: Final = Table(
    "brand_change",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("kind", String, nullable=False),
    Column("about", String, nullable=False),
    Column("title", String, nullable=False),
    Column("before", String, nullable=False),
    Column("after", String, nullable=False),
    Column("why", String, nullable=False),
    Column("by", String, nullable=False),
    Column("by_number", Integer, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("decided_by", String),
    Column("decided_ms", BigInteger),
    Column("said", String, nullable=False),
)
"""Changes of the limits that wait for a second person, and those that were decided."""
