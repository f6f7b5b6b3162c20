"""`dailyme wish contribute`: let a marketplace count a wish that nothing met."""

from __future__ import annotations

from typing import Annotated

import typer

HELP = """Let a marketplace count that nothing met standing wish ID, in a few coarse words.

Nothing of the kind is ever sent by itself. You are shown exactly what is sent, and asked: the category, at
most two attributes, the country and the week, under a key that is used for nothing else. Your words, your
ceiling and your name are not in it. The marketplace tells only what many said alike, when the week is over.

Attributes: budget, durable, large, light, long-warranty, premium, quick-delivery, quiet, refurbished,
repairable, small, used.

\b
Examples:
  dailyme wish contribute 3 --market https://market.example --category cameras
  dailyme wish contribute 3 --category cameras --attribute used --attribute repairable --yes
"""


def contribute(
    number: Annotated[int, typer.Argument(metavar="ID", help="Its number in `dailyme wish list`.")],
    *,
    category: Annotated[str, typer.Option(help="One that a brand there names.")],
    market: Annotated[str | None, typer.Option(help="The marketplace; else your settings'.")] = None,
    attribute: Annotated[list[str] | None, typer.Option(help="May be given twice.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Say yes beforehand, off a terminal.")] = False,
    local: Annotated[bool, typer.Option("--local", help="Allow http to this machine.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show what would be sent, ask, and send it."""
    from dailyme.acts.demand import ContributeFlags
    from dailyme.acts.demand import contribute as act

    flags = ContributeFlags(number, market, category, tuple(attribute or ()), yes, local)
    raise typer.Exit(act(flags, as_json=as_json))


def register(app: typer.Typer) -> None:
    """Add the command to the group `wish`."""
    app.command("contribute", help=HELP, short_help="Let a market count that nothing met it.")(contribute)
