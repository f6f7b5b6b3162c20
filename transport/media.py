"""The media types of the wire."""

from __future__ import annotations

from typing import Final

MESSAGE: Final = "application/dailyme+json"
"""A signed object in canonical bytes."""

CARRIED: Final = "application/dailyme-carried+json"
"""A signed object, and beside it the values whose hashes it holds."""

PROBLEM: Final = "application/problem+json"
"""A refusal (RFC 9457), unsigned."""

EVENTS: Final = "text/event-stream"
"""Server-sent events, one signed object each."""

JSON: Final = "application/json"
"""Ordinary JSON: a did document."""


def media_type(header: str | None) -> str:
    """Return the type in a Content-Type *header*, lower case, without its parameters."""
    return (header or "").partition(";")[0].strip().lower()
