"""The gate: what every request passes before a page sees it, and what every answer carries.

A page of this machine is reachable for every other page that the browser has open, so a request must name
this site as its host (a rebound name does not), and one that changes something must come from this site.
Nothing from elsewhere is loaded, no script or style stands in the page itself, and nobody may frame it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Final

import structlog
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dailyme.pages.shell.errors import ForgedError, TooLargeError, WrongHostError
from dailyme.pages.shell.site import Site

SAFE: Final = frozenset({"GET", "HEAD"})
MOST_BYTES: Final = 10_000_000
"""Of a request's body: an order history or a catalog."""
API: Final = "/api/"
"""Programs with a key of their own come here; no cookie counts there, so nothing can be forged."""

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", _POLICY.encode()),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)
"""Set unless the answer sets them itself."""

Failed = Callable[[Request, Exception], Awaitable[Response]]
"""Draws the page of an error."""

_log = structlog.get_logger("pages")


class Gate:
    """Refuses what does not come from this site, and turns every error into a page."""

    def __init__(self, app: ASGIApp, site: Site, failed: Failed) -> None:
        self._app, self._site, self._failed = app, site, failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        try:
            headers = Headers(scope=scope)
            self._check(scope, headers)
            await self._app(scope, _Capped(receive, headers).receive, answer.send)
        except ClientDisconnect:
            return
        except Exception as error:
            if answer.started:
                raise
            page = await self._failed(Request(scope, receive), error)
            await page(scope, receive, answer.send)

    def _check(self, scope: Scope, headers: Headers) -> None:
        if headers.getlist("host") not in [[host] for host in self._site.hosts]:
            raise WrongHostError
        if scope["method"] in SAFE or scope["path"].startswith(API):
            return
        origin, fetched = headers.get("origin"), headers.get("sec-fetch-site")
        if origin is None and fetched is None:
            raise ForgedError("nothing says where it came from")
        if origin is not None and origin not in self._site.origins:
            raise ForgedError("it comes from another site")
        if fetched not in {None, "same-origin"}:
            raise ForgedError("it comes from another site")


class _Capped:
    """A body that may not be longer than the cap, whatever its header says."""

    def __init__(self, receive: Receive, headers: Headers) -> None:
        self._receive, self._taken = receive, 0
        said = headers.get("content-length", "0")
        if said.isdecimal() and int(said) > MOST_BYTES:
            raise TooLargeError(MOST_BYTES)

    async def receive(self) -> Message:
        message = await self._receive()
        self._taken += len(message.get("body", b""))
        if self._taken > MOST_BYTES:
            raise TooLargeError(MOST_BYTES)
        return message


class _Answer:
    """What is sent, with the headers that every answer has."""

    def __init__(self, send: Send) -> None:
        self._send, self.started = send, False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            message = {**message, "headers": _with_defaults(message["headers"])}
        await self._send(message)


def _with_defaults(given: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    kept = list(given)
    names = {name.lower() for name, _ in kept}
    return kept + [(name, value) for name, value in _HEADERS if name not in names]
