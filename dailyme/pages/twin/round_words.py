"""Words for what stands in messages as codes: moves, reasons, the person's terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

DEVIATIONS: Final[Mapping[str, str]] = {
    "round-concession": "came down in this round",
    "counter-met": "took what your twin asked for",
    "volume": "less for several pieces",
    "clearance": "clearance: it has lain there long",
    "bundle": "less for buying it together",
    "delivery-chosen": "for the delivery chosen",
    "extra-granted": "an extra was given",
    "promotion": "an offer open to whoever meets its conditions",
    "rung": "because the brand knows you",
    "sealed-bid": "its sealed bid",
    "mediated": "found by a go-between",
    "by-hand": "set by a person at the brand",
}
DECLINES: Final[Mapping[str, str]] = {
    "price": "too dear",
    "delivery": "too slow",
    "warranty": "too little warranty",
    "returns": "too little time to return it",
    "extras": "something is missing",
    "elsewhere": "found elsewhere",
    "no-better-offer": "it has no better offer",
}
REFUSALS: Final[Mapping[str, str]] = {
    "personal-terms": "it does not take your terms",
    "not-sold": "it does not sell this",
    "region": "it does not deliver there",
    "currency": "it does not sell in this currency",
    "quantity": "it does not sell so many",
    "out-of-stock": "it is sold out",
    "expired": "the offer had ended",
    "not-eligible": "a condition of its offer is not met",
    "unknown-answer": "it does not stand by an answer any more",
    "promotion-used": "its offer has been used up",
    "paused": "it is paused for now",
    "values-missing": "it needs more to deliver",
    "undeliverable": "it can't deliver there",
    "benefit-used": "a benefit was used before",
}
TERMS: Final[Mapping[str, str]] = {
    "sd-base": "what you send is for this deal alone, and shared with nobody",
    "sd-erase": "what you send is for this deal alone, and erased as soon as the law lets it be",
    "sd-care": "what you send is for this deal, and for your questions about it",
}
PLAIN: Final[Mapping[str, str]] = {
    "open": "Asks for an offer",
    "offer": "Offers",
    "reveal": "Opens its sealed bid",
    "counter": "Asks for",
    "accept": "Says yes to",
    "confirm": "Signs too",
    "close": "Ends the talk",
    "withdraw": "Takes back what it asked for",
    "commit": "Hands in a sealed bid",
    "window": "Tells which sealed bids are in",
    "grid": "Lists what it could sell",
    "round": "Goes one round on, through the go-between",
    "marks": "Marks what it could live with, sealed",
    "package": "Takes what the go-between found",
    "order": "Orders",
    "handoff": "Leads to its checkout",
    "track": "Asks where it is",
    "status": "Says how far it is",
    "delivered": "Says that it came",
    "return": "Wants to give it back",
    "remedy": "Says what it will do about it",
    "outcome": "Tells how it turned out",
    "review": "Reviews it",
    "noted": "Has kept that",
}
