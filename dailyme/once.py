"""One at a time: two looks around at once would buy twice what was wished for once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dailyme.errors import CommandError


class AlreadyRunningError(CommandError):
    """Another process of this person is at it."""

    code = "already-running"


@contextmanager
def only_one(store: str) -> Iterator[None]:
    """Hold the day of the twin whose database has the URL *store*; it is let go however the process ends.

    Raises `AlreadyRunningError`. Where the system has no file locks, nothing is held.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    path = Path(store.removeprefix("sqlite:///")).with_suffix(".today.lock")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyRunningError(
                "another `dailyme today` is looking around", "Wait for it to end; it tells the same."
            ) from None
        yield
    finally:
        os.close(descriptor)
