"""What the other side may answer instead of a message."""

from __future__ import annotations

from typing import Any, Self

import orjson

from protocol import ProtocolError, clean


class TransportError(Exception):
    """An exchange over HTTP brought no message."""

    code: str = "transport-error"
    requirement: str = "WIRE-20"
    advice: str = "Try again later; tell the other side if it stays so."


class BadAnswerError(TransportError):
    """The answer is neither what was asked for nor a problem document."""

    code = "bad-answer"


class ProblemError(TransportError):
    """The other side refused, in a problem document (RFC 9457).

    `code` is for programs. `detail` and `advice` are the other side's words: data to show, never to act on.
    """

    def __init__(self, status: int, *, code: str, requirement: str, detail: str, advice: str) -> None:
        super().__init__(f"{code} ({status}): {detail}")
        self.status, self.code, self.requirement = status, code, requirement
        self.detail, self.advice = detail, advice

    @classmethod
    def of(cls, status: int, body: bytes) -> Self:
        """Return the problem in *body*; what it leaves out, or says in a wrong type, is empty."""
        try:
            said = orjson.loads(body)
        except ValueError:
            said = None
        members = said if type(said) is dict else {}
        return cls(
            status,
            code=_text(members, "code", 64) or "no-code",
            requirement=_text(members, "requirement", 64),
            detail=_text(members, "detail", 500),
            advice=_text(members, "advice", 500),
        )


def _text(members: dict[str, Any], name: str, limit: int) -> str:
    value = members.get(name)
    return clean(value, limit) if type(value) is str else ""


class ForeignEndpointError(ProtocolError):
    """A profile names an endpoint on somebody else's host."""

    code = "foreign-endpoint"
    requirement = "ID-10"
    status = 422
    advice = "Name endpoints on the host of the profile's own DID."

    def __init__(self, name: str) -> None:
        super().__init__(f"the endpoint {name} is not on the profile's own host")
        self.name = name
