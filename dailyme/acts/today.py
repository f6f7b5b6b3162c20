"""What `dailyme today` does: look around once, deliver the digest, and say where delivery failed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Final

from consumer_twin.digest import Digest, Item
from consumer_twin.edge.diary import SqlDiary
from consumer_twin.ground import Ground
from consumer_twin.sense import Suggestion
from consumer_twin.today import today
from dailyme.acts.here import Here, here, mandate_of
from dailyme.acts.sense import open_suggestions
from dailyme.clock import World, now_ms
from dailyme.delivery import delivered, ways
from dailyme.digest_text import digest_text
from dailyme.errors import Exit, UsageError
from dailyme.logs import start_logs
from dailyme.once import only_one
from dailyme.outputs_today import DigestItem, DigestTrouble, ShownSuggestion, TodayResult, WaitingOffer
from dailyme.show import console, hints, print_json
from dailyme.sources import is_loopback
from dailyme.wiring.today import DayPlan, opened_day, opened_store
from foundation.database import Database
from protocol import write_time

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
    async with opened_store(at.store) as database:
        plan = await _plan(at, flags, database)
        async with opened_day(plan, database) as day:
            digest = await today(day, since_ms)
        return today_result(digest, await open_suggestions(database, digest.at_ms))


async def _plan(at: Here, flags: TodayFlags, database: Database) -> DayPlan:
    grounds = [ground for ground, _ in await SqlDiary(database).grounds(now_ms())]
    local = flags.local or any(map(_is_local, grounds))

    @cache
    def seed() -> bytes:
        return at.seed(local=local, as_json=True)

    return DayPlan(
        store=at.store,
        seed=seed,
        world=World.real(),
        local=local,
        mandate=mandate_of(at.settings.mandate, None),
        haggle=at.settings.today.haggle,
        deadline_s=at.settings.deadline_s,
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


def today_result(digest: Digest, suggestions: Sequence[Suggestion] = ()) -> TodayResult:
    """Return *digest* as it is printed, with the strongest of what was sensed at home."""
    return TodayResult(
        number=digest.number,
        at=write_time(digest.at_ms),
        since=None if digest.since_ms is None else write_time(digest.since_ms),
        nothing=not (digest.items or digest.waiting or suggestions),
        items=list(map(_item, digest.items)),
        waiting=list(map(_item, digest.waiting)),
        quiet=list(map(_item, digest.quiet)),
        suggestions=[
            ShownSuggestion(
                id=one.id,
                kind=one.kind,
                title=one.title,
                words=one.words,
                strength=round(one.strength, 3),
                due=one.due.isoformat(),
            )
            for one in suggestions[:_SUGGESTED]
        ],
        troubles=[
            DigestTrouble(seller=one.seller, code=one.code, reason=one.reason) for one in digest.troubles
        ],
        notes=list(digest.notes),
        wishes=digest.wishes,
        places_read=digest.read,
        places_changed=digest.changed,
    )


def _item(item: Item) -> DigestItem:
    return DigestItem(
        kind=item.kind,
        wish=item.standing,
        line=item.line,
        text=item.wish,
        words=item.words,
        why=list(item.why),
        offers=[
            WaitingOffer(
                hash=one.hash,
                seller=one.seller,
                title=one.title,
                total=one.total,
                valid_until=None if one.valid_until_ms is None else write_time(one.valid_until_ms),
            )
            for one in item.offers
        ],
        total=item.total,
        saved_share=round(item.share, 4),
    )
