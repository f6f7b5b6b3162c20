"""The tables of the twin's store. Their metadata is the twin's own: no other agent creates them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

METADATA: Final = MetaData()

WISHES: Final = Table(
    "twin_wish",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at_ms", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

THREADS: Final = Table(
    "twin_thread",
    METADATA,
    Column("id", String, primary_key=True),
    Column("wish", ForeignKey("twin_wish.number"), nullable=False, index=True),
    Column("line", Integer, nullable=False),
    Column("group", Integer, nullable=False),
    Column("nonce", LargeBinary, nullable=False),
    Column("seller", LargeBinary, nullable=False),
    Column("categories", LargeBinary, nullable=False),
)

KNOWN_THREADS: Final = Table(
    "twin_known_thread",
    METADATA,
    Column("thread", ForeignKey("twin_thread.id"), primary_key=True),
    Column("step", Integer, nullable=False),
)
"""Threads under a key that the brand knows, with its step; all others have a key of their own."""

LIKELY_THREADS: Final = Table(
    "twin_likely_thread",
    METADATA,
    Column("thread", ForeignKey("twin_thread.id"), primary_key=True),
    Column("sureness", Float, nullable=False),
)
"""Threads about what is only likely to be the same product as others; of all the rest it is certain."""

BASKETS: Final = Table(
    "twin_basket_line",
    METADATA,
    Column("thread", ForeignKey("twin_thread.id"), primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("group", Integer, nullable=False),
)
"""The further lines of threads that are about several."""

MESSAGES: Final = Table(
    "twin_message",
    METADATA,
    Column("thread", ForeignKey("twin_thread.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("hash", String, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("kid", String, nullable=False),
    Column("key", LargeBinary, nullable=False),
)
Index("twin_message_hash", MESSAGES.c.hash)
"""Every message, one's own before it is sent; *key* is the public key that it was verified with."""

ACCEPTS: Final = Table(
    "twin_accept",
    METADATA,
    Column("offer", String, primary_key=True),
    Column("thread", ForeignKey("twin_thread.id"), nullable=False),
    Column("wish", ForeignKey("twin_wish.number"), nullable=False),
    Column("line", Integer, nullable=False),
    Column("total_minor", Integer, nullable=False),
    Column("currency", String, nullable=False),
    Column("by_mandate", Integer, nullable=False),
    Column("at_ms", Integer, nullable=False),
    Column("confirm_by_ms", Integer, nullable=False),
    Column("status", String, nullable=False),
)
Index(
    "twin_one_accept_a_line",
    ACCEPTS.c.wish,
    ACCEPTS.c.line,
    unique=True,
    sqlite_where=text("status IN ('outstanding', 'agreed')"),
)
"""AGREE-20, once more in the database: a wish line is bound at most once."""

ACCEPTED_LINES: Final = Table(
    "twin_accept_line",
    METADATA,
    Column("offer", ForeignKey("twin_accept.offer"), primary_key=True),
    Column("line", Integer, primary_key=True),
)
"""The further lines that an accept binds, as long as it binds at all."""

OPTIONS: Final = Table(
    "twin_option",
    METADATA,
    Column("hash", String, primary_key=True),
    Column("wish", ForeignKey("twin_wish.number"), primary_key=True),
    Column("line", Integer, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

MEMORY: Final = Table(
    "twin_memory",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("leaf", LargeBinary, nullable=False),
    Column("link", LargeBinary, nullable=False),
    Column("salt", LargeBinary),
    Column("payload", Text),
)
"""The log of the person's twin; salt and payload are gone once an entry is erased."""

MEMORY_HEAD: Final = Table(
    "twin_memory_head",
    METADATA,
    Column("one", Integer, primary_key=True),
    Column("entries", Integer, nullable=False),
    Column("link", LargeBinary, nullable=False),
)
"""How many entries the log has and its last link, so that entries lost at the end are missed."""
