"""A reader as a process of its own, which kills itself between a fetch and its store.

`python -m tests.consumer_twin.news.killed_reader FOLDER ORIGIN MOMENT`: MOMENT is `subscribe`, `kill`
(the page is fetched and verified, not stored) or `fetch`, which prints the hashes that may be shown.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from consumer_twin.edge.subscriptions import Source, SqlSubscriptions
from consumer_twin.relation.subscription import Subscription
from foundation.fetch import Guard, open_client
from protocol.relation import Letter
from tests.consumer_twin.news.kiosk import Reader, Time, subscription


class Dying(SqlSubscriptions):
    """Dies with the second page in its hands."""

    pages = 0

    async def take(
        self,
        number: int,
        letters: Sequence[Letter],
        *,
        at_ms: int,
        source: Source,
        mailbox: Letter | None = None,
    ) -> Subscription:
        """As it should be, the first time."""
        Dying.pages += 1
        if Dying.pages == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return await super().take(number, letters, at_ms=at_ms, source=source, mailbox=mailbox)


async def live(folder: Path, origin: str, moment: str) -> None:
    """Subscribe, or read."""
    async with open_client(Guard(local=True)) as client:
        reader = Reader(folder, client, Time(), origin=origin, name="killed")
        if moment == "subscribe":
            await reader.subscribe(subscription(messages=100, days=1))
        elif moment == "kill":
            await replace(reader.mail, subscriptions=Dying(reader.database)).fetch()
        else:
            troubles = await reader.mail.fetch()
            print("\n".join([*await reader.shown(), *(trouble.code for trouble in troubles)]))
        reader.database.close()


if __name__ == "__main__":
    asyncio.run(live(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
