"""A public offer as it is written into brand.toml, ended there, and tried on articles.

Spec: spec/45-claim.md (CLAIM-20 to CLAIM-25, CLAIM-40).

All edits are of whole lines, so every comment stays; what comes out is read as a policy before it is kept.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from typing import Any, Final

from brand_agent.errors import Fault, PolicyError
from brand_agent.policy import BrandPolicy
from brand_agent.policy_offers import PromotionRule
from brand_agent.policy_reader import read_policy
from brand_agent.segment_text import inline
from protocol import write_time

_ORDER: Final = (
    "id", "title", "discount", "segment", "eligible", "products", "variants", "categories", "once", "limit",
    "uses", "valid_from", "valid_until",
)  # fmt: skip
_HEAD: Final = re.compile(r"(?m)^\[\[promotion\]\][^\n]*\n")


def promotion_text(members: dict[str, Any]) -> str:
    """Return the table of a promotion with *members* as in brand.toml, to stand at the end of a policy.

    >>> print(promotion_text({"id": "spring", "discount": "0.10", "uses": 50}), end="")
    <BLANKLINE>
    [[promotion]]
    id = "spring"
    discount = "0.10"
    uses = 50
    """
    lines = [f"{name} = {inline(members[name])}" for name in _ORDER if members.get(name) not in (None, [])]
    return "\n[[promotion]]\n" + "\n".join(lines) + "\n"


def with_promotion(text: str, members: dict[str, Any]) -> str:
    """Return the policy *text* with one more promotion. Raises `PolicyError`."""
    after = text.rstrip("\n") + "\n" + promotion_text(members)
    read_policy(after)
    return after


def with_end(text: str, id: str, at_ms: int) -> str:
    """Return the policy *text* with the promotion *id* over at *at_ms*; one that had not begun goes.

    Raises `PolicyError` if there is none, it is over already, or it is not written line by line.
    """
    rule = next((one for one in read_policy(text).promotion if one.id == id), None)
    if rule is None:
        raise PolicyError([Fault("promotion", "", f"there is no promotion {id}")])
    if rule.valid_until <= at_ms:
        raise PolicyError([Fault("promotion", "", f"{id} was over at {write_time(rule.valid_until)}")])
    start, stop = _table_of(text, id)
    table = text[start:stop]
    if at_ms <= rule.valid_from:
        after = text[:start] + text[stop:]
    else:
        ended = re.sub(
            r"(?m)^(valid_until[ \t]*=[ \t]*)[^#\n]*?([ \t]*(#[^\n]*)?)$",
            rf'\g<1>"{write_time(at_ms)}"\2',
            table,
        )
        after = text[:start] + ended + text[stop:]
    _check(text, after, id, at_ms)
    return after


def _table_of(text: str, id: str) -> tuple[int, int]:
    """Where the lines of the promotion *id* begin and end."""
    for found in _HEAD.finditer(text):
        rest = re.search(r"(?m)^\[", text[found.end() :])
        stop = len(text) if rest is None else found.end() + rest.start()
        if re.search(rf"(?m)^id[ \t]*=[ \t]*[\"']{re.escape(id)}[\"']", text[found.end() : stop]):
            return found.start(), stop
    raise PolicyError([Fault("promotion", "", f"change {id} by hand: it is not written line by line")])


def _check(before: str, after: str, id: str, at_ms: int) -> None:
    """Raise `PolicyError` if anything but the promotion *id* differs, or it still holds."""
    one, other = tomllib.loads(before), tomllib.loads(after)
    rest = [[rule for rule in each.pop("promotion", []) if rule["id"] != id] for each in (one, other)]
    mine = [rule for rule in read_policy(after).promotion if rule.id == id]
    if one != other or rest[0] != rest[1] or any(rule.valid_until > at_ms for rule in mine):
        raise PolicyError([Fault("promotion", "", f"change {id} by hand: it is not written line by line")])


def state_of(rule: PromotionRule, at_ms: int, used: int) -> str:
    """Return how *rule* stands at *at_ms* when *used* deals have had it."""
    if at_ms >= rule.valid_until:
        return "over"
    if rule.uses is not None and used >= rule.uses:
        return "used-up"
    return "open" if at_ms >= rule.valid_from else "to-come"


def rule_of(policy: BrandPolicy, id: str) -> PromotionRule | None:
    """Return the promotion *id* of *policy*, if it has one."""
    return next((one for one in policy.promotion if one.id == id), None)


def names_of(rules: Sequence[PromotionRule]) -> str:
    """Return the ids of *rules*, for people."""
    return ", ".join(one.id for one in rules) or "none"
