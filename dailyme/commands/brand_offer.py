"""`dailyme brand offer`: offers for a season, a day or an hour, and for so many deals."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dailyme.lazy import plain_app

HELP = """Say what you offer whom, from when until when, and for how many deals.

An offer is a [[promotion]] in brand.toml; every comment of the file stays. A running `serve` reads it
by itself; from then on it begins and ends by the clock, to the second.

\b
Examples:
  dailyme brand offer add happy-hour --discount 0.10 --title "A tenth off for an hour" --hours 1
  dailyme brand offer add first-fifty --discount 0.15 --uses 50 --days 7 --category Lamps
  dailyme brand offer test first-fifty
  dailyme brand offer list --json
  dailyme brand offer end happy-hour
"""
ADD_HELP = """Write an offer into brand.toml, if the policy is right with it. --dry-run prints it instead.

\b
Examples:
  dailyme brand offer add students --discount 0.10 --segment students --until 2027-01-01T00:00:00Z
  dailyme brand offer add night --discount 0.05 --from 2026-12-24T20:00:00Z --hours 10
"""
TEST_HELP = """Try an offer on your own catalog: which articles it is for, and what your floor leaves of it.

\b
Example:
  dailyme brand offer test first-fifty --at 2026-12-24T20:00:00Z
"""
END_HELP = """End an offer now; one that has not begun is taken out of the file.

What your Co-Marketer offered with it stays firm.

\b
Example:
  dailyme brand offer end happy-hour
"""

app = plain_app(HELP)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Config = Annotated[Path, typer.Option(help="The brand's policy.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="Lower case, digits and hyphens.")]
Port = Annotated[int, typer.Option(help="Of a brand on this machine, whose store counts the uses.")]
Url = Annotated[str | None, typer.Option(help="Of a brand with an address of its own.")]
At = Annotated[str | None, typer.Option(help="As if it were then, such as 2026-12-24T20:00:00Z.")]
Several = Annotated[list[str] | None, typer.Option(help="May be repeated.")]


@app.command("list", help="List the offers: open, to come, used up, over.", short_help="How each stands.")
def show(
    *,
    config: Config = Path("brand.toml"),
    at: At = None,
    port: Port = 8001,
    url: Url = None,
    as_json: Json = False,
) -> None:
    """List the offers."""
    from dailyme.acts.brand_offer import list_offers

    list_offers(config, at, url or f"http://localhost:{port}", as_json=as_json)


@app.command(help=ADD_HELP, short_help="Write one into brand.toml.")
def add(
    id: Id,
    *,
    discount: str = typer.Option(..., help="Share of the all-in list total, such as 0.10."),
    title: str = typer.Option(None, help="Its name for people; else ID."),
    begins: str = typer.Option(None, "--from", help="When it begins; left out: now."),
    until: str = typer.Option(None, help="When it ends."),
    days: int = typer.Option(None, min=1, max=3650, help="How many days it lasts."),
    hours: int = typer.Option(None, min=1, max=87_600, help="How many hours it lasts."),
    segment: str = typer.Option(None, help="For whom: a segment of brand.toml."),
    product: Several = None,
    variant: Several = None,
    category: Several = None,
    limit: int = typer.Option(None, help="The most pieces in a deal."),
    uses: int = typer.Option(None, help="How many deals get it at all."),
    once: str = typer.Option(None, help="One time for each delivery-address, email or phone."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Print it, and write nothing."),
    config: Config = Path("brand.toml"),
    as_json: Json = False,
) -> None:
    """Write an offer."""
    from dailyme.acts.brand_offer import add_offer, when

    begins_ms, until_ms = when(begins, until, days=days, hours=hours)
    lists = {"products": product or [], "variants": variant or [], "categories": category or []}
    said = {"id": id, "title": title or id, "discount": discount, "segment": segment, "once": once}
    add_offer(
        config,
        {**said, **lists, "limit": limit, "uses": uses},
        begins_ms,
        until_ms,
        dry_run=dry_run,
        as_json=as_json,
    )


@app.command(help=END_HELP, short_help="End one now.")
def end(id: Id, *, config: Config = Path("brand.toml"), as_json: Json = False) -> None:
    """End an offer."""
    from dailyme.acts.brand_offer import end_offer

    end_offer(config, id, as_json=as_json)


@app.command(help=TEST_HELP, short_help="Try one on your own catalog.")
def test(id: Id, *, config: Config = Path("brand.toml"), at: At = None, as_json: Json = False) -> None:
    """Try an offer."""
    from dailyme.acts.brand_offer import test_offer

    test_offer(config, id, at, as_json=as_json)
