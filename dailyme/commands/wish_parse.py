"""`dailyme wish parse`: see how your words are read."""

from __future__ import annotations

import typer

HELP = """Read TEXT as a wish and show what was understood, what was assumed, and what is unclear.

English and German. Nothing is looked for and nothing is kept. Each value stands in the text: --json says
where. Rules read first; a language model, if your settings name one, may only add words that stand there.

\b
Examples:
  dailyme wish parse "red wool sweater, size L, under 80 euros, by Friday"
  dailyme wish parse "zwei Paar Laufschuhe 42, nicht von Nike, bis 100 €" --json
  dailyme wish parse "olive oil by tomorrow" --today 2026-12-24 --time-zone Europe/Vienna
"""


def parse(
    text: str = typer.Argument(metavar="TEXT", help="The wish, in your own words."),
    *,
    today: str = typer.Option(None, help="The day to count from, such as 2026-12-24; else today."),
    time_zone: str = typer.Option(None, help="Whose today: Europe/Vienna; else this machine's."),
    currency: str = typer.Option(None, help="ISO 4217, of an amount that names none; else it is unclear."),
    model: str = typer.Option(None, help="Instead of the settings': none, ollama:NAME, openai:URL#NAME."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object."),
) -> None:
    """Read the text and show what it says."""
    from dailyme.acts.parse import parse_wish

    parse_wish(text, today=today, zone=time_zone, currency=currency, model=model, as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("parse", help=HELP, short_help="See how your words are read.")(parse)
