"""What can be wrong with bytes before anybody asks what they mean.

Spec: spec/20-wire.md (WIRE-1 to WIRE-7).
"""

from __future__ import annotations

from typing import Final

from protocol.errors import ProtocolError

MAX_BYTES: Final = 64 * 1024
MAX_DEPTH: Final = 16


class TooLargeError(ProtocolError):
    """More bytes than a message may have."""

    code = "too-large"
    requirement = "WIRE-1"
    status = 413
    advice = "Send at most 65536 bytes; split what does not fit."

    def __init__(self, size: int) -> None:
        super().__init__(f"{size} bytes are more than {MAX_BYTES}")
        self.size = size


class NotJsonError(ProtocolError):
    """The bytes are no JSON text in UTF-8."""

    code = "not-json"
    requirement = "WIRE-2"
    advice = "Send one JSON text in UTF-8, without a byte order mark."


class NotUtf8Error(ProtocolError):
    """The bytes are no UTF-8."""

    code = "not-utf8"
    requirement = "WIRE-2"
    advice = "Send one JSON text in UTF-8, without a byte order mark."


class DuplicateMemberError(ProtocolError):
    """An object has two members of one name."""

    code = "duplicate-member"
    requirement = "WIRE-3"
    advice = "Name each member once."


class NotCanonicalError(ProtocolError):
    """JSON, but in another spelling: white space, order, an escape, a number's form."""

    code = "not-canonical"
    requirement = "WIRE-3"
    advice = "Send the RFC 8785 form: sorted members, no white space, no duplicates, shortest escapes."

    def __init__(self) -> None:
        super().__init__("the bytes are not the canonical form of what they parse to")


class BadNumberError(ProtocolError):
    """A number that is no integer of at most 2^53-1."""

    code = "bad-number"
    requirement = "WIRE-4"
    advice = "Use integers between -(2^53-1) and 2^53-1; money is in minor units."


class BadNameError(ProtocolError):
    """A member name with characters beyond ASCII, or with a control character."""

    code = "bad-name"
    requirement = "WIRE-5"
    advice = "Name members in printable ASCII."


class BadTextError(ProtocolError):
    """A string with characters that may not travel, or not in NFC."""

    code = "bad-text"
    requirement = "WIRE-6"
    advice = "Send NFC text without control, bidi, tag or (in Unicode 14) unassigned characters."


class TooDeepError(ProtocolError):
    """Nested more deeply than 16 levels."""

    code = "too-deep"
    requirement = "WIRE-7"
    advice = "Nest objects and arrays at most 16 deep."

    def __init__(self) -> None:
        super().__init__(f"nested more than {MAX_DEPTH} deep")
