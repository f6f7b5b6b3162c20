"""The test shop as a process of its own, which kills itself at one moment of an accept.

`python -m tests.brand_agent.killed_brand FOLDER MOMENT` prints the port it serves on. MOMENT is `before`
(stock taken, message written, not committed), `after` (committed, not answered), `never`, or `price`: it
lowers the price of the router a minute after noon, and is gone once that is recorded and before a page is
signed. The policy is that of `policy.toml` in FOLDER, if there is one.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import uvicorn
from sqlalchemy import Connection

from brand_agent.edge.store import SqlLedger
from foundation.database import Database
from protocol import Message
from protocol.relation import Letter
from tests.brand_agent import shop

T = TypeVar("T")


def die() -> None:
    """kill -9, as the machine would."""
    os.kill(os.getpid(), signal.SIGKILL)


class DyingLedger(SqlLedger):
    """Dies when an accept and its confirm are written and not yet committed."""

    def append(self, heard: Message | Letter, answer: Message | Letter, *, at_ms: int) -> None:
        """As the ledger does, and then no more."""
        super().append(heard, answer, at_ms=at_ms)
        if answer.type == "confirm":
            die()


class DyingDatabase(Database):
    """Dies when a confirm is committed and not yet sent."""

    async def write(self, work: Callable[[Connection], T]) -> T:
        """As the database does, and then no more."""
        result = await super().write(work)
        if isinstance(result, bytes) and b'"type":"confirm"' in result:
            die()
        return result


class Recording(Database):
    """Dies when what is sold from now on is recorded, which nobody was shown yet."""

    dying = False

    async def write(self, work: Callable[[Connection], T]) -> T:
        """As the database does, and then no more."""
        result = await super().write(work)
        if self.dying:
            die()
        return result


async def lower_price(folder: Path) -> None:
    """Lower the price of the router."""
    opened = await shop.open_shop(folder, database=Recording)
    opened.clock.at_ms += 60_000
    opened.database.dying = True  # type: ignore[attr-defined]
    await opened.app.state.trading.take(opened.policy, (shop.entry(price=9_000), *shop.ENTRIES[1:]))


async def serve(folder: Path, moment: str) -> None:
    """Serve until killed."""
    own = folder / "policy.toml"
    opened = await shop.open_shop(
        folder,
        policy=own.read_text() if own.exists() else shop.POLICY,
        ledger=DyingLedger if moment == "before" else SqlLedger,
        database=DyingDatabase if moment == "after" else Database,
    )
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    await uvicorn.Server(uvicorn.Config(opened.app, log_level="error")).serve(sockets=[listening])


if __name__ == "__main__":
    place, when = Path(sys.argv[1]), sys.argv[2]
    asyncio.run(lower_price(place) if when == "price" else serve(place, when))
