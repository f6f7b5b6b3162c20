"""`dailyme brand webhook` and `dailyme brand key`: what the brand's own programs hear of, and may ask."""

from __future__ import annotations

from typing import Annotated

import typer

from dailyme.commands.brand_store import Port, Store, Url, place_of
from dailyme.lazy import plain_app

WEBHOOK_HELP = """See and set up webhooks: addresses of yours that are called when something happens.

Calls are signed as Standard Webhooks says, and tried ten times over three days. `brand serve` and `brand
console` carry them. The events are those of spec/95-events.md. A secret is shown once.

\b
Examples:
  dailyme brand webhook
  dailyme brand webhook add https://shop.example/hooks first-deal repeat-deal
  dailyme brand webhook sent 1
  dailyme brand webhook sent 1 --again 27
  dailyme brand webhook secret 1
  dailyme brand webhook remove 1
"""

KEY_HELP = """See and make keys for programs that ask the API of your console.

\b
Scopes: deals:read, catalog:read, webhooks:read, webhooks:write. A key is shown once.

\b
Examples:
  dailyme brand key
  dailyme brand key add "monthly report" deals:read
  dailyme brand key revoke 1
"""

webhooks = plain_app(WEBHOOK_HELP)
keys = plain_app(KEY_HELP)
Number = Annotated[int, typer.Argument(metavar="NUMBER", help="As the list shows it.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@webhooks.callback(help=WEBHOOK_HELP, invoke_without_command=True, no_args_is_help=False)
def webhook(
    context: typer.Context,
    *,
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """List them, where no command is named."""
    if context.invoked_subcommand is None:
        from dailyme.acts.brand_webhooks import show_webhooks

        show_webhooks(place_of(port, url, database), as_json=as_json)


@webhooks.command("add", help="Add one, and show its secret.")
def add_webhook(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="https, and public.")],
    events: Annotated[list[str], typer.Argument(metavar="EVENT…", help="Such as first-deal.")],
    *,
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """Add a webhook."""
    from dailyme.acts.brand_webhooks import add_webhook as add

    add(place_of(port, url, database), address, events, as_json=as_json)


@webhooks.command("secret", help="Make a new secret; the one before signs beside it for a day.")
def secret(
    number: Number, *, port: Port = 8001, url: Url = None, database: Store = None, as_json: Json = False
) -> None:
    """Change a secret."""
    from dailyme.acts.brand_webhooks import new_secret

    new_secret(place_of(port, url, database), number, as_json=as_json)


@webhooks.command("sent", help="Show what was sent, newest first.")
def sent(
    number: Number,
    *,
    again: Annotated[int | None, typer.Option(help="Send this one once more, under the same id.")] = None,
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """Show the log."""
    from dailyme.acts.brand_webhooks import show_sent

    show_sent(place_of(port, url, database), number, again, as_json=as_json)


@webhooks.command("remove", help="Remove one: nothing more is sent there.")
def remove(
    number: Number, *, port: Port = 8001, url: Url = None, database: Store = None, as_json: Json = False
) -> None:
    """Remove a webhook."""
    from dailyme.acts.brand_webhooks import remove_webhook

    remove_webhook(place_of(port, url, database), number, as_json=as_json)


@keys.callback(help=KEY_HELP, invoke_without_command=True, no_args_is_help=False)
def key(
    context: typer.Context,
    *,
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """List them, where no command is named."""
    if context.invoked_subcommand is None:
        from dailyme.acts.brand_keys import show_keys

        show_keys(place_of(port, url, database), as_json=as_json)


@keys.command("add", help="Make one, and show it.")
def add_key(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is for.")],
    scopes: Annotated[list[str], typer.Argument(metavar="SCOPE…", help="Such as deals:read.")],
    *,
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """Make a key."""
    from dailyme.acts.brand_keys import add_key as add

    add(place_of(port, url, database), name, scopes, as_json=as_json)


@keys.command("revoke", help="Revoke one: it opens nothing any more.")
def revoke(
    number: Number, *, port: Port = 8001, url: Url = None, database: Store = None, as_json: Json = False
) -> None:
    """Revoke a key."""
    from dailyme.acts.brand_keys import revoke_key

    revoke_key(place_of(port, url, database), number, as_json=as_json)
