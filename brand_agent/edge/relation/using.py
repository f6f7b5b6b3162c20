"""The one way for a brand's programs to a person's value: through the gate, with the purpose written down.

Spec: spec/36-consent.md (CONS-13 to CONS-16, CONS-20).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from brand_agent.edge.relation.books import SqlBooks
from brand_agent.relation.register import use, use_all
from foundation.database import Database
from protocol.relation import Purpose, UseError


async def use_value(database: Database, key: str, field: str, purpose: Purpose, *, at_ms: int) -> Any:
    """Return the value of *field* that *key* granted, for *purpose*. The use, or the refusal, is kept first.

    Raises a `UseError`.
    """

    def work(connection: Connection) -> tuple[Any, UseError | None]:
        try:
            return use(SqlBooks(connection), key, field, purpose, at_ms=at_ms), None
        except UseError as error:  # as a value, so that the note of it stays
            return None, error

    value, refused = await database.write(work)
    if refused is not None:
        raise refused
    return value


async def use_grant(database: Database, grant: str, purpose: Purpose, *, at_ms: int) -> dict[str, Any]:
    """Return what may be used for *purpose* of what one grant, or one order, disclosed. Each use is kept."""

    def work(connection: Connection) -> dict[str, Any]:
        return use_all(SqlBooks(connection), grant, purpose, at_ms=at_ms)

    return await database.write(work)
