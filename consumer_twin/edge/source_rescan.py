"""Public sources again: asked whether they changed, and read anew only if they did.

Spec: spec/40-scan.md (SCAN-8).

A server is asked with the tag and the date of the last time; one that knows neither sends everything, and
then the bytes decide. Files and folders are compared by their bytes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import file_digest, sha256
from pathlib import Path

from consumer_twin.edge.pages import Held, SqlPages
from consumer_twin.edge.sources import Sources, source_name
from consumer_twin.errors import TwinError
from consumer_twin.ground import Reading
from consumer_twin.scan import Seller, Shelf, Trouble
from foundation.fetch import fetch


class NoSourceError(TwinError):
    """The address answers, but not with the page."""

    code = "no-source"
    advice = "Check the address in a browser."


@dataclass(frozen=True)
class SourceRescan:
    """Reads over *sources* and keeps in *pages*."""

    sources: Sources
    pages: SqlPages

    async def read(self, source: str, held: Held | None) -> Reading:
        """Return in what state *source* is. Raises `FetchError`, `NoSourceError` or OSError."""
        seller = Seller(source, source_name(source), source)
        if not source.startswith(("http://", "https://")):
            version = await asyncio.to_thread(_digest, Path(source))
            return await self._read(source, seller, held, Held(version, {}, seller), ())
        tags = {} if held is None else held.tags
        got = await fetch(source, guard=self.sources.guard, client=self.sources.client, headers=tags)
        if got.status == 304 and held is not None:
            return Reading(seller, held.version, changed=False)
        if got.status != 200:
            raise NoSourceError(f"the server answered {got.status}")
        fresh = Held(sha256(got.body).hexdigest(), _tags(got.headers), seller)
        return await self._read(source, seller, held, fresh, (got.body,))

    async def shelf(self, source: str, parts: Sequence[bytes], currency: str) -> Shelf | Trouble:
        """Return what *source* offers, from the *parts* kept; *currency* where a price states none."""
        settings = replace(self.sources.settings, currency=currency) if currency else self.sources.settings
        return await replace(self.sources, settings=settings).read(source, parts[0] if parts else None)

    async def _read(
        self, source: str, seller: Seller, held: Held | None, fresh: Held, parts: Sequence[bytes]
    ) -> Reading:
        changed = held is None or held.version != fresh.version
        if changed:
            await self.pages.keep(source, fresh, parts)
        elif held is not None and held.tags != fresh.tags:
            await self.pages.keep_head(source, fresh)
        return Reading(seller, fresh.version, changed=changed)


def _tags(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers to ask with next time."""
    asked = {"if-none-match": headers.get("etag"), "if-modified-since": headers.get("last-modified")}
    return {name: value for name, value in asked.items() if value}


def _digest(path: Path) -> str:
    """Return a hash of the file, or of every file in the folder by name. Raises OSError."""
    digest = sha256()
    for file in sorted(path.rglob("*")) if path.is_dir() else (path,):
        if file.is_dir():
            continue
        with file.open("rb") as opened:
            digest.update(f"{file.name}\x00{file_digest(opened, 'sha256').hexdigest()}\x00".encode())
    return digest.hexdigest()
