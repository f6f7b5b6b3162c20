"""What each move of mediated play may say.

Spec: spec/65-modes.md (MED-1, MED-8, MED-10, MED-19, MED-20).

Who holds no key of the thread can check all of this: that a package is the one of the mark, only the two can.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from protocol.bodies import Offer
from protocol.canonical import spell
from protocol.errors import ProtocolError
from protocol.mediated import BadScheduleError
from protocol.mediation import Grid
from protocol.message import Message
from protocol.sealed import check_mode
from protocol.table import Move, State
from protocol.thread import Negotiation


class WrongRoundError(ProtocolError):
    """A round that is not the next one, or the marks of another round than was asked for."""

    code = "wrong-round"
    requirement = "MED-10"
    status = 409
    advice = "Ask for the rounds of the grid in order, from 1, and answer the one that was asked for."


class WrongOverlapError(ProtocolError):
    """What the marketplace said is not of this thread's last round, or it found nothing."""

    code = "wrong-overlap"
    requirement = "MED-19"
    status = 409
    advice = "Show what the mediator of the open signed for the last round, once it names a mark."


class PackageDiffersError(ProtocolError):
    """An offer of something else than the package that was found."""

    code = "package-differs"
    requirement = "MED-20"
    status = 409
    advice = "Offer the total and the terms of the package, or close the thread."


def check_proposed(talk: Negotiation, offer: Offer) -> None:
    """Return unless *offer* answers a package and is none of the grid. Raises `PackageDiffersError`."""
    if talk.state is not State.MATCHED or talk.grid is None:
        return
    if not any(one.total == offer.total and one.terms == offer.terms for one in talk.grid.packages):
        raise PackageDiffersError("the offer is no package of the grid")  # MED-20


def _grid(talk: Negotiation, message: Message) -> dict[str, Any]:
    assert message.envelope.type == "grid"
    check_mode(talk, "mediated")  # MED-8
    grid = message.envelope.body
    _check_grid(grid, "" if talk.opening is None else talk.opening.currency)
    return {"grid": grid}


def _check_grid(grid: Grid, currency: str) -> None:
    if len({spell(one.members()) for one in grid.packages}) != len(grid.packages):  # MED-1
        raise BadScheduleError("the grid has a package twice")
    if any(one.total.currency != currency for one in grid.packages):  # MED-1
        raise BadScheduleError("a package is in another currency than the open asks")


def _round(talk: Negotiation, message: Message) -> dict[str, Any]:
    assert message.envelope.type == "round"
    asked = message.envelope.body.round
    if talk.grid is None or not asked == talk.round + 1 <= talk.grid.rounds:  # MED-10
        raise WrongRoundError(f"round {asked} came after round {talk.round}")
    return {"round": asked}


def _marks(talk: Negotiation, message: Message) -> dict[str, Any]:
    assert message.envelope.type == "marks"
    if message.envelope.body.round != talk.round:  # MED-10
        raise WrongRoundError(f"the twin asked for round {talk.round}")
    return {}


def _package(talk: Negotiation, message: Message) -> dict[str, Any]:
    assert message.envelope.type == "package"
    said = message.envelope.body.overlap
    mediator = None if talk.opening is None else talk.opening.mediator
    if said.from_ != mediator or said.to != talk.twin:  # MED-19
        raise WrongOverlapError("it was said by another marketplace, or to another twin")
    if (said.body.thread, said.body.round) != (talk.thread, talk.round):  # MED-19
        raise WrongOverlapError("it is about another thread, or not about its last round")
    if said.body.mark is None:  # MED-19
        raise WrongOverlapError("it names no mark")
    return {}


MEDIATED: Final[Mapping[Move, Callable[[Negotiation, Message], dict[str, Any]]]] = MappingProxyType(
    {Move.GRID: _grid, Move.ROUND: _round, Move.MARKS: _marks, Move.PACKAGE: _package}
)
