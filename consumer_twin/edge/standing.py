"""The standing wishes in the twin's store; each step and the memory of it are one transaction.

Spec: spec/10-wish.md (WISH-10).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, delete, insert, select, update

from consumer_twin.edge.log import open_log, recalled, remember
from consumer_twin.edge.standing_tables import SEEN, STANDING
from consumer_twin.ground import ground_of
from consumer_twin.memory import Lesson
from consumer_twin.standing import (
    LESSON,
    Aim,
    StandingWish,
    Step,
    UnknownWishError,
    edited,
    stepped,
)
from foundation.database import Database

_KEPT: Final = TypeAdapter(StandingWish)
_HISTORY: Final = frozenset({"wish-added", *LESSON.values()})


class SqlStanding:
    """The standing wishes in *database*."""

    def __init__(self, database: Database) -> None:
        self._database = database
        open_log(database)

    async def add(self, aim: Aim, at_ms: int, because: Callable[[int], Lesson] | None = None) -> StandingWish:
        """Keep a new wish, and number it; *because* says, of the number, what else is to be remembered."""

        def work(connection: Connection) -> StandingWish:
            empty = {"state": "active", "ground": _ground(aim), "looked": "", "data": b""}
            key = connection.execute(insert(STANDING).values(**empty)).inserted_primary_key
            assert key is not None
            made = StandingWish(int(key[0]), aim, "active", at_ms)
            _keep(connection, made)
            facts = {"standing": made.number, "text": aim.wish.text}
            added = Lesson(at_ms, "wish-added", facts=facts)
            remember(connection, [added] if because is None else [added, because(made.number)])
            return made

        return await self._database.write(work)

    async def one(self, number: int) -> StandingWish:
        """Return the wish of that *number*. Raises `UnknownWishError`."""
        return await self._database.read(lambda connection: _one(connection, number))

    async def all(self) -> tuple[StandingWish, ...]:
        """Return every standing wish, oldest first."""
        found = select(STANDING).order_by(STANDING.c.number)
        rows = await self._database.read(lambda connection: tuple(connection.execute(found)))
        return tuple(map(standing_of, rows))

    async def newest(
        self, most: int, *, done: bool = False, before: int | None = None
    ) -> tuple[StandingWish, ...]:
        """Return *most* standing wishes, newest first; those that are done only if they are asked for.

        before: only wishes with a lower number.
        """
        found = select(STANDING).order_by(STANDING.c.number.desc()).limit(most)
        found = found if done else found.where(STANDING.c.state != "done")
        found = found if before is None else found.where(STANDING.c.number < before)
        rows = await self._database.read(lambda connection: tuple(connection.execute(found)))
        return tuple(map(standing_of, rows))

    async def edit(self, number: int, change: Callable[[Aim], Aim], at_ms: int) -> StandingWish:
        """Change what the wish says; it is looked at anew.

        Raises `UnknownWishError`, `ClosedWishError`, or what *change* raises; then nothing is kept.
        """

        def work(connection: Connection) -> StandingWish:
            before = _one(connection, number)
            after, names = edited(before, change(before.aim))
            if names:
                _keep(connection, after, anew=True)
                connection.execute(delete(SEEN).where(SEEN.c.standing == number))
                facts = {"standing": number, "text": after.aim.wish.text, "changed": list(names)}
                remember(connection, [Lesson(at_ms, "wish-edited", facts=facts)])
            return after

        return await self._database.write(work)

    async def step(self, number: int, step: Step, at_ms: int, why: str = "") -> StandingWish:
        """Pause, resume or end the wish. Raises `UnknownWishError` or `ClosedWishError`."""
        return await self._database.write(lambda connection: take(connection, number, step, at_ms, why))

    async def history(self) -> dict[int, tuple[Lesson, ...]]:
        """Return what happened to each wish, as far as it is remembered, by its number."""

        def work(connection: Connection) -> dict[int, tuple[Lesson, ...]]:
            found: dict[int, tuple[Lesson, ...]] = {}
            for lesson in recalled(connection, _HISTORY):
                number = int((lesson.facts or {}).get("standing", 0))
                found[number] = (*found.get(number, ()), lesson)
            return found

        return await self._database.read(work)


def take(connection: Connection, number: int, step: Step, at_ms: int, why: str = "") -> StandingWish:
    """Take *step* with the wish of that *number*, in this transaction."""
    after = stepped(_one(connection, number), step)
    _keep(connection, after, anew=step == "resumed")
    facts: dict[str, Any] = {"standing": number, "text": after.aim.wish.text}
    remember(connection, [Lesson(at_ms, LESSON[step], facts=facts | ({"why": why} if why else {}))])
    return after


def standing_of(row: Row[Any]) -> StandingWish:
    """Return the wish that *row* holds."""
    return replace(_KEPT.validate_json(row.data), number=row.number)


def _ground(aim: Aim) -> str:
    return ground_of(aim.wish, aim.places, aim.page_currency).text


def _one(connection: Connection, number: int) -> StandingWish:
    row = connection.execute(select(STANDING).where(STANDING.c.number == number)).one_or_none()
    if row is None:
        raise UnknownWishError(f"there is no standing wish {number}")
    return standing_of(row)


def _keep(connection: Connection, wish: StandingWish, *, anew: bool = False) -> None:
    row: dict[str, Any] = {
        "state": wish.state,
        "until_ms": wish.aim.until_ms,
        "ground": _ground(wish.aim),
        "data": _KEPT.dump_json(wish),
    }
    row |= {"looked": ""} if anew else {}
    connection.execute(update(STANDING).where(STANDING.c.number == wish.number).values(**row))
