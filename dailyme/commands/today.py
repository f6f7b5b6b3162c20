"""`dailyme today`: what is new about your standing wishes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dailyme.lazy import plain_app

HELP = """What is new since the last time about all your standing wishes, ranked, with the reasons.

Each place is asked once for all wishes, and read only if it changed. Where prices fell or a seller is new,
your twin haggles; it buys only within a mandate, else the offers wait for `dailyme approve HASH`. For which
wishes it may haggle is a setting: haggle = "always", "mandated" or "never" under [today]. If nothing deserves
your time, it says so. A place that can't be read is told, and the rest goes on.

\b
Examples:
  dailyme today
  dailyme today --since 2026-12-01
  dailyme today --to-mail --to-file ~/digest.txt
  dailyme today --json
"""

app = plain_app(HELP)


@app.command(help=HELP)
def today(
    *,
    since: str = typer.Option("last", help="Count news from this day (2026-12-01) instead of the last time."),
    deadline: int = typer.Option(None, help="Seconds until all haggling for a wish must be over."),
    to_file: Annotated[Path | None, typer.Option(help="Write the digest over this file.")] = None,
    to_mail: Annotated[
        bool, typer.Option("--to-mail", help="Send it to yourself: see [mail] in your settings.")
    ] = False,
    local: bool = typer.Option(False, "--local", help="Allow http to this machine."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object."),
) -> None:
    """Look around."""
    from dailyme.acts.today import TodayFlags, show_today

    flags = TodayFlags(since=since, local=local, deadline_s=deadline, to_file=to_file, to_mail=to_mail)
    raise typer.Exit(show_today(flags, as_json=as_json))
