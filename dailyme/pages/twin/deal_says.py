"""What can be said about a deal from a form: each move with its body, and what is told once it was taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from consumer_twin.fulfil import Deal
from dailyme.acts.deal import Say, checked, outcome_body
from dailyme.pages.shell import Form, NoPageError
from dailyme.pages.twin.deal_words import CONDITIONS, HOWS, RETURNS
from protocol import Delivered, Order, Return, Review, Track
from protocol.relation.consent import FIELDS

SAID: Final[Mapping[str, str]] = {
    "order": "Ordered. The shop's checkout is below.",
    "track": "The shop has answered.",
    "delivered": "The shop has noted that it came.",
    "return": "The shop has answered what it will do.",
    "outcome": "Kept, and told to the shop.",
    "review": "Your review is signed and sent.",
}


def body_in(form: Form, move: str) -> tuple[Say | None, tuple[tuple[str, str], ...]]:
    """Return what *form* says, and the values that travel beside it; None for no move at all."""
    match move:
        case "order":
            values = [(name, form.text(name, most=200, required=False)) for name in FIELDS]
            given = tuple((name, value) for name, value in values if value)
            return _order, given
        case "track":
            return (lambda one, committed, now: Track()), ()
        case "delivered":
            condition = form.choice("condition", [key for key, _, _ in CONDITIONS])
            return (lambda one, _, now: checked(Delivered, {"at": now, "condition": condition})), ()
        case "return":
            reason = form.choice("reason", [key for key, _, _ in RETURNS])
            return (lambda one, _, now: checked(Return, {"reason": reason})), ()
        case "outcome":
            how = form.choice("how", [key for key, _, _ in HOWS])
            return (lambda one, _, now: outcome_body(one, how, now)), ()
        case "review":
            stars = form.count("stars", least=1, most=5)
            words = form.text("words", most=500, required=False, lines=True).replace("\n", " ")
            more = {"words": words} if words else {}
            return (lambda one, _, now: checked(Review, {"agreement": one.hash, "stars": stars, **more})), ()
    raise NoPageError


def _order(one: Deal, committed: Any, _now: str) -> Order:
    return Order(agreement=one.hash, **({"disclosed": committed} if committed else {}))
