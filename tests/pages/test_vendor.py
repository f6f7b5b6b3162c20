"""What is taken from others into the pages and their tests is what `vendor.toml` says it is."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "dailyme/pages/vendor", ROOT / "tests/pages/vendor")
TAKEN: list[tuple[Path, dict[str, Any]]] = [
    (folder, one) for folder in FOLDERS for one in tomllib.loads((folder / "vendor.toml").read_text())["file"]
]


@pytest.mark.parametrize(("folder", "one"), TAKEN, ids=lambda given: getattr(given, "name", given))
def test_a_file_is_the_one_that_was_published(folder: Path, one: dict[str, Any]) -> None:
    assert hashlib.sha256((folder / one["file"]).read_bytes()).hexdigest() == one["sha256"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parts[-3])
def test_no_file_lies_there_that_is_not_listed(folder: Path) -> None:
    listed = {
        name for where, one in TAKEN if where == folder for name in (one["file"], *one["licence_texts"])
    }
    assert {path.name for path in folder.iterdir()} == listed | {"vendor.toml"}


def test_the_notice_names_what_travels_with_the_wheel() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    for folder, one in TAKEN:
        if folder == FOLDERS[0]:
            assert f"{one['npm']} {one['version']}" in notice
            assert one["licence"] in notice


def test_nothing_taken_asks_for_anything_on_the_web() -> None:
    for folder, one in TAKEN:
        if folder == FOLDERS[0]:
            text = (folder / one["file"]).read_text("utf-8")
            assert "cdn" not in text.lower() and "@import" not in text and "sourceMappingURL" not in text
