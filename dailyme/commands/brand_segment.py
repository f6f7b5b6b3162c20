"""`dailyme brand segment`: whom an offer is for, written down in public and tried on invented people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dailyme.lazy import plain_app

HELP = """Say whom an offer is for: a segment is a published predicate, and people select themselves.

\b
Examples:
  dailyme brand segment new students --predicate '{"op": "eq", "fact": "student", "value": true}'
  dailyme brand segment list
  dailyme brand segment test students --people 10000
"""
NEW_HELP = """Write a segment into brand.toml. A [[promotion]] there names it: segment = "NAME".

A predicate compares registered facts (`dailyme twin facts` lists them) by eq, ne, lt, le, gt, ge and in,
joined by and, or and not.
One that asks for something sensitive, that nobody can make true, or that everybody does, is refused.

\b
Examples:
  dailyme brand segment new students --predicate '{"op": "eq", "fact": "student", "value": true}'
  dailyme brand segment new clubs --title "Club members" --config shop.toml \\
    --predicate '{"op": "in", "fact": "member-of", "values": ["ski-club"]}'
"""
LIST_HELP = """List the segments of brand.toml: what each asks for, and which promotions are for it.

\b
Example:
  dailyme brand segment list --config brand.toml
"""
TEST_HELP = """Try a segment on invented people: how many qualify, and what a claim would say of them.

The people come from a seed and invented shares. No real twin is asked, here or anywhere.

\b
Examples:
  dailyme brand segment test students --people 10000 --seed 7
  dailyme brand segment test --predicate '{"op": "ge", "fact": "household-size", "value": 3}'
"""

app = plain_app(HELP)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Config = Annotated[Path, typer.Option(help="The brand's policy.")]


@app.command(help=NEW_HELP, short_help="Write a segment into brand.toml.")
def new(
    name: str = typer.Argument(metavar="NAME", help="Lower case, digits and hyphens."),
    *,
    predicate: str = typer.Option(..., help="The predicate, as JSON."),
    title: str = typer.Option(None, help="Its name for people; else NAME."),
    config: Config = Path("brand.toml"),
    as_json: Json = False,
) -> None:
    """Write a segment."""
    from dailyme.acts.segments import new_segment

    new_segment(config, name, title or name, predicate, as_json=as_json)


@app.command("list", help=LIST_HELP, short_help="What each segment asks for.")
def show(*, config: Config = Path("brand.toml"), as_json: Json = False) -> None:
    """List the segments."""
    from dailyme.acts.segments import list_segments

    list_segments(config, as_json=as_json)


@app.command(help=TEST_HELP, short_help="Try one on invented people.")
def test(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A segment of brand.toml.")] = None,
    *,
    predicate: str = typer.Option(None, help="A predicate that stands nowhere yet, as JSON."),
    people: int = typer.Option(10_000, help="How many people to invent."),
    seed: int = typer.Option(1, help="Where they come from: one seed, the same people."),
    config: Config = Path("brand.toml"),
    as_json: Json = False,
) -> None:
    """Try a segment."""
    from dailyme.acts.segments import test_segment

    test_segment(config, name, predicate, number=people, seed=seed, as_json=as_json)
