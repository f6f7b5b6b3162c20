"""`dailyme twin facts`: what you may say of yourself to claim a public offer."""

from __future__ import annotations

from typing import Annotated

import typer

from dailyme.lazy import plain_app

HELP = """What your twin may say of you to claim a public offer. Without a command: what is set.

A fact stays on this machine until a claim needs it and you allow it: for good (`allow`), or for one wish
(`dailyme wish now --claim NAME`). A claim says the least that the offer needs, and a brand is told four
different facts in ninety days at most. Nothing proves a fact until the deal is fulfilled: say what is so.

\b
Examples:
  dailyme twin facts
  dailyme twin facts set student=yes --allow
  dailyme twin facts set member-of=ski-club,chess-club
  dailyme twin facts allow first-deal
  dailyme twin facts unset student
"""
SET_HELP = """Set a fact: NAME=VALUE.

\b
Examples:
  dailyme twin facts set student=yes --allow
  dailyme twin facts set household-size=4
  dailyme twin facts set member-of=ski-club,chess-club
"""
UNSET_HELP = """Forget a fact, and the permission to say it.

\b
Example:
  dailyme twin facts unset student
"""
ALLOW_HELP = """Let a fact be said for claims without asking again.

first-deal, repeat, agreements and days-since-deal come from your twin's own records of its deals.

\b
Examples:
  dailyme twin facts allow student
  dailyme twin facts allow repeat
"""
DENY_HELP = """Take the permission back: the fact is not said unless a wish says --claim.

\b
Example:
  dailyme twin facts deny student
"""

app = plain_app(HELP)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The fact.")]


@app.callback(invoke_without_command=True, no_args_is_help=False)
def facts(context: typer.Context, *, as_json: Json = False) -> None:
    """List the facts, unless a command is named."""
    if context.invoked_subcommand is None:
        from dailyme.acts.facts import list_facts

        list_facts(as_json=as_json)


@app.command("set", help=SET_HELP, short_help="Set a fact.")
def put(
    fact: Annotated[str, typer.Argument(metavar="NAME=VALUE", help="The fact and what it is.")],
    *,
    allow: bool = typer.Option(False, "--allow", help="It may be said without asking again."),
    as_json: Json = False,
) -> None:
    """Set a fact."""
    from dailyme.acts.facts import set_fact

    set_fact(fact, allow=allow, as_json=as_json)


@app.command(help=UNSET_HELP, short_help="Forget a fact.")
def unset(name: Name, *, as_json: Json = False) -> None:
    """Forget a fact."""
    from dailyme.acts.facts import unset_fact

    unset_fact(name, as_json=as_json)


@app.command(help=ALLOW_HELP, short_help="It may be said without asking again.")
def allow(name: Name, *, as_json: Json = False) -> None:
    """Allow a fact to be said."""
    from dailyme.acts.facts import allow_fact

    allow_fact(name, allowed=True, as_json=as_json)


@app.command(help=DENY_HELP, short_help="Take the permission back.")
def deny(name: Name, *, as_json: Json = False) -> None:
    """Take the permission back."""
    from dailyme.acts.facts import allow_fact

    allow_fact(name, allowed=False, as_json=as_json)
