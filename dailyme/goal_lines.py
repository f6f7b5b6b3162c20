"""Goals in lines, for people."""

from __future__ import annotations

from typing import Any

from brand_agent.goals.naming import called
from dailyme.outputs_goal import BrandGoal, BrandGoals, ShownGoal
from dailyme.show import console
from protocol import major


def show_goal(one: BrandGoal) -> None:
    """Print what was understood, what was assumed and what is open."""
    out = console()
    number = "" if one.goal is None else f"goal {one.goal}, {one.state}: "
    out.print(f"{number}{one.text}", soft_wrap=True)
    for goal in one.goals:
        out.print(f"  {_words(goal)}", soft_wrap=True)
        if goal.whom is not None:
            out.print(f"      {goal.whom.known}", soft_wrap=True)
        if goal.progress is not None:
            out.print(f"      so far: {_progress(goal)}", soft_wrap=True)
    rails = one.guardrails.model_dump(exclude_none=True)
    for name, value in rails.items():
        out.print(f"  limit  {called(f'guardrails.{name}')}: {_limit(name, value)}", soft_wrap=True)
    for place, priority in enumerate(one.priorities, 1):
        out.print(f"  {place}.  {priority['what']} {priority.get('about', '')}".rstrip(), soft_wrap=True)
    for kind, notes in (("assumed", one.assumed), ("open", one.unclear)):
        for note in notes:
            out.print(f"  {kind}  {called(note.member)}: {note.words}", soft_wrap=True)
    for conflict in one.conflicts:
        weight = "stops it" if conflict.stops else "to be named by who signs"
        out.print(f"  against it ({weight})  {conflict.code}: {conflict.words}", soft_wrap=True)
    if one.by is not None:
        out.print(f"  signed by {one.by}, {one.signed}; entry {one.hash}", soft_wrap=True)
    if one.state == "draft":
        out.print(
            f"\nNothing acts on it yet: dailyme brand goal approve {one.goal} --by NAME", soft_wrap=True
        )


def show_goals(found: BrandGoals) -> None:
    """Print the goals, one a line, and the last entry of the log."""
    out = console()
    for one in found.goals:
        by = "" if one.by is None else f" by {one.by}"
        out.print(f"{one.goal:>4}  {one.state:<10}{one.text}{by}", soft_wrap=True)
    if not found.goals:
        out.print('No goal yet: dailyme brand goal set "20 % more revenue by March"')
    if found.log:
        out.print(
            f"The log has {len(found.log)} entries; the last one is {found.log[-1].hash}", soft_wrap=True
        )


def _limit(name: str, value: Any) -> str:
    if name == "daily_concessions":
        return f"{major(value['amount'], value['currency'])} {value['currency']}"
    if isinstance(value, list):
        return ", ".join(value)
    return f"{float(value) * 100:g} %"


def _words(goal: ShownGoal) -> str:
    change = "" if goal.change is None else f" {_change(goal)}"
    parts = [f"{goal.metric} {goal.direction or ''}{change}".strip()]
    parts += [] if goal.whom is None else [f"from: {goal.whom.title}"]
    parts += [] if goal.about is None else [f"on {goal.about} ({goal.products or 0} products)"]
    parts += [] if goal.horizon is None else [f"by {goal.horizon}"]
    return ", ".join(parts)


def _change(goal: ShownGoal) -> str:
    change = goal.change or {}
    way, _, kind = str(change["kind"]).partition("-")
    if kind == "amount":
        return f"{way} {major(change['amount'], change['currency'])} {change['currency']}"
    if kind == "count":
        return f"{way} {change['count']:,}"
    unit = "points" if kind == "points" else "%"
    return f"{way} {change['basis_points'] / 100:g} {unit}"


def _progress(goal: ShownGoal) -> str:
    told = goal.progress
    if told is None or told.value is None:
        return f"not known: {told.why if told and told.why else 'nothing to measure'}"
    target = "no target" if told.target is None else f"of {told.target:,}"
    span = f"{told.low:,} to {told.high:,}" if told.low is not None and told.high is not None else "?"
    return f"{told.value:,} ({span}) {target} in {told.unit}, {told.deals} deals: {told.verdict}"
