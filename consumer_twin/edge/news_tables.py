"""The tables of the twin's subscriptions and of the news that came."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from consumer_twin.edge.tables import METADATA

SUBSCRIPTIONS: Final = Table(
    "twin_subscription",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("hash", String, nullable=False, unique=True),
    Column("brand", String, nullable=False),
    Column("seller", String, nullable=False),
    Column("nonce", LargeBinary),
    Column("step", Integer),
    Column("feed", LargeBinary, nullable=False),
    Column("made_ms", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("why", String, nullable=False),
    Column("told", Integer, nullable=False),
    Column("dropped", Integer, nullable=False),
)
"""*feed*: what was asked, and how far its news were read. *told*: the brand knows that it has ended."""

NEWS: Final = Table(
    "twin_news",
    METADATA,
    Column("subscription", Integer, primary_key=True),
    Column("hash", String, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("made_ms", Integer, nullable=False),
    Column("valid_until_ms", Integer, nullable=False, index=True),
    Column("fault", String, nullable=False),
    Column("digest", Integer),
    Column("data", LargeBinary, nullable=False),
)
"""A news as it was signed, until it expires; a breach (*fault*) stays, as proof. *digest*: which told it."""
