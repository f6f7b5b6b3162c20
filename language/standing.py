"""Whether a value stands in a text, letter by letter, and where.

What a model read is kept only if it can be pointed at: case, accents' spelling (NFC, NFD), full-width forms
and the kind of white space make no difference, everything else does. A word is matched whole, a number too:
`50` does not stand in `1500` or `50.5`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

MAX_VALUE: Final = 1_000
"""Characters; nothing longer is a value."""

_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Scripts that write no space between words (Thai, Lao, Khmer, Kana, Han)."""


@dataclass(frozen=True, order=True)
class Span:
    """A part of a text: code points, the end excluded."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return this part of *text*."""
        return text[self.start : self.end]


@dataclass(frozen=True)
class _Folded:
    """A text made comparable; for each of its characters, which cluster of the original it comes from."""

    text: str
    cluster: tuple[int, ...]
    spans: tuple[Span, ...]


def stands(text: str, value: str, *, after: int = 0) -> Span | None:
    """Return where *value* stands in *text* first, from code point *after* on; None if it doesn't.

    Keep what stands there (`span.of(text)`) rather than the value: it is the person's spelling.

    >>> stands("a RED  mug, not bored", "red mug")
    Span(start=2, end=10)
    >>> stands("a bored cook", "red") is None
    True
    """
    wanted = _fold(value[: MAX_VALUE + 1]).text.strip()
    if not wanted or len(value) > MAX_VALUE:
        return None
    folded = _fold(text)
    at = folded.text.find(wanted)
    while at >= 0:
        span = _span(folded, at, at + len(wanted))
        if span is not None and span.start >= after and _whole(text, span):
            return span
        at = folded.text.find(wanted, at + 1)
    return None


def _span(folded: _Folded, start: int, end: int) -> Span | None:
    """Return the original's span; None if a cluster (a letter with its accents) would be cut in two."""
    first, last = folded.cluster[start], folded.cluster[end - 1]
    if start and folded.cluster[start - 1] == first:
        return None
    if end < len(folded.cluster) and folded.cluster[end] == last:
        return None
    return Span(folded.spans[first].start, folded.spans[last].end)


def _whole(text: str, span: Span) -> bool:
    before, after = text[max(0, span.start - 2) : span.start], text[span.end : span.end + 2]
    return not (_joined(before, text[span.start]) or _joined(after[::-1], text[span.end - 1]))


def _joined(beside: str, edge: str) -> bool:
    """Whether *edge* goes on in *beside*: the two characters next to it, the nearest last."""
    if not beside:
        return False
    near = beside[-1]
    if edge.isdigit() and near in ".,'\u2019" and len(beside) > 1 and beside[-2].isdigit():
        return True
    if _UNSPACED.match(edge) or _UNSPACED.match(near):
        return edge.isdigit() and near.isdigit()
    if edge.isdigit() or near.isdigit():  # 5kg: a number and its unit are two words
        return edge.isdigit() and near.isdigit()
    return edge.isalnum() and near.isalnum()


@lru_cache(maxsize=64)
def _fold(text: str) -> _Folded:
    out: list[str] = []
    owner: list[int] = []
    spans: list[Span] = []
    at = 0
    while at < len(text):
        end = _cluster_end(text, at)
        piece = text[at:end]
        made = " " if piece.isspace() else _comparable(piece)
        out.append(made)
        owner.extend([len(spans)] * len(made))
        spans.append(Span(at, end))
        at = end
    return _Folded("".join(out), tuple(owner), tuple(spans))


def _cluster_end(text: str, at: int) -> int:
    """Return the end of the run of white space, or of the letter with its accents, that begins at *at*."""
    end = at + 1
    if text[at].isspace():
        while end < len(text) and text[end].isspace():
            end += 1
        return end
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _comparable(piece: str) -> str:
    if piece.isascii():
        return piece.lower()
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", piece).casefold())
