"""`dailyme twin export` and `dailyme twin erase`: take all with you, leave nothing behind."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXPORT_HELP = """Write all that your twin holds into one JSON file: log, beliefs, wishes, threads, agreements.

The file is for you alone (mode 0600) and holds your ceilings. Your seed, which makes your keys, is not in it.

\b
Example:
  dailyme twin export my-twin.json
"""
ERASE_HELP = """Overwrite and remove your twin: its store, its seed and so its keys. It can't be undone.

On a terminal you type the word erase; elsewhere --yes says it. You are told what can't be taken back: brands
keep the signed messages that they have.

\b
Example:
  dailyme twin erase
"""
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("export", help=EXPORT_HELP, short_help="All that your twin holds, in one file.")(export)
    app.command("erase", help=ERASE_HELP, short_help="Remove your twin for good.")(erase)


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The new file.")], *, as_json: Json = False
) -> None:
    """Write the file."""
    from dailyme.acts.leaving import export_twin

    export_twin(file, as_json=as_json)


def erase(*, yes: bool = typer.Option(False, "--yes", help="Don't ask."), as_json: Json = False) -> None:
    """Remove the twin."""
    from dailyme.acts.leaving import erase_twin

    erase_twin(yes=yes, as_json=as_json)
