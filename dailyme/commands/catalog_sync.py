"""`dailyme catalog sync SOURCE --into FILE`: a catalog at an address, kept in step in a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

SYNC_HELP = """Keep FILE in step with the catalog at SOURCE, an address.

What did not change is not sent again. A feed or table is asked for at once; Shopify's products.json,
WooCommerce's Store API and what a mapping file's [request] describes page by page; a sitemap for its pages
that have another date. What is no longer listed is withdrawn. robots.txt is obeyed, a second lies between two
requests, and a sync that was stopped or killed goes on where it was. `catalog read sync:FILE` shows the file;
in brand.toml it is source = "sync:FILE".

\b
Examples:
  dailyme catalog sync https://shop.example/products.json --into shop.db --currency EUR
  dailyme catalog sync https://shop.example/feed.xml.gz --into shop.db --every 6h
  dailyme catalog sync https://shop.example/sitemap.xml --into shop.db
  dailyme catalog sync https://shop.example/shop-api --into shop.db --mapping vendure.toml --own-shop
"""

Into = Annotated[Path, typer.Option(metavar="FILE", help="Where it is kept; one file for each source.")]
Several = Annotated[
    list[str] | None, typer.Option(help="OURS=THEIRS, for names that aren't Google Merchant's.")
]
Every = Annotated[str | None, typer.Option(metavar="TIME", help="Go on for ever: 30m, 6h, 1d.")]


def sync(
    source: str = typer.Argument(metavar="SOURCE", help="An address."),
    *,
    into: Into,
    every: Every = None,
    full: bool = typer.Option(False, "--full", help="Ask for everything, whatever its date or tag."),
    own_shop: bool = typer.Option(False, "--own-shop", help="The shop is yours: don't ask its robots.txt."),
    kind: str = typer.Option(None, help="As in `catalog read`, or sitemap; else found out."),
    mapping: str = typer.Option(None, help="A mapping file; with [request], how to ask.", metavar="FILE"),
    currency: str = typer.Option(None, help="Of prices that state none (ISO 4217)."),
    column: Several = None,
    delimiter: str = typer.Option(None, help="What parts the columns; else found out."),
    encoding: str = typer.Option(None, help="utf-8, utf-16 or cp1252; else found out."),
    decimal_mark: str = typer.Option(None, help="What stands before cents: . or ,"),
    local: bool = typer.Option(False, "--local", help="Allow plain http from this machine."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object; rejects as JSON lines."),
) -> None:
    """Sync once, or every so often."""
    from dailyme.acts.catalog_sync import SyncFlags, sync_catalog
    from dailyme.sources import source_settings

    settings = source_settings(
        kind=kind,
        mapping=mapping,
        currency=currency,
        columns=column or [],
        delimiter=delimiter,
        encoding=encoding,
        decimal_mark=decimal_mark,
    )
    sync_catalog(SyncFlags(source, into, full, own_shop, local, as_json), settings, every)
