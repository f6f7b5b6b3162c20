"""A process that reserves of one day's budget as often as it can: `python -m … FOLDER NAME`.

It says `ready`, waits for a line, tries 30 threads of its own, several at once, and says how many got
their piece.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Final

from brand_agent.edge.purse import SqlPurse
from brand_agent.edge.tables import METADATA
from foundation.database import Database

LIMIT_MINOR: Final = 2_550
PIECE_MINOR: Final = 100
_DAY: Final = range(20_000, 20_001)


async def spend(database: Database, name: str) -> int:
    """Return how many of 30 threads got a piece."""
    gate = asyncio.Semaphore(3)  # several commits, so that the other process comes in between

    async def one(thread: str) -> bool:
        async with gate:
            return await database.write(
                lambda connection: SqlPurse(connection).reserve(
                    thread, PIECE_MINOR, _DAY, until_ms=1, limit_minor=LIMIT_MINOR
                )
            )

    return sum(await asyncio.gather(*(one(f"{name} {number}") for number in range(30))))


if __name__ == "__main__":
    store = Database(f"sqlite:///{Path(sys.argv[1])}/shop.db")
    store.create(METADATA)
    print("ready", flush=True)
    sys.stdin.readline()
    print(asyncio.run(spend(store, sys.argv[2])))
    store.close()
