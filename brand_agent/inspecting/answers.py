"""What an agent answered: a signed message, or a problem document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from brand_agent.inspecting.check import Check, Checks
from brand_agent.inspecting.trial import Trial
from protocol import (
    DidDocument,
    Message,
    Negotiation,
    did_key_ring,
    read,
    read_time,
    ring_of,
    step,
)

_PROBLEM: Final = ("type", "title", "status", "detail", "code", "requirement", "advice")


def check_answer(
    data: bytes, trial: Trial, document: DidDocument, *, at_ms: int
) -> tuple[str, tuple[Check, ...]]:
    """Return the type of the answer in *data* to *trial*, and the verdicts on it."""
    checks = Checks()
    ring = ring_of({document.id: document}, at_ms)
    asked = str(trial.value.get("from"))
    message = checks.tried(
        "It is a signed message to the key that asked",
        lambda: read(data, ring, to=asked),
        lambda one: one.type,
    )
    if message is None:
        return "", checks.all()
    if message.sender != document.id:
        checks.bad("It comes from the agent that was asked", f"It comes from {message.sender[:120]}.", "ID-1")
        return message.type, checks.all()
    checks.good("It comes from the agent that was asked", message.envelope.from_)
    _follows(message, trial, checks)
    left_ms = read_time(message.envelope.expires) - at_ms
    if left_ms > 0:
        checks.good("It has not expired", f"It holds for {left_ms // 60_000:,} minutes more")
    else:
        checks.bad("It has not expired", f"It did at {message.envelope.expires}.", "ENV-6")
    if trial.value.get("type") == "open":
        opened = Negotiation()

        def played() -> Negotiation:
            first = read(trial.data, did_key_ring, to=document.id)
            return step(step(opened, first, at_ms=at_ms), message, at_ms=at_ms)

        checks.tried("It is a move that may follow, and its sums hold", played, lambda talk: talk.state.value)
    return message.type, checks.all()


def _follows(message: Message, trial: Trial, checks: Checks) -> None:
    prev = getattr(message.envelope, "prev", None)
    if prev == trial.hash:
        checks.good("It answers the message that was sent", f"{trial.hash[:12]}…")
    else:
        checks.bad("It answers the message that was sent", f"It follows {str(prev)[:12]}…", "ENV-5")


def check_same(first: bytes, second: bytes) -> Check:
    """Return the verdict on two answers to the same bytes."""
    if first == second:
        return Check("It gives the same bytes the same answer", True)
    return Check("It gives the same bytes the same answer", False, "The second answer is another.", "ENV-9")


def check_problem(data: bytes, status: int) -> tuple[str, tuple[Check, ...]]:
    """Return the code of the problem document in *data*, and the verdicts on it."""
    checks = Checks()
    found = _members(data)
    if found is None:
        checks.bad("It is a problem document", "It is no JSON object.", "WIRE-20")
        return "", checks.all()
    missing = [name for name in _PROBLEM if name not in found]
    if missing:
        checks.bad("It is a problem document", f"It lacks {', '.join(missing)}.", "WIRE-20")
    else:
        checks.good("It is a problem document", str(found["code"])[:80])
    if found.get("status") == status:
        checks.good("It says the status that it came with", str(status))
    else:
        checks.bad("It says the status that it came with", f"It says {found.get('status')!r}.", "WIRE-20")
    return str(found.get("code", ""))[:80], checks.all()


def _members(data: bytes) -> Mapping[str, Any] | None:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
