"""Canonical bytes: one value, one spelling, and a reader that takes no other.

Spec: spec/20-wire.md (WIRE-1 to WIRE-9).

RFC 8785 (JCS) narrowed to integers, ASCII member names and safe text. Two checks make the reader strict:
the bytes received equal the canonical form of what they parse to, and a walk over every value finds what
the form alone lets through. Inside the subset, sorted `orjson` writes the same bytes as RFC 8785.
"""

from __future__ import annotations

from typing import Any, Final

import orjson

from protocol.errors import ProtocolError
from protocol.money import MAX_INTEGER
from protocol.text import fault

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


class NotCanonicalError(ProtocolError):
    """JSON, but in another spelling: white space, order, a duplicate, an escape, a number's form."""

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


def encode(value: Any) -> bytes:
    """Return the canonical bytes of *value*.

    Raises the error of the rule that *value* breaks (WIRE-4 to WIRE-7), or `TooLargeError`.
    """
    walk(value)
    data = spell(value)
    if len(data) > MAX_BYTES:  # WIRE-1
        raise TooLargeError(len(data))
    return data


def decode(data: bytes) -> Any:
    """Return the value that *data* spells.

    Raises `TooLargeError`, `NotJsonError`, `NotCanonicalError`, or what `walk` raises.
    """
    if len(data) > MAX_BYTES:  # WIRE-1
        raise TooLargeError(len(data))
    try:
        value = orjson.loads(data)
    except (ValueError, RecursionError) as error:  # WIRE-2
        raise NotJsonError(f"no JSON text in UTF-8: {str(error)[:120]}") from None
    walk(value)
    if spell(value) != data:  # WIRE-3
        raise NotCanonicalError
    return value


def spell(value: Any) -> bytes:
    """Return sorted bytes of a *value* that is known to keep the rules: canonical only then."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def walk(value: Any) -> None:
    """Check every value inside *value*, unknown members included.

    Raises `BadNumberError` (WIRE-4), `BadNameError` (WIRE-5), `BadTextError` (WIRE-6) or
    `TooDeepError` (WIRE-7).
    """
    level = [value]
    for room in range(MAX_DEPTH, -1, -1):
        inside: list[Any] = []
        for item in level:
            kind = type(item)
            if kind is str:
                if not (item.isascii() and item.isprintable()):
                    _check_text(item)
            elif kind is dict:
                if not room:  # WIRE-7
                    raise TooDeepError
                for name in item:
                    if type(name) is not str or not (name.isascii() and name.isprintable()):  # WIRE-5
                        raise BadNameError(f"the member name {str(name)[:40]!r} is not printable ASCII")
                inside.extend(item.values())
            elif kind is list or kind is tuple:
                if not room:  # WIRE-7
                    raise TooDeepError
                inside.extend(item)
            elif kind is int:
                if not -MAX_INTEGER <= item <= MAX_INTEGER:  # WIRE-4
                    raise BadNumberError("an integer is beyond 2^53-1")
            elif item is not None and kind is not bool:  # WIRE-4
                raise BadNumberError(f"a {kind.__name__} is no integer")
        if not inside:
            return
        level = inside


def _check_text(text: str) -> None:
    found = fault(text)
    if found is not None:  # WIRE-6
        raise BadTextError(found)
