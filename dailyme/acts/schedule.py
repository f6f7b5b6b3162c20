"""What `dailyme twin schedule` does: show what would be installed, ask, and install it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from dailyme.errors import CommandError, Exit, UsageError
from dailyme.outputs_today import Scheduled
from dailyme.passphrase import VARIABLE
from dailyme.places import HOME
from dailyme.show import console, print_json
from dailyme.timetable import UNIT, Job, cron_line, read_at, service_text, timer_text, with_line

Kind = Literal["cron", "systemd"]
_CARRIED: Final = (HOME, VARIABLE, "DAILYME_MARKET", "XDG_CONFIG_HOME", "XDG_DATA_HOME")


class ScheduleError(CommandError):
    """The system did not take the timetable."""

    code = "not-scheduled"


@dataclass(frozen=True)
class ScheduleFlags:
    """What the command line says of a timetable. *arguments*: of `dailyme today`."""

    at: str
    cron: bool
    systemd: bool
    remove: bool
    yes: bool
    arguments: tuple[str, ...]


def schedule(flags: ScheduleFlags, *, as_json: bool) -> int:
    """Show the timetable; after a yes, install or remove it. Return the exit code."""
    kind = _kind(flags)
    job = Job(read_at(flags.at), [sys.executable, "-m", "dailyme", "today", *flags.arguments], _environment())
    files = _units(job) if kind == "systemd" else {}
    shown = {str(path): text for path, text in files.items()} or {"crontab": cron_line(job)}
    if not as_json:
        _show(shown, remove=flags.remove)
    sure = flags.yes or (not as_json and _agreed())
    if sure and kind == "cron":
        _write_crontab(None if flags.remove else cron_line(job))
    elif sure:
        _write_units(files, remove=flags.remove)
    if as_json:
        print_json(Scheduled(kind=kind, shown=shown, remove=flags.remove, done=sure))
    else:
        console().print(("Removed." if flags.remove else "Installed.") if sure else "Nothing was changed.")
    return Exit.DONE if sure else Exit.NEEDS_APPROVAL


def _show(shown: dict[str, str], *, remove: bool) -> None:
    for name, text in shown.items():
        console().print(f"{'Out of' if remove else 'Into'} {name}:", style="bold", soft_wrap=True)
        console().print(text.rstrip(), soft_wrap=True)


def _kind(flags: ScheduleFlags) -> Kind:
    if flags.cron and flags.systemd:
        raise UsageError("--cron and --systemd exclude each other", "Leave one of them out.")
    if flags.systemd or (not flags.cron and shutil.which("crontab") is None and shutil.which("systemctl")):
        return "systemd"
    return "cron"


def _environment() -> dict[str, str]:
    """What a run without a login lacks: where this person's things lie."""
    return {name: os.environ[name] for name in _CARRIED if os.environ.get(name)}


def _agreed() -> bool:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        console().print("No terminal to ask at: add --yes to do it.")
        return False
    import typer

    return bool(typer.confirm("Do this?"))


def _units(job: Job) -> dict[Path, str]:
    base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"
    return {base / f"{UNIT}.service": service_text(job), base / f"{UNIT}.timer": timer_text(job)}


def _write_crontab(line: str | None) -> None:
    listed = _run("crontab", "-l", may_fail=True)
    wanted = with_line(listed.stdout if listed.returncode == 0 else "", line)
    _run("crontab", "-", given=wanted)


def _write_units(files: dict[Path, str], *, remove: bool) -> None:
    if remove:
        _run("systemctl", "--user", "disable", "--now", f"{UNIT}.timer", may_fail=True)
        for path in files:
            path.unlink(missing_ok=True)
        _run("systemctl", "--user", "daemon-reload")
        return
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    _run("systemctl", "--user", "daemon-reload")
    _run("systemctl", "--user", "enable", "--now", f"{UNIT}.timer")


def _run(
    program: str, *arguments: str, given: str = "", may_fail: bool = False
) -> subprocess.CompletedProcess[str]:
    found = shutil.which(program)
    if found is None:
        raise ScheduleError(
            f"there is no {program} on this machine",
            "Choose --cron or --systemd, or keep `dailyme twin run` running.",
        )
    done = subprocess.run(  # noqa: S603  the person's own programs, our own arguments
        [found, *arguments], input=given, capture_output=True, text=True, check=False, timeout=30
    )
    if done.returncode != 0 and not may_fail:
        raise ScheduleError(
            f"{program} answered: {done.stderr.strip()[:200] or done.returncode}", "Install it by hand."
        )
    return done
