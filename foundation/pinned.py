"""Connections to the address that was checked, and to no other.

A name is resolved once, its addresses are judged, and the socket is opened to one of those numbers: a second
look-up can't answer otherwise. Host header and TLS name stay those of the URL, since only the TCP connection
is made here. There is no proxy: behind one, the address could not be judged.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import httpcore
import httpx

from foundation.addresses import may_reach
from foundation.errors import FoundationError

_PER_ADDRESS_S = 3.0
"""How long one address of several may take to answer before the next is tried: a guess."""

_KEPT_S = 4.0
"""How long an idle connection is kept: less than the 5 s after which uvicorn closes one."""

_RESOLVERS = ThreadPoolExecutor(32, thread_name_prefix="resolve")
"""Threads of its own: a name that is slow to resolve must not hold up anything else."""


class FetchError(FoundationError):
    """Something could not be fetched."""

    code = "fetch-failed"
    requirement = "SCAN-33"


class BlockedAddressError(FetchError):
    """The name leads to an address that only this machine or its network can reach."""

    code = "blocked-address"
    requirement = "ID-6"
    advice = "Use a public address; a loopback one works as localhost, 127.0.0.1 or [::1] with --local."


class UnreachableError(FetchError):
    """Nobody answered, or the answer broke off."""

    code = "unreachable"
    advice = "Check the address and the network, and try again."


class PinnedBackend(httpcore.AsyncNetworkBackend):
    """Opens a TCP connection to a checked address of the host."""

    def __init__(self, *, local: bool) -> None:
        self._local = local
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to *host*. Raises `BlockedAddressError`, `UnreachableError` or httpcore's errors."""
        addresses = await checked_addresses(host, port, local=self._local)
        for address in addresses[:-1]:
            try:
                return await self._backend.connect_tcp(
                    address, port, _PER_ADDRESS_S, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._backend.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)

    async def sleep(self, seconds: float) -> None:
        """Wait between tries."""
        await self._backend.sleep(seconds)


async def checked_addresses(host: str, port: int, *, local: bool) -> list[str]:
    """Return those addresses of *host* that may be reached, in the resolver's order; at least one.

    Raises `BlockedAddressError` if none may, `UnreachableError` if the name has none.
    """
    look_up = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    try:
        answers = await asyncio.get_running_loop().run_in_executor(_RESOLVERS, look_up)
    except (OSError, UnicodeError) as error:
        raise UnreachableError(f"the name {host[:80]!r} has no address") from error
    found = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    allowed = [address for address in found if may_reach(address, host, local=local)]
    if not allowed:
        raise BlockedAddressError(f"{host[:80]!r} leads to an address that may not be asked")
    return allowed


class PinnedTransport(httpx.AsyncBaseTransport):
    """httpx over a pool whose connections are pinned. Errors are httpcore's or ours."""

    def __init__(self, *, local: bool, tls: ssl.SSLContext) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=200,
            max_keepalive_connections=50,
            keepalive_expiry=_KEPT_S,
            network_backend=PinnedBackend(local=local),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send *request* on a pinned connection."""
        assert isinstance(request.stream, httpx.AsyncByteStream)
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()


class _Body(httpx.AsyncByteStream):
    """The body of httpcore's response in httpx's shape."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._answer.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._answer.aclose()
