"""`dailyme brand publish`: tell those who asked."""

from __future__ import annotations

from typing import Annotated

import typer

HELP = """Tell those who asked: a public offer, a step of an order, an article that is there again.

TOPIC is offer (--promotion), order-care (--agreement, --status) or back-in-stock (--product, --variant).
Prices that fall, stock that comes back and new products are told by themselves when `serve` reads the
catalog. Nobody is told above their cap or after their end, and who did not ask can't be told at all.

\b
Examples:
  dailyme brand publish offer --promotion spring --category Lamps --price "19.90 USD" --hours 24
  dailyme brand publish order-care --agreement HASH --status shipped
  dailyme brand publish back-in-stock --product lamp-7 --variant lamp-7-red
"""


def publish(
    topic: str = typer.Argument(metavar="TOPIC", help="What it is."),
    *,
    promotion: str = typer.Option(None, help="The offer's id among your public offers."),
    category: Annotated[list[str] | None, typer.Option(help="Of the offer; give it again for more.")] = None,
    product: str = typer.Option(None, help="The product's id in the catalog."),
    variant: str = typer.Option(None, help="The variant's id."),
    price: str = typer.Option(None, help='What one piece costs, such as "19.90 USD".'),
    agreement: str = typer.Option(None, help="The hash of the agreement."),
    status: str = typer.Option(None, help="Such as shipped."),
    words: str = typer.Option(None, help="Words for people. They are shown as yours, and never ranked on."),
    hours: int = typer.Option(24, min=1, max=8784, help="How long it holds."),
    port: int = typer.Option(8001, help="Of a brand on this machine."),
    url: str = typer.Option(None, help="Of a brand with an address of its own."),
    database: str = typer.Option(None, help="URL of the store, if `serve` was given one."),
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Publish."""
    from dailyme.acts.brand_publish import PublishFlags
    from dailyme.acts.brand_publish import publish as act

    flags = PublishFlags(
        topic=topic,
        promotion=promotion,
        categories=tuple(category or ()),
        product=product,
        variant=variant,
        price=price,
        agreement=agreement,
        status=status,
        words=words,
        hours=hours,
    )
    act(flags, url or f"http://localhost:{port}", local=url is None, database=database, as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add the command to the group `brand`."""
    app.command("publish", help=HELP, short_help="Tell those who asked.")(publish)
