"""Running the week: a folder that is gone afterwards, the play, and its telling."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Final

from dailyme.demo.week.outputs import WeekDay
from dailyme.errors import Exit, UsageError
from dailyme.logs import start_logs
from dailyme.show import print_json

SEED: Final = 7
"""The life that is played if none is named."""
MOST_DAYS: Final = 14
"""The script knows the next purchase of each thing and none after it: in two weeks none comes twice."""


def run_week(seed: int | None, days: int, *, as_json: bool) -> int:
    """Play the week and return the exit code. Raises `UsageError`."""
    from dailyme.demo.week.play import play_week
    from dailyme.demo.week.telling import opening, tell_day, tell_end

    if not 1 <= days <= MOST_DAYS:
        raise UsageError(f"--days is from 1 to {MOST_DAYS}, not {days}.", "The script ends there.")
    start_logs(quiet=True)
    life = SEED if seed is None else seed
    if not as_json:
        opening(life, days)
    with tempfile.TemporaryDirectory(prefix="dailyme-week-") as folder:
        result = asyncio.run(play_week(life, days, Path(folder), _silent if as_json else tell_day))
    if as_json:
        print_json(result)
    else:
        tell_end(result)
    return Exit.DONE


def _silent(day: WeekDay) -> None:
    """Tell nothing: all of it comes at the end."""
