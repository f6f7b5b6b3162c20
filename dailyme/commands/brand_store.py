"""The options by which a command finds a brand's store, and the place that they name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dailyme.wiring.goals import GoalPlace

Port = Annotated[int, typer.Option(help="Of a brand on this machine.")]
Url = Annotated[str | None, typer.Option(help="Of a brand with an address of its own.")]
Store = Annotated[str | None, typer.Option(help="URL of the store, if `serve` was given one.")]


def place_of(port: int, url: str | None, database: str | None) -> GoalPlace:
    """Return the place of the brand at *url*, or on this machine's *port*."""
    from dailyme.wiring.goals import GoalPlace

    return GoalPlace(Path("brand.toml"), url or f"http://localhost:{port}", database)
