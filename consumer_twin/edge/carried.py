"""The lessons of a store that was made before there was a log, carried over once.

They were a table without a chain, and said less: what is missing is looked up among the options shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Row, inspect, select, text

from consumer_twin.edge.rows import OPTION
from consumer_twin.edge.tables import OPTIONS
from consumer_twin.errors import BadLessonError
from consumer_twin.learn import of_option, shown
from consumer_twin.memory import Lesson, checked
from consumer_twin.option import Option


def old_lessons(connection: Connection) -> list[Lesson]:
    """Return the lessons of the table that was before the log, and drop it; nothing if it is gone."""
    if not inspect(connection).has_table("twin_lesson"):
        return []
    found = (OPTION.validate_json(data) for data in connection.scalars(select(OPTIONS.c.data)))
    options = {(option.wish, option.hash): option for option in found}
    rows = connection.execute(text("SELECT * FROM twin_lesson ORDER BY number")).all()
    lessons = [lesson for row in rows for lesson in _carried(row, options)]
    connection.execute(text("DROP TABLE twin_lesson"))
    return lessons


def _carried(row: Row[Any], options: Mapping[tuple[int, str], Option]) -> Iterator[Lesson]:
    """Yield the lesson of *row*; of one that nobody could learn from any more, nothing."""
    facts = json.loads(row.facts) if row.facts else {}
    try:
        yield checked(_lesson(row, facts, options))
    except (BadLessonError, KeyError):
        return


def _lesson(row: Row[Any], facts: dict[str, Any], options: Mapping[tuple[int, str], Option]) -> Lesson:
    if row.kind == "shown":
        return shown(row.wish, row.line, [options[row.wish, name] for name in facts["offers"]], row.at_ms)
    if row.kind == "approved":
        return of_option(row.kind, options[row.wish, row.offer], row.at_ms, facts["reason"])
    if row.kind in {"agreed", "refused", "void"}:
        seller = options[row.wish, row.offer].seller
        facts |= {"brand": seller.id, "seller": seller.name}
    return Lesson(row.at_ms, row.kind, row.wish, row.line, row.offer, facts)
