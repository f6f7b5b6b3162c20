"""`dailyme relation sketch`, `correct` and `erase`: what a brand holds of you."""

from __future__ import annotations

from typing import Annotated

import typer

SKETCH_HELP = """Fetch what BRAND (its address) holds under the key that it knows you by, entry by entry.

With --every-key your twin asks about each key that it ever used there, guests' keys included, in a request of
its own. Nothing in them says that they are one person's; that they come at one time from one address may.

\b
Examples:
  dailyme relation sketch https://shop.example
  dailyme relation sketch http://localhost:8001 --every-key --json
"""
CORRECT_HELP = """Correct ENTRY of the sketch of BRAND (its address): a value by a value, the rest by words.

The new value is read as by `disclose`: from --value-file, your keyring, or asked for.

\b
Examples:
  dailyme relation correct https://shop.example e-0f7c --value-file mail.txt
  dailyme relation correct https://shop.example e-52aa --words "That was for a friend."
"""
ERASE_HELP = """Have BRAND (its address) erase entries of your sketch, or everything.

What the law makes it keep, such as an agreement, it names, with the reason and the day until which it stays.
On a terminal you type the word erase; elsewhere --yes says it.

\b
Examples:
  dailyme relation erase https://shop.example e-0f7c
  dailyme relation erase https://shop.example --every-key --yes
"""

Brand = Annotated[str, typer.Argument(metavar="BRAND", help="The brand's address.")]
Entry = Annotated[str, typer.Argument(metavar="ENTRY", help="The entry's id, as `sketch` shows it.")]
Entries = Annotated[
    list[str] | None, typer.Argument(metavar="[ENTRY]...", help="The entries' ids; none means everything.")
]
Words = Annotated[str | None, typer.Option(help="What is so, in words, of an entry without a value.")]
File = Annotated[list[str] | None, typer.Option("--value-file", help="A file with the new value.")]
Every = Annotated[bool, typer.Option("--every-key", help="Every key that was used there, one by one.")]
Yes = Annotated[bool, typer.Option("--yes", help="Don't ask.")]
Local = Annotated[bool, typer.Option("--local", help="Allow http to this machine.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command(help=SKETCH_HELP, short_help="What a brand holds of you.")(sketch)
    app.command(help=CORRECT_HELP, short_help="Correct an entry of it.")(correct)
    app.command(help=ERASE_HELP, short_help="Have it erased.")(erase)


def sketch(brand: Brand, *, every_key: Every = False, local: Local = False, as_json: Json = False) -> None:
    """Fetch."""
    from dailyme.acts.relation_sketch import show_sketch

    raise typer.Exit(show_sketch(brand, every=every_key, local=local, as_json=as_json))


def correct(
    brand: Brand,
    entry: Entry,
    *,
    words: Words = None,
    value_file: File = None,
    local: Local = False,
    as_json: Json = False,
) -> None:
    """Correct."""
    from dailyme.acts.relation_sketch import CorrectFlags
    from dailyme.acts.relation_sketch import correct as act

    flags = CorrectFlags(brand, entry, words, tuple(value_file or ()), local)
    raise typer.Exit(act(flags, as_json=as_json))


def erase(
    brand: Brand,
    entries: Entries = None,
    *,
    every_key: Every = False,
    yes: Yes = False,
    local: Local = False,
    as_json: Json = False,
) -> None:
    """Erase."""
    from dailyme.acts.relation_sketch import erase as act

    raise typer.Exit(act(brand, entries or [], every=every_key, yes=yes, local=local, as_json=as_json))
