"""Changes of `brand.toml` that may be proposed, as lines: every comment stays where it was.

What comes out is read as a policy before it is returned; nothing but what the change is about may differ.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from brand_agent.errors import Fault, PolicyError
from brand_agent.goals.goal import Limits
from brand_agent.offer_text import promotion_text
from brand_agent.policy_edit import with_guardrails
from brand_agent.policy_guardrails import Guardrails
from brand_agent.policy_mandate import ChangeKind
from brand_agent.policy_offers import SegmentRule
from brand_agent.policy_reader import read_policy
from brand_agent.segment_text import inline, segment_text
from protocol import major

_AGE: Final = re.compile(r"(?m)^\[\[guardrails\.age\]\][^\n]*\n(?:(?!^\[)[^\n]*\n?)*")


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one kind: settings of `[guardrails]` (TOML values), or the members of a new table.

    segment: a new one that the promotion is for.
    """

    kind: ChangeKind
    members: Mapping[str, Any]
    segment: SegmentRule | None = None


def edited(text: str, edit: Edit) -> str:
    """Return the policy *text* after *edit*. Raises `PolicyError` if that is no policy."""
    if edit.kind == "play":
        return with_guardrails(text, {name: str(value) for name, value in edit.members.items()})
    if edit.kind == "limits":
        return _limited(text, edit.members)
    if edit.kind == "promotion":
        added = ("" if edit.segment is None else segment_text(edit.segment)) + promotion_text(
            dict(edit.members)
        )
    else:
        head = "guardrails.age" if edit.kind == "age" else "volume"
        lines = [f"{name} = {inline(value)}" for name, value in edit.members.items()]
        added = f"\n[[{head}]]\n" + "\n".join(lines) + "\n"
    after = text.rstrip("\n") + "\n" + added
    read_policy(after)
    return after


def tightening(rules: Guardrails, limits: Limits) -> dict[str, str]:
    """Return the settings that *rules* need to keep within *limits*, as TOML values; empty if they do."""
    found: dict[str, str] = {}
    floors = [rules.floor_margin, *(step.floor_margin for step in rules.age)]
    greatest = [rules.max_discount, *(step.max_discount for step in rules.age)]
    if limits.floor_margin is not None and min(floors) < limits.floor_margin:
        found["floor_margin"] = f'"{max(limits.floor_margin, rules.floor_margin)}"'
    if limits.max_discount is not None and max(greatest) > limits.max_discount:
        found["max_discount"] = f'"{min(limits.max_discount, rules.max_discount)}"'
    budget = limits.daily_concessions
    if budget is not None:
        now = rules.daily_concessions
        if now is None or (now.currency == budget.currency and now.amount > budget.amount):
            found["daily_concessions"] = f'"{major(budget.amount, budget.currency)}"'
    return found


def _limited(text: str, members: Mapping[str, Any]) -> str:
    """Return *text* with tighter settings, in the steps of age, too."""
    floor, most = (_share(members.get(name)) for name in ("floor_margin", "max_discount"))

    def step(found: re.Match[str]) -> str:
        table = found[0]
        if floor is not None:
            table = _bounded(table, "floor_margin", lambda now: max(now, floor))
        return table if most is None else _bounded(table, "max_discount", lambda now: min(now, most))

    changed = _AGE.sub(step, text)
    settings = {name: str(value) for name, value in members.items()}
    before = read_policy(text).guardrails
    now = {"floor_margin": before.floor_margin, "max_discount": before.max_discount}
    settings = {name: value for name, value in settings.items() if _share(value) != now.get(name)}
    return with_guardrails(changed, settings) if settings else _read(changed)


def _bounded(table: str, name: str, bound: Any) -> str:
    pattern = re.compile(rf'(?m)^({name}[ \t]*=[ \t]*")([0-9.]+)(")')
    if pattern.search(table) is None:
        raise PolicyError([Fault("guardrails.age", "", "change it by hand: it is not written line by line")])
    return pattern.sub(lambda found: f"{found[1]}{bound(Decimal(found[2]))}{found[3]}", table)


def _share(value: Any) -> Decimal | None:
    text = None if value is None else str(value).strip('"')
    return None if text is None else Decimal(text)


def _read(text: str) -> str:
    read_policy(text)
    return text


def difference(before: str, after: str, name: str = "brand.toml") -> str:
    """Return what a change of the policy changes, as a unified diff.

    >>> print(difference("a = 1\\n", "a = 2\\n"), end="")
    --- brand.toml
    +++ brand.toml
    @@ -1 +1 @@
    -a = 1
    +a = 2
    """
    lines = difflib.unified_diff(before.splitlines(True), after.splitlines(True), name, name, n=2)
    return "".join(lines)


def taken_back(text: str, before: str, after: str) -> str | None:
    """Return *text* with the change from *before* to *after* taken back; None if its lines were edited since.

    Each changed run of lines must stand in *text* once, with a line beside it as it was.
    """
    if text == after:
        return before
    kept = before.rstrip("\n") + "\n"
    if after.startswith(kept) and after != kept:  # tables at the end: they may stand before others now
        added = after.removeprefix(kept)
        return text.replace(added, "") if text.count(added) == 1 else None
    old, new = before.splitlines(True), after.splitlines(True)
    result = text
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        lead, tail = "".join(new[max(0, c - 1) : c]), "".join(new[d : d + 1])
        there = lead + "".join(new[c:d]) + tail
        if not there.strip() or result.count(there) != 1:
            return None
        result = result.replace(there, lead + "".join(old[a:b]) + tail)
    return result
