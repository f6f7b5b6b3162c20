"""A twin killed between fetch and store acknowledges only what it stored, and loses nothing."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from protocol.relation import Fetch
from tests.consumer_twin.news.kiosk import Kiosk
from tests.transport.corner import on_socket

ROOT = Path(__file__).parents[3]


async def run(folder: Path, origin: str, moment: str) -> tuple[int, list[str]]:
    """Run the reader until *moment*; return how it ended and what it printed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.consumer_twin.news.killed_reader", str(folder), origin, moment),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    return process.returncode or 0, out.decode().split()


async def test_only_what_is_stored_is_acknowledged(tmp_path: Path) -> None:
    kiosk = Kiosk()
    kiosk.page_size = 3
    async with on_socket(kiosk.app) as origin:
        assert await run(tmp_path, origin, "subscribe") == (0, [])
        thread = next(iter(kiosk.boxes))
        news = [kiosk.add(thread) for _ in range(8)]
        assert (await run(tmp_path, origin, "kill"))[0] == -9
        fetched = [body.after for body in kiosk.asked if isinstance(body, Fetch)]
        assert fetched == [1, 4], "one page of three is stored; the second was in its hands"
        kiosk.asked.clear()
        assert await run(tmp_path, origin, "fetch") == (0, [one.hash for one in news])
        fetched = [body.after for body in kiosk.asked if isinstance(body, Fetch)]
        assert fetched == [4, 7], "again from what is stored"
