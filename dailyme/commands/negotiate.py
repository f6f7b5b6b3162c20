"""`dailyme negotiate lab`: two strategies play, and the talk is drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dailyme.lazy import plain_app

HELP = """See how strategies negotiate, without any brand: nothing is bought and nothing leaves this machine.

\b
Example:
  dailyme negotiate lab
"""

LAB_HELP = """Play two strategies against each other and draw the talk.

The plane shows what each offer is worth to the twin (to the right) and to the brand (upward), the Pareto line
(what nothing beats for both), the Nash point (the greatest product of gains) and the agreement. The brand
speaks first in each round. It ends with 0 whether there is a deal or not.

Without --domain and --product something is drawn from the seed. Reserves are always drawn from it.

\b
Strategies: boulware, conceder, house, linear, micro, tit-for-tat.

With --brand co-marketer a --product is haggled over as between a twin and a brand of this program: privately
on both sides, the brand coming down from its list price to a published discount, its floor stopping it. A
twin then makes --steps counters at most; 6 is what twins make.

The names of public domains, and --product without --prices, need the public data beside a checkout.

\b
Examples:
  dailyme negotiate lab
  dailyme negotiate lab --twin house --brand boulware --private --svg plane.svg
  dailyme negotiate lab --product lamp --prices examples/prices.csv
  dailyme negotiate lab --brand co-marketer --product router --prices examples/prices.csv --steps 6
  dailyme negotiate lab --domain Laptop --steps 100 --seed 3
  dailyme negotiate lab --product "Kindle 6 300 ppi" --json
"""

app = plain_app(HELP)

Prices = Annotated[
    Path | None, typer.Option(help="CSV of articles with current and lowest price; see docs/negotiation.md.")
]
Svg = Annotated[Path | None, typer.Option(help="Draw the plane into this SVG file.")]


@app.callback()
def negotiate() -> None:
    """Hold the group together: `lab` is its first command."""


@app.command(help=LAB_HELP, short_help="Play two strategies and draw the talk.")
def lab(
    *,
    twin: str = typer.Option("house", help="The twin's strategy."),
    brand: str = typer.Option("boulware", help="The brand's strategy, or co-marketer."),
    private: bool = typer.Option(
        False, "--private", help="The twin's strategy doesn't know its reserve; a gate holds what is below."
    ),
    domain: str = typer.Option(None, help="A folder with a Genius domain, or the name of a public one."),
    product: str = typer.Option(None, help="Words of an article's title: play for its price and terms."),
    prices: Prices = None,
    steps: int = typer.Option(20, help="Moves of each side, 1 to 1000."),
    seed: int = typer.Option(1, help="Two runs with one number are the same."),
    svg: Svg = None,
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object, and nothing else."),
) -> None:
    """Play and show."""
    from dailyme.acts.lab import LabFlags, run_lab

    flags = LabFlags(twin, brand, private, domain, product, prices, steps, seed, svg)
    raise typer.Exit(run_lab(flags, as_json=as_json))
