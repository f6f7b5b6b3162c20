"""Sealed bids, as the twin sees them: one list for all who committed in time.

Spec: spec/65-modes.md (SEAL-5, SEAL-6, SEAL-9, SEAL-11).

The list is made from what was heard alone, so every brand is sent the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from consumer_twin.scan import Trouble
from consumer_twin.thread import Thread
from protocol import State
from protocol.bodies import Window


def window(threads: Iterable[Thread]) -> Window | None:
    """Return the window over the commits of *threads* that wait for it; None if there is none."""
    waiting = [thread.talk for thread in threads if thread.talk.state is State.COMMITTED]
    return Window(commitments=tuple(sorted({talk.commitment for talk in waiting}))) if waiting else None


def article_of(thread: Thread) -> tuple[str, str]:
    """Return the product and the variant that *thread* asks for."""
    assert thread.talk.opening is not None
    line = thread.talk.opening.lines[0]
    return line.product, line.variant


def unopened(thread: Thread) -> Trouble:
    """Return what became of a bid that the window lists and its brand did not open: it is void (SEAL-9)."""
    reason = "the sealed bid was not opened, so it is void; the commit and the window are kept"
    return Trouble(thread.record.seller.id, "not-revealed", reason)
