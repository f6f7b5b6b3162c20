"""`dailyme twin prices`: what things cost, and what they cost before, as your twin saw it."""

from __future__ import annotations

from typing import Annotated

import typer

HELP = """Show the prices that your twin saw while it looked around, each with its days.

“Was” stands there only with evidence: the lowest price that your twin saw itself in the thirty days before
the price fell, as Article 6a of Directive 98/6/EC wants it of sellers. A shop's crossed-out price is none.

\b
Examples:
  dailyme twin prices
  dailyme twin prices lamp --json
"""


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command(help=HELP, short_help="Prices seen, and what they were.")(prices)


def prices(
    words: Annotated[str, typer.Argument(metavar="[WORDS]", help="Of the title.")] = "",
    *,
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object."),
) -> None:
    """Show prices."""
    from dailyme.acts.prices import show_prices

    show_prices(words, as_json=as_json)
