"""A shop on a real socket, and a sync of it whose clock goes on only where it waits."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from catalog_adapters import Entry, Reject, SourceSettings, read_source
from catalog_adapters.sync.manners import Manners
from catalog_adapters.sync.run import sync
from catalog_adapters.sync.store import Store
from catalog_adapters.sync.sums import Sums
from dailyme.asking import Asking
from dailyme.clock import now_ms

HOUR_MS = 3_600_000


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    """What goes back. A body that is an iterator is sent piece by piece, without a length."""

    body: bytes | Iterator[bytes] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def as_json(value: Any, **headers: str) -> Reply:
    return Reply(json.dumps(value).encode(), headers={"content-type": "application/json", **headers})


NOT_FOUND = Reply(status=404)
NOT_CHANGED = Reply(status=304)


@dataclass
class Shop:
    """What a shop answers, and what it was asked. `answers` may be changed while it serves."""

    answers: Callable[[Asked], Reply]
    asked: list[Asked] = field(default_factory=list)
    robots: str | None = None
    address: str = ""

    def paths(self) -> list[str]:
        """Return the paths that were asked for, without robots.txt, and forget them."""
        paths = [one.path for one in self.asked if one.path != "/robots.txt"]
        self.asked.clear()
        return paths

    def reply(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        if asked.path == "/robots.txt":
            return NOT_FOUND if self.robots is None else Reply(self.robots.encode())
        return self.answers(asked)


@contextmanager
def open_shop(answers: Callable[[Asked], Reply]) -> Iterator[Shop]:
    """Serve *answers* on a loopback port."""
    shop = Shop(answers)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = shop.reply(Asked(parts.path, dict(parse_qsl(parts.query)), headers, body))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if isinstance(reply.body, bytes):
                self.send_header("content-length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)
                return
            self.send_header("connection", "close")
            self.end_headers()
            try:
                for piece in reply.body:
                    self.wfile.write(piece)
            except OSError:  # whoever asked has enough
                self.close_connection = True

        do_POST = do_GET  # noqa: N815  the name is the library's

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    shop.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield shop
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Syncing:
    """A file, and syncs into it. What is waited for passes at once, and is added up in `waited`."""

    path: Path
    at_ms: int = field(default_factory=lambda: now_ms() + HOUR_MS)
    waited: list[int] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)

    def wait(self, wait_ms: int) -> None:
        self.waited.append(wait_ms)
        self.at_ms += wait_ms

    def hear(self, said: Sums | Reject) -> None:
        if isinstance(said, Reject):
            self.rejects.append(said)

    def run(
        self,
        source: str,
        settings: SourceSettings | None = None,
        *,
        full: bool = False,
        own_shop: bool = False,
    ) -> Sums:
        """Sync *source*, some time later."""
        self.at_ms += HOUR_MS
        self.waited.clear()
        self.rejects.clear()
        with Asking(local=True, deadline_s=20) as asking, Store(str(self.path)) as store:
            manners = Manners(
                asking.ask, store.hosts, clock=lambda: self.at_ms, wait=self.wait, own_shop=own_shop
            )
            return sync(
                source,
                settings or SourceSettings(currency="EUR"),
                store=store,
                manners=manners,
                clock=lambda: self.at_ms,
                report=self.hear,
                full=full,
            )

    def entries(self) -> list[Entry]:
        """Return the products that a brand would sell from the file."""
        found = read_source(f"sync:{self.path}", SourceSettings(), at_ms=self.at_ms)
        return [one for one in found if isinstance(one, Entry)]

    def prices(self) -> dict[str, int]:
        """Return the price of each variant that a brand would sell from the file."""
        return {
            variant.id: variant.price.amount for entry in self.entries() for variant in entry.product.variants
        }

    def tombstones(self) -> dict[str, int]:
        """Return what was withdrawn, and when."""
        with Store(str(self.path), reading=True) as store:
            return dict(store.tombstones())
