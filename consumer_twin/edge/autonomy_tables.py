"""The table of what the twin may do by itself. It belongs to the twin's store."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Integer, LargeBinary, Table

from consumer_twin.edge.tables import METADATA

AUTONOMY: Final = Table(
    "twin_autonomy",
    METADATA,
    Column("one", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    Column("at_ms", Integer, nullable=False),
    Column("paused_ms", Integer),
)
"""One row at most. *paused_ms*: since when everything is paused; NULL while it is not."""
