"""How long the twin waits for whom. Nobody who is slow holds up the rest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Patience:
    """Seconds on a real clock.

    scan_s: for all shelves. first_s: for every first offer. haggle_s: for all the haggling after them.
    answer_s: for one answer. settle_s: for a signed answer to an accept, retries included. close_s: for all
    closings. tries: how often one message other than an accept is sent, unchanged, when no answer comes.
    tick_ms: milliseconds between the moments at which messages of a thread may leave; 0 is at once.
    """

    scan_s: float = 20.0
    first_s: float = 8.0
    haggle_s: float = 30.0
    answer_s: float = 8.0
    settle_s: float = 60.0
    close_s: float = 3.0
    tries: int = 3
    tick_ms: int = 200
