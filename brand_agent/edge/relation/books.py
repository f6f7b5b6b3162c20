"""All of the brand's books, over one connection's transaction."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

from brand_agent.edge.relation.letters import SqlLetters


class SqlBooks:
    """The books of `brand_agent.relation.ports`, on *connection*, whose transaction is the caller's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def letters(self) -> SqlLetters:
        """The letters."""
        return SqlLetters(self._connection)
