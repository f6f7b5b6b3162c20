"""`dailyme twin import`, `suggestions`, `confirm` and `dismiss`: what you bought, and what may be next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

IMPORT_HELP = """Read purchases from FILE: a table (CSV), a shop's export, or order mails (.eml, .mbox).

What was found is shown before anything is kept; at a terminal you are asked. Each purchase is kept once,
however many files tell of it. A price or a day that can be read in two ways is never guessed: it is left out,
with line and reason. All stays on this machine.

\b
Columns are guessed by their names; --map states them. Ours are: category, currency, date, make, order, price,
quantity, shop, sku, status, tax, title, total.

\b
Examples:
  dailyme twin import orders.csv --preview
  dailyme twin import orders.csv --map title="Product name" --map date=Bought --currency EUR --day-order dmy
  dailyme twin import Retail.OrderHistory.1.csv
  dailyme twin import mails.mbox
  dailyme twin import --list
  dailyme twin import --undo 17
"""
SUGGESTIONS_HELP = """Show what you may need: what runs out, goes with it, comes with the season, got cheaper.

It is worked out here, from your purchases and from prices that your twin has seen; no brand hears of it
before you confirm it.

\b
Example:
  dailyme twin suggestions
"""
CONFIRM_HELP = """Make the suggestion ID a standing wish.

\b
Example:
  dailyme twin confirm 3f9a01c2de --ceiling "20 USD"
"""
DISMISS_HELP = """Put the suggestion ID off, or with --never be rid of it for good.

\b
Example:
  dailyme twin dismiss 3f9a01c2de --never
"""

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Mapping = Annotated[
    list[str] | None, typer.Option("--map", help="OURS=THEIRS, for a column; may be repeated.")
]
Id = Annotated[str, typer.Argument(metavar="ID", help="As `dailyme twin suggestions` shows it.")]
Several = Annotated[list[str] | None, typer.Option(help="May be repeated.")]


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("import", help=IMPORT_HELP, short_help="Read what you bought from a file.")(import_)
    app.command("suggestions", help=SUGGESTIONS_HELP, short_help="What you may need, and why.")(suggestions)
    app.command("confirm", help=CONFIRM_HELP, short_help="Make a suggestion a standing wish.")(confirm)
    app.command("dismiss", help=DISMISS_HELP, short_help="Put a suggestion off, or end it.")(dismiss)


def import_(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="A .csv, .eml or .mbox file.")] = None,
    *,
    map_: Mapping = None,
    currency: str = typer.Option(None, help="Of prices that state none (ISO 4217)."),
    day_order: str = typer.Option(None, help="What 03/04/2026 means: dmy or mdy."),
    decimal_mark: str = typer.Option(None, help="What stands before cents: . or ,"),
    delimiter: str = typer.Option(None, help="What parts the columns; else found out."),
    encoding: str = typer.Option(None, help="utf-8, utf-16 or cp1252; else found out."),
    preview: bool = typer.Option(False, "--preview", "--dry-run", help="Show what was found; keep nothing."),
    yes: bool = typer.Option(False, "--yes", help="Keep it without asking."),
    undo: int = typer.Option(None, metavar="NUMBER", help="Take an import back."),
    list_: bool = typer.Option(False, "--list", help="List the imports."),
    as_json: Json = False,
) -> None:
    """Read, show and keep the purchases of a file."""
    from dailyme.acts.imports import ImportFlags, import_file, list_imports, undo_import
    from dailyme.errors import UsageError

    if sum((file is not None, undo is not None, list_)) != 1:
        raise UsageError("nothing or two things are asked for", "Give FILE, or --undo NUMBER, or --list.")
    if list_:
        list_imports(as_json=as_json)
    elif undo is not None:
        undo_import(undo, as_json=as_json)
    else:
        assert file is not None
        flags = ImportFlags(
            columns=tuple(map_ or ()),
            currency=currency,
            day_order=day_order,
            decimal_mark=decimal_mark,
            delimiter=delimiter,
            encoding=encoding,
            preview=preview,
            yes=yes,
        )
        import_file(file, flags, as_json=as_json)


def suggestions(
    *, every: bool = typer.Option(False, "--all", help="Those that you answered, too."), as_json: Json = False
) -> None:
    """Show what may be needed."""
    from dailyme.acts.sense import show_suggestions

    show_suggestions(every=every, as_json=as_json)


def confirm(
    id: Id,
    *,
    ceiling: str = typer.Option(None, help='The most it may cost, all-in, such as "20 USD". Private.'),
    quantity: int = typer.Option(None, help="How many pieces."),
    market: str = typer.Option(None, help="The directory to look brands up in; else your settings'."),
    brand: Several = None,
    source: Several = None,
    until: str = typer.Option(None, help="The last day of the wish; else a month after it is due."),
    as_json: Json = False,
) -> None:
    """Make it a wish."""
    from dailyme.acts.aim import AimFlags
    from dailyme.acts.sense import confirm_suggestion

    flags = AimFlags(
        market=market,
        brands=tuple(brand or ()),
        sources=tuple(source or ()),
        ceiling=ceiling,
        quantity=quantity,
        until=until,
    )
    confirm_suggestion(id, flags, as_json=as_json)


def dismiss(
    id: Id,
    *,
    never: bool = typer.Option(False, "--never", help="Never suggest this again."),
    days: int = typer.Option(14, min=1, max=3650, help="For how long to put it off."),
    as_json: Json = False,
) -> None:
    """Put it off."""
    from dailyme.acts.sense import dismiss_suggestion

    dismiss_suggestion(id, days=None if never else days, as_json=as_json)
