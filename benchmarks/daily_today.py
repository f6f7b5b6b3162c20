"""`daily.today`: a look around with 1,000 standing wishes and nothing changed, against the bare requests.

Twenty brands stand in a process of their own, on real sockets. The anchor asks each for its catalog with
If-None-Match and does nothing else; the work is `today` with all that it reads and keeps. Both use one open
client, ask all brands at once, and are measured in the CPU time of this process alone.
"""

from __future__ import annotations

import asyncio
import atexit
import itertools
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

import httpx

from benchmarks.daily_brands import ARTICLES, BRANDS
from benchmarks.measure import Case, Work
from consumer_twin import Twin, read_wish
from consumer_twin.day import Day
from consumer_twin.edge import Patience, Places, SqlPrices, SqlStanding
from consumer_twin.edge.diary import SqlDiary
from consumer_twin.edge.errands import TwinErrands
from consumer_twin.edge.pages import SqlPages
from consumer_twin.edge.rescan import Rescan
from consumer_twin.edge.source_rescan import SourceRescan
from consumer_twin.edge.sources import Sources
from consumer_twin.standing import Aim
from consumer_twin.today import today
from foundation.database import Database
from foundation.fetch import Guard, fetch, open_client
from transport import Courier

WISHES: Final = 1_000
GROUNDS: Final = 4
NOW_MS: Final = 1_796_115_600_000
LOCAL: Final = Guard(local=True)
_ROOT: Final = Path(__file__).parents[1]


@dataclass(frozen=True)
class _Square:
    """Brands that answer, a store with wishes that have been looked at, and a loop with a client."""

    loop: asyncio.AbstractEventLoop
    client: httpx.AsyncClient
    database: Database
    tags: dict[str, str]
    clock: itertools.count[int]

    def timed(self, act: Callable[[], Awaitable[object]]) -> Work:
        """Return the work of doing *act* once on the loop."""

        def work() -> float:
            start = time.process_time()
            self.loop.run_until_complete(_done(act()))
            return time.process_time() - start

        return work

    async def bare(self) -> None:
        """Ask every brand whether its catalog changed."""
        asked = (self._one(url, tag) for url, tag in self.tags.items())
        assert set(await asyncio.gather(*asked)) == {304}

    async def _one(self, url: str, tag: str) -> int:
        headers = {"if-none-match": tag}
        return (await fetch(url, guard=LOCAL, client=self.client, headers=headers)).status

    async def look(self) -> None:
        """Look around; nothing may have changed."""
        digest = await today(self.day())
        assert (digest.wishes, digest.changed, digest.items) == (WISHES, 0, ()), digest

    def day(self) -> Day:
        """The next day of a person with a thousand wishes, who leaves the haggling for later."""
        at_ms = NOW_MS + 86_400_000 * next(self.clock)
        courier = Courier(self.client, LOCAL, clock=lambda: NOW_MS)
        pages, diary = SqlPages(self.database), SqlDiary(self.database)
        sources = SourceRescan(Sources(self.client, LOCAL, lambda seq: NOW_MS), pages)
        errands = TwinErrands(
            rescan=Rescan(courier, sources, pages, Patience(scan_s=60)),
            twin_for=_nobody,
            diary=diary,
            lock=lambda: "",
            prices=SqlPrices(self.database),
            clock=lambda seq: at_ms,
        )
        return Day(at_ms, diary, errands, haggle="never")


def daily_today() -> Case:
    """Set up the brands, the wishes and the first look, which reads everything."""
    urls = _serve()
    loop = asyncio.new_event_loop()
    folder = Path(mkdtemp(prefix="daily-today-"))
    database = Database(f"sqlite:///{folder}/twin.db")
    square = _Square(loop, open_client(LOCAL), database, {}, itertools.count())
    loop.run_until_complete(_prepare(square, urls))
    return Case(
        "daily.today",
        anchor=f"{BRANDS} bare conditional requests",
        goal=3.0,
        work=square.timed(square.look),
        anchor_work=square.timed(square.bare),
    )


async def _prepare(square: _Square, urls: list[str]) -> None:
    standing = SqlStanding(square.database)
    for number in range(WISHES):
        own = tuple(urls[number % GROUNDS :: GROUNDS])
        wish = read_wish(f"article {number % ARTICLES}", currency="USD", region="US")
        await standing.add(Aim(wish, Places(brands=own)), NOW_MS)
    first = await today(square.day())
    assert (first.read, first.changed) == (BRANDS, BRANDS), first.troubles
    for url in urls:
        got = await fetch(f"{url}/catalog", guard=LOCAL, client=square.client)
        square.tags[f"{url}/catalog"] = got.headers["etag"]


def _serve() -> list[str]:
    """Start the brands; they end with this process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.daily_brands"],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(process.terminate)
    assert process.stdout is not None
    urls: list[str] = json.loads(process.stdout.readline())
    return urls


async def _done(act: Awaitable[object]) -> None:
    await act


def _nobody(aim: Aim | None) -> Twin:
    raise AssertionError("nothing is haggled over here")
