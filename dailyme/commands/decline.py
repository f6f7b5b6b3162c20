"""`dailyme decline HASH --reason REASON`: no to an option."""

from __future__ import annotations

import typer

from dailyme.lazy import plain_app

HELP = """Turn down the option of this HASH. The reason stays with you and your twin learns from it.

Reasons: price, delivery, warranty, returns, extras, brand, elsewhere, not-now.
The brand gets a neutral close, whatever the reason.

\b
Example:
  dailyme decline 3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA --reason price
"""

app = plain_app(HELP)


@app.command(help=HELP)
def decline(
    hash: str = typer.Argument(metavar="HASH", help="The whole hash of the option."),
    *,
    reason: str = typer.Option("not-now", help="Why not."),
    local: bool = typer.Option(False, "--local", help="Allow http to this machine."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object."),
) -> None:
    """Turn it down."""
    from dailyme.acts.answer import decline_option

    raise typer.Exit(decline_option(hash, reason, local=local, as_json=as_json))
