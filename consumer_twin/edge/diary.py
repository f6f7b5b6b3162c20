"""The diary in the twin's store: what was seen, when it was told, and which rounds served which wish.

Spec: spec/10-wish.md (WISH-10, WISH-11).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, Select, func, insert, or_, select, update

from consumer_twin.calendar import Mark
from consumer_twin.day import Bound, Standing
from consumer_twin.digest import Digest, Item
from consumer_twin.edge.log import open_log, remember
from consumer_twin.edge.standing import standing_of, take
from consumer_twin.edge.standing_tables import DIGESTS, ROUNDS, SEEN, STANDING
from consumer_twin.edge.tables import ACCEPTED_LINES, ACCEPTS, MESSAGES, OPTIONS
from consumer_twin.ground import Ground, read_ground
from consumer_twin.memory import Lesson
from consumer_twin.news import Seen
from consumer_twin.standing import StandingWish
from foundation.database import Database

_SEEN: Final = TypeAdapter(Seen)
_ITEMS: Final = TypeAdapter(tuple[Item, ...])
_OVER: Final = "over"
_KEPT_DIGESTS: Final = 400
"""How many digests are kept: a year and a month of mornings."""


class SqlDiary:
    """The diary in *database*."""

    def __init__(self, database: Database) -> None:
        self._database = database
        open_log(database)

    async def last(self) -> Mark | None:
        """Return the last digest."""
        return await self._database.read(lambda connection: _mark(connection, select(DIGESTS)))

    async def before(self, at_ms: int) -> Mark | None:
        """Return the last digest, by number, that was made before *at_ms*."""
        found = select(DIGESTS).where(DIGESTS.c.at_ms < at_ms)
        return await self._database.read(lambda connection: _mark(connection, found))

    async def grounds(self, at_ms: int) -> tuple[Standing, ...]:
        """Return the grounds of the wishes that stand."""
        columns = (STANDING.c.ground, STANDING.c.looked)
        found = select(*columns, func.count()).where(_stands(at_ms)).group_by(*columns)
        rows = await self._database.read(lambda connection: tuple(connection.execute(found)))
        grounds: dict[str, dict[str, int]] = {}
        for text, looked, count in rows:
            grounds.setdefault(text, {})[looked] = count
        return tuple(
            Standing(read_ground(text), sum(states.values()), frozenset(states))
            for text, states in grounds.items()
        )

    async def due(self, ground: Ground, state: str, at_ms: int) -> tuple[StandingWish, ...]:
        """Return the wishes on *ground* that were not looked at in this *state* of it."""
        mine = (STANDING.c.ground == ground.text) & (STANDING.c.looked != state)
        return await self._wishes(select(STANDING).where(_stands(at_ms) & mine))

    async def news_since(self, number: int) -> tuple[StandingWish, ...]:
        """Return the wishes that are active and of which something was seen after digest *number*."""
        newer = select(SEEN.c.standing).where(SEEN.c.digest > number)
        return await self._wishes(
            select(STANDING).where((STANDING.c.state == "active") & STANDING.c.number.in_(newer))
        )

    async def over(self, at_ms: int) -> tuple[StandingWish, ...]:
        """Return the wishes whose last day has passed and that nobody has told about yet; mark them told."""
        mine = (STANDING.c.state == "active") & (STANDING.c.until_ms <= at_ms) & (STANDING.c.looked != _OVER)
        found = await self._wishes(select(STANDING).where(mine))
        if found:
            told = update(STANDING).where(mine).values(looked=_OVER)
            await self._database.write(lambda connection: connection.execute(told) and None)
        return found

    async def seen(self, wish: int, number: int | None) -> Mapping[int, Seen]:
        """Return what was seen last of each line of *wish*, up to digest *number* (None: ever)."""
        found = select(SEEN).where(SEEN.c.standing == wish).order_by(SEEN.c.digest)
        found = found if number is None else found.where(SEEN.c.digest <= number)
        rows = await self._database.read(lambda connection: tuple(connection.execute(found)))
        return {row.line: _SEEN.validate_json(row.data) for row in rows}

    async def bound(self, wish: int) -> Mapping[int, Bound]:
        """Return the lines of the wish that are bound (WISH-11)."""
        return await self._database.read(lambda connection: bound_of(connection, wish))

    async def looked(self, wish: int, state: str, digest: int, seen: Mapping[int, Seen]) -> None:
        """Keep what was seen of a wish where it differs, and in what state of its ground."""
        before = await self.seen(wish, None)
        rows = [
            {"standing": wish, "line": line, "digest": digest, "data": _SEEN.dump_json(one)}
            for line, one in seen.items()
            if before.get(line) != one
        ]

        def work(connection: Connection) -> None:
            if rows:
                connection.execute(insert(SEEN).prefix_with("OR REPLACE"), rows)
            connection.execute(update(STANDING).where(STANDING.c.number == wish).values(looked=state))

        await self._database.write(work)

    async def begin_round(self, standing: int, wish: int, lines: Sequence[int]) -> None:
        """Keep that *wish* is followed for *lines* of a standing one, before anything is accepted."""
        row = {"standing": standing, "wish": wish, "lines": json.dumps(list(lines))}
        await self._database.write(
            lambda connection: connection.execute(insert(ROUNDS).values(**row)) and None
        )

    async def rounds(self) -> dict[int, tuple[int, tuple[int, ...]]]:
        """Return for each wish that was followed the standing one, and which of its lines they were."""
        rows = await self._database.read(lambda connection: tuple(connection.execute(select(ROUNDS))))
        return {row.wish: (row.standing, tuple(json.loads(row.lines))) for row in rows}

    async def in_doubt(self) -> bool:
        """Whether any accept is without an answer."""
        found = select(ACCEPTS.c.offer).where(ACCEPTS.c.status == "outstanding").limit(1)
        return await self._database.read(lambda connection: connection.execute(found).first() is not None)

    async def fulfilled(self, at_ms: int) -> tuple[int, ...]:
        """End the wishes all of whose lines are agreed; return their numbers."""
        rounds = select(ROUNDS.c.standing).join(ACCEPTS, ACCEPTS.c.wish == ROUNDS.c.wish)
        agreed = rounds.where(ACCEPTS.c.status == "agreed")
        found = select(STANDING).where((STANDING.c.state != "done") & STANDING.c.number.in_(agreed))
        if await self._database.read(lambda connection: connection.execute(found).first() is None):
            return ()

        def work(connection: Connection) -> tuple[int, ...]:
            done = []
            for wish in map(standing_of, tuple(connection.execute(found))):
                bound = bound_of(connection, wish.number)
                if all(_is_agreed(bound.get(line)) for line in range(len(wish.aim.wish.lines))):
                    take(connection, wish.number, "done", at_ms, "every line is agreed")
                    done.append(wish.number)
            return tuple(done)

        return await self._database.write(work)

    async def bought(self, number: int) -> tuple[Item, ...]:
        """Return what the digests after *number* told of things bought."""
        found = select(DIGESTS.c.data).where(DIGESTS.c.number > number).order_by(DIGESTS.c.number)
        rows = await self._database.read(lambda connection: tuple(connection.scalars(found)))
        return tuple(item for data in rows for item in _ITEMS.validate_json(data) if item.kind == "bought")

    async def waiting(self, at_ms: int) -> tuple[Item, ...]:
        """Return what earlier digests told of offers that can still be approved at *at_ms*, newest first."""

        def work(connection: Connection) -> tuple[Item, ...]:
            found = select(DIGESTS.c.data).where(DIGESTS.c.open_until_ms > at_ms)
            rows = connection.scalars(found.order_by(DIGESTS.c.number.desc()))
            items = [item for data in rows for item in _ITEMS.validate_json(data) if item.kind == "waiting"]
            return tuple(item for item in items if _is_open(connection, item, at_ms))

        return await self._database.read(work)

    async def close(self, digest: Digest) -> None:
        """Keep *digest*, and the memory of it; the next one counts from it."""
        kept = [item for item in digest.items if item.kind in {"bought", "waiting"}]
        ends = [one.valid_until_ms or 0 for item in kept for one in item.offers]
        row = {"number": digest.number, "at_ms": digest.at_ms, "open_until_ms": max(ends, default=0)}
        facts = {"number": digest.number, "items": len(digest.items), "wishes": digest.wishes}

        def work(connection: Connection) -> None:
            connection.execute(insert(DIGESTS).values(**row, data=_ITEMS.dump_json(tuple(kept))))
            connection.execute(DIGESTS.delete().where(DIGESTS.c.number <= digest.number - _KEPT_DIGESTS))
            remember(connection, [Lesson(digest.at_ms, "digest", facts=facts)])

        await self._database.write(work)

    async def _wishes(self, found: Select[Any]) -> tuple[StandingWish, ...]:
        ordered = found.order_by(STANDING.c.number)
        rows = await self._database.read(lambda connection: tuple(connection.execute(ordered)))
        return tuple(map(standing_of, rows))


def bound_of(connection: Connection, standing: int) -> dict[int, Bound]:
    """Return the lines of a standing wish that are agreed, or have an accept without an answer (WISH-11)."""
    columns = (ROUNDS.c.lines, ACCEPTS.c.line, ACCEPTS.c.status, ACCEPTS.c.total_minor, ACCEPTS.c.offer)
    found = select(*columns).join(ACCEPTS, ACCEPTS.c.wish == ROUNDS.c.wish)
    mine = (ROUNDS.c.standing == standing) & ACCEPTS.c.status.in_(("agreed", "outstanding"))
    bound: dict[int, Bound] = {}
    for row in connection.execute(found.where(mine)).all():
        lines = json.loads(row.lines)
        bound[lines[row.line]] = Bound(row.status, row.total_minor)
        beside = select(ACCEPTED_LINES.c.line).where(ACCEPTED_LINES.c.offer == row.offer)
        bound |= {
            lines[line]: Bound(row.status, 0) for line in connection.scalars(beside)
        }  # its total is once
    return bound


def _stands(at_ms: int) -> Any:
    """Active, and its last day has not passed (WISH-10)."""
    return (STANDING.c.state == "active") & or_(STANDING.c.until_ms.is_(None), STANDING.c.until_ms > at_ms)


def _mark(connection: Connection, found: Select[Any]) -> Mark | None:
    row: Row[Any] | None = connection.execute(found.order_by(DIGESTS.c.number.desc()).limit(1)).one_or_none()
    return None if row is None else Mark(row.number, row.at_ms)


def _is_agreed(bound: Bound | None) -> bool:
    return bound is not None and bound.status == "agreed"


def _is_open(connection: Connection, item: Item, at_ms: int) -> bool:
    """Whether one of the item's offers can still be approved: not over, and its thread was not ended."""
    live = [one.hash for one in item.offers if (one.valid_until_ms or 0) > at_ms]
    found = select(OPTIONS.c.data).where(OPTIONS.c.hash.in_(live))
    threads = [json.loads(data)["thread"] for data in connection.scalars(found)]
    last = select(MESSAGES.c.data).where(MESSAGES.c.thread.in_(threads))
    ended = {
        json.loads(data)["thread"]
        for data in connection.scalars(last)
        if json.loads(data)["type"] in {"close", "accept"}
    }
    return any(thread not in ended for thread in threads)
