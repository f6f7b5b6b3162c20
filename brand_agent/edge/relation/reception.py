"""The office over its database: what has ended is erased first, a refusal is noted, what is erased is gone.

Spec: spec/36-consent.md (CONS-18, CONS-20, CONS-21), spec/38-sketch.md (SKETCH-10).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from brand_agent.desk import Desk
from brand_agent.edge.relation.books import SqlBooks
from brand_agent.edge.relation.register import SqlRegister
from brand_agent.relation.office import attend
from brand_agent.relation.register import sweep
from foundation.database import Database
from protocol import Message, ProtocolError
from protocol.commitment import Beside
from protocol.relation import Letter

ERASING = frozenset({"revoke", "correct", "erase", "leave"})
"""Requests after which something may be gone."""


class Reception:
    """Attends to letters, one work of the store each."""

    def __init__(self, desk: Callable[[], Desk], database: Database) -> None:
        self._desk, self._database = desk, database
        self._lingers = True

    async def attend(
        self, letter: Letter, values: Sequence[Beside], *, at_ms: int
    ) -> tuple[bytes, tuple[Beside, ...]]:
        """Return the answer to *letter* and what travels beside it.

        Raises a `ProtocolError` for a broken rule; which one is kept, and nothing else.
        """

        desk = self._desk()

        def work(connection: Connection) -> tuple[bytes, tuple[Beside, ...], int]:
            books = SqlBooks(connection)
            swept = sweep(books, desk.policy.keeping, at_ms=at_ms)
            return *attend(letter, values, desk, books, at_ms=at_ms), swept

        try:
            said, beside, swept = await self._database.write(work)
        except ProtocolError as error:
            await self.note(letter, error.code, at_ms=at_ms)
            raise
        self._lingers |= swept > 0 or letter.type in ERASING
        await self._scrub()
        return said, beside

    async def sweep(self) -> None:
        """Erase the values that may be held no longer."""
        at_ms, rule = self._desk().clock(0), self._desk().policy.keeping
        await self._database.write(lambda connection: sweep(SqlBooks(connection), rule, at_ms=at_ms))
        await self._scrub()

    async def note(self, refused: Letter | Message, code: str, *, at_ms: int) -> None:
        """Keep that a signed request or move broke the rule of *code*."""
        key, kind = refused.sender, refused.type

        def work(connection: Connection) -> None:
            SqlRegister(connection).refuse(key, kind, code, at_ms=at_ms)

        await self._database.write(work)

    async def _scrub(self) -> None:
        """Empty the store's own log; what a reader hindered is done after the next request."""
        if self._lingers:
            self._lingers = not await self._database.scrub()
