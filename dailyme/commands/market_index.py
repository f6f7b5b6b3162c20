"""`dailyme market index MARKET`: the brands' catalogs, read into the index that slices come from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

INDEX_HELP = """Read the signed catalogs of the brands that MARKET lists into its index in PostgreSQL.

Each page is verified. What did not change is not sent again; a brand that fails keeps what was last verified
of it, its age is said, and it is asked later and later. A run that was stopped or killed is gone on with. Any
number of workers may share one database. `market serve --index` reads too, every quarter of an hour.

\b
Examples:
  dailyme market index http://localhost:8000 --index postgresql:///market
  dailyme market index https://market.example --index postgresql://me@db/market --every 1h --json
"""

Url = Annotated[
    str, typer.Option("--index", envvar="DAILYME_INDEX", metavar="URL", help="postgresql://USER@HOST/NAME")
]
Proofs = Annotated[Path | None, typer.Option(metavar="FILE", help="Write kept contradictions there.")]


def index(
    market: Annotated[str, typer.Argument(metavar="MARKET", help="The marketplace's address.")],
    *,
    url: Url,
    once: Annotated[bool, typer.Option("--once", help="One round and no more: the default.")] = False,
    every: Annotated[str | None, typer.Option(metavar="TIME", help="Go on for ever: 30m, 6h, 1d.")] = None,
    database: Annotated[str | None, typer.Option(help="URL of the store, as to `serve`.")] = None,
    proofs: Proofs = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a round.")] = False,
) -> None:
    """Read the brands."""
    from dailyme.acts.market_index import IndexFlags, index_market
    from dailyme.errors import UsageError

    if once and every is not None:
        raise UsageError("--once and --every exclude each other", "Leave one of them out.")
    index_market(IndexFlags(market, url, database, every, proofs, as_json))


def register(app: typer.Typer) -> None:
    """Add the command to the group `market`."""
    app.command("index", help=INDEX_HELP, short_help="Read brands into the index.")(index)
