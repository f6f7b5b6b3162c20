"""What the store holds about an option that waits for an answer, read in one transaction.

Spec: spec/70-decide.md (DEC-3, DEC-40, DEC-43).
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from consumer_twin.answerable import Answerable, Found, how_it_stands
from consumer_twin.edge.log import open_log
from consumer_twin.edge.rows import OPTION, WISH, accepted_of, message_of
from consumer_twin.edge.rules import standing_rules
from consumer_twin.edge.store import rounds_of
from consumer_twin.edge.tables import ACCEPTED_LINES, ACCEPTS, MESSAGES, OPTIONS, WISHES
from consumer_twin.errors import UnknownOptionError
from consumer_twin.option import Option
from consumer_twin.records import Accepted, AcceptStatus, WishRecord
from consumer_twin.rules import ruled_out
from foundation.database import Database
from protocol import State, replay

_TAKES_ACCEPT = frozenset({State.OFFERED, State.REVEALED, State.PROPOSED})
Lines = dict[int, frozenset[int]]
"""The rounds of a wish, and in each the numbers of the lines that are meant."""


class SqlAnswering:
    """Options that wait for an answer, in *database*."""

    def __init__(self, database: Database) -> None:
        self._database = database
        open_log(database)

    async def of(self, offer: str, at_ms: int) -> Answerable:
        """Return how the option of hash *offer* stands at *at_ms*.

        Every message of the threads that could be accepted in is verified again. Raises `UnknownOptionError`
        (DEC-3), or a `ProtocolError` for a message that does not hold.
        """

        def work(connection: Connection) -> Found:
            option = _option(connection, offer)
            if option is None:
                raise UnknownOptionError(f"{offer[:64]!r} is no option that was shown")
            rounds = rounds_of(connection, option.wish) or {option.wish: {}}
            lines = _lines(option, rounds)
            again = _again(connection, option, lines)
            return Found(
                record=_wish(connection, option.wish),
                option=option,
                again=again,
                accepts=_accepts(connection, lines),
                live=frozenset(one.hash for one in (option, *again) if _is_live(connection, one)),
                ruled_out=ruled_out(standing_rules(connection)),
            )

        return how_it_stands(await self._database.read(work), at_ms)


def _option(connection: Connection, offer: str) -> Option | None:
    found = select(OPTIONS.c.data).where(OPTIONS.c.hash == offer).order_by(OPTIONS.c.wish.desc()).limit(1)
    data = connection.scalar(found)
    return None if data is None else OPTION.validate_json(data)


def _wish(connection: Connection, number: int) -> WishRecord:
    row = connection.execute(select(WISHES).where(WISHES.c.number == number)).one()
    return WishRecord(row.number, WISH.validate_json(row.data), row.at_ms)


def _lines(option: Option, rounds: dict[int, dict[int, int]]) -> Lines:
    """Return in which lines of which rounds the same is wished for as in those of *option*."""
    mine = {rounds[option.wish].get(line, line) for line in option.lines}
    return {
        wish: frozenset(line for line, of in lines.items() if of in mine) or frozenset(option.lines)
        for wish, lines in rounds.items()
    }


def _again(connection: Connection, option: Option, lines: Lines) -> tuple[Option, ...]:
    """Return what the last round showed for the same (WISH-11: those before are closed)."""
    later = [wish for wish in lines if wish > option.wish][-1:]
    rows = connection.scalars(select(OPTIONS.c.data).where(OPTIONS.c.wish.in_(later)))
    shown = [OPTION.validate_json(data) for data in rows]
    return tuple(one for one in shown if one.line in lines[one.wish])


def _accepts(connection: Connection, lines: Lines) -> tuple[tuple[Accepted, AcceptStatus], ...]:
    found = select(ACCEPTS).where(ACCEPTS.c.wish.in_(lines)).order_by(ACCEPTS.c.at_ms.desc())
    rows = connection.execute(found).all()
    more = select(ACCEPTED_LINES).where(ACCEPTED_LINES.c.offer.in_([row.offer for row in rows]))
    beside: dict[str, set[int]] = {}
    for row in connection.execute(more):
        beside.setdefault(row.offer, set()).add(row.line)
    return tuple(
        (accepted_of(connection, row), row.status)
        for row in rows
        if lines[row.wish] & {row.line, *beside.get(row.offer, ())}
    )


def _is_live(connection: Connection, option: Option) -> bool:
    """Whether the thread of *option* can take an accept of it."""
    if option.thread is None:
        return False
    found = select(MESSAGES).where(MESSAGES.c.thread == option.thread).order_by(MESSAGES.c.seq)
    talk = replay([message_of(row) for row in connection.execute(found)])
    return talk.state in _TAKES_ACCEPT and option.hash in talk.offers
