"""What the codes of a negotiation mean, in a shopkeeper's words."""

from __future__ import annotations

from typing import Final

_REASONS: Final = {
    "list-price": "at list price",
    "round-concession": "a step down for this round",
    "counter-met": "met what the customer asked",
    "volume": "a published rule for more pieces",
    "bundle": "a published rule for a set",
    "clearance": "the pieces have lain long in stock",
    "promotion": "a published promotion",
    "rung": "a benefit of this customer's standing",
    "sealed-bid": "one best bid, sealed",
    "mediated": "what the mediator found",
    "by-hand": "set by hand",
    "no-better-offer": "nothing better to give",
    "closed": "nothing more to give, so it ended",
    "left": "the customer ended it",
    "paused": "your agent is paused",
    "personal-terms": "the person's terms are not taken",
    "not-sold": "not sold here",
    "region": "not delivered there",
    "currency": "another currency",
    "quantity": "not so many pieces left",
    "out-of-stock": "sold out",
    "expired": "the offer was over",
    "not-eligible": "the promotion does not hold for them",
    "unknown-answer": "relies on what was never answered",
    "promotion-used": "the promotion is used up",
    "price": "too dear",
    "delivery": "delivery takes too long",
    "warranty": "warranty too short",
    "returns": "too few days to return",
    "extras": "something is missing",
    "elsewhere": "bought elsewhere",
}

_MOVES: Final = {
    "open": "asks",
    "offer": "offers",
    "counter": "would pay",
    "decline": "says no",
    "withdraw": "takes that back",
    "accept": "accepts",
    "confirm": "confirms",
    "refuse": "refuses",
    "close": "ends it",
    "commit": "seals a bid",
    "window": "opens the bids",
    "reveal": "shows its bid",
    "grid": "lays out packages",
    "round": "goes through a mediator",
    "marks": "marks packages, sealed",
    "package": "brings what was found",
    "order": "orders",
    "handoff": "hands over to the checkout",
    "track": "asks where it is",
    "status": "says where it is",
    "delivered": "says that it came",
    "return": "wants to return it",
    "remedy": "makes it good",
    "outcome": "says how it turned out",
    "noted": "takes note",
    "review": "reviews it",
}

_HELD: Final = {
    "paused": "Your agent was paused.",
    "stopped": "The negotiation was stopped.",
    "person": "Somebody of yours led it.",
    "approval": "It waited for somebody to approve.",
}

_CONTROLS: Final = {
    "pause": "paused everything",
    "resume": "let the agent go on",
    "approval": "changed from which amount on somebody approves",
    "stop": "stopped it",
    "take-over": "took it over",
    "hand-back": "handed it back to the agent",
    "offer": "set the next offer",
    "no-further": "took the next offer back",
    "approve": "approved that the agent goes on",
    "said": "said what was set",
}

_STAGES: Final = {
    "agreed": "agreed, not ordered yet",
    "handed-off": "at the checkout",
    "placed": "paid",
    "packed": "packed",
    "shipped": "shipped",
    "out-for-delivery": "out for delivery",
    "delivered": "delivered",
    "cancelled": "cancelled",
    "returned": "came back",
    "refunded": "refunded",
}


def reason_words(code: str) -> str:
    """Return what the reason *code* means; the code itself, if nobody put it into words yet."""
    return _REASONS.get(code, code)


def move_words(code: str) -> str:
    """Return what a move is."""
    return _MOVES.get(code, code)


def held_words(code: str) -> str:
    """Return why nothing more was given; "" if nobody held anything."""
    return _HELD.get(code, "")


def control_words(kind: str) -> str:
    """Return what a control did."""
    return _CONTROLS.get(kind, kind)


def stage_words(stage: str) -> str:
    """Return how far an order is."""
    return _STAGES.get(stage, stage)
