"""Goals as `dailyme brand goal` shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from brand_agent.goals.book import Version
from brand_agent.goals.chain import LogEntry
from brand_agent.goals.goal import Goal, Reading
from brand_agent.goals.matching import meant
from brand_agent.goals.measure import Measured
from brand_agent.goals.people import whom
from brand_agent.goals.progress import LEVELS, Baseline, horizon_ms, target, verdict
from brand_agent.stockroom import DAY_MS
from catalog_adapters import Entry
from dailyme.outputs_goal import BrandGoal, BrandGoals, GoalLine, LogLine, Progress
from protocol import write_time


def read_result(
    reading: Reading, facts: Mapping[str, Any], entries: Sequence[Entry], muted: str | None
) -> BrandGoal:
    """Return what was read, which nobody kept."""
    return BrandGoal.model_validate(
        _members(reading.goals, facts, entries) | {"state": "read", "model": muted}
    )


def goal_result(
    one: Version,
    facts: Mapping[str, Any],
    measured: Sequence[Measured],
    entries: Sequence[Entry],
    *,
    at_ms: int,
) -> BrandGoal:
    """Return the goal *one*, with how far it is if it is signed."""
    members = _members(one.goals, facts, entries)
    for number, so_far in enumerate(measured):
        goal, baseline = one.goals[number], one.baselines.get(number)
        members["goals"][number]["progress"] = _progress(goal, baseline, so_far, one, at_ms)
    signed = None if one.signed_ms is None else write_time(one.signed_ms)
    kept = {"goal": one.number, "state": one.state, "by": one.by, "signed": signed, "hash": one.hash}
    return BrandGoal.model_validate(members | kept)


def list_result(found: Iterable[Version], log: Iterable[LogEntry]) -> BrandGoals:
    """Return all goals and the log."""
    goals = [
        GoalLine(goal=one.number, state=one.state, text=one.text, set=write_time(one.set_ms), by=one.by)
        for one in found
    ]
    lines = [
        LogLine.model_validate(
            {
                "number": entry.number,
                "at": write_time(entry.at_ms),
                "kind": entry.kind,
                "who": entry.who,
                "hash": entry.hash,
                "proposal": entry.facts.get("proposal"),
            }
        )
        for entry in log
    ]
    return BrandGoals(goals=goals, log=lines)


def _members(goals: Sequence[Goal], facts: Mapping[str, Any], entries: Sequence[Entry]) -> dict[str, Any]:
    shown = [
        _goal(goal, members, facts["baselines"].get(str(number)), entries)
        for number, (goal, members) in enumerate(zip(goals, facts["goals"], strict=True))
    ]
    kept = {name: facts[name] for name in ("text", "today", "priorities", "evidence", "assumed", "unclear")}
    return {**kept, "goals": shown, "guardrails": facts["guardrails"], "conflicts": facts["conflicts"]}


def _goal(goal: Goal, members: Mapping[str, Any], baseline: Any, entries: Sequence[Entry]) -> dict[str, Any]:
    found: dict[str, Any] = {name: value for name, value in members.items() if name != "lapsed_days"}
    one = whom(goal)
    if one is not None:
        found["whom"] = {"title": one.title, "predicate": one.predicate, "known": one.known}
    if goal.about is not None:
        found["products"] = len(meant(goal.about, entries))
    return found if baseline is None else found | {"baseline": baseline}


def _progress(goal: Goal, baseline: Baseline | None, so_far: Measured, one: Version, at_ms: int) -> Progress:
    until, start = horizon_ms(goal), one.signed_ms or at_ms
    whole_ms = DAY_MS * 90 if until is None else max(DAY_MS, until - start)
    wanted = target(goal, baseline, whole_ms / DAY_MS)
    elapsed = min(1.0, (at_ms - start) / whole_ms)
    told = so_far.members() | {"verdict": verdict(goal, so_far, wanted, elapsed=elapsed)}
    if goal.metric not in LEVELS and elapsed == 0:
        told["verdict"] = "not-known"
    return Progress.model_validate(told | {"target": None if wanted is None else round(wanted)})
