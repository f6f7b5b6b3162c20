"""The mailboxes on a day: fetched first, whatever is wished for, and told while the news hold.

Spec: spec/37-subscribe.md (SUB-11).

What is fetched follows from the subscriptions alone, so neither the requests nor when they go out tell
whether anything is wished for.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final

from consumer_twin.edge.autonomy import SqlAutonomy
from consumer_twin.edge.diary import SqlDiary
from consumer_twin.edge.letters import SqlLetters
from consumer_twin.edge.mail import Mail
from consumer_twin.edge.patience import Patience
from consumer_twin.edge.relate import Relate
from consumer_twin.edge.subscriptions import SqlSubscriptions
from dailyme.errors import CommandError
from dailyme.news_lines import shown_news
from dailyme.outputs_today import TodayResult
from dailyme.wiring.today import DayPlan
from foundation.database import Database
from foundation.fetch import Guard, open_client
from transport import Courier

_FETCH_S: Final = 10.0
"""Most of a day's time that mailboxes may take."""


@dataclass(frozen=True)
class MailToday:
    """The mail of a day. since: number of the digest to count from. notes: what could not be fetched."""

    kept: SqlSubscriptions
    since: int
    notes: tuple[str, ...]

    async def told_in(self, result: TodayResult, at_ms: int) -> TodayResult:
        """Return *result* with the news that hold at *at_ms*, and note that it told them."""
        told = await self.kept.shown(at_ms, self.since)
        await self.kept.digested(told, result.number, at_ms)
        nothing = result.nothing and not told
        return result.model_copy(update={"news": list(map(shown_news, told)), "nothing": nothing})


async def mail_today(database: Database, plan: DayPlan, since_ms: int | None) -> MailToday:
    """Fetch the mailboxes of whoever has subscriptions."""
    diary, kept = SqlDiary(database), SqlSubscriptions(database)
    mark = await diary.last() if since_ms is None else await diary.before(since_ms)
    notes = await _fetched(database, plan) if await kept.all() else ()
    return MailToday(kept, 0 if mark is None else mark.number, notes)


async def _fetched(database: Database, plan: DayPlan) -> tuple[str, ...]:
    world = plan.world
    try:
        seed = plan.seed()
    except CommandError as error:
        return (f"No mailbox was fetched, for your seed can't be opened: {error}. {error.advice}",)
    guard = Guard(local=plan.local)
    async with open_client(guard, SqlAutonomy(database).leave) as client:
        relate = Relate(
            courier=Courier(client, guard, clock=lambda: world.clock(0), wire_log=plan.wire_log),
            letters=SqlLetters(database),
            seed=seed,
            clock=world.clock,
            ids=world.ids,
            nonces=world.secret,
            patience=Patience(tries=1),
        )
        try:
            async with asyncio.timeout(min(_FETCH_S, plan.deadline_s)):
                troubles = await Mail(relate, SqlSubscriptions(database)).fetch()
        except TimeoutError:
            return ("Not every mailbox could be fetched in time; the rest comes with the next look.",)
    return tuple(f"News of {one.seller}: {one.reason} ({one.code})." for one in troubles)
