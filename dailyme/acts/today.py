"""What `dailyme today` does: look around once, deliver the digest, and say where delivery failed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Final

from consumer_twin.edge.diary import SqlDiary
from consumer_twin.edge.subscriptions import SqlSubscriptions
from consumer_twin.events import Hear, deaf
from consumer_twin.ground import Ground
from consumer_twin.today import today
from dailyme.acts.here import Here, here, mandate_of, point_value_of
from dailyme.acts.news_today import mail_today
from dailyme.acts.sensed_today import sensed_today
from dailyme.clock import World, now_ms
from dailyme.delivery import delivered, ways
from dailyme.digest_text import digest_text
from dailyme.errors import Exit, UsageError
from dailyme.logs import start_logs
from dailyme.once import only_one
from dailyme.outputs_today import TodayResult
from dailyme.show import console, hints, print_json
from dailyme.sources import is_local_brand, is_loopback
from dailyme.today_result import today_result
from dailyme.wiring.today import DayPlan, opened_day, opened_store
from foundation.database import Database

_LAST: Final = "last"
_SUGGESTED: Final = 5
"""Suggestions in a digest; `dailyme twin suggestions` shows all."""


@dataclass(frozen=True)
class TodayFlags:
    """What the command line says of a day."""

    since: str = _LAST
    local: bool = False
    deadline_s: int | None = None
    to_file: Path | None = None
    to_mail: bool = False


def show_today(flags: TodayFlags, *, as_json: bool) -> int:
    """Look around, show the digest, and return the exit code."""
    return tell_result(look_around(flags), as_json=as_json)


def tell_result(result: TodayResult, *, as_json: bool) -> int:
    """Show the digest and where it did not get to; return the exit code."""
    if as_json:
        print_json(result)
    else:
        console().print(digest_text(result), end="", soft_wrap=True)
    failed = [one for one in result.delivered if not one.done]
    for one in failed:
        hints().print(f"error: {one.code}: {one.to}: {one.detail}", soft_wrap=True)
    return Exit.ERROR if failed else Exit.DONE


def look_around(flags: TodayFlags) -> TodayResult:
    """Look around once and return the digest as it is printed."""
    start_logs(quiet=True)
    at = here({"deadline_s": flags.deadline_s})
    since_ms = None if flags.since == _LAST else day_start(flags.since)
    to = ways(flags.to_file, at.settings.mail, mail=flags.to_mail)
    with only_one(at.store):
        result = asyncio.run(_look(at, flags, since_ms))
    return delivered(result, to)


async def _look(at: Here, flags: TodayFlags, since_ms: int | None) -> TodayResult:
    @cache
    def seed() -> bytes:
        return at.seed(local=local, as_json=True)

    async with opened_store(at.store) as database:
        local = flags.local or await looks_local(at, database)
        return await look_once(at, database, day_plan(at, seed, local=local), since_ms)


async def look_once(at: Here, database: Database, plan: DayPlan, since_ms: int | None = None) -> TodayResult:
    """Look around once over *database* and return the digest; whoever calls sees that nobody else does."""
    async with opened_day(plan, database) as day:
        mail = await mail_today(database, plan, since_ms)
        found = await sensed_today(database, at, plan.mandate, day.at_ms)
        shown, more = found.open[:_SUGGESTED], len(found.open[_SUGGESTED:])
        knowing = replace(day, needs=shown, home=found.home, notes=(*mail.notes, *found.notes))
        result = today_result(await today(knowing, since_ms), more=more)
        return await mail.told_in(result, plan.world.clock(0))


async def looks_local(at: Here, database: Database) -> bool:
    """Whether any place that is looked at stands on this machine: then plain http to it is meant."""
    grounds = [one.ground for one in await SqlDiary(database).grounds(now_ms())]
    local = is_loopback(at.settings.market or "") or any(map(_is_local, grounds))
    return local or any(is_local_brand(one.brand) for one in await SqlSubscriptions(database).all())


def day_plan(at: Here, seed: Callable[[], bytes], *, local: bool, hear: Hear = deaf) -> DayPlan:
    """Return how the settings have a day go; *seed* is asked only when something must be signed."""
    return DayPlan(
        store=at.store,
        seed=seed,
        world=World.real(),
        local=local,
        mandate=mandate_of(at.settings.mandate, None),
        point_value=point_value_of(at.settings),
        haggle=at.settings.today.haggle,
        deadline_s=at.settings.deadline_s,
        tick_ms=at.settings.tick_ms,
        hear=hear,
    )


def _is_local(ground: Ground) -> bool:
    places = ground.places
    return any(map(is_loopback, (*places.markets, *places.brands, *places.sources)))


def day_start(text: str) -> int:
    """Return when the day that *text* names begins, by this machine's clock. Raises `UsageError`."""
    try:
        return int(datetime.combine(date.fromisoformat(text), time()).timestamp() * 1000)
    except (ValueError, OverflowError):
        raise UsageError(f"--since can't be {text!r}", "Give a date such as 2026-12-01, or last.") from None
