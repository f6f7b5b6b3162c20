"""A segment as it is written into brand.toml."""

from __future__ import annotations

from typing import Any

from brand_agent.policy_offers import SegmentRule


def segment_text(rule: SegmentRule) -> str:
    """Return the table of *rule*, to stand at the end of a policy.

    >>> student = {"op": "eq", "fact": "student", "value": True}
    >>> print(segment_text(SegmentRule(name="students", title="Students", predicate=student)))
    <BLANKLINE>
    [[segment]]
    name = "students"
    title = "Students"
    predicate = { op = "eq", fact = "student", value = true }
    <BLANKLINE>
    """
    predicate = inline(rule.predicate.members())
    head = f"\n[[segment]]\nname = {inline(rule.name)}\ntitle = {inline(rule.title)}\n"
    return f"{head}predicate = {predicate}\n"


def inline(value: Any) -> str:
    """Return a JSON value of a predicate as TOML on one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {inline(one)}" for name, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
