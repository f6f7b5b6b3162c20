"""The directory's store: listings, and the names they are found by, over one connection's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import ClassVar

from sqlalchemy import ColumnElement, Connection, MetaData, delete, exists, insert, select
from sqlmodel import Field, SQLModel

from marketplace.listing import Listing, name_of
from marketplace.pages import place_of
from marketplace.ports import Wanted

METADATA = MetaData()


class _Base(SQLModel):
    metadata: ClassVar[MetaData] = METADATA


class ListingRow(_Base, table=True):
    """A listed profile; `place` is the directory's order."""

    __tablename__ = "market_listing"

    did: str = Field(primary_key=True)
    place: str = Field(unique=True)
    hash: str
    created_ms: int
    data: bytes


class NameRow(_Base, table=True):
    """A category, its token, or a region that a listed profile names."""

    __tablename__ = "market_name"

    kind: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    did: str = Field(primary_key=True, foreign_key="market_listing.did", ondelete="CASCADE", index=True)


_LISTING = METADATA.tables["market_listing"]
_NAME = METADATA.tables["market_name"]
_SHOWN = select(*(_LISTING.c[field.name] for field in fields(Listing)))


class SqlListings:
    """`Listings` over a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, did: str) -> Listing | None:
        """Return the listing of *did*."""
        row = self._connection.execute(_SHOWN.where(_LISTING.c.did == did)).one_or_none()
        return None if row is None else Listing(*row)

    def put(self, listing: Listing) -> None:
        """Keep *listing* in place of any other of its DID."""
        self._connection.execute(delete(_LISTING).where(_LISTING.c.did == listing.did))
        place = place_of(listing.did)
        self._connection.execute(insert(_LISTING).values(**asdict(listing), place=place))
        names = [{"kind": kind, "name": name, "did": listing.did} for kind, name in sorted(listing.names())]
        self._connection.execute(insert(_NAME), names)

    def remove(self, listing: Listing) -> None:
        """Let go of *listing*, unless another one has taken its place."""
        same = (_LISTING.c.did == listing.did, _LISTING.c.hash == listing.hash)
        self._connection.execute(delete(_LISTING).where(*same))

    def names(self, kind: str, name: str) -> bool:
        """Whether any listed profile has that *name* of that *kind*."""
        found = exists().where(_NAME.c.kind == kind, _NAME.c.name == name)
        return bool(self._connection.scalar(select(found)))

    def find(self, wanted: Wanted, limit: int) -> Sequence[Listing]:
        """Return at most *limit* listings that name what is wanted, in the order of `place_of`."""
        where: list[ColumnElement[bool]] = [_LISTING.c.place > wanted.after]
        if wanted.category is not None:
            where.append(_named("category", name_of(wanted.category)))
        if wanted.region is not None:
            where.append(_named("region", wanted.region))
        rows = self._connection.execute(_SHOWN.where(*where).order_by(_LISTING.c.place).limit(limit))
        return [Listing(*row) for row in rows]


def _named(kind: str, name: str) -> ColumnElement[bool]:
    return exists().where(_NAME.c.did == _LISTING.c.did, _NAME.c.kind == kind, _NAME.c.name == name)
