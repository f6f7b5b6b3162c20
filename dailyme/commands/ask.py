"""`dailyme ask`: ask a brand about one of its articles."""

from __future__ import annotations

import typer

from dailyme.lazy import plain_app

HELP = """Ask a BRAND (its address) about a PRODUCT (its id in the catalog), and keep the signed answer.

The brand learns the question and nothing of you: a guest asks under a fresh key. `wish now --relying-on HASH`
makes the answer a term of the deal, with both signatures under it.

Topics: fits, contains, works-with, care, repair (say with what: --about), back-in-stock, origin.

\b
Examples:
  dailyme ask http://localhost:8001 router-1 works-with --about WPA3
  dailyme ask https://shop.example lamp-7 back-in-stock --variant lamp-7-red
  dailyme ask --list
"""

app = plain_app(HELP)


@app.command(help=HELP)
def ask(
    brand: str = typer.Argument(None, metavar="[BRAND]", help="The brand's address."),
    product: str = typer.Argument(None, metavar="[PRODUCT]", help="The product's id in its catalog."),
    topic: str = typer.Argument(None, metavar="[TOPIC]", help="What the question is about."),
    *,
    about: str = typer.Option(None, help="With what: a device, an ingredient, a way of cleaning, a part."),
    variant: str = typer.Option(None, help="The variant's id; left out, the product's first one."),
    words: str = typer.Option(None, help="Words for the people at the brand. They are sent as they are."),
    listed: bool = typer.Option(False, "--list", help="Show the answers that you hold."),
    local: bool = typer.Option(False, "--local", help="Allow http to this machine."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object."),
) -> None:
    """Ask, or show what was answered."""
    from dailyme.acts.ask import AskFlags, ask_brand, list_answers

    if listed:
        raise typer.Exit(list_answers(as_json=as_json))
    flags = AskFlags(brand, product, topic, about, variant, words, local)
    raise typer.Exit(ask_brand(flags, as_json=as_json))
