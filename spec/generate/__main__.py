"""Write the generated files: `python -m spec.generate vectors|schemas|text|unicode|all`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]

Files = Mapping[str, str]


def vectors() -> Files:
    """Return `spec/vectors/*.json` and the test keys."""
    from spec.generate.vectors import files  # noqa: PLC0415  each part loads what it needs

    return files()


def schemas() -> Files:
    """Return `spec/schemas/*.schema.json`."""
    from spec.generate.schemas import files  # noqa: PLC0415

    return files()


def text() -> Files:
    """Return the chapters with their tables, diagram and examples filled in."""
    from spec.generate.text import files  # noqa: PLC0415

    return files()


def unicode() -> Files:
    """Return `protocol/unicode14_table.py`. Raises SystemExit unless this Python knows Unicode 14.0.0."""
    from spec.generate.unicode import files  # noqa: PLC0415

    return files()


PARTS: Mapping[str, Callable[[], Files]] = {
    "vectors": vectors,
    "schemas": schemas,
    "text": text,
    "unicode": unicode,
}


def main(arguments: list[str]) -> None:
    """Write the parts that *arguments* name."""
    if len(arguments) != 1 or arguments[0] not in {*PARTS, "all"}:
        raise SystemExit(f"usage: python -m spec.generate {'|'.join((*PARTS, 'all'))}")
    for name, part in PARTS.items():
        if arguments[0] in {name, "all"}:
            for path, content in part().items():
                (ROOT / path).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
