"""Serving an app on a real socket: bound first, so that a taken port is told before anything starts."""

from __future__ import annotations

import errno
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import uvicorn

from dailyme.errors import CommandError

if TYPE_CHECKING:
    from fastapi import FastAPI


class PortTakenError(CommandError):
    """Something else listens on the port, or it may not be used."""

    code = "port-taken"


def bind(host: str, port: int) -> socket.socket:
    """Return a socket that listens on *host* and *port* (0: any free one).

    Raises `PortTakenError`.
    """
    try:
        return socket.create_server((host, port), backlog=2048)
    except OSError as error:
        why = "is taken" if error.errno == errno.EADDRINUSE else f"can't be used: {error.strerror}"
        raise PortTakenError(
            f"port {port} of {host} {why}", "Choose another with --port, or stop what listens there."
        ) from None


def port_of(listening: socket.socket) -> int:
    """Return the port of a bound socket."""
    return int(listening.getsockname()[1])


class _Server(uvicorn.Server):
    """Uvicorn that says when it is ready and takes Ctrl-C and SIGTERM for an ordinary end."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        kept: dict[signal.Signals, Any] = {
            number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            yield
        finally:
            for number, handler in kept.items():
                signal.signal(number, handler)


def serve(app: FastAPI, listening: socket.socket, *, ready: Callable[[], None], with_parent: bool) -> None:
    """Answer requests until Ctrl-C or SIGTERM; requests under way are finished first.

    with_parent: also end when standard input closes, which it does when the process that started this one
    ends, however it ends.
    """
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=5)
    server = _Server(config, ready)
    if with_parent:
        threading.Thread(target=_end_with_input, args=(server,), daemon=True).start()
    server.run(sockets=[listening])
    if not server.started:
        raise CommandError("the server did not start", "See the lines above.")


def _end_with_input(server: uvicorn.Server) -> None:
    sys.stdin.buffer.read()
    server.should_exit = True
