"""JSON from a page's script, mended where that leaves no doubt.

Spec: spec/40-scan.md (SCAN-31).

Shops' templates write a comma too many, comments, raw line ends in strings, a CDATA wrapper or a closing
semicolon, or escape all quotes for HTML: each has one meaning and is mended. Anything else is an error, and
so is a member that stands there twice with different values. Numbers stay the text that they were.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any, Final

_OPENINGS: Final = ("\ufeff", "<!--", "<![CDATA[")
_CLOSINGS: Final = (";", "-->", "]]>")
# a string without an end takes all that follows, so that no text is searched twice
_STRING: Final = r'(?P<string>"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z))'
_COMMENT: Final = re.compile(_STRING + r"|/\*.*?(?:\*/|\Z)|//[^\r\n]*", re.DOTALL)
_COMMA: Final = re.compile(_STRING + r"|,(?=\s*[\]}])", re.DOTALL)


class BadJsonError(ValueError):
    """A script that is no JSON, or says two things."""

    code = "bad-json"
    requirement = "SCAN-31"

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line
        """Line of the script, from 1."""


def read_json(text: str) -> Any:
    """Return the value of *text*: objects, arrays, text, true, false, none. Raises `BadJsonError`.

    >>> read_json('{"price": 19.90, /* now */ "tags": ["a", "b",],};')
    {'price': '19.90', 'tags': ['a', 'b']}
    """
    try:
        return _parse(text)
    except BadJsonError:
        raise
    except RecursionError:
        raise BadJsonError("it is nested too deeply", 1) from None
    except ValueError as error:
        first = error
    try:
        return _parse(_mended(text))
    except BadJsonError:
        raise
    except (ValueError, RecursionError):
        reason = f"it is no JSON, and can't be mended without a guess: {str(first)[:120]}"
        raise BadJsonError(reason, getattr(first, "lineno", 1)) from None


def _parse(text: str) -> Any:
    return json.loads(
        text, strict=False, parse_int=str, parse_float=str, parse_constant=_refuse, object_pairs_hook=_object
    )


def _mended(text: str) -> str:
    if '"' not in text and "&quot;" in text:
        text = html.unescape(text)
    return _COMMA.sub(_kept, _unwrapped(_COMMENT.sub(_kept, text)))


def _unwrapped(text: str) -> str:
    for _ in range(4):
        text = text.strip()
        for opening, closing in zip(_OPENINGS, _CLOSINGS, strict=True):
            text = text.removeprefix(opening).removesuffix(closing)
    return text


def _kept(found: re.Match[str]) -> str:
    return found["string"] or ""


def _refuse(word: str) -> Any:
    raise BadJsonError(f"{word} is no number of JSON", 1)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for name, value in pairs:
        if members.setdefault(name, value) != value:
            raise BadJsonError(f"the member {name[:40]!r} stands there twice, and differs", 1)
    return members
