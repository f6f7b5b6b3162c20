"""Reading a marketer's words without a model: goals, limits, order, and what is left open.

Every figure of the text ends up in a goal, in a limit, or in `unclear`; none is made up. What one word can
mean in two ways is assumed aloud, or left out.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from brand_agent.goals.clauses import Clause
from brand_agent.goals.draft import Draft
from brand_agent.goals.errors import LongGoalError, NoGoalSaidError
from brand_agent.goals.figures import Figure
from brand_agent.goals.goal import Direction, Goal, Metric, Reading
from brand_agent.goals.goods import about_of, clearing
from brand_agent.goals.limiting import limit_of
from brand_agent.goals.measured import change_of, direction_of, metric_of
from brand_agent.goals.scan import Named, Scan, scan
from brand_agent.goals.words import COST, DOWN, FIRST, HOLD, MORE, NO, THEN, VERBS

MAX_TEXT: Final = 1_000
MAX_FIGURES: Final = 40
"""Beyond either it is refused: a goal is a few sentences."""


def read_goal(text: str, today: date) -> Reading:
    """Return what *text*, said on *today*, asks for. Raises `NoGoalSaidError` and `LongGoalError`."""
    if not any(one.isalnum() for one in text):
        raise NoGoalSaidError("there are no words in it")
    if len(text) > MAX_TEXT:
        raise LongGoalError(f"it has {len(text):,} characters; at most {MAX_TEXT:,} are read")
    found = scan(text, today)
    if len(found.figures) > MAX_FIGURES:
        raise LongGoalError(f"it has {len(found.figures)} figures; at most {MAX_FIGURES} are read")
    draft = Draft(text)
    for one in found.excluded:
        draft.exclude(one.what, (one.start, one.end))
    for cost in COST.finditer(text):
        draft.at_cost(cost.span())
    ordered = False
    for clause in found.clauses:
        ordered = _clause(draft, found, clause, ordered=ordered)
    draft.people(found)
    draft.until(found)
    draft.rest(found)
    return draft.reading()


def _clause(draft: Draft, found: Scan, clause: Clause, *, ordered: bool) -> bool:
    """Read one clause; return whether an order has begun ("first ...")."""
    words = found.text[clause.start : clause.end]
    inside = [one for one in found.figures if clause.holds(one.start)]
    left = [one for one in inside if not limit_of(draft, found, clause, one)]
    left = _to(draft, found, left)
    first = FIRST.search(words) is not None
    cleared = clearing(found, clause)
    if cleared is not None and not any(_counts(found, cleared, one) for one in left):
        draft.clear_first(cleared)
        return ordered or first
    before = len(draft.goals)
    for one in left:
        _figure(draft, found, clause, one, cleared is not None)
    if not inside:
        _plain(draft, found, clause, words)
    if ordered and THEN.search(words):
        _then(draft, found, clause, draft.goals[before:])
    return ordered or first


def _to(draft: Draft, found: Scan, left: list[Figure]) -> list[Figure]:
    """Of "from 20 % to 25 %" keep the second; the first is where it stands now, as far as is said."""
    kept = []
    for one, following in zip(left, [*left[1:], None], strict=False):
        said = re.search(r"\b(?:from|von)\s*$", found.text[: one.start], re.IGNORECASE)
        if said and following is not None and following.kind == one.kind:
            draft.assume("baseline", "said in the text, and not measured", (one.start, one.end))
        else:
            kept.append(one)
    return kept


def _figure(draft: Draft, found: Scan, clause: Clause, one: Figure, is_clearing: bool) -> None:
    named = None if is_clearing else metric_of(found, clause, one)
    cleared = clearing(found, clause)
    if is_clearing and cleared is not None and _counts(found, cleared, one):
        goal = Goal(Metric.STOCK_CLEARED, Direction.UP, change_of(found, clause, one, Metric.STOCK_CLEARED))
        draft.add(goal, clause, metric=None, figure=one, about=cleared)
        return
    if named is None:
        return
    metric = Metric(named.what)
    change = change_of(found, clause, one, metric)
    if change is None:
        return
    goal = Goal(metric, direction_of(found, clause, one), change)
    draft.add(goal, clause, metric=named, figure=one, about=about_of(found, clause, one, named))


def _counts(found: Scan, cleared: Named, one: Figure) -> bool:
    """Whether *one* says how much of the stock: a share, or pieces right before the goods."""
    between = found.text[one.end : cleared.start]
    pieces = one.kind == "count" and re.fullmatch(r"\s*(?:[\w']+\s+){0,3}", between) is not None
    return one.kind == "share" or (pieces and one.end <= cleared.start)


def _plain(draft: Draft, found: Scan, clause: Clause, words: str) -> None:
    """Read a clause without a figure: what is to stay, or to grow by nobody says how much."""
    hold = HOLD.search(words)
    named = next((one for one in found.metrics if clause.holds(one.start)), None)
    if hold is not None and named is not None:
        draft.add(Goal(Metric(named.what), Direction.HOLD), clause, metric=named, figure=None, about=None)
        return
    grows = MORE.search(words)
    if NO.search(words):
        return
    if grows is None and DOWN.search(words) is None:
        return
    direction = Direction.DOWN if grows is None else Direction.UP
    if named is not None:
        draft.add(Goal(Metric(named.what), direction), clause, metric=named, figure=None, about=None)
        return
    for metric, pattern in VERBS:
        if pattern.search(words):
            draft.add(Goal(metric, direction), clause, metric=None, figure=None, about=None)
            return


def _then(draft: Draft, found: Scan, clause: Clause, added: list[Goal]) -> None:
    """Put what comes second into the order."""
    named = [one.metric.value for one in added]
    named = named or [one.what for one in found.metrics if clause.holds(one.start)][:1]
    for metric in named:
        draft.rank(metric)
