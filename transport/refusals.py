"""What a server refuses before a message is even read: codes of the way, not of the wire.

Spec: spec/20-wire.md (WIRE-20, WIRE-25).
"""

from __future__ import annotations

from protocol import ProtocolError
from transport.media import MESSAGE


class NotFoundError(ProtocolError):
    """Nothing is served at this path."""

    code = "not-found"
    requirement = "WIRE-20"
    status = 404
    advice = "Take the endpoints from the profile."


class UnknownPageError(ProtocolError):
    """No page has that cursor."""

    code = "unknown-page"
    requirement = "SCAN-5"
    status = 404
    advice = "Start again without a cursor, and follow `next`."


class BadSliceError(ProtocolError):
    """A request that names no slice, or says more than a slice needs."""

    code = "bad-slice"
    requirement = "DIR-11"
    advice = "Name a category, a country, a currency and a cursor, each at most once, and nothing else."


class MethodNotAllowedError(ProtocolError):
    """The path is served, but not by this method."""

    code = "method-not-allowed"
    requirement = "WIRE-25"
    status = 405
    advice = "Get documents and pages; post messages and profiles."


class WrongContentTypeError(ProtocolError):
    """The body does not say that it is a signed object."""

    code = "wrong-content-type"
    requirement = "WIRE-25"
    status = 415
    advice = f"Send Content-Type: {MESSAGE}."


class SlowBodyError(ProtocolError):
    """The body was not there in time."""

    code = "slow-body"
    requirement = "WIRE-25"
    status = 408
    advice = "Send the whole body at once, and try again."


class BadRequestError(ProtocolError):
    """The request can't be understood as HTTP."""

    code = "bad-request"
    requirement = "WIRE-25"
    advice = "Send a plain GET or POST."


class InternalError(ProtocolError):
    """A fault of this server; nothing has changed."""

    code = "internal-error"
    requirement = "WIRE-20"
    status = 500
    advice = "Retry the same bytes later; tell the operator if it stays so."
