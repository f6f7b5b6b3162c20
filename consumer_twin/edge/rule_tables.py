"""The table of the standing rules. It belongs to the twin's store."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Integer, String, Table

from consumer_twin.edge.tables import METADATA

RULES: Final = Table(
    "twin_rule",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("brand", String, nullable=False),
    Column("seller", String, nullable=False),
    Column("product", String, nullable=False),
    Column("title", String, nullable=False),
    Column("under_minor", Integer),
    Column("currency", String),
    Column("made_ms", Integer, nullable=False),
    Column("revoked_ms", Integer),
)
