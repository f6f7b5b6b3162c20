"""`dailyme brand console`: see, steer and stop the Co-Marketer in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

HELP = """Open the console of a brand in a browser: goals, negotiations, deals, catalog, and a stop.

Give it the same files and the same address as `dailyme brand serve`: it works on the same store, also while
that runs. The address that is printed lets its owner in, once. Without --url the pages are served to this
machine alone; with it, a proxy that speaks https stands in front and passes the Host header on.

\b
Examples:
  dailyme brand console --config brand.toml
  dailyme brand console --config brand.toml --serves http://localhost:8002 --no-browser
  dailyme brand console --config brand.toml --serves https://shop.example --url https://console.shop.example
"""

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object once the pages are served.")]
Config = Annotated[Path | None, typer.Option(help="The brand's policy; see `dailyme brand init`.")]
Catalog = Annotated[str | None, typer.Option(help="A CSV, a Merchant feed, or a folder of pages.")]


def register(app: typer.Typer) -> None:
    """Add the command to `dailyme brand`."""

    @app.command("console", help=HELP, short_help="See, steer and stop it in a browser.")
    def console(
        *,
        config: Config = None,
        catalog: Catalog = None,
        name: str = typer.Option(None, help="The shop's name, where there is no brand.toml."),
        currency: str = typer.Option(None, help="The catalog's currency, where there is no brand.toml."),
        column: Annotated[list[str] | None, typer.Option(help="OURS=THEIRS, as to `serve`.")] = None,
        serves: str = typer.Option("http://localhost:8001", help="Where the brand's agent is served."),
        database: str = typer.Option(None, help="URL of the store, as to `serve`."),
        port: int = typer.Option(8720, help="Of the console; 0 takes any free one."),
        host: str = typer.Option("127.0.0.1", help="The address to listen on, with --url."),
        url: str = typer.Option(None, help="The console's public address, behind a proxy with https."),
        browser: bool = typer.Option(True, help="Open the browser."),
        as_json: Json = False,
        local: bool = typer.Option(False, "--local", hidden=True),  # what --serves says already
        seed: int = typer.Option(None, hidden=True),
        listen_fd: int = typer.Option(None, hidden=True),
        with_parent: bool = typer.Option(False, "--with-parent", hidden=True),
    ) -> None:
        """Serve the console until Ctrl-C."""
        from dailyme.acts.pages import PageFlags, open_console
        from dailyme.serve import check_local
        from dailyme.wiring.shop import shop_flags

        shop = shop_flags(config=config, catalog=catalog, name=name, currency=currency, columns=column or [])
        check_local(url, local=False)
        here = PageFlags.host if url is None else host
        flags = PageFlags(port, browser, here, url, listen_fd, with_parent)
        open_console(shop, flags, origin=serves.rstrip("/"), database=database, seed=seed, as_json=as_json)
