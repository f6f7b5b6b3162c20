"""Running the year: a folder that is gone afterwards, the play, and its telling."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Final

from dailyme.demo.year.outputs import YearScene
from dailyme.errors import Exit, UsageError
from dailyme.logs import start_logs
from dailyme.show import print_json

STORIES: Final = ("first-year",)
SEED: Final = 7
"""The year that is played if none is named."""


def run_story(name: str, seed: int | None, *, as_json: bool) -> int:
    """Play the story *name* and return the exit code: 0 if all of it is verified. Raises `UsageError`."""
    from dailyme.demo.year.play import play_year
    from dailyme.demo.year.telling import Teller, opening, tell_end

    if name not in STORIES:
        raise UsageError(f"{name[:60]!r} is no story", f"There is {', '.join(STORIES)}.")
    start_logs(quiet=True)
    life = SEED if seed is None else seed
    if not as_json:
        opening(life)
    with tempfile.TemporaryDirectory(prefix="dailyme-year-") as folder:
        result = asyncio.run(play_year(life, Path(folder), _silent if as_json else Teller()))
    if as_json:
        print_json(result)
    else:
        tell_end(result)
    return Exit.DONE if result.verification.verdict == "verified" else Exit.ERROR


def _silent(scene: YearScene) -> None:
    """Tell nothing: all of it comes at the end."""
