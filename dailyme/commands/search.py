"""`dailyme search --catalog FILE --query TEXT`: find offers in catalogs, on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from dailyme.lazy import plain_app

HELP = """Search catalogs on this machine: nobody learns what you look for.

FILE is whatever `dailyme catalog read` reads. A barcode or a model number finds its offers at once; else what
holds more of the words comes first. What is out of stock is left out only with --in-stock.

\b
Examples:
  dailyme search --catalog shop.csv --query "wireless mouse"
  dailyme search --catalog feed.xml --query CE278A --limit 3 --json
  dailyme search --catalog shop.csv --query shirt --attribute size=M --in-stock --highest "30 EUR"
"""

app = plain_app(HELP)

Several = Annotated[
    list[str], typer.Option(metavar="FILE", help="A file, a folder of pages, or a URL; repeatable.")
]
Pairs = Annotated[list[str] | None, typer.Option(metavar="NAME=VALUE", help="An option that it must have.")]
Columns = Annotated[list[str] | None, typer.Option(metavar="OURS=THEIRS", help="As in `catalog read`.")]


@app.command(help=HELP)
def search(
    catalog: Several,
    query: Annotated[str, typer.Option(help="Words, a model number or a barcode.")],
    *,
    limit: int = typer.Option(10, min=1, max=1000, help="Offers to show."),
    highest: str = typer.Option(None, metavar="PRICE", help="Such as `30 EUR`: nothing dearer."),
    category: str = typer.Option(None, help="A category's name or path."),
    attribute: Pairs = None,
    in_stock: bool = typer.Option(False, "--in-stock", help="Only what can be bought now."),
    kind: str = typer.Option(None, help="As in `catalog read`; else found out from the source."),
    mapping: str = typer.Option(None, help="As in `catalog read`.", metavar="FILE"),
    currency: str = typer.Option(None, help="Of prices that state none (ISO 4217)."),
    column: Columns = None,
    as_json: bool = typer.Option(False, "--json", help="One JSON object instead of a table."),
) -> None:
    """Find offers in catalogs."""
    from dailyme.acts.search import Look, search_catalogs
    from dailyme.clock import now_ms
    from dailyme.search_lines import show_result
    from dailyme.show import print_json
    from dailyme.sources import source_settings

    settings = source_settings(
        kind=kind,
        currency=currency,
        columns=column or [],
        delimiter=None,
        encoding=None,
        decimal_mark=None,
        mapping=mapping,
    )
    look = Look(query, limit, highest, category, tuple(attribute or ()), in_stock)
    result = search_catalogs(catalog, settings, look, at_ms=now_ms())
    if as_json:
        print_json(result)
    else:
        show_result(result)
