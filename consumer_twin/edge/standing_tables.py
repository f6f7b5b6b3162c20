"""The tables of the standing wishes and of what `today` has seen. They belong to the twin's store."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from consumer_twin.edge.tables import METADATA

STANDING: Final = Table(
    "twin_standing",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("state", String, nullable=False),
    Column("until_ms", Integer),
    Column("ground", Text, nullable=False),
    Column("looked", String, nullable=False, default=""),
    Column("data", LargeBinary, nullable=False),
)
"""*ground* says where it is looked for, the same text for all wishes that look there. *looked* names the
state of that ground when the wish was looked at last: a wish on unchanged ground is not even read."""
Index("twin_standing_ground", STANDING.c.state, STANDING.c.ground, STANDING.c.looked, STANDING.c.until_ms)

ROUNDS: Final = Table(
    "twin_round",
    METADATA,
    Column("standing", ForeignKey("twin_standing.number"), primary_key=True),
    Column("wish", ForeignKey("twin_wish.number"), primary_key=True),
    Column("lines", String, nullable=False),
)
"""Which wishes were followed for a standing one; *lines* are its line numbers, in the order of that wish."""

SEEN: Final = Table(
    "twin_seen",
    METADATA,
    Column("standing", Integer, primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("digest", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
"""What the sellers asked for a wish line when digest number *digest* was made; kept when it changed."""

DIGESTS: Final = Table(
    "twin_digest",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at_ms", Integer, nullable=False),
    Column("open_until_ms", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

PAGES: Final = Table(
    "twin_page",
    METADATA,
    Column("place", String, primary_key=True),
    Column("part", String, primary_key=True),
    Column("etag", Text, nullable=False),
    Column("version", String, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""What was fetched and verified: of a brand its profile and its pages (by cursor), of a source its bytes."""
