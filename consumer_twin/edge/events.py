"""What happened with each brand, from the messages that the twin holds.

Spec: spec/95-events.md.

A relationship stands under one key: each thread of a guest is one of its own, what was said under a known key
is one together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from consumer_twin.edge.letters import LETTERS
from consumer_twin.edge.tables import MESSAGES, METADATA
from foundation.database import Database
from protocol import decode, message_hash
from protocol.lifecycle import Happened, lived

Said = tuple[str, Mapping[str, Any]]


class SqlEvents:
    """The events in *database*."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.create(METADATA)

    async def of(self, brand: str | None = None) -> tuple[tuple[str, str, Happened], ...]:
        """Return each event with its brand and key, oldest first; with *brand* (a DID) alone, if given."""
        found = []
        for (name, key), said in (await self._database.read(_relationships)).items():
            if brand in {None, name}:
                found += [(name, key, one) for one in lived(sorted(said, key=_place))]
        return tuple(sorted(found, key=lambda one: one[2].at_ms))


def _relationships(connection: Connection) -> dict[tuple[str, str], list[Said]]:
    """Every message that was said, by brand and key."""
    rows = connection.execute(select(MESSAGES.c.thread, MESSAGES.c.data)).all()
    said: list[Said] = [(row.thread, decode(row.data)) for row in rows]
    for row in connection.execute(select(LETTERS.c.hash, LETTERS.c.data, LETTERS.c.answer)):
        said += [(row.hash, decode(data)) for data in (row.data, row.answer) if data is not None]
    found: dict[tuple[str, str], list[Said]] = {}
    for thread, value in said:
        sides = sorted((str(value["from"]), str(value["to"])), reverse=True)  # did:web before did:key
        found.setdefault((sides[0], sides[1]), []).append((thread, value))
    return found


def _place(said: Said) -> tuple[str, str, int, str]:
    thread, value = said
    return str(value["created"]), thread, int(value["seq"]), message_hash(value)
