"""Which characters may travel, compared with the Unicode database of this Python."""

from __future__ import annotations

import sys
import unicodedata

from protocol.text import FORBIDDEN
from tests.protocol.oracle import UNICODE_14

POINTS = range(sys.maxunicode + 1)


def matched(kind: str) -> set[int]:
    return {point for point in POINTS if FORBIDDEN[kind].match(chr(point))}


def known(*categories: str) -> set[int]:
    return {point for point in POINTS if unicodedata.category(chr(point)) in categories}


def test_unassigned_is_what_unicode_14_does_not_know() -> None:
    table, unknown_here = matched("unassigned (Unicode 14)"), known("Cn")
    if UNICODE_14:
        assert table == unknown_here
    else:  # a newer Python knows more: it may not accept more
        assert table >= unknown_here


def test_control_and_surrogate_are_their_categories() -> None:
    assert matched("control") == known("Cc")
    assert matched("surrogate") == known("Cs")


def test_bidirectional_controls_are_those_of_the_bidi_control_property() -> None:
    embedding = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    by_class = {point for point in POINTS if unicodedata.bidirectional(chr(point)) in embedding}
    marks = {
        ord(unicodedata.lookup(name))
        for name in ("LEFT-TO-RIGHT MARK", "RIGHT-TO-LEFT MARK", "ARABIC LETTER MARK")
    }
    assert matched("bidirectional control") == by_class | marks


def test_tags_are_a_whole_block() -> None:
    assert matched("tag") == set(range(0xE0000, 0xE0080))
