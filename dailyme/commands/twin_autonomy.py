"""`dailyme twin autonomy`, `twin pause` and `twin go`: what your twin may do by itself, and stopping it."""

from __future__ import annotations

from typing import Annotated

import typer

from dailyme.lazy import plain_app

HELP = """What your twin may do without asking, and caps that no sum of deals passes.

Modes: `ask` (always), `ask-above` (buys up to an amount, asks above it), `mandate` (buys within the caps). A
cap holds for what you approve yourself too, like the limit of a bank card; raise it first if you want more.
The [mandate] of your settings and those of single wishes stay: the stricter wins. Days and months are UTC.

\b
Examples:
  dailyme twin autonomy show
  dailyme twin autonomy set --mode ask-above --above "25 USD"
  dailyme twin autonomy set --mode mandate --per-deal "50 USD" --per-day "80 USD" --per-month "200 USD"
  dailyme twin autonomy set --category "Electronics=100 USD"
"""
SHOW_HELP = """Show what your twin may do by itself, and what is used of your caps.

\b
Example:
  dailyme twin autonomy show --json
"""
SET_HELP = """Change what your twin may do by itself; what you don't name stays.

\b
Examples:
  dailyme twin autonomy set --mode ask
  dailyme twin autonomy set --per-day "80 USD" --clear per-month
"""
PAUSE_HELP = """Pause everything: nothing is searched, asked, accepted or fetched, by any process of yours.

What is open with brands stays open, until it ends by itself.

\b
Example:
  dailyme twin pause
"""
GO_HELP = """Let your twin act again after a pause.

\b
Example:
  dailyme twin go
"""
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]

app = plain_app(HELP)


def register(twin: typer.Typer) -> None:
    """Add the commands to *twin*."""
    twin.add_typer(app, name="autonomy", short_help="What your twin may do without asking.")
    twin.command("pause", help=PAUSE_HELP, short_help="Pause everything.")(pause)
    twin.command("go", help=GO_HELP, short_help="Go on after a pause.")(go)


@app.command(help=SHOW_HELP, short_help="What it may do, and what is used.")
def show(*, as_json: Json = False) -> None:
    """Show it."""
    from dailyme.acts.autonomy import show_autonomy

    show_autonomy(as_json=as_json)


@app.command("set", help=SET_HELP, short_help="Change it.")
def set_(
    *,
    mode: Annotated[str | None, typer.Option(help="ask, ask-above or mandate.")] = None,
    above: Annotated[str | None, typer.Option(help="With ask-above: buy unasked up to this.")] = None,
    per_deal: Annotated[str | None, typer.Option(help="The most for one deal.")] = None,
    per_day: Annotated[str | None, typer.Option(help="The most in a day.")] = None,
    per_month: Annotated[str | None, typer.Option(help="The most in a month.")] = None,
    category: Annotated[list[str] | None, typer.Option(help="NAME=AMOUNT: the most in a month.")] = None,
    clear: Annotated[list[str] | None, typer.Option(help="Take a cap back: per-deal, categories, …")] = None,
    as_json: Json = False,
) -> None:
    """Change it."""
    from dailyme.acts.autonomy import AutonomyFlags, set_autonomy

    said = AutonomyFlags(mode, above, per_deal, per_day, per_month, category or (), clear or ())
    set_autonomy(said, as_json=as_json)


def pause(*, as_json: Json = False) -> None:
    """Pause."""
    from dailyme.acts.autonomy import pause_all

    pause_all(as_json=as_json)


def go(*, as_json: Json = False) -> None:
    """Go on."""
    from dailyme.acts.autonomy import go_on

    go_on(as_json=as_json)
