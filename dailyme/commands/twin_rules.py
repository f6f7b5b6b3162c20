"""`dailyme twin rules`: what you said once and for all."""

from __future__ import annotations

from typing import Annotated

import typer

from dailyme.lazy import plain_app

HELP = """Standing rules: never a brand, or always up to an amount. Without a command: which stand.

A brand that you never want is not even asked. A rule that says always lets your twin take the best option
without asking, if it is of that brand and costs no more than you said; your ceilings and caps hold as ever.

\b
Examples:
  dailyme twin rules
  dailyme twin rules never OPTION
  dailyme twin rules always OPTION --under "120 USD"
  dailyme twin rules revoke 2
"""
NEVER_HELP = """Never buy from the brand of an option that you were shown.

\b
Example:
  dailyme twin rules never OPTION
"""
ALWAYS_HELP = """Buy from an option's brand without asking, if it is the best and costs no more than --under.

\b
Examples:
  dailyme twin rules always OPTION --under "120 USD"
  dailyme twin rules always OPTION --under "120 USD" --product
"""
REVOKE_HELP = """Take a rule back: it holds for nothing that is signed from now on.

\b
Example:
  dailyme twin rules revoke 2
"""

app = plain_app(HELP)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Shown = Annotated[str, typer.Argument(metavar="OPTION", help="The option's hash.")]


@app.callback(invoke_without_command=True, no_args_is_help=False)
def rules(context: typer.Context, *, as_json: Json = False) -> None:
    """List the rules, unless a command is named."""
    if context.invoked_subcommand is None:
        from dailyme.acts.rules import list_rules

        list_rules(as_json=as_json)


@app.command(help=NEVER_HELP, short_help="Never buy from a brand.")
def never(option: Shown, *, as_json: Json = False) -> None:
    """Never buy from a brand."""
    from dailyme.acts.rules import never_buy

    never_buy(option, as_json=as_json)


@app.command(help=ALWAYS_HELP, short_help="Buy without asking, up to an amount.")
def always(
    option: Shown,
    *,
    under: str = typer.Option(..., "--under", metavar="AMOUNT", help='All-in, such as "120 USD".'),
    product: bool = typer.Option(False, "--product", help="This product alone, not all that it sells."),
    as_json: Json = False,
) -> None:
    """Buy without asking."""
    from dailyme.acts.rules import always_buy

    always_buy(option, under, product=product, as_json=as_json)


@app.command(help=REVOKE_HELP, short_help="Take a rule back.")
def revoke(
    number: Annotated[int, typer.Argument(metavar="N", help="The rule's number.")], *, as_json: Json = False
) -> None:
    """Take a rule back."""
    from dailyme.acts.rules import revoke_rule

    revoke_rule(number, as_json=as_json)
