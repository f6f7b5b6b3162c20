"""Whether a value stands in a text: spellings of one letter make no difference, letters do."""

# ruff: noqa: RUF001 - digits and letters that look like others are what is tested
from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language import stands


@pytest.mark.parametrize(
    ("text", "value", "found"),
    [
        ("a red mug", "red", "red"),
        ("a RED mug", "red", "RED"),
        ("a red\n  mug", "Red Mug", "red\n  mug"),
        ("Straße 5", "STRASSE", "Straße"),
        ("cafe\u0301 noir", "caf\u00e9", "cafe\u0301"),
        ("caf\u00e9 noir", "cafe\u0301", "caf\u00e9"),
        ("size ４２ please", "42", "４２"),
        ("5kg of it", "5", "5"),
        ("5kg of it", "kg", "kg"),
        ("(blue), please", "blue", "blue"),
        ("İstanbul lamp", "İstanbul", "İstanbul"),
        ("赤いマグカップ", "マグカップ", "マグカップ"),
        ("a bored red", "red", "red"),
        ("😀 red 😀", "red", "red"),
    ],
)
def test_what_stands_is_found_where_it_stands(text: str, value: str, found: str) -> None:
    span = stands(text, value)
    assert span is not None
    assert span.of(text) == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a bored cook", "red"),
        ("1500 pieces", "50"),
        ("98.50 dollars", "98"),
        ("98.50 dollars", "50"),
        ("1,500", "500"),
        ("cafe\u0301", "cafe"),
        ("½ litre", "1"),
        ("½ litre", "2"),
        ("die Straße", "s"),
        ("p\u0430ypal", "paypal"),  # a Cyrillic letter
        ("re\u200bd", "red"),  # a space that nobody sees
        ("a red mug", ""),
        ("a red mug", "  "),
        ("", "red"),
        ("a red mug", "red " * 400),
    ],
)
def test_what_does_not_stand_is_not_found(text: str, value: str) -> None:
    assert stands(text, value) is None


def test_a_second_place_is_found_after_the_first() -> None:
    text = "red or red"
    first = stands(text, "red")
    assert first is not None
    second = stands(text, "red", after=first.end)
    assert second is not None
    assert (first.start, second.start, stands(text, "red", after=8)) == (0, 7, None)


@given(st.text(max_size=60), st.text(max_size=10))
def test_whatever_is_found_is_the_value_in_another_spelling(text: str, value: str) -> None:
    span = stands(text, value)
    if span is not None:
        assert _folded(span.of(text)).split() == _folded(value).split()


@given(
    st.lists(st.text("abcdeäöüßéñ", min_size=1, max_size=6), min_size=1, max_size=6),
    st.sampled_from(["NFC", "NFD"]),
    st.sampled_from(["NFC", "NFD"]),
)
def test_each_word_of_a_text_stands_in_it(words: list[str], text_form: str, value_form: str) -> None:
    text = unicodedata.normalize(text_form, " ".join(words))  # type: ignore[arg-type]
    assert all(stands(text, unicodedata.normalize(value_form, word).upper()) for word in words)  # type: ignore[arg-type]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
