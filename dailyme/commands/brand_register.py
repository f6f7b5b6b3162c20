"""`dailyme brand register` and `brand use`: what people granted you, and every use of it."""

from __future__ import annotations

from typing import Annotated

import typer

REGISTER_HELP = """Show what people granted you, what of it you hold, every use, and every refusal.

\b
Examples:
  dailyme brand register --port 8001
  dailyme brand register --url https://shop.example --key did:key:z6Mk... --json
"""
USE_HELP = """Read a value that KEY granted, to use it for a purpose now. The use is written down.

Outside the purposes of the grant, after its end, or once it was taken back, there is no value: the refusal is
written down too.

\b
Example:
  dailyme brand use did:key:z6Mk... --field email --purpose service --port 8001
"""

Port = Annotated[int, typer.Option(help="Of a brand on this machine.")]
Url = Annotated[str | None, typer.Option(help="Of a brand with an address of its own.")]
Store = Annotated[str | None, typer.Option(help="URL of the store, if `serve` was given one.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("register", help=REGISTER_HELP, short_help="What people granted you, and every use.")(shown)
    app.command(help=USE_HELP, short_help="Read a granted value, for a purpose.")(use)


def shown(
    *,
    key: Annotated[str | None, typer.Option(help="Of this did:key alone.")] = None,
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """Show the register."""
    from dailyme.acts.brand_register import show_register

    origin = url or f"http://localhost:{port}"
    raise typer.Exit(show_register(origin, key, database=database, as_json=as_json))


def use(
    key: Annotated[str, typer.Argument(metavar="KEY", help="The did:key that granted it.")],
    *,
    field: Annotated[str, typer.Option(help="Which value.")],
    purpose: Annotated[str, typer.Option(help="What for.")],
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """Use a value."""
    from dailyme.acts.brand_register import use_one

    origin = url or f"http://localhost:{port}"
    raise typer.Exit(use_one(origin, key, field, purpose, database=database, as_json=as_json))
