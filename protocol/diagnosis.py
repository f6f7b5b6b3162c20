"""Why bytes were refused: the one code that every implementation gives, whatever its parser says.

Spec: spec/20-wire.md (WIRE-2 to WIRE-4, WIRE-6, WIRE-7). Only bad bytes come here: slow is fine, but linear.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from protocol.byte_errors import (
    MAX_DEPTH,
    BadNumberError,
    BadTextError,
    DuplicateMemberError,
    NotCanonicalError,
    NotJsonError,
    NotUtf8Error,
    TooDeepError,
)
from protocol.errors import ProtocolError

_STRING: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"{}[]"))


def unread(data: bytes, error: Exception) -> ProtocolError:
    """Return the error of *data* that the parser refused with *error*."""
    try:
        text = data.decode()
    except UnicodeDecodeError as fault:
        return NotUtf8Error(f"byte {fault.start} is no UTF-8")
    if _deep(data):  # WIRE-7: a parser's own limit must not decide the code
        return TooDeepError()
    try:
        value = json.loads(text, parse_float=str, parse_int=str, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return NotJsonError(f"no JSON text: {str(error)[:120]}")
    if _SURROGATE.search(json.dumps(value, ensure_ascii=False)) is not None:  # WIRE-6
        return BadTextError("a text holds half of a surrogate pair")
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


def misspelled(data: bytes) -> ProtocolError:
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
