"""Removing a file so that its content does not stay behind on an ordinary disk."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_CHUNK: Final = 1 << 20

CAVEAT: Final = "Backups, snapshots and flash disks may keep older copies of what was overwritten."


def shred(paths: Iterable[Path]) -> list[Path]:
    """Overwrite with zeros and remove those of *paths* that are there; return them."""
    gone = []
    for path in paths:
        if path.is_file():
            _overwrite(path)
            path.unlink()
            gone.append(path)
    return gone


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(bytes(min(left, _CHUNK)))
        file.flush()
        os.fsync(file.fileno())


def database_files(path: Path) -> list[Path]:
    """Return the file of a SQLite database and those that may lie beside it."""
    return [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))]
