"""A negotiation as both parties know it: a value that each message replaces.

Spec: spec/60-negotiate.md (NEG-1, NEG-2), spec/65-modes.md for the bid and the grid.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from protocol.bodies import Agreement, Offer, Open
from protocol.counter import Counter
from protocol.errors import ProtocolError
from protocol.fulfilling import Fulfilment
from protocol.mediation import Grid
from protocol.table import Party, State


class StrangerError(ProtocolError):
    """The sender is neither of the thread's two parties."""

    code = "stranger"
    requirement = "NEG-2"
    status = 403
    advice = "Open a thread of your own."

    def __init__(self) -> None:
        super().__init__("the sender is no party of this thread")


_NOTHING: Final[MappingProxyType[str, Any]] = MappingProxyType({})


class Negotiation(NamedTuple):
    """A thread as both parties know it. `offers` and `counters` are those that still count, by hash."""

    state: State = State.START
    thread: str = ""
    twin: str = ""
    brand: str = ""
    seq: int = -1
    last: str = ""
    opening: Open | None = None
    bodies: MappingProxyType[str, Mapping[str, Any]] = _NOTHING
    """Every offer's body as it was signed, by hash: what an agreement must repeat to the byte."""
    offers: MappingProxyType[str, Offer] = _NOTHING
    counters: MappingProxyType[str, Counter] = _NOTHING
    accepted: Agreement | None = None
    """What the twin accepted: outstanding while the state is ACCEPTED, binding once it is AGREED."""
    accepted_hash: str = ""
    fulfilment: Fulfilment | None = None
    """The order, once there is one."""
    commitment: str = ""
    """Of a sealed bid: what the brand committed to."""
    listed: tuple[str, ...] = ()
    """The commitments of the window."""
    grid: Grid | None = None
    """Of mediated play: the packages there are."""
    round: int = 0
    """Of mediated play: the last round that the twin asked for."""

    @property
    def is_sealed(self) -> bool:
        """Whether the open asks for a sealed bid."""
        return self.opening is not None and self.opening.mode == "sealed"

    @property
    def is_mediated(self) -> bool:
        """Whether the open asks for mediated play."""
        return self.opening is not None and self.opening.mode == "mediated"

    def party(self, did: str) -> Party:
        """Return which side *did* is. Raises `StrangerError` (NEG-2)."""
        if did == self.twin:
            return Party.TWIN
        if did == self.brand:
            return Party.BRAND
        raise StrangerError
