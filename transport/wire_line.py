"""A line of the wire log: what was sent and what came back, to the byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Literal

import orjson

from protocol import message_hash


@dataclass(frozen=True)
class WireLine:
    """One request or one answer. `brand` is the DID of the other party, a directory's too."""

    direction: Literal["sent", "received"]
    brand: str
    method: str
    url: str
    thread: str | None
    seq: int | None
    text: str
    """The exact body; empty for a GET."""

    def members(self) -> dict[str, Any]:
        """The line as JSON members; thread and seq are left out where there are none."""
        return {name: value for name, value in asdict(self).items() if value is not None}


WireLog = Callable[[WireLine], None]
"""Gets every line as it happens."""


def place(data: bytes) -> tuple[str | None, int | None]:
    """Return the thread and the seq of the message in *data*; None where it has none.

    The thread of what opens one is its own hash (ENV-2).
    """
    try:
        value = orjson.loads(data)
    except ValueError:
        return None, None
    if type(value) is not dict:
        return None, None
    seq, thread = value.get("seq"), value.get("thread")
    if thread is None and seq == 0:
        thread = message_hash(value)
    return thread if type(thread) is str else None, seq if type(seq) is int else None
