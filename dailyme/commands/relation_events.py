"""`dailyme relation events`: what happened with a brand, in names that the brand uses too."""

from __future__ import annotations

import typer

HELP = """Show what happened with BRAND (its address), or with every brand, by the names of the protocol.

\b
Examples:
  dailyme relation events
  dailyme relation events https://shop.example --json
"""


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""

    @app.command(help=HELP, short_help="What happened, by the names of the protocol.")
    def events(
        brand: str = typer.Argument(None, metavar="[BRAND]", help="The brand's address."),
        *,
        as_json: bool = typer.Option(False, "--json", help="Print one JSON object."),
    ) -> None:
        """Show the events."""
        from dailyme.acts.events import twin_events

        twin_events(brand, as_json=as_json)
