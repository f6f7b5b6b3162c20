"""`dailyme approve HASH`: yes to exactly one option."""

from __future__ import annotations

import typer

from dailyme.lazy import plain_app

HELP = """Accept the option of this HASH, and only that: the hash stands for every term of it.

`wish now` prints the hashes. The twin takes the wish up where it stopped, also in a new process.

\b
Example:
  dailyme approve 3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
"""

app = plain_app(HELP)


@app.command(help=HELP)
def approve(
    hash: str = typer.Argument(metavar="HASH", help="The whole hash of the option."),
    *,
    local: bool = typer.Option(False, "--local", help="Allow http to this machine."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object."),
) -> None:
    """Accept it."""
    from dailyme.acts.answer import approve_option

    raise typer.Exit(approve_option(hash, local=local, as_json=as_json))
