"""`dailyme wish add`, `list`, `edit`, `pause` and `done`: wishes that stand until they are found."""

from __future__ import annotations

from typing import Annotated

import typer

ADD_HELP = """Go on looking for TEXT: `dailyme today` says each morning what is new about it.

Words may say a price, a day, a number, a condition and what you don't want, as in `wish now`; that is shown
back to you before it is kept, and options go before it. A day is also the last one to look. The options are
those of `wish now`, and stay with the wish. Without a mandate nothing is ever bought: you get options and say
yes with `dailyme approve HASH`. The ceiling never leaves your machine.

\b
Examples:
  dailyme wish add "usb hub" --ceiling "40 USD" --until 2026-12-24
  dailyme wish add "two grey usb hubs under 80 dollars by 24 December"
  dailyme wish add "coffee beans 1 kg" --mandate "18 USD" --weights delivery=0.02
  dailyme wish add "desk lamp" --source https://shop.example/lamp
"""
LIST_HELP = """List the standing wishes, with all that is kept with them.

\b
Examples:
  dailyme wish list
  dailyme wish list --all --json
"""
EDIT_HELP = """Change a standing wish: what is named is replaced, the rest stays. The wish is looked at anew.

\b
Examples:
  dailyme wish edit 3 --ceiling "35 USD"
  dailyme wish edit 3 --text "usb hub 7 port" --clear mandate --clear until
"""
PAUSE_HELP = """Look no further for a while, or (--resume) again.

\b
Examples:
  dailyme wish pause 3
  dailyme wish pause 3 --resume
"""
DONE_HELP = """End a standing wish: found elsewhere, or given up.

\b
Example:
  dailyme wish done 3
"""

Number = Annotated[int, typer.Argument(metavar="ID", help="Its number in `dailyme wish list`.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Market = Annotated[str | None, typer.Option(help="The directory to look brands up in.")]
Brand = Annotated[list[str] | None, typer.Option(help="A brand's address; may be repeated.")]
Source = Annotated[list[str] | None, typer.Option(help="A file or page to read; may be repeated.")]
Ceiling = Annotated[
    str | None, typer.Option(help='The most it may cost, all-in, such as "120 USD". Private.')
]
Quantity = Annotated[int | None, typer.Option(help="How many pieces of each.")]
AtMost = Annotated[int | None, typer.Option(help="Up to how many you would take if more are the better buy.")]
Region = Annotated[str | None, typer.Option(help="Where it goes: US or US-CA.")]
Currency = Annotated[str | None, typer.Option(help="ISO 4217; else the ceiling's, else your settings'.")]
Category = Annotated[list[str] | None, typer.Option(help="Only brands of this category; may be repeated.")]
Days = Annotated[int | None, typer.Option(help="The latest delivery that counts.")]
Weigh = Annotated[str | None, typer.Option(help="What terms are worth to you: delivery=0.2,warranty=0.05.")]
Allow = Annotated[str | None, typer.Option(help='Accept the best without asking, up to this: "30 USD".')]
Until = Annotated[str | None, typer.Option(help="The last day to look, such as 2026-12-24.")]
Clear = Annotated[list[str] | None, typer.Option(help="Take back ceiling, mandate, until, weights, …")]


def add(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="In your own words; they stay on your machine.")
    ],
    *,
    market: Market = None,
    brand: Brand = None,
    source: Source = None,
    ceiling: Ceiling = None,
    quantity: Quantity = None,
    at_most: AtMost = None,
    region: Region = None,
    currency: Currency = None,
    category: Category = None,
    within_days: Days = None,
    weights: Weigh = None,
    mandate: Allow = None,
    until: Until = None,
    as_json: Json = False,
) -> None:
    """Add a standing wish."""
    from dailyme.acts.aim import AimFlags
    from dailyme.acts.standing import wish_add

    said = AimFlags(
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
        weights=weights,
        mandate=mandate,
        until=until,
    )
    wish_add(text, said, as_json=as_json)


def edit(
    number: Number,
    *,
    text: Annotated[str | None, typer.Option(help="Other search terms.")] = None,
    market: Market = None,
    brand: Brand = None,
    source: Source = None,
    ceiling: Ceiling = None,
    quantity: Quantity = None,
    at_most: AtMost = None,
    region: Region = None,
    currency: Currency = None,
    category: Category = None,
    within_days: Days = None,
    weights: Weigh = None,
    mandate: Allow = None,
    until: Until = None,
    clear: Clear = None,
    as_json: Json = False,
) -> None:
    """Change a standing wish."""
    from dailyme.acts.aim import AimFlags
    from dailyme.acts.standing import wish_edit

    said = AimFlags(
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
        weights=weights,
        mandate=mandate,
        until=until,
        clear=tuple(clear or ()),
    )
    wish_edit(number, text, said, as_json=as_json)


def list_(
    *,
    every: Annotated[bool, typer.Option("--all", help="Those that are done, too.")] = False,
    as_json: Json = False,
) -> None:
    """List the standing wishes."""
    from dailyme.acts.standing import wish_list

    wish_list(every=every, as_json=as_json)


def pause(
    number: Number,
    *,
    resume: Annotated[bool, typer.Option("--resume", help="Look again.")] = False,
    as_json: Json = False,
) -> None:
    """Pause a standing wish."""
    from dailyme.acts.standing import wish_step

    wish_step(number, "resumed" if resume else "paused", as_json=as_json)


def done(number: Number, *, as_json: Json = False) -> None:
    """End a standing wish."""
    from dailyme.acts.standing import wish_step

    wish_step(number, "done", as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add the commands to the group `wish`."""
    app.command("add", help=ADD_HELP, short_help="Go on looking for it.")(add)
    app.command("list", help=LIST_HELP, short_help="The standing wishes.")(list_)
    app.command("edit", help=EDIT_HELP, short_help="Change a standing wish.")(edit)
    app.command("pause", help=PAUSE_HELP, short_help="Look no further for a while.")(pause)
    app.command("done", help=DONE_HELP, short_help="End a standing wish.")(done)
