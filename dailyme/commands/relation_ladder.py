"""`dailyme relation list`, `introduce`, `show` and `leave`: the ladder."""

from __future__ import annotations

from typing import Annotated

import typer

LIST_HELP = """Show on which rung you stand with each brand, and what each rung would bring.

Brands you have written to are listed; --brand adds others. What a rung brings is read from each brand's
profile, which tells it nothing of you. A brand that can't be reached is listed with what you know of it.

\b
Examples:
  dailyme relation list
  dailyme relation list --brand http://localhost:8001
"""
INTRODUCE_HELP = """Be known to BRAND (its address) under one key, in return for a benefit that it publishes.

From then on your conversations with this brand have that key, so it can tell that they are one person's.
Other brands can't: with each you have another key. `dailyme relation leave` undoes it.

\b
Examples:
  dailyme relation introduce http://localhost:8001
  dailyme relation introduce https://shop.example --benefit welcome --yes
"""
SHOW_HELP = """Show BRAND (its address) deals of your own, so that it counts you as a repeat customer.

Each deal had a key of its own; that key says now that the deal is yours. The brand learns that these deals
are one person's. You must be known to it. HASH names an offer that was agreed on (`dailyme twin
agreements`); without one, all deals with this brand are shown.

\b
Examples:
  dailyme relation show http://localhost:8001
  dailyme relation show https://shop.example HASH --yes
"""
LEAVE_HELP = """Step down with BRAND (its address): to guest, or to another rung below yours (--to).

It holds on this machine at once, whether the brand answers or not: the next conversation has a key that the
brand never saw. The brand drops what only the rungs above let it hold.

\b
Examples:
  dailyme relation leave http://localhost:8001
  dailyme relation leave https://shop.example --to known
"""

Brand = Annotated[str, typer.Argument(metavar="BRAND", help="The brand's address.")]
Brands = Annotated[list[str] | None, typer.Option("--brand", help="A brand's address; may be repeated.")]
Hashes = Annotated[list[str] | None, typer.Argument(metavar="[HASH]...", help="Offers that were agreed on.")]
Local = Annotated[bool, typer.Option("--local", help="Allow http to this machine.")]
Yes = Annotated[bool, typer.Option("--yes", help="Don't ask.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("list", help=LIST_HELP, short_help="Your rung with each brand, and what others bring.")(
        listed
    )
    app.command(help=INTRODUCE_HELP, short_help="Be known to a brand, for a published benefit.")(introduce)
    app.command(help=SHOW_HELP, short_help="Show deals of your own.")(show)
    app.command(help=LEAVE_HELP, short_help="Step down; at once.")(leave)


def listed(*, brand: Brands = None, local: Local = False, as_json: Json = False) -> None:
    """List the rungs."""
    from dailyme.acts.ladder import list_rungs

    list_rungs(tuple(brand or ()), local=local, as_json=as_json)


def introduce(
    brand: Brand,
    *,
    benefit: str = typer.Option(None, help="What for: the benefit's id; left out, the first there is."),
    yes: Yes = False,
    local: Local = False,
    as_json: Json = False,
) -> None:
    """Introduce the person."""
    from dailyme.acts.climbing import introduce_to

    raise typer.Exit(introduce_to(brand, benefit, yes=yes, local=local, as_json=as_json))


def show(
    brand: Brand, offers: Hashes = None, *, yes: Yes = False, local: Local = False, as_json: Json = False
) -> None:
    """Show deals."""
    from dailyme.acts.climbing import show_deals

    raise typer.Exit(show_deals(brand, tuple(offers or ()), yes=yes, local=local, as_json=as_json))


def leave(
    brand: Brand,
    *,
    to: str = typer.Option("guest", help="guest, known or registered."),
    local: Local = False,
    as_json: Json = False,
) -> None:
    """Step down."""
    from dailyme.acts.climbing import leave_brand

    raise typer.Exit(leave_brand(brand, to, local=local, as_json=as_json))
