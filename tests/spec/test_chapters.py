"""The chapters hang together: sentence, vector, code and example name each other, nothing is stale."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from spec.generate import schemas, text, unicode, vectors
from tests.protocol.oracle import UNICODE_14
from tests.spec.reading import BLOCK, CHAPTERS, SPEC, TIE, every_vector, sentences, unchecked
from tests.spec.reading import vectors as read_vectors

ROOT = SPEC.parent
PREFIXES = {
    "10-wish.md": {"WISH"},
    "20-wire.md": {"WIRE"},
    "25-identity.md": {"ID"},
    "30-envelope.md": {"ENV"},
    "35-relate.md": {"REL"},
    "36-consent.md": {"CONS"},
    "37-subscribe.md": {"SUB"},
    "38-sketch.md": {"SKETCH"},
    "40-scan.md": {"SCAN", "DIR"},
    "41-slices.md": {"DIR"},
    "45-claim.md": {"CLAIM"},
    "48-demand.md": {"DEMAND"},
    "50-match.md": {"MATCH"},
    "55-ask.md": {"ASK"},
    "60-negotiate.md": {"NEG"},
    "65-modes.md": {"SEAL", "MED"},
    "70-decide.md": {"DEC"},
    "80-agree.md": {"AGREE"},
    "85-fulfil.md": {"FUL"},
    "90-learn.md": {"LEARN"},
    "95-events.md": {"EVENT"},
}
EVERY_PREFIX = "|".join(sorted(prefix for own in PREFIXES.values() for prefix in own))
NAMED = re.compile(rf"(?<![A-Za-z0-9-])((?:{EVERY_PREFIX})-\d+)\b")
CODE = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]


def ids() -> set[str]:
    return {sentence.id for sentence in sentences()}


def test_the_chapters_are_those_of_the_sentence() -> None:
    assert [path.name for path in CHAPTERS] == list(PREFIXES)


def test_a_number_is_used_once_and_in_its_chapter() -> None:
    used = Counter(sentence.id for sentence in sentences())
    assert [name for name, times in used.items() if times > 1] == []
    astray = [one.id for one in sentences() if one.id.partition("-")[0] not in PREFIXES[one.chapter]]
    assert astray == []


def test_a_requirement_is_one_sentence_that_says_must() -> None:
    for sentence in sentences():
        assert "MUST" in sentence.text, sentence.id
        assert sentence.text.endswith("."), sentence.id
        assert ". " not in sentence.text, sentence.id


def test_a_sentence_has_a_vector_or_a_reason_and_not_both() -> None:
    checked = {case["requirement"] for case in every_vector()}
    assert ids() - checked - unchecked().keys() == set(), "neither a vector nor a reason"
    assert checked & unchecked().keys() == set(), "a vector and a reason why there is none"
    assert unchecked().keys() <= ids(), "a reason for a sentence that does not stand here"


def test_a_vector_has_five_members_and_a_name_of_its_own() -> None:
    names = Counter(case["id"] for case in every_vector())
    assert [name for name, times in names.items() if times > 1] == []
    known = ids()
    for case in every_vector():
        assert list(case) == ["id", "requirement", "why", "input", "expect"]
        assert case["requirement"] in known, case["id"]
        assert case["id"].startswith(case["requirement"].lower() + "-"), case["id"]


def test_vectors_come_in_pairs() -> None:
    # what is answered, and what a thing is called: neither good nor bad
    plain_names = {"WIRE-20", "WIRE-22", "EVENT-1", "EVENT-3"}
    found: dict[str, set[bool]] = {}
    for case in every_vector():
        found.setdefault(case["requirement"], set()).add(_is_bad(case["expect"]))
    for name in found.keys() - plain_names:
        kinds = found[name]
        assert kinds == {True, False}, f"{name} has no {'good' if kinds == {True} else 'bad'} vector"


def test_code_names_only_numbers_that_have_a_sentence() -> None:
    unknown, known = [], ids()
    for path in (path for package in CODE for path in (ROOT / package).rglob("*.py")):
        for line, words in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            unknown += [
                f"{path.relative_to(ROOT)}:{line} {name}"
                for name in NAMED.findall(words)
                if name not in known
            ]
    assert unknown == []


@pytest.mark.parametrize("path", [*CHAPTERS, SPEC / "README.md"], ids=lambda path: path.name)
def test_a_json_block_is_tied_to_a_vector_or_a_schema(path: Path) -> None:
    for block in BLOCK.finditer(path.read_text(encoding="utf-8")):
        if block["language"] != "json":
            continue
        tie = TIE.fullmatch(block["before"])
        assert tie, f"{path.name}: nothing is tied to {block['text'][:60]!r}"
        shown = json.loads(block["text"])
        if tie["kind"] == "schema":
            Draft202012Validator(schemas.schemas()[tie["name"]]).validate(shown)
        else:
            assert shown == json.loads(text.example(tie["name"], tie["path"]))


@pytest.mark.parametrize("part", [vectors, schemas, text], ids=lambda part: part.__name__.rpartition(".")[2])
def test_what_is_generated_is_not_stale(part: Any) -> None:
    stale = [name for name, made in part.files().items() if _read(name) != made]
    assert stale == [], "run: python -m spec.generate all"


@pytest.mark.skipif(
    not UNICODE_14, reason="this Python does not know Unicode 14.0.0; the table can't be made anew"
)
def test_the_table_of_unassigned_characters_is_not_stale() -> None:
    assert all(_read(name) == made for name, made in unicode.files().items())


def test_nothing_lies_about_that_nobody_generates() -> None:
    made = {*vectors.files(), *schemas.files()}
    there = {
        str(path.relative_to(ROOT)) for folder in ("vectors", "schemas") for path in (SPEC / folder).iterdir()
    }
    assert there == {name for name in made if name.count("/") == 2}


def test_a_code_means_one_requirement() -> None:
    codes: dict[str, set[str]] = {}
    for error in text.errors():
        codes.setdefault(error.code, set()).add(error.requirement)
    assert {code: names for code, names in codes.items() if len(names) > 1} == {}


def test_every_expected_code_is_in_the_table_of_codes() -> None:
    expected = {case["expect"]["error"] for case in every_vector() if "error" in case["expect"]}
    assert expected - {error.code for error in text.errors()} == set()


def test_the_readme_says_how_to_read_every_file_of_vectors() -> None:
    readme = (SPEC / "README.md").read_text(encoding="utf-8")
    assert [name for name in read_vectors() if f"`{name}`" not in readme] == []


def _is_bad(expect: dict[str, Any]) -> bool:
    return "error" in expect or not all(expect.get("holds", [True]))


def _read(name: str) -> str | None:
    path = ROOT / name
    return path.read_text(encoding="utf-8") if path.is_file() else None
