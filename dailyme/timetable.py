"""When the twin looks around by itself: a cron line, a systemd timer, or the next time by the clock."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from dailyme.errors import UsageError

MARK: Final = "# dailyme today"
UNIT: Final = "dailyme-today"


@dataclass(frozen=True)
class Job:
    """What is run each day at *at*: a command, and what its environment must hold."""

    at: time
    command: Sequence[str]
    environment: Mapping[str, str]


def read_at(text: str) -> time:
    """Return the time of day that *text* names. Raises `UsageError`.

    >>> read_at("07:05").minute
    5
    """
    hours, colon, minutes = text.partition(":")
    spelled = colon and hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2
    if spelled and int(hours) < 24 and int(minutes) < 60:
        return time(int(hours), int(minutes))
    raise UsageError(f"--at can't be {text!r}", "Give a time such as 07:00.")


def next_due(now: datetime, at: time) -> datetime:
    """Return the next moment after *now* at which the clock shows *at*.

    >>> next_due(datetime(2026, 12, 1, 7, 0), time(7, 0))
    datetime.datetime(2026, 12, 2, 7, 0)
    """
    due = datetime.combine(now.date(), at)
    return due if due > now else due + timedelta(days=1)


def cron_line(job: Job) -> str:
    """Return the line of a crontab for *job*; a percent sign would end the command there."""
    given = [f"{name}={shlex.quote(value)}" for name, value in sorted(job.environment.items())]
    command = " ".join([*given, shlex.join(job.command)]).replace("%", "\\%")
    return f"{job.at.minute} {job.at.hour} * * * {command} {MARK}"


def with_line(crontab: str, line: str | None) -> str:
    """Return *crontab* with *line* in the place of ours, or without ours; nobody else's line is touched."""
    kept = [one for one in crontab.splitlines() if not one.rstrip().endswith(MARK)]
    return "".join(f"{one}\n" for one in (*kept, *([] if line is None else [line])))


def service_text(job: Job) -> str:
    """Return the systemd service for *job*."""
    given = "".join(
        f"Environment={_quoted(f'{name}={value}')}\n" for name, value in sorted(job.environment.items())
    )
    command = " ".join(map(_quoted, job.command))
    return (
        f"[Unit]\nDescription=Daily Me: what is new\n\n[Service]\nType=oneshot\n{given}ExecStart={command}\n"
    )


def timer_text(job: Job) -> str:
    """Return the systemd timer for *job*; a morning that was slept through is made up for."""
    when = f"*-*-* {job.at:%H:%M}:00"
    return (
        "[Unit]\nDescription=Daily Me, every day\n\n"
        f"[Timer]\nOnCalendar={when}\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n"
    )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'
