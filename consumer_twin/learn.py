"""Learn: what the person did, as a list that only grows.

Spec: spec/90-learn.md.

A lesson is a fact, not a belief: which options were shown, what was approved, what was declined and why,
what was agreed. Beliefs are drawn from these facts elsewhere, and stay on the person's machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from consumer_twin.option import Option
from consumer_twin.records import Accepted, AcceptStatus

Kind = Literal["wish", "shown", "approved", "declined", "agreed", "refused", "void", "outstanding", "no-deal"]


@dataclass(frozen=True)
class Lesson:
    """One fact: what happened at *at_ms* with which wish (its number) and offer (its hash)."""

    at_ms: int
    kind: Kind
    wish: int
    line: int | None = None
    offer: str = ""
    facts: dict[str, Any] | None = None


def shown(wish: int, line: int, options: Sequence[Option], at_ms: int) -> Lesson:
    """Return the lesson that *options* were shown in this order."""
    return Lesson(at_ms, "shown", wish, line, facts={"offers": [option.hash for option in options]})


def of_option(kind: Kind, option: Option, at_ms: int, reason: str = "") -> Lesson:
    """Return the lesson that *kind* happened to *option*, with what the option was."""
    facts: dict[str, Any] = {
        "seller": option.seller.id,
        "title": option.title,
        "total": option.total.members(),
        "rank": option.rank,
    }
    if reason:
        facts["reason"] = reason
    return Lesson(at_ms, kind, option.wish, option.line, option.hash, facts)


def of_accept(status: AcceptStatus, accepted: Accepted, at_ms: int, reason: str = "") -> Lesson:
    """Return the lesson of how an accept ended."""
    facts: dict[str, Any] = {"total": accepted.total.members()}
    if reason:
        facts["reason"] = reason
    return Lesson(at_ms, status, accepted.wish, accepted.line, accepted.offer, facts)
