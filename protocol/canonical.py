"""Canonical bytes: one value, one spelling, and a reader that takes no other.

Spec: spec/20-wire.md (WIRE-1 to WIRE-9).

RFC 8785 (JCS) narrowed to integers, ASCII member names and safe text. Two checks make the reader strict:
the bytes received equal the canonical form of what they parse to, and a walk over every value finds what
the form alone lets through. Inside the subset, sorted `orjson` writes the same bytes as RFC 8785.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

import orjson

from protocol.errors import ProtocolError
from protocol.money import MAX_INTEGER
from protocol.text import fault

MAX_BYTES: Final = 64 * 1024
MAX_DEPTH: Final = 16

_SORTED: Final = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_SUBCLASS
)
_DIGITS_ALIKE: Final = bytes.maketrans(b"123456789", b"000000000")
_SIXTEEN_DIGITS: Final = b"0" * 16
_STRING: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"{}[]"))


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


def encode(value: Any) -> bytes:
    """Return the canonical bytes of *value*.

    Raises the error of the rule that *value* breaks (WIRE-4 to WIRE-7), or `TooLargeError`.
    """
    walk(value)
    return fit(spell(value))


def write(members: Any) -> bytes:
    """As `encode`, for JSON values that a model of the wire made: only their text may need a look."""
    data = spell(members)
    if not plain(data):
        walk(members)
    return fit(data)


def fit(data: bytes) -> bytes:
    """Return *data* if it is no larger than a message may be. Raises `TooLargeError` (WIRE-1)."""
    if len(data) > MAX_BYTES:  # WIRE-1
        raise TooLargeError(len(data))
    return data


def decode(data: bytes) -> Any:
    """Return the value that *data* spells.

    Raises `TooLargeError`, `NotUtf8Error`, `NotJsonError`, `DuplicateMemberError`, `NotCanonicalError`, or
    what `walk` raises.
    """
    fit(data)
    try:
        value = orjson.loads(data)
    except (ValueError, RecursionError) as error:  # WIRE-2
        raise _unread(data, error) from None
    if not plain(data):
        walk(value)
    if spell(value) != data:  # WIRE-3
        raise _misspelled(data)
    return value


def spell(value: Any) -> bytes:
    """Return sorted bytes of a *value* that is known to keep the rules: canonical only then."""
    return orjson.dumps(value, option=_SORTED)


def plain(data: bytes) -> bool:
    """Say whether the JSON text *data* surely keeps WIRE-4 to WIRE-7; False means that `walk` has to look.

    ASCII without a backslash or DEL has no text or name to refuse (raw controls are no JSON). Without its
    strings, which the quotes then part cleanly, what is left shows fractions, exponents and long integers.
    Eight rounds of taking out empty brackets, one or two levels each, leave nothing of at most eight levels.
    """
    if not data.isascii() or b"\\" in data or b"\x7f" in data:
        return False
    bare = b"".join(data.split(b'"')[::2]).translate(_DIGITS_ALIKE, b",:-")
    if b"." in bare or b"0e" in bare or b"0E" in bare or _SIXTEEN_DIGITS in bare:
        return False
    brackets = bare.translate(None, _NO_BRACKETS)
    for _ in range(MAX_DEPTH // 2):
        if not brackets:
            return True
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    return not brackets


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
            if kind is dict or kind is list or kind is tuple:
                if not room:  # WIRE-7
                    raise TooDeepError
                inside.extend(_members(item))
            elif kind is str:
                _check_text(item)
            elif kind is int:
                if not -MAX_INTEGER <= item <= MAX_INTEGER:  # WIRE-4
                    raise BadNumberError("an integer is beyond 2^53-1")
            elif item is not None and kind is not bool:  # WIRE-4
                raise BadNumberError(f"a {kind.__name__} is no integer")
        if not inside:
            return
        level = inside


def _members(item: dict[Any, Any] | list[Any] | tuple[Any, ...]) -> Iterable[Any]:
    if not isinstance(item, dict):
        return item
    for name in item:
        if type(name) is not str or not (name.isascii() and name.isprintable()):  # WIRE-5
            raise BadNameError(f"the member name {str(name)[:40]!r} is not printable ASCII")
    return item.values()


def _unread(data: bytes, error: Exception) -> ProtocolError:
    try:
        data.decode()
    except UnicodeDecodeError as fault:
        return NotUtf8Error(f"byte {fault.start} is no UTF-8")
    if _deep(data):  # WIRE-7: a parser's own limit must not decide the code
        return TooDeepError()
    odd: list[str] = []
    try:
        json.loads(data, parse_float=odd.append, parse_int=odd.append, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return NotJsonError(f"no JSON text: {str(error)[:120]}")
    return BadNumberError("a number is beyond what any parser reads")  # WIRE-4


def _deep(data: bytes) -> bool:
    depth = 0
    for bracket in _STRING.sub(b"", data).translate(None, _NO_BRACKETS):
        depth += 1 if bracket in b"[{" else -1
        if depth > MAX_DEPTH:
            return True
    return False


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _misspelled(data: bytes) -> ProtocolError:
    """Return the error of JSON *data* that is not canonical; a duplicate member is named as such."""
    try:
        json.loads(data, object_pairs_hook=_unique)
    except DuplicateMemberError as error:
        return error
    return NotCanonicalError()


def _unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise DuplicateMemberError("an object has two members of one name")
    return members


def _check_text(text: str) -> None:
    if text.isascii() and text.isprintable():
        return
    found = fault(text)
    if found is not None:  # WIRE-6
        raise BadTextError(found)
