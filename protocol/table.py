"""The table of the negotiation: every legal move, and what follows.

Spec: spec/60-negotiate.md (NEG-1 to NEG-3), spec/65-modes.md; spec/85-fulfil.md for what follows `agreed`.
The diagrams in the spec are drawn from it. The sender is in the key, since most negotiation bugs are a right
move by the wrong party.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class State(StrEnum):
    """Where a negotiation stands."""

    START = "start"
    OPENED = "opened"
    OFFERED = "offered"
    COMMITTED = "committed"
    LISTED = "listed"
    REVEALED = "revealed"
    MEDIATED = "mediated"
    MARKING = "marking"
    MATCHED = "matched"
    PROPOSED = "proposed"
    COUNTERED = "countered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    AGREED = "agreed"
    ORDERING = "ordering"
    ORDERED = "ordered"
    TRACKING = "tracking"
    RECEIVED = "received"
    RETURNING = "returning"
    JUDGED = "judged"
    REVIEWING = "reviewing"
    CLOSING = "closing"
    CLOSED = "closed"


class Party(StrEnum):
    """The two sides."""

    TWIN = "twin"
    BRAND = "brand"


class Move(StrEnum):
    """The types of message."""

    OPEN = "open"
    OFFER = "offer"
    COUNTER = "counter"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    CONFIRM = "confirm"
    REFUSE = "refuse"
    CLOSE = "close"
    COMMIT = "commit"
    WINDOW = "window"
    REVEAL = "reveal"
    GRID = "grid"
    ROUND = "round"
    MARKS = "marks"
    PACKAGE = "package"
    ORDER = "order"
    HANDOFF = "handoff"
    TRACK = "track"
    STATUS = "status"
    DELIVERED = "delivered"
    RETURN = "return"
    REMEDY = "remedy"
    OUTCOME = "outcome"
    NOTED = "noted"
    REVIEW = "review"


MOVES: Final[Mapping[str, Move]] = MappingProxyType({str(move): move for move in Move})
"""Each type of message as a move."""

TABLE: Final[Mapping[tuple[State, Party, Move], State]] = MappingProxyType(
    {
        (State.START, Party.TWIN, Move.OPEN): State.OPENED,
        (State.OPENED, Party.BRAND, Move.OFFER): State.OFFERED,
        (State.OPENED, Party.BRAND, Move.REFUSE): State.CLOSED,
        (State.OFFERED, Party.TWIN, Move.COUNTER): State.COUNTERED,
        (State.COUNTERED, Party.BRAND, Move.OFFER): State.OFFERED,
        (State.COUNTERED, Party.BRAND, Move.DECLINE): State.OFFERED,
        (State.COUNTERED, Party.BRAND, Move.CLOSE): State.CLOSED,
        (State.OFFERED, Party.TWIN, Move.DECLINE): State.DECLINED,
        (State.DECLINED, Party.BRAND, Move.OFFER): State.OFFERED,
        (State.DECLINED, Party.BRAND, Move.CLOSE): State.CLOSED,
        (State.OFFERED, Party.TWIN, Move.WITHDRAW): State.WITHDRAWN,
        (State.WITHDRAWN, Party.BRAND, Move.OFFER): State.OFFERED,
        (State.WITHDRAWN, Party.BRAND, Move.DECLINE): State.OFFERED,
        (State.OFFERED, Party.TWIN, Move.ACCEPT): State.ACCEPTED,
        (State.ACCEPTED, Party.BRAND, Move.CONFIRM): State.AGREED,
        (State.ACCEPTED, Party.BRAND, Move.REFUSE): State.OFFERED,
        (State.OFFERED, Party.TWIN, Move.CLOSE): State.CLOSING,
        (State.CLOSING, Party.BRAND, Move.CLOSE): State.CLOSED,
        (State.OPENED, Party.BRAND, Move.COMMIT): State.COMMITTED,
        (State.COMMITTED, Party.TWIN, Move.WINDOW): State.LISTED,
        (State.COMMITTED, Party.TWIN, Move.CLOSE): State.CLOSING,
        (State.LISTED, Party.BRAND, Move.REVEAL): State.REVEALED,
        (State.LISTED, Party.BRAND, Move.CLOSE): State.CLOSED,
        (State.REVEALED, Party.TWIN, Move.ACCEPT): State.ACCEPTED,
        (State.REVEALED, Party.TWIN, Move.CLOSE): State.CLOSING,
        (State.OPENED, Party.BRAND, Move.GRID): State.MEDIATED,
        (State.MEDIATED, Party.TWIN, Move.ROUND): State.MARKING,
        (State.MEDIATED, Party.TWIN, Move.PACKAGE): State.MATCHED,
        (State.MEDIATED, Party.TWIN, Move.CLOSE): State.CLOSING,
        (State.MARKING, Party.BRAND, Move.MARKS): State.MEDIATED,
        (State.MARKING, Party.BRAND, Move.CLOSE): State.CLOSED,
        (State.MATCHED, Party.BRAND, Move.OFFER): State.PROPOSED,
        (State.MATCHED, Party.BRAND, Move.CLOSE): State.CLOSED,
        (State.PROPOSED, Party.TWIN, Move.ACCEPT): State.ACCEPTED,
        (State.PROPOSED, Party.TWIN, Move.CLOSE): State.CLOSING,
        (State.AGREED, Party.TWIN, Move.ORDER): State.ORDERING,
        (State.ORDERING, Party.BRAND, Move.HANDOFF): State.ORDERED,
        (State.ORDERING, Party.BRAND, Move.REFUSE): State.AGREED,
        (State.ORDERED, Party.TWIN, Move.ORDER): State.ORDERING,
        (State.ORDERED, Party.TWIN, Move.TRACK): State.TRACKING,
        (State.TRACKING, Party.BRAND, Move.STATUS): State.ORDERED,
        (State.ORDERED, Party.TWIN, Move.DELIVERED): State.RECEIVED,
        (State.RECEIVED, Party.BRAND, Move.REMEDY): State.ORDERED,
        (State.RECEIVED, Party.BRAND, Move.NOTED): State.ORDERED,
        (State.ORDERED, Party.TWIN, Move.RETURN): State.RETURNING,
        (State.RETURNING, Party.BRAND, Move.REMEDY): State.ORDERED,
        (State.ORDERED, Party.TWIN, Move.OUTCOME): State.JUDGED,
        (State.JUDGED, Party.BRAND, Move.NOTED): State.ORDERED,
        (State.ORDERED, Party.TWIN, Move.REVIEW): State.REVIEWING,
        (State.REVIEWING, Party.BRAND, Move.NOTED): State.ORDERED,
    }
)
"""Every legal move, by state and sender, with the state that follows (NEG-3)."""

AFTER: Final[frozenset[State]] = frozenset(
    {
        State.AGREED, State.ORDERING, State.ORDERED, State.TRACKING,
        State.RECEIVED, State.RETURNING, State.JUDGED, State.REVIEWING,
    }
)  # fmt: skip
"""The states in which an agreement stands."""

SEALED: Final[frozenset[State]] = frozenset({State.COMMITTED, State.LISTED, State.REVEALED})
"""The states of a sealed bid."""

MEDIATION: Final[frozenset[State]] = frozenset({State.MEDIATED, State.MARKING, State.MATCHED, State.PROPOSED})
"""The states of mediated play."""
