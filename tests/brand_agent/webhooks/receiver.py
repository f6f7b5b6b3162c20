"""A program of the brand's own that webhooks come to: a real server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import orjson


@dataclass(frozen=True)
class Heard:
    """One request: its headers in lower case, and its body."""

    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> str:
        """The event that it tells of."""
        value: dict[str, Any] = orjson.loads(self.body)
        return str(value["type"])


@dataclass
class Receiver:
    """Where webhooks come to. status, said: what it answers."""

    url: str
    status: int = 204
    said: bytes = b""
    location: str = ""
    heard: list[Heard] = field(default_factory=list)

    def events(self) -> list[str]:
        """The events that it heard of, in order."""
        return [one.event for one in self.heard]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Open a receiver on any free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            receiver.heard.append(Heard({name.lower(): text for name, text in self.headers.items()}, body))
            self.send_response(receiver.status)
            if receiver.location:
                self.send_header("location", receiver.location)
            self.send_header("content-length", str(len(receiver.said)))
            self.end_headers()
            self.wfile.write(receiver.said)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver = Receiver(f"http://127.0.0.1:{server.server_address[1]}/hooks")
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
