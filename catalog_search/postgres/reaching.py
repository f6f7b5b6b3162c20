"""The way to the database: shared connections, places in an order, errors that don't tell its password."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final, TypeAlias

import asyncpg

from catalog_search.errors import BadCursorError, UnreachableIndexError
from catalog_search.postgres.tables import place_of
from protocol import from_base64url
from protocol.errors import ProtocolError

if TYPE_CHECKING:
    Pool: TypeAlias = asyncpg.Pool[asyncpg.Record]
    Connection: TypeAlias = asyncpg.pool.PoolConnectionProxy[asyncpg.Record]

_WORKERS: Final = 8
"""Connections of one process: a guess; the database's own limit is 100 for all of them."""
_PATIENCE_S: Final = 60


async def connected(url: str) -> Pool:
    """Return connections to the database of *url*, `postgresql://…` or `postgresql+asyncpg://…`.

    Raises `UnreachableIndexError`.
    """
    plain = url.replace("postgresql+asyncpg://", "postgresql://", 1)
    settings = {"application_name": "dailyme", "jit": "off"}  # compiling costs more than such queries
    try:
        async with reached():
            return await asyncpg.create_pool(
                plain, min_size=1, max_size=_WORKERS, command_timeout=_PATIENCE_S, server_settings=settings
            )
    except ValueError:
        raise UnreachableIndexError("its URL is none") from None


@asynccontextmanager
async def reached() -> AsyncIterator[None]:
    """Say of a database that can't be used what its error is called: its text may hold a password."""
    try:
        yield
    except (OSError, asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError) as error:
        raise UnreachableIndexError(type(error).__name__) from error
    except (
        asyncpg.InvalidAuthorizationSpecificationError,
        asyncpg.InvalidCatalogNameError,
        asyncpg.InvalidSchemaNameError,
        asyncpg.InsufficientPrivilegeError,
    ) as error:
        raise UnreachableIndexError(type(error).__name__) from None


def place_at(cursor: str | None) -> bytes:
    """Return the place that *cursor* names; None is before all. Raises `BadCursorError`."""
    if cursor is None:
        return b""
    try:
        place = from_base64url(cursor, "cursor")
    except ProtocolError:
        raise BadCursorError(cursor) from None
    if len(place) != len(place_of("")):
        raise BadCursorError(cursor)
    return place
