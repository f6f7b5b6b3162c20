"""`dailyme` at a terminal of its own, where somebody types."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.dailyme.commandline import Home


def typed(home: Home, *arguments: str, answers: str, seconds: float = 60) -> tuple[int, str]:
    """Run `dailyme` with *arguments*, type *answers*, and return the exit code and all that was shown."""
    return spoken([sys.executable, "-m", "dailyme", *arguments], home.environment(), answers, seconds=seconds)


def spoken(
    command: Sequence[str],
    environment: Mapping[str, str],
    answers: str,
    *,
    folder: Path | None = None,
    seconds: float = 60,
) -> tuple[int, str]:
    """Run *command* in *folder*, type *answers*, and return the exit code and all that was shown."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        command, env=environment, cwd=folder, stdin=slave, stdout=slave, stderr=slave, close_fds=True
    )
    os.close(slave)
    os.write(master, answers.encode())
    shown, ends_s = b"", time.monotonic() + seconds
    try:
        while time.monotonic() < ends_s:
            ready, _, _ = select.select([master], [], [], 0.2)
            if ready:
                try:
                    shown += os.read(master, 65536)
                except OSError:  # the other end is closed: it is over
                    break
            elif process.poll() is not None:
                break
        return process.wait(timeout=5), shown.decode()
    finally:
        process.kill()
        process.wait()
        os.close(master)
