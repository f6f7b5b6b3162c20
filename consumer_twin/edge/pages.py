"""The page cache: what was fetched and verified once, so that it is fetched again only when it changed.

Spec: spec/40-scan.md (SCAN-6, SCAN-7).

A place is a brand's DID, or the address of a source. Its parts are kept under the version that they belong
to, and replaced together: pages of two versions never stand side by side.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, select

from consumer_twin.edge.log import open_log
from consumer_twin.edge.standing_tables import PAGES
from consumer_twin.edge.witnesses import witnessed
from consumer_twin.ground import Listed
from consumer_twin.scan import Seller
from foundation.database import Database
from protocol import CatalogPage, Profile, decode

SELLER: Final = TypeAdapter(Seller)
_HEAD: Final = "head"
_LISTED: Final = "listed"
_LEAST: Final = 1
"""zlib's quickest level: a catalog is written at most once a day, and read on most days."""


@dataclass(frozen=True)
class Held:
    """What is kept of a place: its state's name, the tags to ask with, and who sells there."""

    version: str
    tags: Mapping[str, str] = field(default_factory=dict)
    seller: Seller | None = None


class SqlPages:
    """The page cache in *database*."""

    def __init__(self, database: Database) -> None:
        self._database = database
        open_log(database)

    async def held(self) -> tuple[dict[str, Held], dict[Listed, tuple[str, ...]]]:
        """Return what is kept of every place, and whom each directory named last."""
        heads = select(PAGES).where(PAGES.c.part.in_((_HEAD, _LISTED)))
        rows = await self._database.read(lambda connection: tuple(connection.execute(heads)))
        places = {row.place: _head(row.etag, row.version, row.data) for row in rows if row.part == _HEAD}
        listed = {_question(row.place): tuple(json.loads(row.data)) for row in rows if row.part == _LISTED}
        return places, listed

    async def keep_head(self, place: str, held: Held) -> None:
        """Keep how *place* is asked next time; its parts stay as they are."""
        await self._database.write(lambda connection: _put_head(connection, place, held))

    async def keep(self, place: str, held: Held, parts: Sequence[bytes]) -> None:
        """Keep all *parts* of *place*, in order, in the place of those before."""

        def work(connection: Connection) -> None:
            connection.execute(delete(PAGES).where(PAGES.c.place == place))
            _put_head(connection, place, held)
            for number, data in enumerate(parts):
                _put(connection, place, f"{number:06}", zlib.compress(data, _LEAST), Held(held.version))

        await self._database.write(work)

    async def keep_listed(self, question: Listed, brands: Sequence[str]) -> None:
        """Keep whom a directory names."""
        data = json.dumps(list(brands)).encode()
        place = json.dumps(list(question))

        def work(connection: Connection) -> None:
            connection.execute(delete(PAGES).where(PAGES.c.place == place))
            _put(connection, place, _LISTED, data, Held(""))

        await self._database.write(work)

    async def parts(self, place: str) -> tuple[bytes, ...]:
        """Return the parts of *place*, in order."""
        found = (
            select(PAGES.c.data)
            .where((PAGES.c.place == place) & PAGES.c.part.not_in((_HEAD, _LISTED)))
            .order_by(PAGES.c.part)
        )
        rows = await self._database.read(lambda connection: tuple(connection.scalars(found)))
        return tuple(map(zlib.decompress, rows))

    async def witnessed(self, brand: str) -> list[Any]:
        """Return the pages of *brand* that are kept with prices noted from them."""
        return await self._database.read(lambda connection: witnessed(connection, brand))


def catalog_of(parts: Sequence[bytes]) -> tuple[Profile, list[CatalogPage]]:
    """Return the profile and the pages of a brand, which were verified when they were kept."""
    profile = Profile.model_validate(decode(parts[0]))
    return profile, [CatalogPage.model_validate(decode(data)) for data in parts[1:]]


def _put_head(connection: Connection, place: str, held: Held) -> None:
    connection.execute(delete(PAGES).where((PAGES.c.place == place) & (PAGES.c.part == _HEAD)))
    seller = b"" if held.seller is None else SELLER.dump_json(held.seller)
    _put(connection, place, _HEAD, seller, held)


def _put(connection: Connection, place: str, part: str, data: bytes, held: Held) -> None:
    tags = json.dumps(dict(held.tags))
    row = {"place": place, "part": part, "etag": tags, "version": held.version, "data": data}
    connection.execute(insert(PAGES).values(**row))


def _head(etag: str, version: str, data: bytes) -> Held:
    return Held(version, json.loads(etag), SELLER.validate_json(data) if data else None)


def _question(place: str) -> Listed:
    market, region, category = json.loads(place)
    return market, region, category
