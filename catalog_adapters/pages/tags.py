"""A page's tags before they are parsed, for the time that one takes grows with the square of its attributes.

Spec: spec/40-scan.md (SCAN-33).
"""

from __future__ import annotations

import re
from typing import Final

MOST_ATTRIBUTES: Final = 500
"""Attributes of one tag; measured with libxml2 2.14: 20,000 take 1.3 s, 300,000 five minutes."""

_TAG: Final = re.compile(r"<[A-Za-z](?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+")
_QUOTED: Final = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_BETWEEN: Final = re.compile(r"[\s/]+")


def has_wide_tag(text: str) -> bool:
    """Whether a tag of *text* has more than `MOST_ATTRIBUTES`. Takes time in proportion to *text*."""
    return any(_is_wide(tag[0]) for tag in _TAG.finditer(text) if len(tag[0]) > MOST_ATTRIBUTES)


def _is_wide(tag: str) -> bool:
    bare, values = _QUOTED.subn(" ", tag)
    return max(values, sum(map(bool, _BETWEEN.split(bare))) - 1) > MOST_ATTRIBUTES
