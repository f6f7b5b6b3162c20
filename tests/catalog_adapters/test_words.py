"""Text of a shop is made fit to travel, whatever is in it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_adapters.words import INVISIBLE, plain_words
from protocol.text import fault
from tests.catalog_adapters.reading import SHARED, table

BLNS = SHARED / "security/blns/blns.json"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>One</p><p>two</p>", "One two"),
        ("H<sub>2</sub>O", "H2O"),
        ("a<br/>b", "a b"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("Salt &amp; pepper", "Salt & pepper"),
        ("AT&T phone", "AT&T phone"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Kettle", "Kettle"),
        ("&amp;lt;b&amp;gt;bold", "bold"),
        ("<script>alert(1)</script>Kettle", "Kettle"),
        ("Kettle<script>alert(1)", "Kettle"),
        ("Kettle<!-- not -->s", "Kettle s"),
        ("<style>p{}</style>Kettle", "Kettle"),
        ("<img src=x onerror=alert(1)>Kettle", "Kettle"),
        ("ze\u200bro wi\u200ddth\ufeff", "zero width"),
        ("ig\u202enore\u2066", "ig nore"),
        ("soft\u00adhyphen", "softhyphen"),
        ("tag\U000e0041s", "tag s"),
        ("vs\ufe0f16\U000e0100", "vs16"),
        ("line\r\none\ttab\x00nul", "line one tab nul"),
        ("e\u0301", "\u00e9"),
        ("   ", ""),
        ("\u3164\u115f", ""),
    ],
)
def test_markup_and_what_cannot_be_seen_go(text: str, words: str) -> None:
    assert plain_words(text, 100) == words


def test_text_is_cut_to_its_length_and_a_long_one_is_not_read_to_its_end() -> None:
    assert plain_words("x" * 100_000, 300) == "x" * 300
    assert len(plain_words("<b>" * 200_000, 300)) <= 300


@pytest.mark.parametrize("opening", ["<script", "<!--", "&lt;" * 3, "<", "</", "<a href='"])
def test_no_opening_makes_it_slow(opening: str) -> None:
    assert len(plain_words(opening * 100_000, 300)) <= 300


@given(st.text(), st.integers(min_value=0, max_value=50))
def test_what_comes_out_may_travel(text: str, limit: int) -> None:
    words = plain_words(text, limit)
    assert fault(words) is None and len(words) <= limit
    assert INVISIBLE.search(words) is None


@pytest.mark.skipif(not BLNS.is_file(), reason="../shared/data/security/blns is absent")
def test_the_naughty_strings_are_titles_or_rejects() -> None:
    strings: list[str] = json.loads(BLNS.read_text())
    rows = [[f"N{number}", text, "1.00 USD"] for number, text in enumerate(strings)]
    lines = ['"' + '","'.join(cell.replace('"', '""') for cell in row) + '"' for row in rows]
    found = table("id,title,price\n" + "\n".join(lines) + "\n")
    assert len(found.entries) + len(found.rejects) == len(strings)
    assert {code for _, code in found.codes} <= {"title-missing", "bad-encoding"}
    for entry in found.entries:
        assert fault(entry.product.title) is None
        assert "<script" not in entry.product.title.lower()
