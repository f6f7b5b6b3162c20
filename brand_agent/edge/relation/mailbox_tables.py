"""The tables of the mailboxes: subscriptions, their topics, their news, and what is still to be told."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table, UniqueConstraint

from brand_agent.edge.tables import METADATA

SUBSCRIPTIONS: Final = Table(
    "brand_subscription",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("hash", String, nullable=False, unique=True),
    Column("twin", String, nullable=False, index=True),
    Column("cap_messages", Integer, nullable=False),
    Column("cap_days", Integer, nullable=False),
    Column("until_ms", BigInteger, nullable=False),
    Column("ended_ms", BigInteger),
    Column("seq", Integer, nullable=False),
    Column("last", String),
    Column("last_ms", BigInteger, nullable=False),
    Column("read", Integer, nullable=False),
    Column("fetched", String),
)
"""*last* is the hash of the last news; before the first, the answer to the subscription is the chain's end.
*read*: up to which number the twin has read. *fetched*: the thread of its last fetch."""

TOPICS: Final = Table(
    "brand_topic",
    METADATA,
    Column("subscription", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("product", String),
    Column("variant", String),
    Column("category", String),
    Column("agreement", String),
    Column("below_minor", BigInteger),
    Column("currency", String),
)
Index("brand_topic_of", TOPICS.c.kind, TOPICS.c.product, TOPICS.c.agreement, TOPICS.c.subscription)

NEWS: Final = Table(
    "brand_news",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("subscription", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("data", LargeBinary),
    UniqueConstraint("subscription", "seq"),
    sqlite_autoincrement=True,
)
"""A news; once it was read its bytes are gone, and its time stays while it counts in the cap."""

LEFT: Final = Table(
    "brand_event",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("after", Integer, nullable=False),
    Column("event", LargeBinary, nullable=False),
)
"""Events that not everybody who waits was told, and beyond which subscription they are to be told."""

PROMISED: Final = Table(
    "brand_promised",
    METADATA,
    Column("promotion", String, primary_key=True),
    Column("version", String, nullable=False),
)
"""The public offers that who asked was told of, each by a hash of what it said."""

PUBLIC: Final = Table(
    "brand_public",
    METADATA,
    Column("product", String, primary_key=True),
    Column("variant", String, primary_key=True),
    Column("price_minor", BigInteger, nullable=False),
    Column("available", Integer, nullable=False),
)
"""What everybody could see of each article when the catalog was read last."""
