"""What the Co-Marketer proposes now: from the log, the brand's threads, its policy and its catalog."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection

from brand_agent import BrandPolicy, read_policy
from brand_agent.edge.goal_changes import declined, left_by_person
from brand_agent.edge.goal_log import read_log
from brand_agent.edge.lessons import read_lessons, read_margin
from brand_agent.goals.book import Version, in_force
from brand_agent.goals.chain import LogEntry
from brand_agent.goals.errors import OutsideMandateError, UnknownProposalError
from brand_agent.goals.given import Given
from brand_agent.goals.goal import Direction, Goal, Limits, Metric
from brand_agent.goals.mandates import check_mandate
from brand_agent.goals.people import whom
from brand_agent.goals.phrasing import in_words
from brand_agent.goals.proposal import Proposal
from brand_agent.goals.proposing import proposals
from dailyme.outputs_goal import ShownEffect, ShownProposal
from dailyme.wiring.goal_words import Asked, Sold
from language import LanguageModel

NO_GOAL: Final = 'No goal is signed: this is what your threads alone speak for. dailyme brand goal set "..."'
TRIED: Final = "For words that nobody signed: nothing of it can be applied."
NOTHING: Final = Version(0, "", (Goal(Metric.PROFIT, Direction.UP),), Limits(), (), (), {}, 0, "draft")
"""Where no goal is signed: more profit, as `brand learn` looks for."""


@lru_cache(maxsize=64)
def policy_of(text: str) -> BrandPolicy:
    """Return the policy that *text* is; the same text is read once. Raises `PolicyError`."""
    return read_policy(text)


@dataclass(frozen=True)
class Known:
    """What proposals come from: the log, and what the threads taught."""

    log: tuple[LogEntry, ...]
    rows: Sequence[Any]
    margin: float | None


def known_of(connection: Connection) -> Known:
    """Return what the store says."""
    return Known(read_log(connection), read_lessons(connection), read_margin(connection))


@dataclass(frozen=True)
class Proposed:
    """What is proposed, what it was made from, and what people said to earlier ones."""

    found: tuple[Proposal, ...]
    given: Given
    log: tuple[LogEntry, ...]

    def one(self, id: str) -> Proposal:
        """Return the proposal *id*. Raises `UnknownProposalError`."""
        for proposal in self.found:
            if proposal.id == id:
                return proposal
        raise UnknownProposalError(f"there is no proposal {id}")


def proposed(known: Known, shop: Sold, trial: Asked | None, *, at_ms: int) -> Proposed:
    """Return what is proposed for the signed goal, or for the words of *trial*, and nobody declined."""
    policy, entries = shop
    version = in_force(known.log) or NOTHING
    if trial is not None:
        reading = trial.read()
        version = Version(
            0, reading.text, reading.goals, reading.limits, reading.priorities, (), {}, 0, "draft"
        )
    given = Given(policy, version, entries, known.rows, known.margin, at_ms)
    gone = declined(known.log)
    return Proposed(tuple(one for one in proposals(given) if one.id not in gone), given, known.log)


async def shown_proposal(
    log: tuple[LogEntry, ...], one: Proposal, model: LanguageModel, *, at_ms: int
) -> ShownProposal:
    """Return *one* as it is shown."""
    return ShownProposal(
        id=one.id,
        kind=one.kind,
        goal=one.goal,
        touches=list(one.touches),
        reason=one.reason,
        words=await in_words(model, one),
        effect=ShownEffect.model_validate(one.effect.members()),
        diff=one.diff,
        mandate=not outside_mandate(log, one, at_ms=at_ms),
    )


def outside_mandate(log: tuple[LogEntry, ...], one: Proposal, *, at_ms: int) -> str:
    """Return why the mandate does not cover *one*; empty if it does."""
    base = policy_of(left_by_person(log, one.before))
    try:
        check_mandate(one.kind, base, policy_of(one.after), at_ms=at_ms)
    except OutsideMandateError as error:
        return str(error)
    return ""


def notes_of(now: Proposed) -> list[str]:
    """Return what else is to be said: what was not proposed and why, and what can't be known."""
    version = now.given.version
    notes = [NO_GOAL] if version.number == 0 and not version.text else []
    notes += [TRIED] if version.number == 0 and version.text else []
    notes += sorted(_people(version.goals))
    notes += [f"Not proposed: {why}" for why in dict.fromkeys(now.given.left)]
    if not now.found:
        notes.append("Nothing is proposed: what would help breaks a limit, or is not known to help.")
    return notes


def _people(goals: Iterable[Goal]) -> set[str]:
    return {known.known for goal in goals if (known := whom(goal)) is not None}
