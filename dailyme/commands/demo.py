"""`dailyme demo`: the whole story on this machine, in a minute."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dailyme.lazy import plain_app

HELP = """See it all: a marketplace and three brands start on this machine, and your twin goes shopping.

One: a wish; brands that sell the same product compete for it. Two: you pick an option or none (without a
terminal a demo mandate decides); both sides sign. Three: one byte is changed, and verification fails. Then
come the receipts, and a wish that ends in "don't buy now". Nothing leaves this machine.

With --model: a language model says in its words why the best option stands first. It gets numbers only, every
number that it says is checked, and the deal is the same without it.

With --open: the market stays, and your Daily Me and a brand's console open in your browser. Type a wish.

With --days: a week of one scripted person's life. Each morning's digest, what was sensed, suggested, bought
and learnt, and in the end the twin held against the person whom it tried to know. About ten seconds.

With --story first-year: one person and one brand, from guest to repeat customer and back. A question that
became a term, a parcel that came late, a student's offer, one useful message, consent taken back; in the end
both ledgers, and what a stranger can verify of it. About fifteen seconds.

\b
Examples:
  dailyme demo
  dailyme demo --open
  dailyme demo --wish "Toshiba PH3100U-1E3S" --ceiling "85 USD"
  dailyme demo --own my.csv --wish "something that my.csv sells"
  dailyme demo --json > demo.json
  dailyme demo --seed 7 --wire-log wire.jsonl
  dailyme demo --model ollama:qwen3:4b
  dailyme demo --days 7 --seed 42
  dailyme demo --story first-year --seed 42
"""

app = plain_app(HELP)

Own = Annotated[Path | None, typer.Option(help="Your catalog (or brand.toml), as a fourth brand.")]
Log = Annotated[Path | None, typer.Option(help="Write every request and answer, a JSON line each.")]


@app.command(help=HELP)
def demo(
    *,
    wish: str = typer.Option(None, help="What to look for; else something that all three sell."),
    ceiling: str = typer.Option(None, help='The most it may cost, such as "98765.43 USD".'),
    own: Own = None,
    days: int = typer.Option(None, help="A person's life for so many days, 1 to 14, in place of one wish."),
    story: str = typer.Option(None, help="In place of one wish: first-year."),
    seed: int = typer.Option(None, help="Two runs with one number are the same; ports are fixed then."),
    wire_log: Log = None,
    model: str = typer.Option(None, help='Puts options into words: none, "ollama:NAME", "openai:URL#NAME".'),
    open_pages: bool = typer.Option(False, "--open", help="In your browser: a Daily Me and a console."),
    browser: bool = typer.Option(True, "--browser/--no-browser", help="With --open: open the browser."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object, and nothing else."),
) -> None:
    """Run the demo."""
    if open_pages:
        from dailyme.demo.pages import open_demo
        from dailyme.errors import UsageError

        if any(one is not None for one in (wish, ceiling, own, wire_log, days, model, story, seed)):
            raise UsageError("--open is played in the browser.", "Leave out all but --no-browser and --json.")
        open_demo(as_json=as_json, browser=browser)
        return
    if story is not None:
        from dailyme.demo.year.run import run_story
        from dailyme.errors import UsageError

        if any(one is not None for one in (wish, ceiling, own, wire_log, days, model)):
            raise UsageError("--story plays a life of its own.", "Leave out all but --seed and --json.")
        raise typer.Exit(run_story(story, seed, as_json=as_json))
    if days is not None:
        from dailyme.demo.week.run import run_week
        from dailyme.errors import UsageError

        if any(one is not None for one in (wish, ceiling, own, wire_log, model)):
            raise UsageError(
                "--days plays wishes of its own.",
                "Leave out --wish, --ceiling, --own, --wire-log and --model.",
            )
        raise typer.Exit(run_week(seed, days, as_json=as_json))
    from dailyme.amounts import read_amount
    from dailyme.demo.plan import CEILING, WISH, Plan
    from dailyme.demo.run import run_demo

    plan = Plan(
        wish=WISH if wish is None else wish,
        ceiling=CEILING if ceiling is None else read_amount(ceiling, "--ceiling"),
        own=own,
        seed=seed,
        wire_log=wire_log,
        model=model or "none",
    )
    raise typer.Exit(run_demo(plan, as_json=as_json))
