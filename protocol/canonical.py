"""Canonical bytes: one value, one spelling, and a reader that takes no other.

Spec: spec/20-wire.md (WIRE-1 to WIRE-7).

RFC 8785 (JCS) narrowed to integers, ASCII member names and safe text. Two checks make the reader strict:
the bytes received equal the canonical form of what they parse to, and a walk over every value finds what
the form alone lets through. Inside the subset, sorted `orjson` writes the same bytes as RFC 8785.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import orjson

from protocol.byte_errors import (
    MAX_BYTES,
    MAX_DEPTH,
    BadNameError,
    BadNumberError,
    BadTextError,
    TooDeepError,
    TooLargeError,
)
from protocol.diagnosis import misspelled, unread
from protocol.money import MAX_INTEGER
from protocol.text import fault


def encode(value: Any) -> bytes:
    """Return the canonical bytes of *value*.

    Raises the error of the rule that *value* breaks (WIRE-4 to WIRE-7), or `TooLargeError`.
    """
    _check_shape((value,), MAX_DEPTH)
    try:
        data = spell(value)
    except orjson.JSONEncodeError:  # a name that is no text, or text that is no UTF-8
        _check_texts(value)
        raise
    if not _plainly_safe(data):
        _check_texts(value)
    return fit(data)


def decode(data: bytes) -> Any:
    """Return the value that *data* spells.

    Raises `TooLargeError`, `NotUtf8Error`, `NotJsonError`, `DuplicateMemberError`, `NotCanonicalError`, or
    what `walk` raises.
    """
    fit(data)
    try:
        value = orjson.loads(data)
    except (ValueError, RecursionError) as error:  # WIRE-2
        raise unread(data, error) from None
    _check_shape((value,), MAX_DEPTH)
    if not _plainly_safe(data):
        _check_texts(value)
    if spell(value) != data:  # WIRE-3
        raise misspelled(data)
    return value


def spell(value: Any) -> bytes:
    """Return sorted bytes of a *value* that is known to keep the rules: canonical only then."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def fit(data: bytes) -> bytes:
    """Return *data* if it is no larger than a message may be. Raises `TooLargeError` (WIRE-1)."""
    if len(data) > MAX_BYTES:  # WIRE-1
        raise TooLargeError(len(data))
    return data


def walk(value: Any) -> None:
    """Check every value inside *value*, unknown members included.

    Raises `BadNumberError` (WIRE-4), `BadNameError` (WIRE-5), `BadTextError` (WIRE-6) or
    `TooDeepError` (WIRE-7).
    """
    _check_shape((value,), MAX_DEPTH)
    _check_texts(value)


def _check_shape(items: Iterable[Any], room: int) -> None:
    """Check kinds, sizes and depth; text comes first, being most of a message."""
    for item in items:
        kind = type(item)
        if kind is str:
            continue
        if kind is dict or kind is list or kind is tuple:
            if not room:  # WIRE-7
                raise TooDeepError
            _check_shape(item.values() if kind is dict else item, room - 1)
        elif kind is int:
            if not _LEAST <= item <= MAX_INTEGER:  # WIRE-4
                raise BadNumberError("an integer is beyond 2^53-1")
        elif kind is not bool and item is not None:  # WIRE-4
            raise BadNumberError(f"a {kind.__name__} is no integer")


_LEAST: Final = -MAX_INTEGER


def _plainly_safe(data: bytes) -> bool:
    """Say whether JSON *data* surely keeps WIRE-5 and WIRE-6: printable ASCII (raw controls are no JSON)."""
    return data.isascii() and b"\\" not in data and b"\x7f" not in data


def _check_texts(value: Any) -> None:
    """Check every text and name inside *value*, whose depth is known to be small."""
    if type(value) is str:
        if not (value.isascii() and value.isprintable()):
            found = fault(value)
            if found is not None:  # WIRE-6
                raise BadTextError(found)
    elif type(value) is dict:
        for name, item in value.items():
            if type(name) is not str or not (name.isascii() and name.isprintable()):  # WIRE-5
                raise BadNameError(f"the member name {str(name)[:40]!r} is not printable ASCII")
            _check_texts(item)
    elif type(value) is list or type(value) is tuple:
        for item in value:
            _check_texts(item)
