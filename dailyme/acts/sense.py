"""What `dailyme twin suggestions`, `confirm` and `dismiss` do. Nothing here goes out to the network.

Spec: spec/90-learn.md (LEARN-22, LEARN-23).
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Final

from consumer_twin.edge import SqlImports, SqlMemory, SqlPrices, SqlStanding, shipped_complements
from consumer_twin.history import day_of
from consumer_twin.sense import (
    KINDS,
    AlreadyConfirmedError,
    State,
    Suggestion,
    UnknownSuggestionError,
    confirmed,
    dismissed,
    sense,
    state_of,
)
from dailyme.acts.aim import AimFlags, new_aim
from dailyme.acts.here import Here, here
from dailyme.acts.stored import with_database
from dailyme.clock import now_ms
from dailyme.outputs_sense import SensedNeed, SuggestionAnswered, Suggestions
from dailyme.show import console, money, print_json
from foundation.database import Database

_DAY_MS: Final = 86_400_000
_STANDS_DAYS: Final = 30
"""A need is looked for until so long after it is due: by then it was met elsewhere."""
_SAID: Final = {"suggested": "", "confirmed": "confirmed: ", "not-now": "put off: ", "never": "never: "}


async def sensed(database: Database, at_ms: int) -> list[tuple[Suggestion, State]]:
    """Return what is sensed at *at_ms*, and how each stands. Reads the store and talks to nobody."""
    purchases = await SqlImports(database).purchases()
    watched = await SqlPrices(database).watched()
    said = await SqlMemory(database).recall(KINDS)
    today = day_of(at_ms)
    found = await asyncio.to_thread(sense, purchases, watched, shipped_complements(), today=today)
    return [(one, state_of(one, said, at_ms)) for one in found]


def show_suggestions(*, every: bool, as_json: bool) -> None:
    """Show what is suggested; *every* one, or those without an answer."""
    at_ms = now_ms()
    found = with_database(lambda database: sensed(database, at_ms))
    shown = [shown_need(one, state) for one, state in found if every or state == "suggested"]
    if as_json:
        print_json(Suggestions(day=day_of(at_ms).isoformat(), suggestions=shown))
        return
    for one in shown:
        _tell(one)
    if not shown:
        console().print("Nothing is suggested today. Your history: dailyme twin import FILE")


def confirm_suggestion(id: str, flags: AimFlags, *, as_json: bool) -> None:
    """Make the suggestion a standing wish.

    Raises `UnknownSuggestionError`, `AlreadyConfirmedError`, `UsageError` or `BadWishError`.
    """
    at, at_ms = here(), now_ms()
    one, number = with_database(lambda database: confirm(database, id, flags, at, at_ms))
    if as_json:
        print_json(SuggestionAnswered(id=one.id, title=one.title, state="confirmed", wish=number))
        return
    console().print(f"Standing wish {number}: {one.terms}. Look for it: dailyme today", soft_wrap=True)


async def confirm(
    database: Database, id: str, flags: AimFlags, at: Here, at_ms: int
) -> tuple[Suggestion, int]:
    """Make the suggestion a standing wish, and return that one's number. Raises as `confirm_suggestion`."""
    one, state = await _one(database, id, at_ms)
    if state == "confirmed":
        raise AlreadyConfirmedError(f"“{one.title}” is a standing wish already")
    until = max(one.due, day_of(at_ms)) + timedelta(days=_STANDS_DAYS)
    said = replace(flags, until=flags.until or until.isoformat())
    aim = new_aim(one.terms, said, at, at_ms)
    wish = await SqlStanding(database).add(aim, at_ms, lambda number: confirmed(one, number, at_ms))
    return one, wish.number


def dismiss_suggestion(id: str, *, days: int | None, as_json: bool) -> None:
    """Put the suggestion off for *days*; None is for good. Raises `UnknownSuggestionError`."""
    at_ms = now_ms()
    one, until_ms = with_database(lambda database: dismiss(database, id, days, at_ms))
    until = None if until_ms is None else day_of(until_ms).isoformat()
    if as_json:
        state: State = "never" if until is None else "not-now"
        print_json(SuggestionAnswered(id=one.id, title=one.title, state=state, until=until))
        return
    told = "It won't be suggested again." if until is None else f"It may come back on {until}."
    console().print(f"{one.title}: {told}", soft_wrap=True)


async def dismiss(database: Database, id: str, days: int | None, at_ms: int) -> tuple[Suggestion, int | None]:
    """Put the suggestion off, and return until when; None is for good. Raises `UnknownSuggestionError`."""
    until_ms = None if days is None else at_ms + days * _DAY_MS
    one, _ = await _one(database, id, at_ms)
    await SqlMemory(database).remember([dismissed(one, at_ms, until_ms=until_ms)])
    return one, until_ms


def shown_need(one: Suggestion, state: State) -> SensedNeed:
    """Return *one* as it is printed."""
    return SensedNeed(
        id=one.id,
        kind=one.kind,
        title=one.title,
        words=one.words,
        strength=round(one.strength, 3),
        due=one.due.isoformat(),
        state=state,
        evidence=list(one.evidence),
        terms=one.terms,
        category=one.category or None,
        price=one.price,
    )


async def _one(database: Database, id: str, at_ms: int) -> tuple[Suggestion, State]:
    for one, state in await sensed(database, at_ms):
        if one.id == id:
            return one, state
    raise UnknownSuggestionError(f"{id[:40]!r} is no suggestion of today")


def _tell(one: SensedNeed) -> None:
    price = "" if one.price is None else f" ({money(one.price)})"
    out = console()
    out.print(f"{one.id}  {_SAID[one.state]}{one.title}{price}", soft_wrap=True)
    out.print(f"            {one.words}", soft_wrap=True)
