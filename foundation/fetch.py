"""The one guarded way out to the network.

Spec: spec/25-identity.md (ID-6), spec/40-scan.md (SCAN-33).

Whatever a person, a brand or a page names goes through `fetch`: https only (http for loopback on a
developer's machine), addresses checked and pinned, every redirect checked anew, bytes and time capped. An
HTTP status is an answer and is returned; only what is no answer is raised.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import MappingProxyType
from typing import Final

import httpcore
import httpx

from foundation.addresses import LOOPBACK_HOSTS
from foundation.body import BadEncodingError, TooManyBytesError, pour_capped, read_capped
from foundation.pinned import BlockedAddressError, FetchError, PinnedTransport, UnreachableError

__all__ = [
    "BadEncodingError",
    "BadUrlError",
    "BlockedAddressError",
    "FetchError",
    "Fetched",
    "Guard",
    "TooManyBytesError",
    "TooManyRedirectsError",
    "TooSlowError",
    "UnreachableError",
    "fetch",
    "open_client",
    "origin_of",
]

MAX_REDIRECTS: Final = 3
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
BROKEN: Final = (httpx.HTTPError, httpx.StreamError, httpcore.NetworkError, httpcore.ProtocolError)
_HEADERS: Final = {"accept-encoding": "gzip", "user-agent": "dailyme"}
_NO_HEADERS: Final[Mapping[str, str]] = MappingProxyType({})


class BadUrlError(FetchError):
    """A URL that is not asked: another scheme, a name and password in it, or no host."""

    code = "bad-url"
    requirement = "ID-6"
    advice = "Use an https:// URL; http:// is for localhost with --local."


class TooManyRedirectsError(FetchError):
    """Sent on from place to place."""

    code = "too-many-redirects"
    advice = f"Redirect at most {MAX_REDIRECTS} times; give the final address."


class TooSlowError(FetchError):
    """The whole answer was not there in time."""

    code = "too-slow"
    advice = "Try again later, or raise the deadline if you trust the source."

    def __init__(self, deadline_s: float) -> None:
        super().__init__(f"the answer was not there within {deadline_s:g} s")
        self.deadline_s = deadline_s


@dataclass(frozen=True)
class Guard:
    """What a fetch may do. `local` lets it ask loopback over http, as in a demo on one machine."""

    local: bool = False
    max_bytes: int = 64 * 1024
    deadline_s: float = 10.0


@dataclass(frozen=True)
class Fetched:
    """An answer: its status, its headers in lower case, its unpacked body, and the URL that gave it."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


Leave = Callable[[], Awaitable[None]]
"""Awaited before each request; raises if nothing may be asked now."""


def open_client(guard: Guard, leave: Leave | None = None) -> httpx.AsyncClient:
    """Return a client whose connections are checked and pinned; share it, and close it with `aclose`.

    What *leave* raises is raised by every request, and nothing is sent.

    Nothing is taken from the environment but the certificates (`SSL_CERT_FILE`): no proxy, no netrc. It
    keeps no cookies: they would link one thread of a person to the next.
    """
    transport = PinnedTransport(local=guard.local, tls=httpx.create_ssl_context())
    jar = CookieJar(DefaultCookiePolicy(allowed_domains=[]))

    async def first(_request: httpx.Request) -> None:
        if leave is not None:
            await leave()

    hooks = {"request": [first]}
    return httpx.AsyncClient(transport=transport, trust_env=False, cookies=jar, event_hooks=hooks)


async def fetch(
    url: str,
    *,
    guard: Guard,
    client: httpx.AsyncClient,
    method: str = "GET",
    headers: Mapping[str, str] = _NO_HEADERS,
    own: Mapping[str, str] = _NO_HEADERS,
    content: bytes | None = None,
    pour: Callable[[bytes], object] | None = None,
) -> Fetched:
    """Return the answer of *url*, whatever its status. Only a GET follows redirects.

    own: headers that are for the scheme, host and port of *url* alone, such as a token: a redirect to any
    other goes without them.
    pour: gets the body piece by piece, which then is empty in the answer; for what is too long for memory.

    Raises `BadUrlError`, `BlockedAddressError`, `UnreachableError`, `TooSlowError`, `TooManyBytesError`,
    `TooManyRedirectsError` or `BadEncodingError`.
    """

    def ask(at: httpx.URL) -> httpx.Request:  # not the client's: its headers and cookies stay out
        kept = own if own and origin_of(str(at)) == origin_of(url) else _NO_HEADERS  # SCAN-39
        return httpx.Request(method, at, headers={**_HEADERS, **headers, **kept}, content=content)

    try:
        async with asyncio.timeout(guard.deadline_s):
            return await _follow(url, ask, guard, client, pour)
    except (TimeoutError, httpcore.TimeoutException):
        raise TooSlowError(guard.deadline_s) from None
    except BROKEN as error:
        raise UnreachableError(f"the server gave no answer ({type(error).__name__})") from error


async def _follow(
    url: str,
    ask: Callable[[httpx.URL], httpx.Request],
    guard: Guard,
    client: httpx.AsyncClient,
    pour: Callable[[bytes], object] | None,
) -> Fetched:
    at, local = checked_url(url, local=guard.local), guard.local
    for _ in range(MAX_REDIRECTS + 1):
        local = local and at.host in LOOPBACK_HOSTS  # nobody outside sends us to our own machine
        request = ask(at)
        answer = await client.send(request, stream=True, follow_redirects=False)
        try:
            target = answer.headers.get("location")
            if request.method != "GET" or answer.status_code not in _REDIRECTS or target is None:
                return await _read(answer, at, guard, pour)
        finally:
            await answer.aclose()
        at = checked_url(target, base=at, local=local)
    raise TooManyRedirectsError(f"the server redirects more than {MAX_REDIRECTS} times")


async def _read(
    answer: httpx.Response, at: httpx.URL, guard: Guard, pour: Callable[[bytes], object] | None
) -> Fetched:
    encoding, body = answer.headers.get("content-encoding", "").strip().lower(), b""
    if pour is None:
        body = await read_capped(answer.aiter_raw(), encoding, guard.max_bytes)
    else:
        await pour_capped(answer.aiter_raw(), encoding, guard.max_bytes, pour)
    return Fetched(answer.status_code, dict(answer.headers), body, str(at))


def origin_of(url: str) -> tuple[str, str, int]:
    """Return scheme, host and port of *url*, which is one: who is asked.

    >>> origin_of("https://Shop.example/feed") == origin_of("https://shop.example:443/")
    True
    """
    parts = httpx.URL(url)
    return parts.scheme, parts.host, parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)


def checked_url(text: str, *, local: bool, base: httpx.URL | None = None) -> httpx.URL:
    """Return *text* as a URL that may be asked, without its fragment. Raises `BadUrlError` (ID-6)."""
    try:
        url = httpx.URL(text) if base is None else base.join(text)
    except (httpx.InvalidURL, TypeError, ValueError):
        raise BadUrlError(f"{text[:80]!r} is no URL") from None
    if not url.host or url.userinfo or not 0 < (url.port or 443) < 65536:
        raise BadUrlError("the URL must name a host that can be, and no user")
    if url.scheme == "https" or (url.scheme == "http" and local and url.host in LOOPBACK_HOSTS):  # ID-6
        return url.copy_with(fragment=None)
    raise BadUrlError(f"{url.scheme[:20]}://{url.host[:80]} is not asked: https only")
