"""A person's mail, wired: over the way to offices, kept in the twin's store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from consumer_twin.edge.letters import SqlLetters
from consumer_twin.edge.mail import Mail
from consumer_twin.edge.subscriptions import SqlSubscriptions
from consumer_twin.relation.who import Known
from dailyme.errors import UsageError
from dailyme.wiring.relation import opened_relate
from dailyme.wiring.twin import TwinPlan
from protocol.relation import Leave


@asynccontextmanager
async def opened_mail(plan: TwinPlan) -> AsyncIterator[Mail]:
    """Open the mail of the twin of *plan*; its store and connections are closed after."""
    async with opened_relate(plan) as (relate, database):
        yield Mail(relate, SqlSubscriptions(database))


async def known_at(letters: SqlLetters, brand: str) -> Known:
    """Return the key under which the DID *brand* knows the person. Raises `UsageError` if under none."""
    sent = await letters.to(brand, {"introduce", "leave"})
    answered = [one for one in sent if one.answer is not None]
    left = [one for one in answered if isinstance(one.letter.body, Leave) and one.letter.body.to == "guest"]
    who = Known(len(left))
    if not any(
        one.who == who and one.answer is not None and one.answer.type == "welcome" for one in answered
    ):
        raise UsageError("this brand does not know you", "See `dailyme relation introduce --help`.")
    return who
