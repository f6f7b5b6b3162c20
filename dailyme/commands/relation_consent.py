"""`dailyme relation disclose`, `consents` and `revoke`: what you granted, to whom, for what, until when."""

from __future__ import annotations

from typing import Annotated

import typer

DISCLOSE_HELP = """Grant BRAND (its address) the use of what identifies you, for a purpose and until a day.

What would travel is shown first, and sent after your yes. The signed message holds salted hashes only; the
values travel beside it and can be erased. A value is never taken from the command line: it is read from
--value-file, from your keyring (`keyring set dailyme value/email`), or asked for.

Fields: name, email, phone, delivery-address, billing-address, birth-date, loyalty-number.
Purposes: fulfilment, service, registration, preferences, analytics, marketing, sale_or_sharing.

\b
Examples:
  dailyme relation disclose https://shop.example --field email --purpose service --until 90d
  dailyme relation disclose http://localhost:8001 --field email --value-file mail.txt --purpose service --yes
"""
CONSENTS_HELP = """Show who has what of you, for what, since when, until when, last used, with the proof.

It is read from your own signed letters. When a brand used a value is what it said in the last sketch that you
fetched (`dailyme relation sketch`). Facts that you only claimed for an offer are listed too.

\b
Examples:
  dailyme relation consents
  dailyme relation consents --brand https://shop.example --json
"""
REVOKE_HELP = """Take GRANT (its hash) back from BRAND (its address). It holds from its next message on.

\b
Example:
  dailyme relation revoke https://shop.example 3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
"""

Brand = Annotated[str, typer.Argument(metavar="BRAND", help="The brand's address.")]
Field = Annotated[list[str] | None, typer.Option("--field", help="What to disclose; may be repeated.")]
Purpose = Annotated[list[str] | None, typer.Option("--purpose", help="What for; may be repeated.")]
Until = Annotated[str, typer.Option(help="The end: days (90d) or a day (2027-03-01).")]
File = Annotated[
    list[str] | None,
    typer.Option("--value-file", help="FIELD=PATH of a file with the value."),
]
Terms = Annotated[str | None, typer.Option(help="The terms it comes under; else those of your settings.")]
Guest = Annotated[bool, typer.Option("--as-guest", help="Under a fresh key, though the brand knows you.")]
Yes = Annotated[bool, typer.Option("--yes", help="Send it without asking.")]
Local = Annotated[bool, typer.Option("--local", help="Allow http to this machine.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command(help=DISCLOSE_HELP, short_help="Grant the use of a value, for a purpose, until a day.")(
        disclose
    )
    app.command(help=CONSENTS_HELP, short_help="Who has what of you, and for what.")(consents)
    app.command(help=REVOKE_HELP, short_help="Take a grant back; at once.")(revoke)


def disclose(
    brand: Brand,
    *,
    field: Field = None,
    purpose: Purpose = None,
    until: Until = "90d",
    value_file: File = None,
    terms: Terms = None,
    as_guest: Guest = False,
    yes: Yes = False,
    local: Local = False,
    as_json: Json = False,
) -> None:
    """Grant."""
    from dailyme.acts.relation_consent import DiscloseFlags
    from dailyme.acts.relation_consent import disclose as act

    files = tuple(value_file or ())
    flags = DiscloseFlags(
        brand, tuple(field or ()), tuple(purpose or ()), until, files, terms, as_guest, yes, local
    )
    raise typer.Exit(act(flags, as_json=as_json))


def consents(
    *,
    brand: Annotated[str | None, typer.Option(help="Of this brand alone.")] = None,
    as_json: Json = False,
) -> None:
    """Show the ledger."""
    from dailyme.acts.relation_consent import list_consents

    raise typer.Exit(list_consents(brand, as_json=as_json))


def revoke(
    brand: Brand,
    grant: Annotated[str, typer.Argument(metavar="GRANT", help="The grant's hash.")],
    *,
    local: Local = False,
    as_json: Json = False,
) -> None:
    """Revoke."""
    from dailyme.acts.relation_consent import revoke as act

    raise typer.Exit(act(brand, grant, local=local, as_json=as_json))
