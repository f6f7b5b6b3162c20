"""Words for what brands hold: fields, purposes, states, rungs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FIELDS: Final[Mapping[str, str]] = {
    "name": "your name",
    "email": "your e-mail address",
    "phone": "your telephone number",
    "delivery-address": "where to deliver",
    "billing-address": "your billing address",
    "birth-date": "your date of birth",
    "loyalty-number": "your loyalty number",
}
PURPOSES: Final[Mapping[str, str]] = {
    "fulfilment": "to deliver, repair and take back what you bought",
    "service": "to answer you, and to tell you about what you bought",
    "registration": "to keep you registered, and to know you again",
    "preferences": "to remember how you like things",
    "analytics": "to count and to measure",
    "marketing": "to advertise to you",
    "sale_or_sharing": "to sell it or to hand it on",
}
STATES: Final[Mapping[str, tuple[str, str]]] = {
    "live": ("holds", "good"),
    "in-doubt": ("no answer yet", "warn"),
    "refused": ("not taken", "plain"),
    "revoked": ("taken back", "plain"),
    "expired": ("ended", "plain"),
    "erased": ("erased", "plain"),
}
"""What a state is called, and the kind of its badge."""
RUNGS: Final[Mapping[str, tuple[str, str]]] = {
    "guest": ("Guest", "It can't tell that you have been there before: each time you come with a fresh key."),
    "known": ("Known", "It knows you again by one key of its own, and nobody else can tell it is yours."),
    "registered": ("Registered", "It knows you again, and holds what you gave it to be registered."),
    "repeat": ("Regular", "It knows you again, and you have shown it earlier deals of yours."),
}
SOURCES: Final[Mapping[str, str]] = {
    "disclosure": "you gave it",
    "claim": "you claimed an offer",
    "agreement": "you made a deal",
    "question": "you asked",
    "subscription": "you subscribed",
    "message": "you wrote",
    "correction": "you corrected it",
}
BASES: Final[Mapping[str, str]] = {
    "consent": "because you agreed",
    "contract": "because of a deal",
    "law": "because the law asks it to",
    "inference": "it concluded this itself",
}
NEWS_STATES: Final[Mapping[str, tuple[str, str]]] = {
    "active": ("may write", "good"),
    "over": ("over", "plain"),
    "ended": ("ended by you", "plain"),
    "broken": ("ended: it broke a rule", "bad"),
}


def field_words(name: str) -> str:
    """Return what the field *name* is called."""
    return FIELDS.get(name, name)


def purpose_words(name: str) -> str:
    """Return what the purpose *name* means."""
    return PURPOSES.get(name, name)
