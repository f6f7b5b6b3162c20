"""`dailyme catalog read SOURCE`: what a source holds, as the protocol's products."""

from __future__ import annotations

from typing import Annotated

import typer

from dailyme.lazy import plain_app

HELP = """Read a catalog: tables, feeds, product pages, and what shop software exports.

\b
Example:
  dailyme catalog read shop.csv
"""

READ_HELP = """Read SOURCE (a file, a folder of pages, a URL, a database) and show its products.

What can't be read is rejected, with line and reason; a price is never guessed. With --json, products are
JSON lines on standard output and rejects are JSON lines on standard error.

\b
Examples:
  dailyme catalog read shop.csv --currency EUR --column title="Product name"
  dailyme catalog read feed.xml --json > products.jsonl 2> rejects.jsonl
  dailyme catalog read https://shop.example/product/17
  dailyme catalog read products.json --kind shopify --currency USD
  dailyme catalog read sqlite:///shop.db --query "SELECT * FROM products"
"""

KIND_HELP = (
    "csv, parquet, sql, merchant, jsonld, shopify, shopify-csv, shopify-storefront, woocommerce, "
    "agent-feed or mapped; else found out from the source."
)

app = plain_app(HELP)


Several = Annotated[
    list[str] | None, typer.Option(help="OURS=THEIRS, for names that aren't Google Merchant's.")
]


@app.callback()
def catalog() -> None:
    """Hold the group together: `read` is its first command."""


@app.command(help=READ_HELP, short_help="Show the products of a source.")
def read(
    source: str = typer.Argument(metavar="SOURCE", help="A file, a folder of pages, or a URL."),
    *,
    kind: str = typer.Option(None, help=KIND_HELP),
    query: str = typer.Option(None, help="What to select of a database.", metavar="SQL"),
    mapping: str = typer.Option(None, help="A mapping file: what `catalog map` wrote, or JSON paths.", metavar="FILE"),
    currency: str = typer.Option(None, help="Of prices that state none (ISO 4217)."),
    column: Several = None,
    delimiter: str = typer.Option(None, help="What parts the columns; else found out."),
    encoding: str = typer.Option(None, help="utf-8, utf-16 or cp1252; else found out."),
    decimal_mark: str = typer.Option(None, help="What stands before cents: . or ,"),
    local: bool = typer.Option(False, "--local", help="Allow plain http from this machine."),
    as_json: bool = typer.Option(False, "--json", help="JSON lines instead of a table."),
) -> None:
    """Show the products of a source and report what can't be read."""
    from dailyme.catalog_lines import JsonLines, Table
    from dailyme.clock import now_ms
    from dailyme.sources import is_loopback, read_any, source_settings

    settings = source_settings(
        kind=kind,
        mapping=mapping,
        query=query,
        currency=currency,
        columns=column or [],
        delimiter=delimiter,
        encoding=encoding,
        decimal_mark=decimal_mark,
    )
    lines = JsonLines(source) if as_json else Table()
    with lines:
        for item in read_any(source, settings, at_ms=now_ms(), local=local or is_loopback(source)):
            lines.add(item)
        lines.end()
