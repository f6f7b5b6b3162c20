"""Changes of the policy's file for a goal: written and logged together, and taken back.

The file is replaced inside the transaction that logs the change: if either fails, neither stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from brand_agent.edge.goal_log import append_entry, read_log
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
    connection: Connection, file: Path, proposal: Proposal, by: str | None, *, at_ms: int
) -> LogEntry:
    """Write *proposal* to the policy in *file*, approved *by* a person, or None: under its mandate.

    Raises `NotSignedError`, `OutsideLimitsError`, `OutsideMandateError` or `ChangedSinceError`; then nothing
    is changed.
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
    }
    entry = append_entry(connection, "applied", who, facts, at_ms=at_ms)
    _replace(file, proposal.before, proposal.after)
    return entry


def left_by_person(log: tuple[LogEntry, ...], text: str) -> str:
    """Return the policy as a person last left it: *text* without what mandates changed in a row before it."""
    for entry in reversed(log):
        facts = entry.facts
        if entry.kind == "applied" and facts["mandate"] and facts["after"] == text:
            text = facts["before"]
    return text


def revert_change(connection: Connection, file: Path, proposal: str, by: str, *, at_ms: int) -> LogEntry:
    """Take the applied change *proposal* back. Lines that were edited since stay as they are.

    Raises `UnknownProposalError`, `ChangedSinceError`, `NotSignedError` or `OutsideLimitsError`.
    """
    if not by.strip():
        raise NotSignedError("a change is taken back by somebody with a name")
    log = read_log(connection)
    facts = _applied(log, proposal)
    now = file.read_text(encoding="utf-8")
    after = taken_back(now, facts["before"], facts["after"])
    if after is None:
        raise ChangedSinceError(f"the lines of {proposal} were edited after it")
    signed = in_force(log)
    if signed is not None:
        looser = tightening(read_policy(after).guardrails, signed.limits)
        if set(looser) - set(tightening(read_policy(now).guardrails, signed.limits)):
            names = ", ".join(looser)
            raise OutsideLimitsError(f"without {proposal}, {names} would be looser than what was signed")
    told = {"proposal": proposal, "diff": difference(now, after), "before": now, "after": after}
    entry = append_entry(connection, "reverted", by, told, at_ms=at_ms)
    _replace(file, now, after)
    return entry


def _applied(log: tuple[LogEntry, ...], proposal: str) -> Mapping[str, Any]:
    """The facts of the change *proposal*, if it was applied and not taken back since."""
    for entry in reversed(log):
        if entry.facts.get("proposal") == proposal and entry.kind in {"applied", "reverted"}:
            if entry.kind == "applied":
                return entry.facts
            break
    raise UnknownProposalError(f"no change {proposal} is in the policy", "Look at `dailyme brand goal list`.")


def _replace(file: Path, before: str, after: str) -> None:
    """Put *after* in the place of *before*, at once or not at all."""
    read_policy(after)
    if file.read_text(encoding="utf-8") != before:
        raise ChangedSinceError(f"{file} was edited meanwhile", "Look at it, and try again.")
    beside = file.with_name(f".{file.name}.new")
    beside.write_text(after, encoding="utf-8")
    beside.chmod(file.stat().st_mode & 0o777)
    beside.replace(file)
