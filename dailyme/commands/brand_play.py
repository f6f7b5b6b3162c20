"""`dailyme brand fairness` and `dailyme brand learn`: how your own Co-Marketer played."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

FAIRNESS_HELP = """Work every answer out again, from policy, moves, stock and budget of its time, and compare.

An answer that differs, threads that asked the same and were answered differently, and a policy kept for some
are named with their threads; the exit code is 1 then. Mediated play and threads that were erased are not
checked: it says how many those are.

\b
Examples:
  dailyme brand fairness --port 8001
  dailyme brand fairness --url https://shop.example --json
"""

LEARN_HELP = """Show what your own threads teach: what closed, and which settings should earn more.

Nothing is changed without --apply, which writes brand.toml with its comments where they were, and keeps the
file as it was in the store. Only your own threads are read, and nothing about who was in them.

\b
Examples:
  dailyme brand learn --config brand.toml --port 8001
  dailyme brand learn --config brand.toml --apply
"""

Port = Annotated[int, typer.Option(help="Of a brand on this machine.")]
Url = Annotated[str | None, typer.Option(help="Of a brand with an address of its own.")]
Store = Annotated[str | None, typer.Option(help="URL of the store, if `serve` was given one.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("fairness", help=FAIRNESS_HELP, short_help="Whether everybody was treated alike.")(fairness)
    app.command("learn", help=LEARN_HELP, short_help="What closes deals, and what to change.")(learn)


def learn(
    *,
    config: Annotated[Path, typer.Option(help="The brand's policy.")] = Path("brand.toml"),
    apply: Annotated[bool, typer.Option("--apply", help="Write what is proposed.")] = False,
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """Learn."""
    from dailyme.acts.brand_learn import learn as act

    act(config, url or f"http://localhost:{port}", database=database, apply=apply, as_json=as_json)


def fairness(*, port: Port = 8001, url: Url = None, database: Store = None, as_json: Json = False) -> None:
    """Check all transcripts."""
    from dailyme.acts.brand_fairness import check_fairness

    raise typer.Exit(check_fairness(url or f"http://localhost:{port}", database=database, as_json=as_json))
