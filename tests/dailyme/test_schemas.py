"""The published schemas are those of the models."""

from __future__ import annotations

from pathlib import Path

from dailyme.schemas import schema_files

FOLDER = Path(__file__).parents[2] / "docs" / "schemas"


def test_the_published_schemas_are_fresh() -> None:
    kept = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.schema.json")}
    assert kept == schema_files(), "run: python -m dailyme.schemas"
