"""Look-alike names, mixed scripts and hidden characters; and names that are none of it."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.lookalike import hidden, mixed, seen, skeletons, spelled_alike
from tests.tools.make_lookalikes import TABLE, made

CONFUSABLES = Path(__file__).parents[3] / "shared/data/security/confusables/confusables.json"

NAMES = json.loads((Path(__file__).parents[1] / "data/names/lookalikes.json").read_text(encoding="utf-8"))
LEGITIMATE: list[str] = NAMES["legitimate"]


@pytest.mark.parametrize(("name", "other"), NAMES["look_alike"])
def test_these_look_alike_and_are_not_the_same(name: str, other: str) -> None:
    assert skeletons(name) & skeletons(other)
    assert not spelled_alike(name, other)


@pytest.mark.parametrize(("name", "other"), NAMES["differ"])
def test_these_do_not_look_alike(name: str, other: str) -> None:
    assert not skeletons(name) & skeletons(other)


@pytest.mark.parametrize(("name", "other"), NAMES["one_name"])
def test_these_are_one_name_in_two_spellings(name: str, other: str) -> None:
    assert spelled_alike(name, other)


@pytest.mark.parametrize("name", LEGITIMATE)
def test_names_of_the_world_hide_nothing_and_mix_nothing(name: str) -> None:
    assert (hidden(name), mixed(name)) == ((), ())


def test_no_two_names_of_the_world_look_alike() -> None:
    pairs = [(one, other) for one in LEGITIMATE for other in LEGITIMATE if one < other]
    assert [(one, other) for one, other in pairs if skeletons(one) & skeletons(other)] == []


@pytest.mark.parametrize("word", NAMES["mixed"])
def test_a_word_in_letters_of_two_scripts_is_told(word: str) -> None:
    assert mixed(f"The {word} shop") == (word,)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a\u200bb", ("U+200B",)),
        ("Al\u200dder", ("U+200D",)),
        ("ab\u202ecd\u202c", ("U+202E", "U+202C")),
        ("x\U000e0041\U000e0042", ("U+E0041", "U+E0042")),
        ("\ufeffAlder", ("U+FEFF",)),
        ("Alder\u3164", ("U+3164",)),
        ("Al\ufe0fder", ("U+FE0F",)),
    ],
)
def test_what_nobody_sees_is_told_and_written_out(text: str, names: tuple[str, ...]) -> None:
    assert hidden(text) == names
    assert all(f"<{name}>" in seen(text) for name in names)


@given(st.text(max_size=40))
def test_every_text_has_a_spelling_and_looks_like_itself(text: str) -> None:
    assert skeletons(text) == skeletons(unicodedata.normalize("NFD", text))
    assert spelled_alike(text, text)
    hidden(text), mixed(text), seen(text)


@pytest.fixture(scope="module")
def confusables() -> Path:
    if not CONFUSABLES.exists():
        pytest.skip(f"no shared data at {CONFUSABLES.name}: the shared folder is not beside this checkout")
    return CONFUSABLES


def test_the_table_is_made_from_unicodes_facts(confusables: Path) -> None:
    assert made(confusables) == TABLE.read_text(encoding="utf-8")


def test_every_letter_that_unicode_says_looks_latin_does(confusables: Path) -> None:
    known = json.loads(confusables.read_text(encoding="utf-8"))
    pairs = [
        (latin, other["c"])
        for latin in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
        for other in known.get(latin, ())
        if len(other["c"]) == 1 and unicodedata.category(other["c"])[0] == "L"
    ]
    missed = [(one, other) for one, other in pairs if not skeletons(one) & skeletons(other)]
    assert len(pairs) > 1_000
    assert missed == []
