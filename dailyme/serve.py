"""Serving an app on a real socket: bound first, so that a taken port is told before anything starts."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import uvicorn

from dailyme.errors import CommandError, UsageError

if TYPE_CHECKING:
    from fastapi import FastAPI


TRY_ANOTHER: Final = "Choose another with --port, or stop what listens there."


class PortTakenError(CommandError):
    """Something else listens on the port, or it may not be used."""

    code = "port-taken"


@dataclass(frozen=True)
class ServeFlags:
    """Where to serve, as the command line says it.

    url: the public address; None is this machine's own, over plain http.
    listen_fd: a socket that is bound already, handed down by the process that started this one.
    with_parent: end when standard input closes, as it does when that process ends, however it ends.
    """

    port: int
    host: str = "127.0.0.1"
    url: str | None = None
    listen_fd: int | None = None
    with_parent: bool = False


@dataclass(frozen=True)
class Place:
    """A bound socket and the origin that it serves. `local`: this machine only, plain http."""

    listening: socket.socket
    origin: str
    local: bool


def check_local(url: str | None, *, local: bool) -> None:
    """Return if --url and --local go together. Raises `UsageError`."""
    if local and url is not None:
        raise UsageError("--local and --url exclude each other", "Leave one of them out.")
    if url is not None and not url.startswith("https://"):
        raise UsageError("--url must begin with https://", "Leave it out to serve on this machine only.")


def open_place(flags: ServeFlags) -> Place:
    """Return the place to serve at. Raises `PortTakenError`."""
    if flags.listen_fd is not None:
        listening = socket.socket(fileno=flags.listen_fd)
    else:
        listening = bind(flags.host, flags.port)
    if flags.url is None:
        return Place(listening, f"http://localhost:{port_of(listening)}", local=True)
    return Place(listening, flags.url.rstrip("/"), local=False)


def bind(host: str, port: int, advice: str = TRY_ANOTHER) -> socket.socket:
    """Return a socket that listens on *host* and *port* (0: any free one).

    Raises `PortTakenError` with *advice*.
    """
    try:
        return socket.create_server((host, port), backlog=2048)
    except OSError as error:
        why = "is taken" if error.errno == errno.EADDRINUSE else f"can't be used: {error.strerror}"
        raise PortTakenError(f"port {port} of {host} {why}", advice) from None


def port_of(listening: socket.socket) -> int:
    """Return the port of a bound socket."""
    return int(listening.getsockname()[1])


Ready = Callable[[], Awaitable[None]]
"""Awaited once requests are answered."""


class _Server(uvicorn.Server):
    """Uvicorn that says when it is ready and takes Ctrl-C and SIGTERM for an ordinary end."""

    def __init__(self, config: uvicorn.Config, ready: Ready, hang_up: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready, self._hang_up = ready, hang_up
        self._telling: asyncio.Task[None] | None = None
        self.failure: Exception | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._telling = asyncio.create_task(self._tell())

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._hang_up()
        await super().shutdown(sockets)

    async def _tell(self) -> None:
        try:
            await self._ready()
        except Exception as error:  # told by the command once the server has ended
            self.failure, self.should_exit = error, True

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


def serve(
    app: AbstractAsyncContextManager[FastAPI], place: Place, *, ready: Ready, with_parent: bool
) -> None:
    """Open *app*, answer requests until Ctrl-C or SIGTERM, finish those under way, and close it.

    ready: awaited once requests are answered.

    Raises `CommandError` if the app did not start.
    """
    asyncio.run(_serve(app, place, ready, with_parent=with_parent))


async def _serve(
    opening: AbstractAsyncContextManager[FastAPI], place: Place, ready: Ready, *, with_parent: bool
) -> None:
    async with opening as app:
        config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=5)
        newsroom = getattr(app.state, "newsroom", None)  # streams that would stay open for ever
        server = _Server(config, ready, (lambda: None) if newsroom is None else newsroom.close)
        if with_parent:
            threading.Thread(target=_end_with_input, args=(server,), daemon=True).start()
        await server.serve(sockets=[place.listening])
    if not server.started:
        raise CommandError("the server did not start", "See the lines above.")
    if server.failure is not None:
        raise server.failure


def _end_with_input(server: uvicorn.Server) -> None:
    while os.read(sys.stdin.fileno(), 4096):  # not sys.stdin.buffer: its lock would outlive the server
        pass
    server.should_exit = True
