"""A person's mail, wired: over the way to offices, kept in the twin's store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from consumer_twin.edge.mail import Mail
from consumer_twin.edge.subscriptions import SqlSubscriptions
from dailyme.wiring.relation import opened_relate
from dailyme.wiring.twin import TwinPlan


@asynccontextmanager
async def opened_mail(plan: TwinPlan) -> AsyncIterator[Mail]:
    """Open the mail of the twin of *plan*; its store and connections are closed after."""
    async with opened_relate(plan) as (relate, database):
        yield Mail(relate, SqlSubscriptions(database))
