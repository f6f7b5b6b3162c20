"""A body that does not end: opened through the same guard as every fetch, and read as it comes.

Spec: spec/37-subscribe.md (SUB-18, SUB-19).

A stream may be silent for a while and never be done, so what is capped is the silence, and what comes without
being of use: whoever reads calls `Flow.useful` when it was.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpcore
import httpx

from foundation.body import BadEncodingError, TooManyBytesError
from foundation.fetch import BROKEN, Guard, TooSlowError, UnreachableError, checked_url


@dataclass(frozen=True)
class Limits:
    """silence_s: how long nothing may come. useless_bytes: how much may come that is of no use."""

    silence_s: float = 45.0
    useless_bytes: int = 128 * 1024


class Flow(httpx.AsyncByteStream):
    """The parts of an open body. Raises `TooSlowError`, `TooManyBytesError` or `UnreachableError`."""

    def __init__(self, answer: httpx.Response, limits: Limits) -> None:
        self._parts, self._limits = answer.aiter_raw(), limits
        self._useless = 0

    def useful(self) -> None:
        """Say that what came until now was of use."""
        self._useless = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            try:
                async with asyncio.timeout(self._limits.silence_s):
                    part = await anext(self._parts, None)
            except (TimeoutError, httpcore.TimeoutException):
                raise TooSlowError(self._limits.silence_s) from None
            except BROKEN as error:
                raise UnreachableError(f"the stream broke off ({type(error).__name__})") from error
            if part is None:
                return
            self._useless += len(part)
            if self._useless > self._limits.useless_bytes:  # SUB-19
                raise TooManyBytesError(self._limits.useless_bytes)
            yield part


@dataclass(frozen=True)
class Opened:
    """An open answer: its status, its headers in lower case, and what flows."""

    status: int
    headers: Mapping[str, str]
    flow: Flow


@asynccontextmanager
async def open_stream(
    url: str,
    *,
    guard: Guard,
    client: httpx.AsyncClient,
    headers: Mapping[str, str],
    content: bytes,
    limits: Limits,
    connect_s: float | None = None,
) -> AsyncIterator[Opened]:
    """Post *content* to *url* and keep the answer open. It is not packed, and redirects are not followed.

    connect_s: until there must be a connection; the guard's deadline holds for the head of the answer.

    Raises `BadUrlError`, `BlockedAddressError`, `UnreachableError`, `TooSlowError` or `BadEncodingError`.
    """
    at = checked_url(url, local=guard.local)
    plain = {"accept-encoding": "identity", "user-agent": "dailyme", **headers}
    waits = {"timeout": {"connect": connect_s}}
    request = httpx.Request("POST", at, headers=plain, content=content, extensions=waits)
    try:
        async with asyncio.timeout(guard.deadline_s):
            answer = await client.send(request, stream=True, follow_redirects=False)
    except httpcore.ConnectTimeout as error:
        raise UnreachableError(f"there was no connection within {connect_s} s") from error
    except (TimeoutError, httpcore.TimeoutException):
        raise TooSlowError(guard.deadline_s) from None
    except BROKEN as error:
        raise UnreachableError(f"the server gave no answer ({type(error).__name__})") from error
    try:
        if answer.headers.get("content-encoding", "identity").strip().lower() != "identity":
            raise BadEncodingError("a stream that is packed was not asked for")
        yield Opened(answer.status_code, dict(answer.headers), Flow(answer, limits))
    finally:
        await answer.aclose()
