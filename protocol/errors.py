"""What can go wrong on the wire: one class per broken rule, each with a stable code.

Spec: spec/20-wire.md (WIRE-20 to WIRE-23).

A code, once released, is never changed or reused. `status` is the HTTP status a server answers with,
`advice` says what the sender can do next. `problem` makes the RFC 9457 document of an error.
"""

from __future__ import annotations

from typing import Any, ClassVar

PROBLEM_TYPE = "https://dailyme.dev/problems/"
"""Prefix of the `type` member of a problem document; the code follows."""


class ProtocolError(Exception):
    """A rule of the protocol is broken. Nothing has changed because of the message."""

    code: ClassVar[str] = "protocol-error"
    requirement: ClassVar[str] = ""
    status: ClassVar[int] = 400
    advice: ClassVar[str] = "Read the requirement and send a message that keeps it."

    @property
    def detail(self) -> str:
        """The error in words, for people; never parsed."""
        return str(self)


def problem(error: ProtocolError) -> dict[str, Any]:
    """Return the RFC 9457 problem document of *error*, as JSON members."""
    return {
        "type": PROBLEM_TYPE + error.code,
        "title": error.code.replace("-", " "),
        "status": error.status,
        "detail": error.detail[:500],
        "code": error.code,
        "requirement": error.requirement,
        "advice": error.advice,
    }
