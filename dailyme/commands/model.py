"""`dailyme model`: the language model of your settings, what it can do, and what it was asked."""

from __future__ import annotations

from typing import Annotated

import typer

from dailyme.lazy import plain_app

HELP = """The language model that reads your words and phrases answers. It decides nothing; all works without.

\b
Examples:
  dailyme model check
  dailyme model check --model ollama:qwen3:4b
  dailyme model ledger
"""
CHECK_HELP = """Say what is set, whether it answers, where it runs, what it costs, and what text would leave.

Five made-up texts are read into forms: whether the model keeps to a form, whether what it read is right, and
how much it made up. Ends with 1 if the model can't be used.

\b
Examples:
  dailyme model check
  dailyme model check --model openai:http://127.0.0.1:8080/v1#local --json
  dailyme model check --no-trial                     asks nobody anything
"""
LEDGER_HELP = """Show every prompt that was written, private things blacked out, and what became of it.

Each line of the file holds the hash of the one before; a break is an error.

\b
Examples:
  dailyme model ledger
  dailyme model ledger --last 0 --json
"""

app = plain_app(HELP)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command(help=CHECK_HELP, short_help="Whether the model can be used, and what it costs.")
def check(
    *,
    model: str = typer.Option(None, help="Instead of the settings': none, ollama:NAME, openai:URL#NAME."),
    no_trial: bool = typer.Option(False, "--no-trial", help="Only say what is set."),
    as_json: Json = False,
) -> None:
    """Try the model."""
    from dailyme.acts.model import check_model

    raise typer.Exit(check_model(model, trial=not no_trial, as_json=as_json))


@app.command(help=LEDGER_HELP, short_help="What the model was asked.")
def ledger(
    *,
    last: int = typer.Option(20, min=0, help="How many, from the end; 0 for all."),
    as_json: Json = False,
) -> None:
    """Show the ledger."""
    from dailyme.acts.model import show_ledger

    show_ledger(last, as_json=as_json)
