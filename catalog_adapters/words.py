"""The shop's words, made fit to travel: no markup, nothing invisible, no more than so many characters.

Spec: spec/40-scan.md (SCAN-38).

Markup is taken out of text, it is not rendered: what looks like a tag goes, entities become characters, and
so on until nothing changes, so that markup hidden in an entity goes as well. Invisible characters go because
they carry words past a reader; bidirectional and control characters go in `protocol.text.clean`.
"""

from __future__ import annotations

import html
import re
from typing import Final

from protocol.text import clean

TITLE: Final = 300
DESCRIPTION: Final = 4000
NAME: Final = 120
"""Lengths in characters: of a title, of a description, of a brand, option or category."""

_MOST_READ: Final = 40_000
"""A description is not read further than this: what follows would be cut off anyway."""

_HIDDEN_PARTS: Final = re.compile(
    r"<(script|style|template)\b[^<>]*>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL
)
_BREAK: Final = re.compile(
    r"</?(?:address|article|br|dd|div|dl|dt|figure|h[1-6]|hr|li|ol|p|pre|section|table|td|th|tr|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_TAG: Final = re.compile(
    r"</?[a-zA-Z][^<>]*>|<[!?][^<>]*>"
    r"|</?(?:a|body|embed|form|html|iframe|img|input|link|math|meta|object|script|style|svg|video)\b[^<>]*",
    re.IGNORECASE,
)
INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0100-\U000e01ef]"
)


def plain_words(text: str, limit: int) -> str:
    """Return the words of *text* in one line of at most *limit* characters; empty if none are left.

    >>> plain_words("<b>Salt&nbsp;&amp; pepper</b><br>mill\\u200b, &lt;i&gt;oak&lt;/i&gt;", 80)
    'Salt & pepper mill, oak'
    """
    text = text[:_MOST_READ]
    if "<" in text or "&" in text:
        text = _without_markup(text)
    if text.isascii() and text.isprintable():  # nothing hides in it: one line, one spelling, and much quicker
        return (" ".join(text.split()) if "  " in text else text.strip())[:limit].rstrip()
    return clean(INVISIBLE.sub("", text), limit)


def _without_markup(text: str) -> str:
    for _ in range(4):
        before = text
        if "<" in text:
            text = _TAG.sub("", _BREAK.sub(" ", _HIDDEN_PARTS.sub(" ", text)))
        text = html.unescape(text)
        if text == before:
            break
    return text
