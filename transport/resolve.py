"""Who a did:web is: its did document, fetched from its own host and kept for a while.

Spec: spec/25-identity.md (ID-4 to ID-6).

A key that the kept document does not know may be a new one: the document is fetched once more, and only
then is the key unknown. Callers who ask for one document at the same time share one request.
"""

from __future__ import annotations

from asyncio import Lock
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import orjson

from protocol import (
    DID_PATH,
    DidDocument,
    KeyRing,
    UnknownKeyError,
    did_web_origin,
    read_document,
    ring_of,
)
from transport.errors import BadAnswerError
from transport.exchange import Ask, Exchanges

T = TypeVar("T")

LIFETIME_MS: Final = 5 * 60 * 1000
"""How long a document is kept: bounds how late a revocation is seen. A guess."""


@dataclass(frozen=True)
class _Held:
    document: DidDocument
    since_ms: int


class Resolver:
    """Fetches and keeps did documents. *clock* gives milliseconds since 1970."""

    def __init__(self, exchanges: Exchanges, *, local: bool, clock: Callable[[], int]) -> None:
        self._exchanges, self._local, self._clock = exchanges, local, clock
        self._held: dict[str, _Held] = {}
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)

    async def document(self, did: str) -> DidDocument:
        """Return the did document of *did*. Raises `BadDidError` (ID-6), `DidMismatchError` (ID-4), …"""
        return (await self._get(did))[0].document

    async def with_document(self, did: str, use: Callable[[DidDocument], T]) -> T:
        """Return what *use* makes of the did document; a key it doesn't know is looked for once more."""
        held, fresh = await self._get(did)
        try:
            return use(held.document)
        except UnknownKeyError:
            if fresh:
                raise
        held, _ = await self._get(did, newer_than=held)
        return use(held.document)

    async def with_keys(self, did: str, use: Callable[[KeyRing], T]) -> T:
        """Return what *use* makes of the keys of *did*; the ring knows every did:key too."""
        return await self.with_document(did, lambda held: use(ring_of({did: held}, self._clock())))

    async def fetch(self, did: str) -> DidDocument:
        """Return the did document as its host serves it now; what is kept is not asked."""
        url = did_web_origin(did, local=self._local) + DID_PATH  # ID-6
        got = await self._exchanges(Ask(url, did))
        try:
            value = orjson.loads(got.body)
        except ValueError:
            raise BadAnswerError("the did document is no JSON") from None
        return read_document(value, did)  # ID-4

    async def _get(self, did: str, *, newer_than: _Held | None = None) -> tuple[_Held, bool]:
        """Return the document, and whether it was fetched just now."""
        async with self._locks[did]:
            held = self._held.get(did)
            if held is not None and held is not newer_than and self._clock() - held.since_ms < LIFETIME_MS:
                return held, False
            held = self._held[did] = _Held(await self.fetch(did), self._clock())
            return held, True
