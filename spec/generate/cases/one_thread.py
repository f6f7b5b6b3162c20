"""Threads for the vectors: how one goes on, how its last message is refused."""

from __future__ import annotations

from spec.generate.story import follow
from spec.generate.vector import vector
from spec.generate.world import Object

OPENED = follow("twin open")
OFFERED = follow("brand offer", thread=OPENED)
COUNTERED = follow("twin counter", thread=OFFERED)
WITHDRAWN = follow("brand decline", "twin withdraw", thread=COUNTERED)
ACCEPTED = follow("twin accept", thread=OFFERED)
AGREED = follow("brand confirm", thread=ACCEPTED)


def goes(key: str, why: str, thread: list[Object], state: str, at: str | None = None) -> Object:
    """A vector whose last message is taken at *at*, or when it was created, and leads to *state*."""
    return vector(key, why, {"messages": thread, "at": at or thread[-1]["created"]}, {"state": state})


def fails(key: str, why: str, thread: list[Object], code: str, at: str | None = None) -> Object:
    """A vector whose last message is refused with *code*."""
    return vector(key, why, {"messages": thread, "at": at or thread[-1]["created"]}, {"error": code})
