"""`dailyme brand`: check a catalog, serve it to people's twins, and see what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dailyme.commands import (
    brand_console,
    brand_control,
    brand_goal,
    brand_offer,
    brand_people,
    brand_play,
    brand_programs,
    brand_publish,
    brand_register,
    brand_segment,
    brand_voice,
)
from dailyme.commands.brand_order import app as order_app
from dailyme.lazy import plain_app

HELP = """Be a brand: serve a catalog to people's twins, and haggle within your own limits.

\b
Examples:
  dailyme brand serve --catalog my.csv
  dailyme brand init --catalog my.csv        a commented brand.toml, to set costs and limits
  dailyme brand check --config brand.toml
  dailyme brand report --port 8001
  dailyme brand order list                   what was ordered, and how far it is
  dailyme brand goal "clear the winter stock first, margin never under 8 %"
"""

INIT_HELP = """Write a commented brand.toml and, for a real domain, the encrypted key that signs for it.

\b
Examples:
  dailyme brand init --catalog my.csv --name "My shop"
  dailyme brand init --catalog my.csv --url https://shop.example
"""

SERVE_HELP = """Serve a catalog: did document, profile, signed catalog pages, negotiation.

Without --url the brand is for this machine only (http://localhost:PORT), with a test key that is made at the
first start. Without --config the defaults hold: no cost is known, so no price is ever lowered.

\b
Examples:
  dailyme brand serve --catalog my.csv
  dailyme brand serve --config brand.toml --port 8002 --market http://localhost:8000
  dailyme brand serve --config brand.toml --url https://shop.example --host 0.0.0.0 --port 443
"""

CHECK_HELP = """Read policy and catalog as `serve` would, and say what is wrong with them.

\b
Example:
  dailyme brand check --config brand.toml
"""

EVENTS_HELP = """Count what happened with people's twins, by the names of the protocol (spec/95-events.md).

\b
Example:
  dailyme brand events --port 8001
"""

REPORT_HELP = """Say what the haggling gave away and what was kept. The figures are yours alone.

\b
Example:
  dailyme brand publish offer --promotion spring
  dailyme brand report --port 8001
"""

app = plain_app(HELP)
app.add_typer(brand_offer.app, name="offer", short_help="What you offer whom, and until when.")
app.add_typer(brand_segment.app, name="segment", short_help="Whom an offer is for.")

Config = Annotated[Path | None, typer.Option(help="The brand's policy; see `dailyme brand init`.")]
Catalog = Annotated[str | None, typer.Option(help="A CSV, a Merchant feed, or a folder of pages.")]
Name = Annotated[str | None, typer.Option(help="The shop's name, where there is no brand.toml.")]
Currency = Annotated[str | None, typer.Option(help="The catalog's currency, where there is no brand.toml.")]
Column = Annotated[list[str] | None, typer.Option(help="OURS=THEIRS, for names that aren't Merchant's.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Local = Annotated[bool, typer.Option("--local", help="This machine only, over http: so without --url.")]


@app.command(help=INIT_HELP, short_help="Write a commented brand.toml.")
def init(
    *,
    catalog: Catalog = None,
    name: str = typer.Option("My shop", help="The shop's name."),
    currency: str = typer.Option("USD", help="The currency of its prices."),
    file: Annotated[Path, typer.Option(help="Where to write the policy.")] = Path("brand.toml"),
    url: str = typer.Option(None, help="The shop's address: makes its key."),
    keyring: bool = typer.Option(False, "--keyring", help="Keep a random passphrase in the keyring."),
    as_json: Json = False,
) -> None:
    """Write brand.toml, and the key of a real domain."""
    from dailyme.acts.brand import init_brand

    init_brand(file, name=name, catalog=catalog, currency=currency, url=url, keyring=keyring, as_json=as_json)


@app.command(help=SERVE_HELP, short_help="Serve a catalog to twins.")
def serve(
    *,
    catalog: Catalog = None,
    config: Config = None,
    name: Name = None,
    currency: Currency = None,
    column: Column = None,
    port: int = typer.Option(8001, help="0 takes any free one."),
    host: str = typer.Option("127.0.0.1", help="The address to listen on."),
    url: str = typer.Option(None, help="The public address, such as https://shop.example."),
    market: str = typer.Option(None, envvar="DAILYME_MARKET", help="List the brand at this marketplace."),
    local: Local = False,
    database: str = typer.Option(None, help="URL of the store; else a file under your data folder."),
    as_json: Json = False,
    seed: int = typer.Option(None, hidden=True, help="Key, ids and clock from this number."),
    listen_fd: int = typer.Option(None, hidden=True),
    with_parent: bool = typer.Option(False, "--with-parent", hidden=True),
) -> None:
    """Serve until Ctrl-C."""
    from dailyme.acts.brand import serve_brand
    from dailyme.serve import ServeFlags, check_local
    from dailyme.wiring.shop import shop_flags

    check_local(url, local=local)
    serve_brand(
        shop_flags(config=config, catalog=catalog, name=name, currency=currency, columns=column or []),
        ServeFlags(port=port, host=host, url=url, listen_fd=listen_fd, with_parent=with_parent),
        market=market,
        database=database,
        seed=seed,
        as_json=as_json,
    )


@app.command(help=CHECK_HELP, short_help="Say what is wrong with policy and catalog.")
def check(
    *,
    config: Config = None,
    catalog: Catalog = None,
    currency: Currency = None,
    column: Column = None,
    as_json: Json = False,
) -> None:
    """Read and report."""
    from dailyme.acts.brand import check_brand
    from dailyme.wiring.shop import shop_flags

    check_brand(
        shop_flags(config=config, catalog=catalog, name=None, currency=currency, columns=column or []),
        as_json=as_json,
    )


@app.command(help=EVENTS_HELP, short_help="How often what happened: the funnel.")
def events(
    *,
    port: int = typer.Option(8001, help="Of a brand on this machine."),
    url: str = typer.Option(None, help="Of a brand with an address of its own."),
    database: str = typer.Option(None, help="URL of the store, if `serve` was given one."),
    as_json: Json = False,
) -> None:
    """Show the funnel."""
    from dailyme.acts.events import brand_events

    brand_events(url or f"http://localhost:{port}", database=database, as_json=as_json)


@app.command(help=REPORT_HELP, short_help="What was given away and what was kept.")
def report(
    *,
    port: int = typer.Option(8001, help="Of a brand on this machine."),
    url: str = typer.Option(None, help="Of a brand with an address of its own."),
    currency: str = typer.Option("USD", help="The currency that it sells in."),
    database: str = typer.Option(None, help="URL of the store, if `serve` was given one."),
    as_json: Json = False,
) -> None:
    """Show the receipt."""
    from dailyme.acts.brand import report_brand

    report_brand(url or f"http://localhost:{port}", currency=currency, database=database, as_json=as_json)


brand_publish.register(app)
app.add_typer(order_app, name="order", short_help="What was ordered, and how far it is.")
brand_register.register(app)
brand_play.register(app)
brand_control.register(app)
brand_goal.register(app)
brand_voice.register(app)
brand_console.register(app)
app.add_typer(brand_people.app, name="people", short_help="Who may do what in the console.")
app.add_typer(brand_programs.webhooks, name="webhook", short_help="Your programs hear of what happens.")
app.add_typer(brand_programs.keys, name="key", short_help="What your programs may ask the API.")
