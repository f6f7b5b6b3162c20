"""`dailyme init`: settings with a comment on each, and the seed that makes all keys, encrypted."""

from __future__ import annotations

import typer

from dailyme.lazy import plain_app

HELP = """Make your settings and your twin's encrypted seed on this machine.

The seed makes the keys that your twin signs with. It is encrypted (argon2id, secretbox) under a passphrase
from --keyring, from the file that DAILYME_PASSPHRASE_FILE names, or from you. Settings that are there already
stay as they are; a seed is never overwritten.

\b
Examples:
  dailyme init
  dailyme init --market https://market.example
  dailyme init --keyring            a random passphrase, kept in this machine's keyring
  DAILYME_HOME=~/me dailyme init    everything under one folder
"""

app = plain_app(HELP)


@app.command(help=HELP)
def init(
    *,
    market: str = typer.Option(None, help="Where your twin looks brands up: written into your settings."),
    keyring: bool = typer.Option(False, "--keyring", help="Keep a random passphrase in the keyring."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object."),
) -> None:
    """Write config.toml and seed.json."""
    import os

    from dailyme.places import places
    from dailyme.seed import make_seed
    from dailyme.settings import write_template
    from dailyme.show import console, print_json

    where = places(os.environ)
    make_seed(where.seed, "twin", keyring=keyring)
    kept = not write_template(where.settings, market)
    if as_json:
        from dailyme.outputs import Initialised

        print_json(Initialised(settings=str(where.settings), seed=str(where.seed), kept=kept))
        return
    out = console()
    out.print(
        f"Settings  {where.settings}{'  (were there, left as they are)' if kept else ''}", soft_wrap=True
    )
    out.print(f"Seed      {where.seed}  (encrypted, only you can read it)", soft_wrap=True)
    if kept and market is not None:
        out.print(f'Put the market there yourself: market = "{market}"', soft_wrap=True)
    out.print('\nNext: dailyme wish now "what you want" --market URL')
