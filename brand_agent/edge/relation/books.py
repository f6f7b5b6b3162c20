"""All of the brand's books, over one connection's transaction."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

from brand_agent.edge.holds import SqlHolds
from brand_agent.edge.relation.climbs import SqlClimbs
from brand_agent.edge.relation.holdings import SqlHoldings
from brand_agent.edge.relation.letters import SqlLetters
from brand_agent.edge.relation.mailboxes import SqlMailboxes
from brand_agent.edge.relation.register import SqlRegister
from brand_agent.edge.relation.uses import SqlUses


class SqlBooks:
    """The books of `brand_agent.relation.ports`, on *connection*, whose transaction is the caller's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def mailboxes(self) -> SqlMailboxes:
        """The subscriptions and their news."""
        return SqlMailboxes(self._connection)

    @cached_property
    def letters(self) -> SqlLetters:
        """The letters."""
        return SqlLetters(self._connection)

    @cached_property
    def register(self) -> SqlRegister:
        """The grants and the uses of what was disclosed."""
        return SqlRegister(self._connection)

    @cached_property
    def holdings(self) -> SqlHoldings:
        """What is held under a key."""
        return SqlHoldings(self._connection)

    @cached_property
    def climbs(self) -> SqlClimbs:
        """Who climbed how far."""
        return SqlClimbs(self._connection)

    @cached_property
    def holds(self) -> SqlHolds:
        """What is set aside."""
        return SqlHolds(self._connection)

    @cached_property
    def uses(self) -> SqlUses:
        """Which benefits were used."""
        return SqlUses(self._connection)
