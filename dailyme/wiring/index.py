"""The index of a marketplace, wired: shelves in PostgreSQL, from the URL that an operator gives."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dailyme.errors import CommandError, UsageError

if TYPE_CHECKING:
    from catalog_search.postgres import PostgresShelves

_SCHEMES = ("postgresql://", "postgresql+asyncpg://")


@dataclass(frozen=True)
class IndexPlan:
    """Where the index is, and how often this worker reads brands into it; None: another one does."""

    url: str
    every_ms: int | None


class NoPostgresError(CommandError):
    """The library that speaks to PostgreSQL is not installed."""

    code = "no-postgres"


@asynccontextmanager
async def opened_index(url: str) -> AsyncIterator[PostgresShelves]:
    """Open the shelves in the database of *url*, and close them after.

    Raises `UsageError`, `NoPostgresError` or what `PostgresShelves.open` raises.
    """
    if not url.startswith(_SCHEMES):
        raise UsageError("the index is in PostgreSQL", "Give --index postgresql://USER@HOST/DATABASE.")
    try:
        from catalog_search.postgres import PostgresShelves  # the extra `postgres`
    except ModuleNotFoundError:
        raise NoPostgresError("an index needs asyncpg", "Run pip install 'dailyme[postgres]'.") from None
    shelves = await PostgresShelves.open(url)
    try:
        yield shelves
    finally:
        await shelves.close()
