"""`dailyme catalog suggest SOURCE`: what product texts say and the catalog does not state."""

from __future__ import annotations

import typer

SUGGEST_HELP = """Let a language model point at attributes that stand in the texts of SOURCE and in no column.

Each suggestion stands in the text, letter by letter, and is one of a few kinds (colour, size, material, ...).
It is a stranger's word: look at it, and put what is true into your catalog. Nothing reads it but you.

\b
Example:
  dailyme catalog suggest shop.csv --currency EUR --model ollama:qwen3:4b
"""


def suggest(
    source: str = typer.Argument(metavar="SOURCE", help="What `catalog read` reads."),
    *,
    model: str = typer.Option(None, help="Instead of the settings': ollama:NAME, openai:URL#NAME."),
    limit: int = typer.Option(10, min=1, max=1000, help="Products to read, from the first."),
    currency: str = typer.Option(None, help="Of prices that state none (ISO 4217)."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object."),
) -> None:
    """Show what texts say."""
    from dailyme.acts.catalog_suggest import suggest_for

    suggest_for(source, model=model, limit=limit, currency=currency, as_json=as_json)
