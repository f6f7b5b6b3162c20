"""`dailyme catalog read SOURCE`, `map FILE`, `sync SOURCE`: what a source holds, and how it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dailyme.commands.catalog_suggest import SUGGEST_HELP, suggest
from dailyme.commands.catalog_sync import SYNC_HELP, sync
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

MAP_HELP = """Propose what the columns of FILE (CSV or TSV) mean, and show what would be read.

Headings are known in several languages, and a column is proposed only if its values fit. Nothing is used by
itself: keep the proposal with --out, look at it, and give it to `catalog read` or to your brand.toml.

\b
Examples:
  dailyme catalog map shop.csv --currency EUR
  dailyme catalog map artikel.csv --encoding cp1252 --out mapping.toml
"""

app = plain_app(HELP)
app.command("sync", help=SYNC_HELP, short_help="Keep a file in step with a catalog at an address.")(sync)
app.command("suggest", help=SUGGEST_HELP, short_help="What texts say and no column does.")(suggest)


Several = Annotated[
    list[str] | None, typer.Option(help="OURS=THEIRS, for names that aren't Google Merchant's.")
]

Written = Annotated[Path | None, typer.Option(metavar="FILE", help="Write the mapping there.")]


@app.callback()
def catalog() -> None:
    """Hold the group together."""


@app.command(help=READ_HELP, short_help="Show the products of a source.")
def read(
    source: str = typer.Argument(metavar="SOURCE", help="A file, a folder of pages, or a URL."),
    *,
    kind: str = typer.Option(None, help=KIND_HELP),
    query: str = typer.Option(None, help="What to select of a database.", metavar="SQL"),
    mapping: str = typer.Option(None, help="What `catalog map` wrote, or JSON paths.", metavar="FILE"),
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


@app.command("map", help=MAP_HELP, short_help="Propose a mapping for a table.")
def map_(
    source: str = typer.Argument(metavar="FILE", help="A CSV or TSV file."),
    *,
    currency: str = typer.Option(None, help="Of prices that state none (ISO 4217)."),
    column: Several = None,
    delimiter: str = typer.Option(None, help="What parts the columns; else found out."),
    encoding: str = typer.Option(None, help="utf-8, utf-16 or cp1252; else found out."),
    decimal_mark: str = typer.Option(None, help="What stands before cents: . or ,"),
    out: Written = None,
    as_json: bool = typer.Option(False, "--json", help="One JSON object."),
) -> None:
    """Show a proposal, and write it if that is asked."""
    from dailyme.acts.catalog_map import map_table
    from dailyme.clock import now_ms
    from dailyme.sources import source_settings

    settings = source_settings(
        kind=None,
        currency=currency,
        columns=column or [],
        delimiter=delimiter,
        encoding=encoding,
        decimal_mark=decimal_mark,
    )
    map_table(source, settings, out, at_ms=now_ms(), as_json=as_json)
