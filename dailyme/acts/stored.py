"""The file of the twin's store on this machine, lent to an act."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeVar

from sqlalchemy.exc import DatabaseError

from dailyme.acts.here import here
from dailyme.errors import CommandError
from dailyme.wiring.twin import keep_private
from foundation.database import Database

T = TypeVar("T")

_ADVICE: Final = "Nothing was changed. Put back a copy of the file, or move it away to start anew."


class BrokenStoreError(CommandError):
    """The file of the twin's store can't be read or written."""

    code = "broken-store"


def with_database(act: Callable[[Database], Coroutine[Any, Any, T]]) -> T:
    """Run *act* on the file of the twin's store."""

    async def run() -> T:
        keep_private(here().store)
        database = Database(here().store)
        try:
            return await act(database)
        finally:
            database.close()

    try:
        return asyncio.run(run())
    except DatabaseError as error:
        raise BrokenStoreError(f"{here().store}: {error.orig}", _ADVICE) from error
