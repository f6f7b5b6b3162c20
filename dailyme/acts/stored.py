"""The twin's database on this machine, lent to an act."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from dailyme.acts.here import here
from dailyme.wiring.twin import keep_private
from foundation.database import Database

T = TypeVar("T")


def with_database(act: Callable[[Database], Coroutine[Any, Any, T]]) -> T:
    """Run *act* on the twin's database."""

    async def run() -> T:
        store = here().store
        keep_private(store)
        database = Database(store)
        try:
            return await act(database)
        finally:
            database.close()

    return asyncio.run(run())
