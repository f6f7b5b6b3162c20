"""`dailyme market`: the directory where brands list themselves and twins look them up."""

from __future__ import annotations

from typing import Annotated

import typer

from dailyme.commands import market_index
from dailyme.lazy import plain_app

HELP = """The directory: brands list themselves with a signed profile, twins look them up.

\b
Examples:
  dailyme market serve
  dailyme market list http://localhost:8000
  dailyme market demand http://localhost:8000
  dailyme market demo                        three invented brands to try things with
"""

SERVE_HELP = """Serve a directory. It lists only profiles that the did document of their domain vouches for.

Without --url it is for this machine only (http://localhost:PORT), with a test key made at the first start.

\b
Examples:
  dailyme market serve
  dailyme market serve --url https://market.example --host 0.0.0.0 --port 443
  dailyme market serve --index postgresql:///market      and slices of all its brands' catalogs
"""

INIT_HELP = """Make the encrypted key of a marketplace with an address of its own.

\b
Example:
  dailyme market init --url https://market.example
"""

LIST_HELP = """Show the brands that a marketplace lists, each profile checked anew.

\b
Example:
  dailyme market list http://localhost:8000 --category electronics --region US
"""

DEMAND_HELP = """Show what a marketplace tells of wishes that nothing met.

It tells only of weeks that are over, only what many said alike, and each number is rounded down. A number
counts keys, which need not be people.

\b
Example:
  dailyme market demand https://market.example --json
"""

DEMO_HELP = """Keep the demo's market open on this machine until Ctrl-C: a directory, three invented brands.

They sell some 200 articles each (computers, printers, cameras; prices of about 2011), and haggle. The brands
take the three ports after the market's. Stock and keys are kept from one start to the next.

\b
Examples:
  dailyme market demo
  dailyme market demo --port 9000
"""

app = plain_app(HELP)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command(help=SERVE_HELP, short_help="Serve a directory.")
def serve(
    *,
    port: int = typer.Option(8000, help="0 takes any free one."),
    host: str = typer.Option("127.0.0.1", help="The address to listen on."),
    url: str = typer.Option(None, help="The public address, such as https://market.example."),
    local: bool = typer.Option(False, "--local", help="This machine only, over http: so without --url."),
    database: str = typer.Option(None, help="URL of the store; else a file under your data folder."),
    demand_k: int = typer.Option(
        20, min=10, max=10_000, help="How many keys must wish the same before it is told."
    ),
    index: str = typer.Option(
        None,
        envvar="DAILYME_INDEX",
        metavar="URL",
        help="PostgreSQL for an index of the brands' catalogs: postgresql://USER@HOST/NAME",
    ),
    index_every: str = typer.Option(
        "15m", metavar="TIME", help="How often brands are read into it; never: another worker does."
    ),
    as_json: Json = False,
    seed: int = typer.Option(None, hidden=True, help="Key and clock from this number."),
    listen_fd: int = typer.Option(None, hidden=True),
    with_parent: bool = typer.Option(False, "--with-parent", hidden=True),
) -> None:
    """Serve until Ctrl-C."""
    from dailyme.acts.catalog_sync import seconds
    from dailyme.acts.market import serve_market
    from dailyme.serve import ServeFlags, check_local
    from dailyme.wiring.index import IndexPlan

    check_local(url, local=local)
    flags = ServeFlags(port=port, host=host, url=url, listen_fd=listen_fd, with_parent=with_parent)
    every_ms = None if index_every == "never" else seconds(index_every) * 1000
    plan = None if index is None else IndexPlan(index, every_ms)
    serve_market(flags, database=database, seed=seed, demand_k=demand_k, plan=plan, as_json=as_json)


@app.command(help=INIT_HELP, short_help="Make the key of a marketplace.")
def init(
    *,
    url: str = typer.Option(..., help="The marketplace's address."),
    keyring: bool = typer.Option(False, "--keyring", help="Keep a random passphrase in the keyring."),
    as_json: Json = False,
) -> None:
    """Make the key."""
    from dailyme.acts.market import init_market

    init_market(url, keyring=keyring, as_json=as_json)


@app.command("list", help=LIST_HELP, short_help="Show the brands of a marketplace.")
def list_(
    market: str = typer.Argument(metavar="MARKET", help="The marketplace's address."),
    *,
    category: str = typer.Option(None, help="Only brands of this category."),
    region: str = typer.Option(None, help="Only brands that deliver to this region."),
    as_json: Json = False,
) -> None:
    """Show the brands."""
    from dailyme.acts.market import list_market

    list_market(market, category=category, region=region, as_json=as_json)


@app.command(help=DEMAND_HELP, short_help="Show what nothing met, as counted by a marketplace.")
def demand(
    market: str = typer.Argument(metavar="MARKET", help="The marketplace's address."),
    *,
    as_json: Json = False,
) -> None:
    """Show the tallies."""
    from dailyme.acts.demand import market_demand

    market_demand(market, as_json=as_json)


@app.command(help=DEMO_HELP, short_help="Keep the demo's market and its brands open.")
def demo(
    *, port: int = typer.Option(8000, help="Of the market; 0 takes any free ones."), as_json: Json = False
) -> None:
    """Serve until Ctrl-C."""
    from dailyme.demo.stay import stay_open

    stay_open(port, as_json=as_json)


market_index.register(app)
