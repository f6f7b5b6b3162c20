"""The questions of a sync, asked through the guarded way out."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Final, Self

from catalog_adapters.packed import spool
from catalog_adapters.sync.asking import Answer, Request
from dailyme.shop_access import Access
from foundation.fetch import Guard, fetch, open_client

DEADLINE_S: Final = 900.0
"""How long one answer may take: a long feed over a slow line."""


class Asking:
    """Asks one question after the other over the same connections. To be left with `with`."""

    def __init__(self, *, local: bool, access: Access | None = None, deadline_s: float = DEADLINE_S) -> None:
        """local: plain http on this machine may be asked. access: what the source's host is told besides."""
        self._local, self._access, self._deadline_s = local, access, deadline_s
        self._runner = asyncio.Runner()
        self._client = open_client(Guard(local=local))

    def ask(self, request: Request) -> Answer:
        """Return the answer to *request*, its body in a file without a name. Raises a `FetchError`."""
        return self._runner.run(self._asked(request))

    async def _asked(self, request: Request) -> Answer:
        guard = Guard(local=self._local, max_bytes=request.most_bytes, deadline_s=self._deadline_s)
        body = spool()
        try:
            got = await fetch(
                request.url,
                guard=guard,
                client=self._client,
                method="GET" if request.content is None else "POST",
                headers=request.headers,
                own={} if self._access is None else self._access.to(request.url),
                content=request.content,
                pour=body.write,
            )
        except BaseException:
            body.close()
            raise
        body.seek(0)
        return Answer(got.status, got.headers, body, got.url)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()
