"""Which text may travel: NFC, visible, and of an age that every implementation knows.

Spec: spec/20-wire.md (WIRE-6).

Normalisation differs between Unicode versions only where a character is new, so code points that
Unicode 14 leaves unassigned are refused from a table that ships here: a newer Python knows more, and
must not accept more.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from protocol.unicode14_table import UNASSIGNED

_CONTROL: Final = ((0x00, 0x1F), (0x7F, 0x9F))
_BIDI: Final = ((0x061C, 0x061C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069))
_TAGS: Final = ((0xE0000, 0xE007F),)
_SURROGATES: Final = ((0xD800, 0xDFFF),)


def _unassigned() -> tuple[tuple[int, int], ...]:
    ranges = (part.partition("-") for part in UNASSIGNED.split())
    return tuple((int(first, 16), int(last or first, 16)) for first, _, last in ranges)


def _one_of(ranges: tuple[tuple[int, int], ...]) -> re.Pattern[str]:
    return re.compile("[" + "".join(f"\\U{a:08x}-\\U{b:08x}" for a, b in ranges) + "]")


FORBIDDEN: Final = {
    "control": _one_of(_CONTROL),
    "bidirectional control": _one_of(_BIDI),
    "tag": _one_of(_TAGS),
    "surrogate": _one_of(_SURROGATES),
    "unassigned (Unicode 14)": _one_of(_unassigned()),
}
"""The kinds of character that may not travel, each with a pattern that finds one."""

_ANY: Final = _one_of((*_CONTROL, *_BIDI, *_TAGS, *_SURROGATES, *_unassigned()))


def fault(text: str) -> str | None:
    """Say in words why *text* may not travel; None if it may.

    >>> fault("caf\\u00e9") is None
    True
    >>> fault("cafe\\u0301")
    'the text is not in normal form C'
    """
    found = _ANY.search(text)
    if found is not None:
        kind = next(name for name, pattern in FORBIDDEN.items() if pattern.match(found.group()))
        return f"U+{ord(found.group()):04X} is a {kind} character"
    if not unicodedata.is_normalized("NFC", text):
        return "the text is not in normal form C"
    return None


def clean(text: str, limit: int) -> str:
    """Return *text* from a foreign source made fit to travel: NFC, one line, at most *limit* characters.

    Characters that may not travel become spaces, and runs of white space one space.
    """
    spaced = _ANY.sub(" ", text)
    return unicodedata.normalize("NFC", " ".join(spaced.split()))[:limit].rstrip()
