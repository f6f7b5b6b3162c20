"""The goals as the log says: which were set, who signed which, and what was changed for them.

Nothing acts before a signature, and the last signed goal is the one in force: its limits hold for every
proposal until another is signed or it is withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from brand_agent.goals.chain import LogEntry
from brand_agent.goals.conflicts import Conflict
from brand_agent.goals.errors import GoalConflictsError, NotSignedError, UnknownGoalError
from brand_agent.goals.goal import Change, Direction, Goal, Limits, Metric, Priority, Reading
from brand_agent.goals.progress import Baseline
from protocol import Price

State = Literal["draft", "signed", "replaced", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Version:
    """A goal as it was set; number is its entry in the log. baselines: by the goal's place."""

    number: int
    text: str
    goals: tuple[Goal, ...]
    limits: Limits
    priorities: tuple[Priority, ...]
    conflicts: tuple[Conflict, ...]
    baselines: Mapping[int, Baseline]
    set_ms: int
    state: State
    by: str | None = None
    signed_ms: int | None = None
    hash: str = ""


def facts_of(
    reading: Reading, found: Sequence[Conflict], baselines: Mapping[int, Baseline], today: date
) -> dict[str, Any]:
    """Return what the log keeps of a goal that is set."""
    return {
        "text": reading.text,
        "today": today.isoformat(),
        **reading.members(),
        "evidence": {name: [one.members() for one in spans] for name, spans in reading.evidence.items()},
        "assumed": [one.members() for one in reading.assumed],
        "unclear": [one.members() for one in reading.unclear],
        "conflicts": [one.members() for one in found],
        "baselines": {str(place): one.members() for place, one in baselines.items()},
    }


def versions(log: Iterable[LogEntry]) -> tuple[Version, ...]:
    """Return the goals of *log*, in the order in which they were set."""
    found: dict[int, Version] = {}
    for entry in log:
        if entry.kind == "set":
            found[entry.number] = _version(entry)
        elif entry.kind == "approved":
            number = int(entry.facts["goal"])
            for one in [one for one in found.values() if one.state == "signed"]:
                found[one.number] = _with(one, "replaced", one.by, one.signed_ms)
            found[number] = _with(found[number], "signed", entry.who, entry.at_ms)
        elif entry.kind == "withdrawn":
            number = int(entry.facts["goal"])
            found[number] = _with(found[number], "withdrawn", entry.who, found[number].signed_ms)
    return tuple(found.values())


def in_force(log: Iterable[LogEntry]) -> Version | None:
    """Return the goal that is signed and in force, if there is one."""
    return next((one for one in versions(log) if one.state == "signed"), None)


def version(log: Iterable[LogEntry], number: int) -> Version:
    """Return the goal of that number. Raises `UnknownGoalError`."""
    for one in versions(log):
        if one.number == number:
            return one
    raise UnknownGoalError(f"there is no goal {number}")


def may_sign(one: Version, by: str, known: Iterable[str], stands: Sequence[Conflict]) -> None:
    """Return if *by* may sign *one*, naming the conflicts *known*; *stands*: those there are now.

    Raises `NotSignedError` or `GoalConflictsError`.
    """
    if not by.strip():
        raise NotSignedError("a goal is signed by somebody with a name")
    if one.state != "draft":
        raise NotSignedError(f"goal {one.number} is {one.state}", "Set it again to sign it anew.")
    stopping = [conflict for conflict in stands if conflict.stops]
    if stopping:
        words = "; ".join(f"{conflict.code}: {conflict.words}" for conflict in stopping)
        raise GoalConflictsError(words, "Set the goal again without it.")
    unnamed = sorted({conflict.code for conflict in stands} - set(known))
    if unnamed:
        flags = " ".join(f"--knowing {code}" for code in unnamed)
        raise GoalConflictsError(f"not named: {', '.join(unnamed)}", f"Whoever signs knows of it: {flags}.")


def _with(one: Version, state: State, by: str | None, signed_ms: int | None) -> Version:
    kept = {name: getattr(one, name) for name in one.__slots__}
    return Version(**kept | {"state": state, "by": by, "signed_ms": signed_ms})


def _version(entry: LogEntry) -> Version:
    facts = entry.facts
    return Version(
        number=entry.number,
        text=facts["text"],
        goals=tuple(goal_of(one) for one in facts["goals"]),
        limits=limits_of(facts["guardrails"]),
        priorities=tuple(Priority(one["what"], one.get("about")) for one in facts["priorities"]),
        conflicts=tuple(Conflict(one["code"], one["words"], one["stops"]) for one in facts["conflicts"]),
        baselines={int(place): Baseline.of(one) for place, one in facts["baselines"].items()},
        set_ms=entry.at_ms,
        state="draft",
        hash=entry.hash,
    )


def goal_of(members: Mapping[str, Any]) -> Goal:
    """Return the goal that *members* say."""
    change = members.get("change")
    direction, horizon = members.get("direction"), members.get("horizon")
    return Goal(
        Metric(members["metric"]),
        None if direction is None else Direction(direction),
        None if change is None else _change(change),
        members.get("segment"),
        members.get("lapsed_days"),
        members.get("about"),
        None if horizon is None else date.fromisoformat(horizon),
    )


def _change(members: Mapping[str, Any]) -> Change:
    number = next(int(members[name]) for name in ("basis_points", "amount", "count") if name in members)
    return Change(members["kind"], number, members.get("currency"))


def limits_of(members: Mapping[str, Any]) -> Limits:
    """Return the limits that *members* say."""
    floor, most = members.get("floor_margin"), members.get("max_discount")
    budget = members.get("daily_concessions")
    return Limits(
        None if floor is None else Decimal(floor),
        None if most is None else Decimal(most),
        None if budget is None else Price.model_validate(budget),
        tuple(members.get("excluded", ())),
    )
