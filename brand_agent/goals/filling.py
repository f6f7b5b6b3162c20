"""What a model adds to a reading: it points at figures that no rule placed, and says what they are about.

It gives no value. A figure that it points at must stand in the text, must be one that was left over, and is
read by the same rules as any other; all that is the model's is the metric, and that is said to be assumed.
A limit is never taken from a model: what holds the Co-Marketer back is read by rule or asked for.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from brand_agent.goals.clauses import Clause
from brand_agent.goals.figures import Figure
from brand_agent.goals.goal import Direction, Goal, Metric, Note, Reading, Span
from brand_agent.goals.measured import change_of, fits
from brand_agent.goals.reading import read_goal
from brand_agent.goals.scan import Scan, scan
from language import Form, Kind, LanguageModel, ModelError, Task, black_out, stands

INSTRUCTIONS: Final = (
    "A marketer says what they want of their shop. For each figure in the text that is a goal, copy the "
    "figure letter by letter and say what it measures and whether that is to go up or down. "
    "Invent nothing; leave out what is no goal."
)
_MOST: Final = 5


class Way(StrEnum):
    """Which way, as a model may say it."""

    UP = "up"
    DOWN = "down"


class Pointed(Form):
    """A figure of the text, copied, and what it measures."""

    figure: Annotated[str, Field(min_length=1, max_length=40)]
    metric: Annotated[Metric, Field(strict=False)]
    direction: Annotated[Way, Field(strict=False)]


class GoalForm(Form):
    """What a model may fill."""

    goals: Annotated[tuple[Pointed, ...], Field(strict=False, max_length=_MOST)]


async def read_with(model: LanguageModel, text: str, today: date) -> tuple[Reading, str | None]:
    """Return what rules read of *text*, with what *model* points at, and why it was not heard, if so."""
    reading = read_goal(text, today)
    left = [one for one in reading.unclear if one.member == "figure" and one.span is not None]
    if not left:
        return reading, None
    try:
        form = await model.fill(Task(Kind.GOAL, INSTRUCTIONS, without_limits(reading)), GoalForm)
    except ModelError as error:
        return reading, error.code
    found = scan(text, today)
    for pointed in form.goals:
        reading = _pointed(reading, found, pointed)
    return reading, None


def without_limits(reading: Reading) -> str:
    """Return the text with its limits blacked out, place for place: what holds a brand back leaves nobody."""
    spans = [
        (span.start, span.end)
        for member, found in reading.evidence.items()
        if member.startswith("guardrails.")
        for span in found
    ]
    return black_out(reading.text, spans)


def _pointed(reading: Reading, found: Scan, pointed: Pointed) -> Reading:
    place = stands(reading.text, pointed.figure)
    if place is None:
        return reading
    for figure in found.figures:
        note = _note(reading, figure)
        if note is None or not (place.start < figure.end and figure.start < place.end):
            continue
        clause = next(one for one in found.clauses if one.holds(figure.start))
        goal = _goal(found, clause, figure, pointed)
        if goal is not None:
            return _with(reading, goal, figure, note)
    return reading


def _note(reading: Reading, figure: Figure) -> Note | None:
    """The note that asks what *figure* is about, if it was left over."""
    for one in reading.unclear:
        if one.member == "figure" and one.span == Span(figure.start, figure.end):
            return one
    return None


def _goal(found: Scan, clause: Clause, figure: Figure, pointed: Pointed) -> Goal | None:
    if not fits(figure, pointed.metric):
        return None
    change = change_of(found, clause, figure, pointed.metric)
    if change is None:
        return None
    until = [one for one in found.horizons if one.day is not None]
    return Goal(
        pointed.metric,
        Direction(pointed.direction.value),
        change,
        horizon=until[-1].day if until else None,
    )


def _with(reading: Reading, goal: Goal, figure: Figure, note: Note) -> Reading:
    member = f"goals.{len(reading.goals)}"
    span = Span(figure.start, figure.end, "model")
    said = f"a model reads {reading.text[figure.start : figure.end]!r} as {goal.metric.value}"
    return replace(
        reading,
        goals=(*reading.goals, goal),
        evidence={**reading.evidence, f"{member}.change": (span,)},
        assumed=(*reading.assumed, Note(f"{member}.metric", said, span)),
        unclear=tuple(one for one in reading.unclear if one not in {note} and one.member != "goals"),
    )
