"""A brand or a market that a test starts by hand, as somebody in a second terminal would."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from urllib.parse import urlsplit

from tests.dailyme.commandline import Home


def serving(home: Home, *arguments: str) -> AbstractContextManager[dict[str, Any]]:
    """Run `dailyme` with *arguments* (`brand serve …`) on a free port; yield what it says once ready."""
    return staying(home, *arguments, "--port", "0")


@contextmanager
def staying(home: Home, *arguments: str) -> Iterator[dict[str, Any]]:
    """Run `dailyme` with *arguments*, which stays until Ctrl-C; yield what it says once it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dailyme", *arguments, "--json"],
        env=home.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line, process.stderr.read().decode() if process.stderr else ""
        yield json.loads(line)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    assert process.returncode == 0, "Ctrl-C is the ordinary end of a server"


def wait_until_closed(url: str, seconds: float = 20.0) -> bool:
    """Return True once nothing listens at *url* any more, False if something still does after *seconds*."""
    port = urlsplit(url).port
    assert port is not None
    tick = threading.Event()
    for _ in range(int(seconds * 10)):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return True
        tick.wait(0.1)
    return False
