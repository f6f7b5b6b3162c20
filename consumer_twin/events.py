"""Events: what the twin is doing, one step at a time, named by the seven words.

An event is for people and logs. It holds no ceiling and no key, and nothing depends on who listens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from protocol import Price

Stage = Literal["wish", "scan", "match", "negotiate", "decide", "agree", "learn"]

What = Literal[
    "begun",
    "shelf-read", "slice-taken", "seller-skipped", "offers-skipped",
    "picked", "nothing-found",
    "open-sent", "counter-sent", "decline-sent", "close-sent",
    "offer-heard", "decline-heard", "refuse-heard", "close-heard", "bid-heard", "window-sent",
    "grid-heard", "round-sent", "marks-heard", "package-sent",
    "option-held", "too-dear", "thread-dropped", "claimed", "not-claimed",
    "ranked", "approved", "needs-approval", "no-deal", "declined",
    "accept-sent", "accept-retried", "agreed", "refused", "in-doubt", "void",
    "sale-sent", "sale-heard",
    "recorded",
]  # fmt: skip


@dataclass(frozen=True)
class Event:
    """One step. *text* is a sentence; *seller* a name; *thread* and *seq* where a message is meant."""

    stage: Stage
    what: What
    text: str
    seller: str = ""
    thread: str = ""
    seq: int | None = None
    line: int | None = None
    total: Price | None = None


Hear = Callable[[Event], None]
"""Somebody who listens."""


def deaf(event: Event) -> None:
    """Listen to nothing."""
