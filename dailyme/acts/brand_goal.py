"""What `dailyme brand goal …` does: read a marketer's words, keep them, sign them, say how far they are."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from brand_agent import BrandPolicy
from brand_agent.edge.goal_log import append_entry, read_log
from brand_agent.edge.goal_records import first_ms, read_records
from brand_agent.goals.book import Version, facts_of, may_sign, version, versions
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
from dailyme.errors import CommandError, UsageError
from dailyme.goal_lines import show_goal, show_goals
from dailyme.goal_result import goal_result, list_result, read_result
from dailyme.show import print_json
from dailyme.wiring.brand_model import brand_model
from dailyme.wiring.goals import GoalPlace, shop_of
from foundation.database import Database

Sold = tuple[BrandPolicy, tuple[Entry, ...]]
"""A policy, and what it sells."""


class NoWordsError(UsageError):
    """The command line says nothing that is wanted."""

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
            return datetime.fromtimestamp(now_ms() / 1000, UTC).date()
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


def read_words(place: GoalPlace, asked: Asked, *, as_json: bool, model: str | None = None) -> None:
    """Show what the words of *asked* are understood to mean; nothing is kept."""
    found = _understood(place, asked, model)
    facts = facts_of(found.reading, found.conflicts, found.baselines, asked.day())
    result = read_result(found.reading, facts, place, found.muted)
    if as_json:
        print_json(result)
    else:
        show_goal(result)


def set_goal(place: GoalPlace, asked: Asked, *, as_json: bool, model: str | None = None) -> None:
    """Keep the words of *asked* as a goal that nobody signed yet."""
    policy_text(place.config)
    found = _understood(place, asked, model)
    facts = facts_of(found.reading, found.conflicts, found.baselines, asked.day())
    store = place.store()
    try:
        entry = asyncio.run(
            store.write(lambda connection: append_entry(connection, "set", "", facts, at_ms=now_ms()))
        )
    finally:
        store.close()
    show_version(place, entry.number, as_json=as_json)


def show_version(place: GoalPlace, number: int | None, *, as_json: bool) -> None:
    """Show the goal *number*, None: the signed one, with how far it is."""
    store = place.kept()
    try:
        log = asyncio.run(store.read(read_log))
        if number is None:
            signed = [one.number for one in versions(log) if one.state == "signed"]
            if not signed:
                advice = "Name one: dailyme brand goal show NUMBER."
                raise CommandError("no goal is signed", advice)
            number = signed[0]
        one = version(log, number)
        measured = asyncio.run(_so_far(store, shop_of(place), one, now_ms()))
    finally:
        store.close()
    facts = next(entry.facts for entry in log if entry.number == number)
    result = goal_result(one, facts, measured, place, at_ms=now_ms())
    if as_json:
        print_json(result)
    else:
        show_goal(result)


def list_goals(place: GoalPlace, *, as_json: bool) -> None:
    """Show every goal and the log."""
    store = place.kept()
    try:
        log = asyncio.run(store.read(read_log))
    finally:
        store.close()
    result = list_result(versions(log), log)
    if as_json:
        print_json(result)
    else:
        show_goals(result)


def approve_goal(place: GoalPlace, number: int, *, by: str, knowing: Sequence[str], as_json: bool) -> None:
    """Sign the goal *number* as *by*, who knows of the conflicts named."""
    policy, entries = shop_of(place)
    today = datetime.fromtimestamp(now_ms() / 1000, UTC).date()

    def work(connection: Any) -> None:
        log = read_log(connection)
        one = version(log, number)
        facts = next(entry.facts for entry in log if entry.number == number)
        may_sign(one, by, knowing, _standing(one, facts, policy, entries, today))
        signed = {"goal": number, "hash": one.hash, "knowing": sorted(knowing)}
        append_entry(connection, "approved", by, signed, at_ms=now_ms())

    _write(place, work)
    show_version(place, number, as_json=as_json)


def withdraw_goal(place: GoalPlace, number: int, *, by: str, as_json: bool) -> None:
    """Take the goal *number* back: its limits hold no proposal any more."""

    def work(connection: Any) -> None:
        one = version(read_log(connection), number)
        if not by.strip() or one.state not in {"draft", "signed"}:
            raise UsageError(f"goal {number} is {one.state}", "Only a draft or a signed goal is withdrawn.")
        append_entry(connection, "withdrawn", by, {"goal": number}, at_ms=now_ms())

    _write(place, work)
    show_version(place, number, as_json=as_json)


def _write(place: GoalPlace, work: Any) -> None:
    store = place.kept()
    try:
        asyncio.run(store.write(work))
    finally:
        store.close()


def _standing(
    one: Version, facts: Any, policy: BrandPolicy, entries: Sequence[Entry], today: date
) -> tuple[Conflict, ...]:
    """What stands against *one* now: policy, catalog and day may have changed since it was set."""
    left = tuple(Note(note["member"], note["words"]) for note in facts["unclear"])
    reading = Reading(one.text, one.goals, one.limits, one.priorities, unclear=left)
    return conflicts(reading, policy, entries, today)


async def _heard(text: str, today: date, flag: str | None, policy: BrandPolicy) -> tuple[Reading, str | None]:
    async with brand_model(flag, policy) as model:
        return await read_with(model, text, today)


def _understood(place: GoalPlace, asked: Asked, model: str | None) -> Understood:
    today = asked.day()
    policy, entries = shop_of(place, _currency(asked.read()))
    reading, muted = asyncio.run(_heard(asked.text, today, model, policy))
    said = said_baselines(asked.baselines, reading, policy.currency, today)
    found = said | {
        number: one
        for number, one in _measured(place, reading, (policy, entries), today).items()
        if number not in said
    }
    missing = [
        Note(f"goals.{number}.baseline", f"your store can't tell; say it with --baseline {number}=VALUE")
        for number, goal in enumerate(reading.goals)
        if number not in found and _needs_baseline(goal)
    ]
    reading = replace(reading, unclear=(*reading.unclear, *missing))
    return Understood(reading, conflicts(reading, policy, entries, today), found, muted)


def _currency(reading: Reading) -> str:
    """The currency that the words name, for a brand without a policy."""
    named = [goal.change.currency for goal in reading.goals if goal.change and goal.change.currency]
    budget = reading.limits.daily_concessions
    return next(iter([*named, *([] if budget is None else [budget.currency])]), "USD")


def _needs_baseline(goal: Goal) -> bool:
    return goal.change is not None and goal.change.kind.startswith("by-")


def _measured(place: GoalPlace, reading: Reading, shop: Sold, today: date) -> dict[int, Baseline]:
    """What each goal's metric was, over as long before *today* as it is to the horizon."""
    if not place.is_kept():
        return {}
    store = place.kept()
    now = int(datetime(today.year, today.month, today.day, tzinfo=UTC).timestamp()) * 1000

    async def read() -> dict[int, Baseline]:
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

    try:
        return asyncio.run(read())
    finally:
        store.close()


async def _so_far(store: Database, shop: Sold, one: Version, at_ms: int) -> list[Measured]:
    if one.state != "signed" or one.signed_ms is None:
        return []
    return [await _of(store, shop, goal, one.signed_ms, at_ms) for goal in one.goals]


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


def policy_text(config: Path) -> str:
    """Return the policy's text. Raises `CommandError` if it is not there."""
    if not config.is_file():
        raise CommandError(f"{config} is not there", "Give the policy with --config.")
    return config.read_text(encoding="utf-8")
