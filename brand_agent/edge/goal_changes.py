"""Changes of the policy's file for a goal: written and logged together, and taken back.

The file is replaced inside the transaction that logs the change: if either fails, neither stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from brand_agent.edge.console.limits import check_two
from brand_agent.edge.goal_log import append_entry, read_log
from brand_agent.edge.policy_file import replace_policy
from brand_agent.goals.book import in_force
from brand_agent.goals.bounds import check
from brand_agent.goals.chain import LogEntry
from brand_agent.goals.edits import difference, taken_back, tightening
from brand_agent.goals.errors import (
    ChangedSinceError,
    NotSignedError,
    OutsideLimitsError,
    UnknownProposalError,
)
from brand_agent.goals.goal import Limits
from brand_agent.goals.mandates import check_mandate
from brand_agent.goals.proposal import Proposal
from brand_agent.policy_reader import read_policy


def apply_proposal(
    connection: Connection,
    file: Path,
    proposal: Proposal,
    by: str | None,
    *,
    at_ms: int,
    second: str | None = None,
) -> LogEntry:
    """Write *proposal* to the policy in *file*, approved *by* a person, or None: under its mandate.

    second: who else approved it, for what takes two. Raises `NotSignedError`, `OutsideLimitsError`,
    `OutsideMandateError`, `FourEyesError` or `ChangedSinceError`; then nothing is changed.
    """
    log = read_log(connection)
    signed = in_force(log)
    limits = Limits() if signed is None else signed.limits
    held = replace(proposal.signed, limits=limits)
    check(read_policy(proposal.before), read_policy(proposal.after), held)
    if proposal.goal != (0 if signed is None else signed.number):
        raise NotSignedError(f"goal {proposal.goal} is not the signed one")
    who = by
    if who is None and signed is None:
        raise NotSignedError("nothing is changed under a mandate before a goal is signed")
    if who is None:
        base = read_policy(left_by_person(log, proposal.before))
        check_mandate(proposal.kind, base, read_policy(proposal.after), at_ms=at_ms)
        who = f"mandate of {base.mandate.by}"
    if not who.strip():
        raise NotSignedError("a change is approved by somebody with a name")
    if by is not None and second is None:
        check_two(connection, proposal.before, proposal.after)
    facts = {
        "proposal": proposal.id,
        "kind": proposal.kind,
        "goal": proposal.goal,
        "touches": list(proposal.touches),
        "reason": proposal.reason,
        "diff": proposal.diff,
        "before": proposal.before,
        "after": proposal.after,
        "mandate": by is None,
        **({} if second is None else {"second": second}),
    }
    entry = append_entry(connection, "applied", who, facts, at_ms=at_ms)
    replace_policy(file, proposal.before, proposal.after)
    return entry


def left_by_person(log: tuple[LogEntry, ...], text: str) -> str:
    """Return the policy as a person last left it: *text* without what mandates changed in a row before it."""
    for entry in reversed(log):
        facts = entry.facts
        if entry.kind == "applied" and facts["mandate"] and facts["after"] == text:
            text = facts["before"]
    return text


def without_change(connection: Connection, file: Path, proposal: str) -> tuple[str, str]:
    """Return the policy in *file* as it is, and without the applied change *proposal*.

    Raises `UnknownProposalError` or `ChangedSinceError`.
    """
    facts = _applied(read_log(connection), proposal)
    now = file.read_text(encoding="utf-8")
    after = taken_back(now, facts["before"], facts["after"])
    if after is None:
        raise ChangedSinceError(f"the lines of {proposal} were edited after it")
    return now, after


def revert_change(
    connection: Connection, file: Path, proposal: str, by: str, *, at_ms: int, second: str | None = None
) -> LogEntry:
    """Take the applied change *proposal* back. Lines that were edited since stay as they are.

    second: who else approved it, for what takes two. Raises `UnknownProposalError`, `ChangedSinceError`,
    `NotSignedError`, `OutsideLimitsError` or `FourEyesError`.
    """
    if not by.strip():
        raise NotSignedError("a change is taken back by somebody with a name")
    log = read_log(connection)
    now, after = without_change(connection, file, proposal)
    if second is None:
        check_two(connection, now, after)
    signed = in_force(log)
    if signed is not None:
        looser = tightening(read_policy(after).guardrails, signed.limits)
        if set(looser) - set(tightening(read_policy(now).guardrails, signed.limits)):
            names = ", ".join(looser)
            raise OutsideLimitsError(f"without {proposal}, {names} would be looser than what was signed")
    told = {"proposal": proposal, "diff": difference(now, after), "before": now, "after": after}
    told |= {} if second is None else {"second": second}
    entry = append_entry(connection, "reverted", by, told, at_ms=at_ms)
    replace_policy(file, now, after)
    return entry


def _applied(log: tuple[LogEntry, ...], proposal: str) -> Mapping[str, Any]:
    """The facts of the change *proposal*, if it was applied and not taken back since."""
    for entry in reversed(log):
        if entry.facts.get("proposal") == proposal and entry.kind in {"applied", "reverted"}:
            if entry.kind == "applied":
                return entry.facts
            break
    raise UnknownProposalError(f"no change {proposal} is in the policy", "Look at `dailyme brand goal list`.")


def decline_proposal(
    connection: Connection, proposal: Proposal, by: str, because: str, *, at_ms: int
) -> LogEntry:
    """Keep that *by* does not want *proposal*: it is proposed no more, and no mandate applies it.

    Raises `NotSignedError`.
    """
    if not by.strip() or not because.strip():
        raise NotSignedError("a proposal is declined by somebody with a name and a reason")
    facts = {
        "proposal": proposal.id,
        "kind": proposal.kind,
        "goal": proposal.goal,
        "reason": proposal.reason,
        "diff": proposal.diff,
        "because": because,
    }
    return append_entry(connection, "declined", by, facts, at_ms=at_ms)


def declined(log: tuple[LogEntry, ...]) -> frozenset[str]:
    """Return the ids of the proposals that somebody declined."""
    return frozenset(entry.facts["proposal"] for entry in log if entry.kind == "declined")
