"""What people's twins said to the brand, from its stored messages; only what is enumerated is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from sqlalchemy import Connection, select

from brand_agent.edge.tables import MESSAGES
from brand_agent.voice.utterance import KINDS, Said, said


def read_said(
    connection: Connection, categories: Mapping[str, str], *, since_ms: int = 0
) -> tuple[Said, ...]:
    """Return what was said from *since_ms* on. categories: by product id; others have none.

    Threads that were erased say nothing (SKETCH-9).
    """
    about: dict[str, str | None] = {}
    numbers: dict[str, int] = {}
    query = select(MESSAGES.c.thread, MESSAGES.c.type, MESSAGES.c.data, MESSAGES.c.at_ms)
    wanted = (MESSAGES.c.type == "open") | (MESSAGES.c.type.in_(KINDS) & (MESSAGES.c.at_ms >= since_ms))
    rows = connection.execute(query.where(wanted).order_by(MESSAGES.c.thread, MESSAGES.c.seq))

    def read() -> Iterator[Said]:
        for row in rows:
            if row.data == b"":
                continue
            message: dict[str, Any] = orjson.loads(row.data)
            if row.type == "open":
                about[row.thread] = _about(message["body"], categories)
                continue
            found = said(
                row.type,
                message["body"],
                by_twin=message["from"].startswith("did:key:"),
                about=about.get(row.thread),
                group=numbers.setdefault(row.thread, len(numbers)),
                at_ms=row.at_ms,
            )
            if found is not None:
                yield found

    return tuple(read())


def _about(body: Mapping[str, Any], categories: Mapping[str, str]) -> str | None:
    """The category that all lines of an open share, if they do."""
    found = {categories.get(line.get("product", "")) for line in body.get("lines", ())}
    return found.pop() if len(found) == 1 else None
