"""`dailyme brand stop` and `dailyme brand go`: the switch of your Co-Marketer, and of one negotiation."""

from __future__ import annotations

from typing import Annotated

import typer

STOP_HELP = """Stop your agent at once, or one negotiation. What runs obeys with its next answer.

It takes up nothing new and gives nothing more. What it offered stays firm until its end, and orders go on.

\b
Examples:
  dailyme brand stop --why "prices look wrong"
  dailyme brand stop --thread 3q2-7w
"""

GO_HELP = """Let your agent go on, or hand it back a negotiation that somebody took over.

\b
Examples:
  dailyme brand go
  dailyme brand go --thread 3q2-7w
"""

Thread = Annotated[str | None, typer.Option(help="The beginning of a negotiation's name; left out: all.")]
Who = Annotated[str, typer.Option(help="Who decides; left out: your login.")]
Why = Annotated[str, typer.Option(help="Why, for whoever reads the log.")]
Port = Annotated[int, typer.Option(help="Of a brand on this machine.")]
Url = Annotated[str | None, typer.Option(help="Of a brand with an address of its own.")]
Store = Annotated[str | None, typer.Option(help="URL of the store, if `serve` was given one.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("stop", help=STOP_HELP, short_help="Stop your agent at once, or one negotiation.")(stop)
    app.command("go", help=GO_HELP, short_help="Let it go on.")(go)


def stop(
    *,
    thread: Thread = None,
    who: Who = "",
    why: Why = "",
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """Stop."""
    from dailyme.acts.brand_control import Wanted
    from dailyme.acts.brand_control import stop as act

    act(Wanted(url or f"http://localhost:{port}", database, thread, who, why), as_json=as_json)


def go(
    *,
    thread: Thread = None,
    who: Who = "",
    why: Why = "",
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """Go on."""
    from dailyme.acts.brand_control import Wanted
    from dailyme.acts.brand_control import go as act

    act(Wanted(url or f"http://localhost:{port}", database, thread, who, why), as_json=as_json)
