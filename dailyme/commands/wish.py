"""`dailyme wish`: say what you want."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dailyme.commands import wish_contribute, wish_parse, wish_standing
from dailyme.lazy import plain_app

HELP = """Say what you want: at once, or standing until it is found.

\b
Examples:
  dailyme wish now "usb hub" --market http://localhost:8000
  dailyme wish add "usb hub" --ceiling "40 USD"       then `dailyme today` looks each morning
  dailyme wish list
  dailyme wish parse "two red mugs under 20 euros by Friday"    how your words are read
"""

NOW_HELP = """Look for TEXT at once: scan, match, negotiate, decide, agree.

Brands come from a marketplace (--market) or by address (--brand); any public feed or product page can be
read too (--source), unsigned and not negotiable. A semicolon parts two things. Words may say a price, a
day, a number, a condition and what you don't want; that is shown back to you first, and options go before it.
At a terminal you may be asked up to three questions about what you would rather have: after all haggling,
where an answer is worth more than question_cost in your settings, and no brand hears of it. Nothing is bought
without your yes: at a terminal you are asked; --yes or a mandate says it beforehand, within the ceiling;
otherwise the exit code is 4 and `dailyme approve HASH` buys. The ceiling never leaves your machine.

\b
Examples:
  dailyme wish now "usb hub" --market https://market.example --ceiling "40 USD"
  dailyme wish now "olive oil" --quantity 2 --at-most 6 --market https://market.example
  dailyme wish now "usb hub; hdmi cable 2 m" --brand http://localhost:8001
  dailyme wish now "two grey usb hubs under 80 dollars by Friday" --market https://market.example
  dailyme wish now "usb hub" --brand http://localhost:8001 --claim student
  dailyme wish now "usb hub" --market https://market.example --mode sealed
  dailyme wish now "usb hub" --market https://market.example --mode mediated
  dailyme wish now "usb hub" --source feed.xml --source https://shop.example/hub
  dailyme wish now "usb hub" --market https://market.example --mandate "30 USD" --json
"""

app = plain_app(HELP)

Brand = Annotated[list[str] | None, typer.Option(help="A brand's address; may be repeated.")]
Source = Annotated[list[str] | None, typer.Option(help="A file or page to read; may be repeated.")]
Category = Annotated[list[str] | None, typer.Option(help="Only brands of this category; may be repeated.")]
Relying = Annotated[
    list[str] | None, typer.Option("--relying-on", help="An answer's hash, to be a term; may be repeated.")
]
Claim = Annotated[
    list[str] | None, typer.Option(help="A fact that may be said to claim an offer, or all; may be repeated.")
]
Log = Annotated[Path | None, typer.Option(help="Write every request and answer, a JSON line each.")]


@app.command(help=NOW_HELP, short_help="Look for it at once.")
def now(
    text: str = typer.Argument(metavar="TEXT", help="In your own words; they stay on your machine."),
    *,
    market: str = typer.Option(None, help="The directory to look brands up in."),
    brand: Brand = None,
    source: Source = None,
    ceiling: str = typer.Option(None, help='The most it may cost, all-in, such as "120 USD". Private.'),
    quantity: int = typer.Option(None, help="How many pieces of each; else what the words say, or 1."),
    at_most: int = typer.Option(None, help="Up to how many you would take if more are the better buy."),
    region: str = typer.Option(None, help="Where it goes: US or US-CA."),
    currency: str = typer.Option(None, help="ISO 4217; else the ceiling's, else your settings'."),
    category: Category = None,
    within_days: int = typer.Option(None, help="The latest delivery that counts."),
    relying_on: Relying = None,
    claim: Claim = None,
    mandate: str = typer.Option(None, help='Accept the best without asking, up to this: "30 USD".'),
    yes: bool = typer.Option(False, "--yes", help="Accept the best; needs --ceiling."),
    mode: str = typer.Option(
        None,
        help="turns (the default); sealed: one bid of each brand, opened together; mediated: the marketplace "
        "finds a package that is good for both.",
    ),
    market_search: bool = typer.Option(
        False,
        "--market-search",
        help="Let the marketplace search its index: it learns your words. Without it they stay here.",
    ),
    no_questions: bool = typer.Option(False, "--no-questions", help="Don't ask what you would rather have."),
    deadline: int = typer.Option(None, help="Seconds until all haggling must be over."),
    local: bool = typer.Option(False, "--local", help="Allow http to this machine."),
    wire_log: Log = None,
    model: str = typer.Option(None, help='Puts options into words: none, "ollama:NAME", "openai:URL#NAME".'),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object."),
) -> None:
    """Follow the wish to an agreement, or say why there is none."""
    from dailyme.acts.wish import WishFlags, wish_now

    code = wish_now(
        text,
        WishFlags(
            market=market,
            brands=tuple(brand or ()),
            sources=tuple(source or ()),
            ceiling=ceiling,
            quantity=quantity,
            at_most=at_most,
            region=region,
            currency=currency,
            categories=tuple(category or ()),
            within_days=within_days,
            relies_on=tuple(relying_on or ()),
            claims=tuple(claim or ()),
            mandate=mandate,
            yes=yes,
            mode=mode,
            ask=not no_questions,
            deadline_s=deadline,
            local=local,
            wire_log=wire_log,
            market_search=market_search,
            model=model,
        ),
        as_json=as_json,
    )
    raise typer.Exit(code)


wish_parse.register(app)
wish_standing.register(app)
wish_contribute.register(app)
