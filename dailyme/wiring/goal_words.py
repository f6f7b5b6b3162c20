"""A marketer's words with the brand's own files and store: understood, kept, signed, and how far they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection

from brand_agent import BrandPolicy
from brand_agent.edge.goal_log import append_entry, read_log
from brand_agent.edge.goal_records import first_ms, read_records
from brand_agent.goals.book import Version, facts_of, may_sign, version
from brand_agent.goals.chain import LogEntry
from brand_agent.goals.conflicts import Conflict, conflicts
from brand_agent.goals.errors import NoGoalSaidError
from brand_agent.goals.filling import read_with
from brand_agent.goals.goal import Goal, Note, Reading
from brand_agent.goals.matching import meant
from brand_agent.goals.measure import Measured, measure
from brand_agent.goals.people import claimed_in, whom
from brand_agent.goals.progress import Baseline, baseline_of, horizon_ms
from brand_agent.goals.reading import read_goal
from brand_agent.goals.said import said_baselines
from brand_agent.stockroom import DAY_MS
from catalog_adapters import Entry
from dailyme.clock import now_ms
from dailyme.errors import UsageError
from dailyme.wiring.brand_model import brand_model
from foundation.database import Database

Sold = tuple[BrandPolicy, tuple[Entry, ...]]
"""A policy, and what it sells."""


class NoWordsError(UsageError):
    """The words say nothing that is wanted."""

    code = NoGoalSaidError.code


@dataclass(frozen=True)
class Asked:
    """What is asked about: words of a marketer, said on a day (ISO; None: today), with stated baselines."""

    text: str
    today: str | None = None
    baselines: tuple[str, ...] = ()

    def day(self) -> date:
        """Return the day. Raises `UsageError`."""
        if self.today is None:
            return day_of(now_ms())
        try:
            return date.fromisoformat(self.today)
        except ValueError:
            raise UsageError(f"--today {self.today!r} is no day", "Write such as 2026-11-23.") from None

    def read(self) -> Reading:
        """Return what the words ask for, without a model. Raises `NoWordsError`, `LongGoalError`."""
        try:
            return read_goal(self.text, self.day())
        except NoGoalSaidError as error:
            raise NoWordsError(str(error), error.advice) from None


@dataclass(frozen=True)
class Understood:
    """A reading with what stands against it and what was."""

    reading: Reading
    conflicts: tuple[Conflict, ...]
    baselines: dict[int, Baseline]
    muted: str | None = None

    def facts(self, today: date) -> dict[str, Any]:
        """Return what the log keeps of it."""
        return facts_of(self.reading, self.conflicts, self.baselines, today)


def day_of(at_ms: int) -> date:
    """Return the day of *at_ms*, UTC."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).date()


async def understood(store: Database | None, shop: Sold, asked: Asked, model: str | None) -> Understood:
    """Return what the words of *asked* mean for *shop*; store: its own deals, None where there are none.

    Raises `NoWordsError`, `LongGoalError` or `BadBaselineError`.
    """
    asked.read()
    today = asked.day()
    policy, entries = shop
    reading, muted = await _heard(asked.text, today, model, policy)
    said = said_baselines(asked.baselines, reading, policy.currency, today)
    measured = {} if store is None else await _measured(store, reading, shop, today)
    found = said | {number: one for number, one in measured.items() if number not in said}
    missing = [
        Note(f"goals.{number}.baseline", f"your store can't tell; say it with --baseline {number}=VALUE")
        for number, goal in enumerate(reading.goals)
        if number not in found and _needs_baseline(goal)
    ]
    reading = replace(reading, unclear=(*reading.unclear, *missing))
    return Understood(reading, conflicts(reading, policy, entries, today), found, muted)


def sign(
    connection: Connection, shop: Sold, number: int, *, by: str, knowing: Sequence[str], at_ms: int
) -> None:
    """Sign the goal *number* as *by*, who knows of the conflicts named.

    Raises `UnknownGoalError`, `NotSignedError` or `GoalConflictsError`.
    """
    log = read_log(connection)
    one = version(log, number)
    may_sign(one, by, knowing, standing(one, facts_in(log, number), shop, day_of(at_ms)))
    signed = {"goal": number, "hash": one.hash, "knowing": sorted(knowing)}
    append_entry(connection, "approved", by, signed, at_ms=at_ms)


def withdraw(connection: Connection, number: int, *, by: str, at_ms: int) -> None:
    """Take the goal *number* back, as *by*. Raises `UnknownGoalError` or `UsageError`."""
    one = version(read_log(connection), number)
    if not by.strip() or one.state not in {"draft", "signed"}:
        raise UsageError(f"goal {number} is {one.state}", "Only a draft or a signed goal is withdrawn.")
    append_entry(connection, "withdrawn", by, {"goal": number}, at_ms=at_ms)


def facts_in(log: Sequence[LogEntry], number: int) -> Mapping[str, Any]:
    """Return what *log* keeps of the goal *number*."""
    return next(entry.facts for entry in log if entry.number == number)


def standing(one: Version, facts: Mapping[str, Any], shop: Sold, today: date) -> tuple[Conflict, ...]:
    """Return what stands against *one* now: policy, catalog and day may have changed since it was set."""
    left = tuple(Note(note["member"], note["words"]) for note in facts["unclear"])
    reading = Reading(one.text, one.goals, one.limits, one.priorities, unclear=left)
    return conflicts(reading, *shop, today)


async def so_far(store: Database, shop: Sold, one: Version, at_ms: int) -> list[Measured]:
    """Return how far each goal of *one* is; nothing before it is signed."""
    if one.state != "signed" or one.signed_ms is None:
        return []
    return [await _of(store, shop, goal, one.signed_ms, at_ms) for goal in one.goals]


def currency_said(reading: Reading) -> str:
    """Return the currency that the words name, for a brand without a policy."""
    named = [goal.change.currency for goal in reading.goals if goal.change and goal.change.currency]
    budget = reading.limits.daily_concessions
    return next(iter([*named, *([] if budget is None else [budget.currency])]), "USD")


async def _heard(text: str, today: date, flag: str | None, policy: BrandPolicy) -> tuple[Reading, str | None]:
    async with brand_model(flag, policy) as model:
        return await read_with(model, text, today)


def _needs_baseline(goal: Goal) -> bool:
    return goal.change is not None and goal.change.kind.startswith("by-")


async def _measured(store: Database, reading: Reading, shop: Sold, today: date) -> dict[int, Baseline]:
    """What each goal's metric was, over as long before *today* as it is to the horizon."""
    now = int(datetime(today.year, today.month, today.day, tzinfo=UTC).timestamp()) * 1000
    first = await store.read(first_ms)
    found = {}
    for number, goal in enumerate(reading.goals):
        until = horizon_ms(goal)
        span = 90 * DAY_MS if until is None or until <= now else until - now
        start = now if first is None else max(first, now - span)
        one = baseline_of(await _of(store, shop, goal, start, now))
        if one is not None:
            found[number] = one
    return found


async def _of(store: Database, shop: Sold, goal: Goal, from_ms: int, to_ms: int) -> Measured:
    policy, entries = shop
    records = await store.read(
        lambda connection: read_records(connection, policy.currency, from_ms=from_ms, to_ms=to_ms)
    )
    one = whom(goal)
    claims = None if one is None else claimed_in(one, policy)
    goods = None if goal.about is None else meant(goal.about, entries)
    about = None if goods is None else frozenset(entry.product.id for entry in goods)
    return measure(goal.metric, records, claims=claims, about=about)
