"""A wish in the person's own words, before it is followed: read, shown back, and confirmed at a terminal."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from typing import Final

from consumer_twin.wish import Wish
from consumer_twin.wish.said import Said, said_in
from dailyme.acts.parse import today_of
from dailyme.errors import CommandError
from dailyme.reading_lines import show_reading, understood
from dailyme.show import hints

FARTHEST_DAYS: Final = 365


class NotMeantError(CommandError):
    """The person said that the wish was read wrongly. Nothing was looked for."""

    code = "not-meant"


def said_of(text: str, *, asked: bool, quiet: bool, question: str = "Look for this?") -> Said | None:
    """Return what *text* says beyond search terms, counted from today; None for plain words (WISH-21).

    asked: somebody is at a terminal, and must confirm it. quiet: a program reads the output.

    Raises `NotMeantError`, or `BadWishError` where nothing is left to look for.
    """
    said = said_in(text, today=today_of(None, None))
    if said is not None and asked:
        _confirm(said, question)
    elif said is not None:
        _tell(said, quiet=quiet)
    return said


def _confirm(said: Said, question: str) -> None:
    for reading in said.readings:
        show_reading(reading)
    sys.stdout.write(f"{question} Enter for yes, n for no: ")
    sys.stdout.flush()
    if sys.stdin.readline().strip().lower() in ("n", "no", "nein"):
        raise NotMeantError("nothing was looked for", "Say it differently, or give numbers as options.")


def _tell(said: Said, *, quiet: bool) -> None:
    """Say how it was read; to a program only what was left out: a limit may be in it (WISH-21)."""
    for reading in said.readings:
        if not quiet:
            read = "; ".join(f"{name} {value}" for name, value in understood(reading))
            hints().print(f"Read as: {read}", soft_wrap=True)
        for note in reading.unclear:
            hints().print(f"Unclear, and left out: {note.text}", soft_wrap=True)


def worded(wish: Wish, said: Said | None, *, counted: bool) -> Wish:
    """Return *wish* with the lines of *said*. counted: an option gave the pieces, which goes before words."""
    if said is None:
        return wish
    both = zip(wish.lines, said.lines, strict=True)
    lines = (replace(line if counted else told, asks=told.asks) for line, told in both)
    return replace(wish, lines=tuple(lines))


def last_of(day: date | None) -> str | None:
    """Return *day* as the last one to look, an ISO date; None for none, or one that has passed."""
    return None if day is None or day < today_of(None, None) else day.isoformat()


def days_until(day: date | None) -> int | None:
    """Return the days from today until *day*; None for none, or one that is too far to matter."""
    if day is None:
        return None
    days = (day - today_of(None, None)).days
    return days if 0 <= days <= FARTHEST_DAYS else None
