"""Reads the chapters and vectors of `spec/` as the tests need them, once: nobody changes what is returned."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from protocol import read_document, read_time

SPEC = Path(__file__).parents[2] / "spec"

CHAPTERS = sorted(SPEC.glob("[0-9][0-9]-*.md"))

SENTENCE = re.compile(r"^\*\*([A-Z]+-\d+)\*\* (.+)$", re.MULTILINE)
UNCHECKED = re.compile(r"^<!-- unchecked ([A-Z]+-\d+): (.+) -->$", re.MULTILINE)
BLOCK = re.compile(r"^(?P<before>[^\n]*)\n```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
TIE = re.compile(r"<!-- example: (?P<kind>vector|schema) (?P<name>\S+)(?: (?P<path>\S+))? -->")


@dataclass(frozen=True)
class Sentence:
    """A numbered requirement of a chapter."""

    id: str
    text: str
    chapter: str


@cache
def sentences() -> list[Sentence]:
    """All requirements, in the order of the chapters."""
    return [
        Sentence(name, text, path.name)
        for path in CHAPTERS
        for name, text in SENTENCE.findall(path.read_text(encoding="utf-8"))
    ]


@cache
def unchecked() -> dict[str, str]:
    """The requirements that no vector can check, with the reason."""
    return {
        name: why for path in CHAPTERS for name, why in UNCHECKED.findall(path.read_text(encoding="utf-8"))
    }


@cache
def vectors() -> dict[str, list[dict[str, Any]]]:
    """The vectors by the name of their file."""
    return {path.stem: json.loads(path.read_text()) for path in sorted((SPEC / "vectors").glob("*.json"))}


@cache
def every_vector() -> list[dict[str, Any]]:
    """The vectors of all files."""
    return [case for cases in vectors().values() for case in cases]


def keys() -> dict[str, Any]:
    """The test keys and did documents."""
    held: dict[str, Any] = json.loads((SPEC / "test-keys.json").read_text())
    return held


Case = dict[str, Any]
"""A vector, or a part of one."""

DOCUMENTS = {did: read_document(document, did) for did, document in keys()["documents"].items()}
"""The did documents of the test keys."""

NOW_MS = read_time("2026-12-01T09:00:00Z")
"""When the vectors are read."""
