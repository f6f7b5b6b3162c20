"""What a webhook carries: little, so that what is erased later was never sent.

It says which event happened, when, and in which thread; of a deal also its total. Whoever may know more asks
the API for it. No key of a person is in it, no value that a person disclosed, no cost and no limit.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

from protocol import encode, write_time
from protocol.base64url import to_base64url

TEST: Final = "test"
"""The event of a webhook that a person sends to try the way; no event of the registry is called so."""


def event_name(thread: str, seq: int, event: str) -> str:
    """Return the id of *event*, made by message *seq* of *thread*: the same however often it is sent."""
    return "msg_" + to_base64url(sha256(f"{thread}/{seq}/{event}".encode()).digest()[:18])


def payload(event: str, thread: str, message: Mapping[str, Any], *, at_ms: int) -> bytes:
    """Return the body of the webhook of *event*, which *message* of *thread* made at *at_ms*."""
    data: dict[str, Any] = {"thread": thread}
    if event in {"first-deal", "repeat-deal"}:
        data["total"] = message["body"]["agreement"]["deal"]["total"]
    return encode({"type": event, "timestamp": write_time(at_ms), "data": data})


def trial_payload(*, at_ms: int) -> bytes:
    """Return the body of a webhook that only tries the way."""
    return encode({"type": TEST, "timestamp": write_time(at_ms), "data": {}})
