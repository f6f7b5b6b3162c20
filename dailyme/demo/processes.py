"""The demo's servers: each a process of its own on loopback, started together and always stopped.

The sockets are bound here and handed down, so that every port is known (or found to be taken) before
anything starts. A server ends when its standard input closes: also when this process is killed.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from dailyme.errors import CommandError
from dailyme.serve import bind, port_of

READY_SECONDS: Final = 60.0
STOP_SECONDS: Final = 8.0


class NotReadyError(CommandError):
    """A server of the demo did not start."""

    code = "not-ready"


@dataclass(frozen=True)
class Server:
    """A server to start: its name, its socket, and the arguments of `dailyme` that serve on it."""

    name: str
    listening: socket.socket
    arguments: Sequence[str]

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"http://localhost:{port_of(self.listening)}"


@contextmanager
def listening(ports: Mapping[str, int]) -> Iterator[dict[str, socket.socket]]:
    """Yield a socket for each name, on the port that it maps to (0: any free one).

    Raises `PortTakenError`, and then binds none.
    """
    advice = f"A seeded run needs the ports {min(ports.values())} to {max(ports.values())}: free them."
    with ExitStack() as stack:
        yield {name: stack.enter_context(bind("127.0.0.1", port, advice)) for name, port in ports.items()}


@contextmanager
def running(servers: Sequence[Server], environment: Mapping[str, str]) -> Iterator[list[Running]]:
    """Start *servers*, yield them while they start, and stop them whatever happens."""
    with ExitStack() as stack:
        started = [stack.enter_context(_process(server, environment)) for server in servers]
        try:
            yield started
        finally:
            for one in started:  # all are asked before the first is waited for
                one.end()


@dataclass
class Running:
    """A server that was started."""

    name: str
    process: subprocess.Popen[bytes]
    errors: IO[bytes]

    def ready(self) -> dict[str, Any]:
        """Wait for what the server prints once it answers requests, and return it.

        Raises `NotReadyError` with its last words if it did not start.
        """
        alarm = threading.Timer(READY_SECONDS, self.process.kill)
        alarm.start()
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        alarm.cancel()
        if not line.strip():
            self.process.wait()
            raise self._not_ready()
        said: dict[str, Any] = json.loads(line)
        return said

    def _not_ready(self) -> NotReadyError:
        """Return the error that the server ended with: its last line, as a rule a problem document."""
        self.errors.seek(0)
        last = self.errors.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
        try:
            told = json.loads(last)
            return NotReadyError(f"{self.name} did not start: {told['detail']}", told["advice"])
        except (ValueError, KeyError, TypeError):
            return NotReadyError(
                f"{self.name} did not start: {last[:300] or 'it said nothing'}", "Try again."
            )

    def end(self) -> None:
        """Ask this process, and no other, to end."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.terminate()

    def stop(self) -> None:
        """See that the process ends: politely, then for good."""
        assert self.process.stdout is not None
        self.end()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


@contextmanager
def _process(server: Server, environment: Mapping[str, str]) -> Iterator[Running]:
    descriptor = server.listening.fileno()
    shared = ["--listen-fd", str(descriptor), "--with-parent", "--local", "--json"]
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(  # noqa: S603  ourselves, with our own arguments
            [sys.executable, "-P", "-m", "dailyme", *server.arguments, *shared],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, **environment},
            cwd=Path.cwd(),
            pass_fds=(descriptor,),
            start_new_session=True,  # Ctrl-C is for this process, which then stops that one
        )
        one = Running(server.name, process, errors)
        try:
            yield one
        finally:
            one.stop()
