"""`dailyme brand order`: what was ordered, and how far it is."""

from __future__ import annotations

from typing import Annotated

import typer

from dailyme.lazy import plain_app

HELP = """See what people's twins ordered, and say how far it is. They are told when they ask.

An ORDER is named by the beginning of its hash. A shop system may run these commands, each with --json.

\b
Examples:
  dailyme brand order list
  dailyme brand order place CODE               it was paid at your checkout; the code works once
  dailyme brand order ship 3q2-7w --expected 2026-12-06
  dailyme brand order deliver 3q2-7w
  dailyme brand order cancel 3q2-7w
"""

app = plain_app(HELP)

Name = Annotated[str, typer.Argument(metavar="ORDER", help="The beginning of the order's hash.")]
Port = Annotated[int, typer.Option(help="Of a brand on this machine.")]
Url = Annotated[str | None, typer.Option(help="Of a brand with an address of its own.")]
Store = Annotated[str | None, typer.Option(help="URL of the store, if `serve` was given one.")]
At = Annotated[str | None, typer.Option(help="Since when, such as 2026-12-06T09:30:00Z; left out: now.")]
Expected = Annotated[str | None, typer.Option(help="The day that it should come, such as 2026-12-06.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("list", help="Show the last orders, newest first.")
def show(
    *,
    limit: int = typer.Option(50, min=1, max=10_000, help="How many."),
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """List the orders."""
    from dailyme.acts.brand_order import BrandAt, list_orders

    list_orders(BrandAt(port, url, database), limit, as_json=as_json)


@app.command(help="Say that it was paid, by the code of its hand-off, which works once.")
def place(
    code: str = typer.Argument(metavar="CODE", help="The code that the customer brought."),
    *,
    at: At = None,
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """Take the code."""
    from dailyme.acts.brand_order import BrandAt, place_order

    place_order(BrandAt(port, url, database), code, at=at, as_json=as_json)


def _stage(command: str, stage: str, words: str) -> None:
    """Add the *command* that says that an order is at *stage*."""

    @app.command(command, help=words)
    def move(
        order: Name,
        *,
        expected: Expected = None,
        at: At = None,
        port: Port = 8001,
        url: Url = None,
        database: Store = None,
        as_json: Json = False,
    ) -> None:
        from dailyme.acts.brand_order import BrandAt, move_order

        move_order(BrandAt(port, url, database), order, stage, expected=expected, at=at, as_json=as_json)


_stage("pack", "packed", "Say that it is packed.")
_stage("ship", "shipped", "Say that it was handed to the carrier.")
_stage("out", "out-for-delivery", "Say that it is out for delivery.")
_stage("deliver", "delivered", "Say that it was delivered.")
_stage("cancel", "cancelled", "Say that it will not come.")
_stage("take-back", "returned", "Say that it came back.")
_stage("refund", "refunded", "Say that the money was given back.")
