"""What was said in a thread, as the next message of it needs to know."""

from __future__ import annotations

from spec.generate.world import Object, digest

NO_HASH = "A" * 43
"""A hash that nothing has."""


def thread_of(thread: list[Object]) -> str:
    """The name of *thread*: the hash of its open."""
    return hash_of(thread[0] if thread else None)


def last(thread: list[Object], kind: str) -> Object | None:
    """The last message of *thread* that is of type *kind*."""
    return next((message for message in reversed(thread) if message["type"] == kind), None)


def hash_of(message: Object | None) -> str:
    """The hash of *message*, or one that nothing has."""
    return digest(message) if message else NO_HASH
