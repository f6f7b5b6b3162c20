"""What goes out and what comes back: the one thing that a sync needs of the network.

Spec: spec/40-scan.md (SCAN-33).

Whoever calls brings the `Ask`, which is made of the guarded way out (`foundation.fetch`) and raises its
errors. Nothing here opens a connection.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from catalog_adapters.entry import CatalogError

USER_AGENT: Final = "dailyme-sync (reads a shop's catalog; obeys robots.txt as dailyme)"
FEED_BYTES: Final = 512 * 1024 * 1024
PAGE_BYTES: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """A question to a server: a GET, or with *content* a POST of JSON."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    most_bytes: int = FEED_BYTES


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says; *body* stands at its beginning. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: BinaryIO
    url: str


Ask = Callable[[Request], Answer]


class NotAnsweredError(CatalogError):
    """The server answers, but not with the catalog."""

    code = "not-fetched"
    advice = "Check the address in a browser."


class BusyError(CatalogError):
    """The server was busy or broken at every try."""

    code = "server-busy"
    advice = "Run the sync again later: it goes on where it stopped."


class AskedToWaitError(CatalogError):
    """The server said when it may be asked again, and that is too long to wait for."""

    code = "asked-to-wait"
    advice = "Run the sync again after that time: it goes on where it stopped."


class RobotsError(CatalogError):
    """The site's robots.txt asks programs to stay away from the address."""

    code = "robots-disallowed"
    advice = "Ask the shop; if it is yours, say so: --own-shop."


class RobotsUnreadError(CatalogError):
    """robots.txt can't be obeyed, since nothing here can read it."""

    code = "robots-unread"
    advice = "pip install 'dailyme[catalogs]'; or, if the shop is yours, say so: --own-shop."


class EndlessError(CatalogError):
    """The source goes on for ever, or in a circle."""

    code = "source-endless"
    advice = "Look at the source's pages: one of them names itself as the next."
