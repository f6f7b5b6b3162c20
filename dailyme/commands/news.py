"""`dailyme news`: what brands may tell you, because you asked, and nothing else."""

from __future__ import annotations

from typing import Annotated

import typer

from dailyme.lazy import plain_app

HELP = """What brands may tell you: only what you asked for, so often at most, until then.

Your twin signs each subscription and fetches the news; nobody can send you anything. It counts too: what is
above your cap is never shown, and with the first breach your twin ends the subscription and keeps the proof.

\b
Examples:
  dailyme news subscribe http://localhost:8001 --topic price-below --product lamp-7 --share 0.8
  dailyme news list
  dailyme news fetch
  dailyme news unsubscribe 1
"""
SUBSCRIBE_HELP = """Ask BRAND (its address) to tell you of these topics.

\b
Topics: back-in-stock (--product), price-below (--product, --share of the list price), season-catalog
(--category), order-care (--agreement), offer (--category).

As a guest each subscription has a key of its own, which nothing ties to your deals; --known takes the key
under which the brand knows you.

\b
Examples:
  dailyme news subscribe https://shop.example --topic price-below --product lamp-7 --share 0.8
  dailyme news subscribe https://shop.example --topic back-in-stock --product lamp-7 --at-most 1/30d
  dailyme news subscribe https://shop.example --topic offer --category Lamps --at-most 2/30d --until 90d
"""
LIST_HELP = """List your subscriptions, what still holds of their news, and every breach.

\b
Example:
  dailyme news list --json
"""
FETCH_HELP = """Fetch every mailbox now. `dailyme today` does that first, by itself.

\b
Example:
  dailyme news fetch
"""
LISTEN_HELP = """Hold a stream open to each brand and show news as they come; Ctrl-C ends it.

`dailyme twin run` does that by itself. An open stream tells the brand when your machine is on.

\b
Example:
  dailyme news listen --json
"""
UNSUBSCRIBE_HELP = """End subscription NUMBER: at once here, whether or not the brand can be reached.

\b
Example:
  dailyme news unsubscribe 1
"""

app = plain_app(HELP)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Local = Annotated[bool, typer.Option("--local", help="Allow http to this machine.")]


@app.command(help=SUBSCRIBE_HELP, short_help="Ask a brand to tell you of something.")
def subscribe(
    brand: str = typer.Argument(metavar="BRAND", help="The brand's address."),
    *,
    topic: Annotated[list[str], typer.Option(help="Give it again for further ones.")],
    product: str = typer.Option(None, help="The product's id in its catalog."),
    variant: str = typer.Option(None, help="The variant's id; left out, any of the product."),
    share: float = typer.Option(None, help="Of the list price, such as 0.8."),
    category: str = typer.Option(None, help="Left out, any."),
    agreement: str = typer.Option(None, help="The hash of an agreement."),
    at_most: str = typer.Option("2/30d", help="How many news in how many days."),
    until: str = typer.Option("90d", help="After how many days it ends, 366 at most."),
    known: Annotated[bool, typer.Option("--known", help="Under the key that the brand knows.")] = False,
    local: Local = False,
    as_json: Json = False,
) -> None:
    """Subscribe."""
    from dailyme.acts.news import subscribe as act
    from dailyme.acts.news_flags import SubscribeFlags

    flags = SubscribeFlags(
        brand, tuple(topic), product, variant, share, category, agreement, at_most, until, known, local
    )
    act(flags, as_json=as_json)


@app.command("list", help=LIST_HELP, short_help="Your subscriptions, and what they brought.")
def list_(*, as_json: Json = False) -> None:
    """List."""
    from dailyme.acts.news import list_news

    list_news(as_json=as_json)


@app.command(help=FETCH_HELP, short_help="Fetch every mailbox now.")
def fetch(*, local: Local = False, as_json: Json = False) -> None:
    """Fetch."""
    from dailyme.acts.news import fetch_news

    raise typer.Exit(fetch_news(local=local, as_json=as_json))


@app.command(help=LISTEN_HELP, short_help="Show news as they come.")
def listen(
    *,
    seconds: float = typer.Option(None, help="End by itself after so long."),
    local: Local = False,
    as_json: Json = False,
) -> None:
    """Listen."""
    from dailyme.acts.news import listen as act

    act(seconds=seconds, local=local, as_json=as_json)


@app.command(help=UNSUBSCRIBE_HELP, short_help="End a subscription, at once.")
def unsubscribe(
    number: int = typer.Argument(metavar="NUMBER", help="See `dailyme news list`."),
    *,
    local: Local = False,
    as_json: Json = False,
) -> None:
    """Unsubscribe."""
    from dailyme.acts.news import unsubscribe as act

    act(number, local=local, as_json=as_json)
