"""The same wire without a socket: applications in this process, each at an origin of its own."""

from __future__ import annotations

from collections.abc import Mapping

import httpx
from starlette.types import ASGIApp


class _Origins(httpx.AsyncBaseTransport):
    """Finds the application of a request by its origin, as the mapping is just then."""

    def __init__(self, apps: Mapping[str, ASGIApp]) -> None:
        self._apps = apps

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Let the application answer. Raises `httpx.ConnectError` where there is none."""
        app = self._apps.get(f"{request.url.scheme}://{request.url.netloc.decode()}")
        if app is None:
            raise httpx.ConnectError("nobody is at this origin", request=request)
        return await httpx.ASGITransport(app).handle_async_request(request)


def memory_client(apps: Mapping[str, ASGIApp]) -> httpx.AsyncClient:
    """Return a client that finds *apps* by origin, such as `https://shop.example` or `http://localhost:8001`."""
    return httpx.AsyncClient(transport=_Origins(apps), trust_env=False)
