"""`dailyme brand voice`: what people's twins say, counted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

HELP = """Count why offers were declined, why things came back, and how deals turned out.

Only the protocol's own words are read, never what somebody wrote. What fewer than ten threads said is not
shown, and each number is rounded down to a multiple of ten.

\b
Examples:
  dailyme brand voice --port 8001
  dailyme brand voice --since 2026-11-01 --every day --json
"""


def register(brand: typer.Typer) -> None:
    """Add the command to *brand*."""
    brand.command("voice", help=HELP, short_help="Why offers were declined, why things came back.")(voice)


def voice(
    *,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="From this day on.")] = None,
    every: Annotated[Literal["day", "week"], typer.Option(help="Count by the day or the week.")] = "week",
    model: Annotated[
        str | None, typer.Option(help="Instead of the settings': none, ollama:NAME, openai:URL#NAME.")
    ] = None,
    config: Annotated[Path, typer.Option(help="The brand's policy; without it no categories.")] = Path(
        "brand.toml"
    ),
    port: Annotated[int, typer.Option(help="Of a brand on this machine.")] = 8001,
    url: Annotated[str | None, typer.Option(help="Of a brand with an address of its own.")] = None,
    database: Annotated[str | None, typer.Option(help="URL of the store, if `serve` was given one.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show the themes."""
    from dailyme.acts.brand_voice import show_voice
    from dailyme.wiring.goals import GoalPlace

    place = GoalPlace(config, url or f"http://localhost:{port}", database)
    show_voice(place, since, every, as_json=as_json, model=model)
