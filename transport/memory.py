"""The same wire without a socket: applications in this process, each at an origin of its own."""

from __future__ import annotations

from collections.abc import Mapping

import httpx
from starlette.types import ASGIApp


class _Nowhere(httpx.AsyncBaseTransport):
    """An origin at which nobody answers."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("nobody is at this origin", request=request)


def memory_client(apps: Mapping[str, ASGIApp]) -> httpx.AsyncClient:
    """Return a client that finds *apps* by origin, such as `https://shop.example` or `http://localhost:8001`."""
    mounts = {origin: httpx.ASGITransport(app) for origin, app in apps.items()}
    return httpx.AsyncClient(transport=_Nowhere(), mounts=mounts, trust_env=False)
