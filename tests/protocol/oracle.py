"""What the canonical subset allows, said a second time and slowly, to compare the codec with.

Nothing here comes from `protocol`: the standard library parses, `rfc8785` spells, `unicodedata` (14.0) knows
which characters exist.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import rfc8785

SECURITY = Path(__file__).parents[3] / "shared/data/security"
UNICODE_14 = unicodedata.unidata_version == "14.0.0"


def needs(folder: str) -> pytest.MarkDecorator:
    """Skip a test, saying so, where the shared data is absent."""
    there = (SECURITY / folder).is_dir()
    return pytest.mark.skipif(not there, reason=f"../shared/data/security/{folder} is absent")


def files(folder: str, pattern: str) -> list[Path]:
    """The data files, or a single absent one, so that the test shows up as skipped."""
    return sorted((SECURITY / folder).glob(pattern)) or [SECURITY / folder / "absent"]


class Pairs(list[tuple[str, Any]]):
    """An object's members as they stood in the text, duplicates included."""


def parse(data: bytes) -> Any:
    """What *data* spells, with objects as `Pairs`. Raises ValueError if it is no JSON in UTF-8."""
    return json.loads(data.decode(), object_pairs_hook=Pairs, parse_constant=_no_constant)


def faults(value: Any, depth: int = 1) -> set[str]:
    """The codes of all rules that *value* breaks; *value* may hold `Pairs`, dicts or any scalar."""
    if isinstance(value, bool) or value is None:
        return set()
    if isinstance(value, int):
        return set() if abs(value) <= 2**53 - 1 else {"bad-number"}
    if isinstance(value, float):
        return {"bad-number"}
    if isinstance(value, str):
        return set() if text_may_travel(value) else {"bad-text"}
    found = {"too-deep"} if depth > 16 else set()
    members = value if isinstance(value, Pairs) else list(value.items()) if isinstance(value, dict) else None
    if members is None:
        return found.union(*(faults(item, depth + 1) for item in value))
    names = [name for name, _ in members]
    found |= {"duplicate-member"} if len(set(names)) < len(names) else set()
    found |= set() if all(32 <= ord(letter) < 127 for letter in "".join(names)) else {"bad-name"}
    return found.union(*(faults(item, depth + 1) for _, item in members))


def text_may_travel(text: str) -> bool:
    """Whether *text* is NFC without control, surrogate, bidi, tag or unassigned characters."""
    return unicodedata.is_normalized("NFC", text) and not any(map(_refused, text))


def plain(value: Any) -> Any:
    """*value* with dicts for its `Pairs`, of which there are no duplicates."""
    if isinstance(value, Pairs):
        return {name: plain(member) for name, member in value}
    return [plain(item) for item in value] if isinstance(value, list) else value


def spelling(value: Any) -> bytes:
    """The RFC 8785 bytes of *value*."""
    return rfc8785.dumps(value)


def _refused(letter: str) -> bool:
    point = ord(letter)
    return (
        unicodedata.category(letter) in {"Cc", "Cs", "Cn"}
        or unicodedata.bidirectional(letter)
        in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        or point in {0x061C, 0x200E, 0x200F}
        or 0xE0000 <= point <= 0xE007F
    )


def _no_constant(text: str) -> Any:
    raise ValueError(f"{text} is no JSON")
