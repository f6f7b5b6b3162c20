"""What `dailyme twin run` does: it stays, and looks around every day."""

from __future__ import annotations

import asyncio
import signal
import sys
from datetime import datetime

from dailyme.acts.news import listening
from dailyme.acts.today import TodayFlags, look_around, tell_result
from dailyme.errors import report
from dailyme.outputs_today import Watching
from dailyme.show import hints, json_line
from dailyme.timetable import next_due, read_at
from dailyme.watch import Watch, keep_watch, stoppable


def run_daily(at: str, flags: TodayFlags, *, at_once: bool, as_json: bool) -> None:
    """Look around every day at *at*, and *at_once* too, until Ctrl-C or SIGTERM."""
    asyncio.run(_run(at, flags, at_once=at_once, as_json=as_json))


async def _run(at: str, flags: TodayFlags, *, at_once: bool, as_json: bool) -> None:
    when, stop = read_at(at), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)

    async def look() -> None:
        try:
            tell_result(await asyncio.to_thread(look_around, flags), as_json=as_json)
        except Exception as error:  # the next day comes all the same
            report(error, as_json=as_json)
        sys.stdout.flush()

    def tell(words: str) -> None:
        if not as_json:
            hints().print(words, soft_wrap=True)

    if as_json:
        due = next_due(datetime.now(), when)  # noqa: DTZ005  the person's own time of day
        sys.stdout.write(json_line(Watching(ready=True, next=due.isoformat(timespec="minutes"))) + "\n")
        sys.stdout.flush()
    if at_once:
        await look()
    clock = datetime.now
    async with listening(local=flags.local, as_json=as_json):
        await keep_watch(when, Watch(clock, stoppable(stop), look, tell))
