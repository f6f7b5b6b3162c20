"""A deal in a person's words: how far it is, and what can be said next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dailyme.outputs_deal import ShownDeal, ShownRemedy
from protocol.table import TABLE, Move, Party, State

STAGES: Final[Mapping[str, str]] = {
    "handed-off": "Waits for your payment at the shop",
    "placed": "Ordered",
    "packed": "Packed",
    "shipped": "On its way",
    "out-for-delivery": "Out for delivery",
    "delivered": "Delivered, the shop says",
    "cancelled": "Cancelled",
    "returned": "Came back to the shop",
    "refunded": "Money given back",
}
CONDITIONS: Final = (
    ("as-agreed", "As agreed", ""),
    ("faulty", "Faulty", ""),
    ("wrong", "The wrong thing", ""),
    ("incomplete", "Something is missing", ""),
)
RETURNS: Final = (
    ("changed-mind", "I changed my mind", ""),
    ("faulty", "It is faulty", ""),
    ("wrong", "It is the wrong thing", ""),
    ("incomplete", "Something is missing", ""),
    ("late", "It comes too late", ""),
    ("missing", "It never came", ""),
)
HOWS: Final = (
    ("kept", "As promised", ""),
    ("late", "Too late", ""),
    ("faulty", "Faulty", ""),
    ("missing", "It never came", ""),
    ("returned", "I gave it back", ""),
)
_HOW: Final = {key: words.lower() for key, words, _ in HOWS}
REMEDIES: Final[Mapping[str, str]] = {
    "refund": "your money back",
    "price-reduction": "part of the price back",
    "replacement": "another one",
    "repair": "a repair",
    "points": "points",
    "none": "nothing",
}


def standing(deal: ShownDeal) -> tuple[str, str]:
    """Return how *deal* stands, in words, and how that is to be shown."""
    stages = (
        (deal.state == "void", "Void: nobody owes anything", "bad"),
        (deal.broke is not None, "The shop broke a rule", "bad"),
        (deal.pending, "No answer yet", "warn"),
        (deal.told or deal.told_home, f"Turned out: {_HOW.get(deal.turned_out or '', 'told')}", "plain"),
        (deal.delivered is not None, "Came", "good"),
        (deal.status is not None, STAGES.get(deal.status.stage, "") if deal.status else "", "calm"),
        (deal.handoff is not None, STAGES["handed-off"], "warn"),
    )
    found = ((words, kind) for applies, words, kind in stages if applies)
    return next(found, ("Both signed; not ordered yet", "good"))


def may_say(deal: ShownDeal) -> frozenset[Move]:
    """Return what the rules let the twin say next about *deal*."""
    if deal.state in {"void", "broken"}:
        return frozenset()
    state = State(deal.state)
    found = {move for at, party, move in TABLE if at is state and party is Party.TWIN}
    if deal.handoff is None:
        found &= {Move.ORDER}
    if deal.reviewed:
        found -= {Move.REVIEW}
    return frozenset(found)


def remedy_words(remedy: ShownRemedy) -> str:
    """Return what the shop does about it."""
    worth = "" if remedy.amount is None else f" ({remedy.amount.words()})"
    worth += "" if remedy.points is None else f" ({remedy.points:,})"
    return f"{REMEDIES[remedy.kind]}{worth}"
