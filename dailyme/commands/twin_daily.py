"""`dailyme twin schedule` and `twin run`: the digest every morning, by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

SCHEDULE_HELP = """Have `dailyme today` run every day: as a line in your crontab, or as a systemd user timer.

What would be installed is shown first, and installed after your yes (--yes where there is no terminal).

\b
Examples:
  dailyme twin schedule --at 07:00 --to-mail
  dailyme twin schedule --at 07:00 --to-file ~/digest.txt --cron --yes
  dailyme twin schedule --remove --yes
"""
RUN_HELP = """Stay, and look around every day at a time of day; Ctrl-C or SIGTERM ends it.

\b
Examples:
  dailyme twin run --at 07:00 --to-file ~/digest.txt
  dailyme twin run --at 07:00 --at-once
"""

At = Annotated[str, typer.Option(help="The time of day, by this machine's clock.")]
ToFile = Annotated[Path | None, typer.Option(help="Write each digest over this file.")]
ToMail = Annotated[bool, typer.Option("--to-mail", help="Send each to yourself: [mail] in your settings.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def schedule(
    *,
    at: At = "07:00",
    cron: Annotated[bool, typer.Option("--cron", help="A line in your crontab.")] = False,
    systemd: Annotated[bool, typer.Option("--systemd", help="A systemd user timer.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take it away again.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
    to_file: ToFile = None,
    to_mail: ToMail = False,
    as_json: Json = False,
) -> None:
    """Install or remove the timetable."""
    from dailyme.acts.schedule import ScheduleFlags
    from dailyme.acts.schedule import schedule as act

    arguments = (
        *(() if to_file is None else ("--to-file", str(to_file.expanduser().absolute()))),
        *(("--to-mail",) if to_mail else ()),
    )
    flags = ScheduleFlags(at, cron=cron, systemd=systemd, remove=remove, yes=yes, arguments=arguments)
    raise typer.Exit(act(flags, as_json=as_json))


def run(
    *,
    at: At = "07:00",
    at_once: Annotated[bool, typer.Option("--at-once", help="Look around now, too.")] = False,
    to_file: ToFile = None,
    to_mail: ToMail = False,
    as_json: Json = False,
) -> None:
    """Look around every day."""
    from dailyme.acts.run import run_daily
    from dailyme.acts.today import TodayFlags

    run_daily(at, TodayFlags(to_file=to_file, to_mail=to_mail), at_once=at_once, as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add the commands to the group `twin`."""
    app.command("schedule", help=SCHEDULE_HELP, short_help="The digest every day, by cron or systemd.")(
        schedule
    )
    app.command("run", help=RUN_HELP, short_help="Stay, and look around every day.")(run)
