"""Traces: what lies beside a lesson that is forgotten, and goes with it.

Spec: spec/90-learn.md (LEARN-6, LEARN-7).

A purchase is told again in the answers to what it suggested; a standing wish that is over in all that its log
says of it, in the prices that were noted for it, and in the digests. A wish that still stands is no memory
but an order: it stays until it is done. Signed messages stay with their thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, select, update

from consumer_twin.digest import Item
from consumer_twin.edge.log import recalled
from consumer_twin.edge.prices import SEEN as PRICES
from consumer_twin.edge.rows import WISH
from consumer_twin.edge.standing_tables import DIGESTS, ROUNDS, SEEN, STANDING
from consumer_twin.edge.tables import ACCEPTS, WISHES
from consumer_twin.edge.witnesses import drop_witnesses
from consumer_twin.errors import BrokenMemoryError
from consumer_twin.history import purchase_of
from consumer_twin.memory import Kind, Lesson
from consumer_twin.sense.items import names_of
from consumer_twin.sense.wording import short
from consumer_twin.standing import StandingWish

_STANDING: Final = TypeAdapter(StandingWish)
_ITEMS: Final = TypeAdapter(tuple[Item, ...])
_WIPED: Final = "(forgotten)"
_ANSWERS: Final[frozenset[Kind]] = frozenset({"confirmed", "dismissed"})


def reach(connection: Connection, numbers: Iterable[int]) -> frozenset[int]:
    """Return *numbers* and those of the lessons that tell of the same purchase or the same past wish."""
    wanted = frozenset(numbers)
    try:
        return wanted | _answers(connection, wanted) | _stories(connection, over(connection, wanted))
    except BrokenMemoryError:  # then the entries alone: a log that is broken can still be forgotten
        return wanted


def over(connection: Connection, numbers: Set[int]) -> frozenset[int]:
    """Return the standing wishes that began with one of these lessons and are done, with nothing in doubt."""
    begun = {_standing(lesson) for lesson in recalled(connection, {"wish-added"}) if lesson.number in numbers}
    done = select(STANDING.c.number).where(STANDING.c.state == "done")
    doubt = select(ROUNDS.c.standing).join(ACCEPTS, ACCEPTS.c.wish == ROUNDS.c.wish)
    outstanding = connection.scalars(doubt.where(ACCEPTS.c.status == "outstanding"))
    return frozenset(set(connection.scalars(done)) & begun - set(outstanding))


def wipe(connection: Connection, numbers: Set[int]) -> None:
    """Delete what lies beside these lessons: past standing wishes, prices noted, what was seen and told.

    Call it before the lessons themselves go.
    """
    try:
        wishes = over(connection, numbers)
        _wipe_prices(connection, numbers, wishes)
    except BrokenMemoryError:
        return
    _wipe_words(connection, numbers)
    for table in (SEEN, ROUNDS):
        connection.execute(delete(table).where(table.c.standing.in_(wishes)))
    connection.execute(delete(STANDING).where(STANDING.c.number.in_(wishes)))
    for row in connection.execute(select(DIGESTS.c.number, DIGESTS.c.data)).all() if wishes else ():
        items = _ITEMS.validate_json(row.data)
        left = tuple(item for item in items if item.standing not in wishes)
        if left != items:
            kept = update(DIGESTS).where(DIGESTS.c.number == row.number)
            connection.execute(kept.values(data=_ITEMS.dump_json(left)))


def _wipe_prices(connection: Connection, numbers: Set[int], wishes: Set[int]) -> None:
    """Delete the prices noted for these wishes, if nobody else wished for the same."""
    gone = {line for number, line in _lines(connection) if number in wishes}
    kept = {line for number, line in _lines(connection) if number not in wishes}
    for lesson in recalled(connection, {"wish"}):
        texts = [str(line["text"]) for line in (lesson.facts or {}).get("lines", ())]
        (gone if lesson.number in numbers else kept).update(texts)
    for text in gone - kept:
        connection.execute(delete(PRICES).where(PRICES.c.wish == text))
    drop_witnesses(connection, PRICES)


def _wipe_words(connection: Connection, numbers: Set[int]) -> None:
    """Take the words from the wishes that these lessons began: their threads stay, and need the rest."""
    begun = {lesson.wish for lesson in recalled(connection, {"wish"}) if lesson.number in numbers}
    for number in begun:
        mine = WISHES.c.number == number
        for data in connection.scalars(select(WISHES.c.data).where(mine)).all():
            wish = WISH.validate_json(data)
            lines = tuple(replace(line, text=_WIPED) for line in wish.lines)
            blank = replace(wish, text=_WIPED, lines=lines)
            connection.execute(update(WISHES).where(mine).values(data=WISH.dump_json(blank)))


def _answers(connection: Connection, wanted: Set[int]) -> frozenset[int]:
    """Return the answers to suggestions that name, or quote, a thing of which no purchase is left."""
    answers = [one for one in recalled(connection, _ANSWERS) if one.number not in wanted]
    if not answers:
        return frozenset()
    gone: dict[str, str] = {}
    kept: set[str] = set()
    for lesson in recalled(connection, {"bought"}):
        bought = purchase_of(lesson)
        names = (*names_of(bought), *([f"category:{bought.category.casefold()}"] if bought.category else ()))
        if lesson.number in wanted:
            gone |= dict.fromkeys(names, short(bought.title))
        else:
            kept.update(names)
    lost = {name: title for name, title in gone.items() if name not in kept}
    return frozenset(one.number for one in answers if _tells(one.facts or {}, lost.keys(), lost.values()))


def _tells(facts: dict[str, Any], names: Set[str], titles: Iterable[str]) -> bool:
    why = str(facts.get("why", ""))
    return bool(names & set(facts.get("names", ()))) or any(title in why for title in titles)


def _stories(connection: Connection, wishes: Set[int]) -> frozenset[int]:
    """Return every lesson about these standing wishes, and about the rounds that were made for them."""
    if not wishes:
        return frozenset()
    rounds = set(connection.scalars(select(ROUNDS.c.wish).where(ROUNDS.c.standing.in_(wishes))))
    found = recalled(connection)
    return frozenset(one.number for one in found if one.wish in rounds or _standing(one) in wishes)


def _standing(lesson: Lesson) -> int | None:
    found = (lesson.facts or {}).get("standing")
    return found if isinstance(found, int) else None


def _lines(connection: Connection) -> Iterator[tuple[int, str]]:
    rows: Sequence[Any] = connection.execute(select(STANDING.c.number, STANDING.c.data)).all()
    for row in rows:
        for line in _STANDING.validate_json(row.data).aim.wish.lines:
            yield row.number, line.text
