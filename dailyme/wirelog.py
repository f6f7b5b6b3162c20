"""The wire log: every request of the twin and every answer, one JSON line each.

A seeded run writes the lines sorted by brand, thread and seq, so that two runs give the same file; any other
run writes each line as it happens.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO, Any, Protocol, Self


class Line(Protocol):
    """What is logged."""

    def members(self) -> dict[str, Any]:
        """The line's JSON members."""


class WireLog:
    """A file of lines; a context manager that finishes it."""

    def __init__(self, path: Path, *, ordered: bool) -> None:
        """Create the file (or empty it). Raises OSError if that can't be."""
        self._file: IO[str] = path.open("w", encoding="utf-8", newline="\n")
        self._kept: list[dict[str, Any]] | None = [] if ordered else None

    def __call__(self, line: Line) -> None:
        """Log *line*: at once, or in its place when the file is finished."""
        if self._kept is None:
            self._write(line.members())
        else:
            self._kept.append(line.members())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for members in sorted(self._kept or (), key=order):
            self._write(members)
        self._file.close()

    def _write(self, members: dict[str, Any]) -> None:
        self._file.write(json.dumps(members, ensure_ascii=False) + "\n")
        self._file.flush()


def order(members: dict[str, Any]) -> tuple[str, str, int, str, bool, str]:
    """Return where a line stands: by brand, thread and seq; beyond that in a way that no race can change."""
    seq = members.get("seq")
    return (
        members["brand"],
        members.get("thread") or "",
        -1 if seq is None else seq,
        members["url"],
        members["direction"] == "received",
        members["text"],
    )
