"""`dailyme deal`: what follows an agreement."""

from __future__ import annotations

from typing import Annotated

import typer

from dailyme.lazy import plain_app

HELP = """After the agreement: order, track, say that it came, return, tell how it turned out, review.

A DEAL is named by the beginning of its hash; `deal list` shows it. Each step is one signed message and the
brand's signed answer. Payment is outside: an order leads to the brand's own checkout.

\b
Examples:
  dailyme deal list
  dailyme deal order 3q2-7w --give name="Ada Lovelace" --give delivery-address="1 Main St"
  dailyme deal track 3q2-7w
  dailyme deal delivered 3q2-7w
  dailyme deal return 3q2-7w --reason faulty
  dailyme deal outcome 3q2-7w
  dailyme deal review 3q2-7w --stars 4 --words "Works."
"""
ORDER_HELP = """Order what was agreed on. The brand answers with its checkout and a code that works once.

What it must know to deliver is given with --give and travels beside the signed message, which holds salted
hashes only.

\b
Example:
  dailyme deal order 3q2-7w --give name="Ada Lovelace" --give delivery-address="1 Main St, Springfield"
"""
DELIVERED_HELP = """Say that it came: as agreed, or faulty, wrong, incomplete.

Whether it is late is worked out from the promise.

\b
Examples:
  dailyme deal delivered 3q2-7w
  dailyme deal delivered 3q2-7w --condition faulty --at 2026-12-06T09:30:00Z
"""
RETURN_HELP = """Give it back, or dispute that it came.

Reasons: changed-mind, faulty, wrong, incomplete, late, missing.

\b
Example:
  dailyme deal return 3q2-7w --reason changed-mind
"""
OUTCOME_HELP = """Tell how it turned out: kept, late, faulty, missing or returned.

Without --how it is as promise and delivery say. Your twin weighs it when it ranks this brand's offers again.
If the brand broke a rule, so that it can't be told, --how tells your twin alone.

\b
Example:
  dailyme deal outcome 3q2-7w --how kept
"""
REVIEW_HELP = """Review the deal, once: 1 to 5 stars and, if you like, words. Nothing depends on it.

\b
Example:
  dailyme deal review 3q2-7w --stars 4 --words "Works."
"""

app = plain_app(HELP)

Name = Annotated[str, typer.Argument(metavar="DEAL", help="The beginning of the deal's hash.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Local = Annotated[bool, typer.Option("--local", help="Allow http to this machine.")]


@app.command("list", help="Show your deals, oldest first.")
def show(*, as_json: Json = False) -> None:
    """List the deals."""
    from dailyme.acts.deal import list_deals

    list_deals(as_json=as_json)


@app.command(help=ORDER_HELP, short_help="Order what was agreed on.")
def order(
    deal: Name,
    *,
    give: Annotated[list[str] | None, typer.Option(help="FIELD=VALUE that the brand must know.")] = None,
    local: Local = False,
    as_json: Json = False,
) -> None:
    """Order it."""
    from dailyme.acts.deal import given, say
    from protocol import Order

    say(
        deal,
        lambda one, committed, _: Order(
            agreement=one.hash, **({"disclosed": committed} if committed else {})
        ),
        values=given(give or []),
        local=local,
        as_json=as_json,
    )


@app.command(help="Ask how far the order is.")
def track(deal: Name, *, local: Local = False, as_json: Json = False) -> None:
    """Ask."""
    from dailyme.acts.deal import say
    from protocol import Track

    say(deal, lambda one, committed, at: Track(), local=local, as_json=as_json)


@app.command(help=DELIVERED_HELP, short_help="Say that it came, and how.")
def delivered(
    deal: Name,
    *,
    condition: str = typer.Option("as-agreed", help="as-agreed, faulty, wrong or incomplete."),
    at: str = typer.Option(None, help="When, such as 2026-12-06T09:30:00Z; left out: now."),
    local: Local = False,
    as_json: Json = False,
) -> None:
    """Tell it."""
    from dailyme.acts.deal import checked, say
    from protocol import Delivered

    say(
        deal,
        lambda one, committed, now: checked(Delivered, {"at": at or now, "condition": condition}),
        local=local,
        as_json=as_json,
    )


@app.command("return", help=RETURN_HELP, short_help="Give it back, or dispute that it came.")
def give_back(
    deal: Name,
    *,
    reason: str = typer.Option("changed-mind", help="Why."),
    local: Local = False,
    as_json: Json = False,
) -> None:
    """Ask for a return."""
    from dailyme.acts.deal import checked, say
    from protocol import Return

    say(deal, lambda one, committed, now: checked(Return, {"reason": reason}), local=local, as_json=as_json)


@app.command(help=OUTCOME_HELP, short_help="Tell how it turned out.")
def outcome(
    deal: Name,
    *,
    how: str = typer.Option(None, help="kept, late, faulty, missing or returned."),
    local: Local = False,
    as_json: Json = False,
) -> None:
    """Tell it."""
    from dailyme.acts.deal import tell

    tell(deal, how, local=local, as_json=as_json)


@app.command(help=REVIEW_HELP, short_help="Review it, once.")
def review(
    deal: Name,
    *,
    stars: int = typer.Option(..., help="1 to 5."),
    words: str = typer.Option(None, help="Your own words. They are signed by the deal's key."),
    local: Local = False,
    as_json: Json = False,
) -> None:
    """Review it."""
    from dailyme.acts.deal import checked, say
    from protocol import Review

    more = {} if words is None else {"words": words}
    say(
        deal,
        lambda one, committed, now: checked(Review, {"agreement": one.hash, "stars": stars, **more}),
        local=local,
        as_json=as_json,
    )
