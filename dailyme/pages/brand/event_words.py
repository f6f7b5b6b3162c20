"""The events of a relationship in words a shopkeeper uses."""

from __future__ import annotations

from typing import Final

from protocol.lifecycle import Event

GROUPS: Final[tuple[tuple[str, tuple[tuple[Event, str], ...]], ...]] = (
    (
        "Deals",
        (
            ("first-deal", "a first deal"),
            ("repeat-deal", "a repeat deal"),
        ),
    ),
    (
        "Talks",
        (
            ("first-contact", "somebody came for the first time"),
            ("asked", "a question was asked"),
            ("answered", "a question was answered"),
            ("claimed", "an offer for some people was claimed"),
            ("declined-price", "no, because of the price"),
            ("declined-delivery", "no, because of the delivery"),
            ("declined-other", "no, for another reason"),
            ("lapsed", "somebody came back after half a year"),
        ),
    ),
    (
        "Orders",
        (
            ("ordered", "an order was placed"),
            ("delivered", "an order was delivered"),
            ("late", "an order came late"),
            ("returned", "a return was asked for"),
            ("remedied", "a remedy was given"),
            ("outcome-kept", "a promise was kept, says the buyer"),
            ("outcome-broken", "a promise was broken, says the buyer"),
            ("reviewed", "a review was written"),
        ),
    ),
    (
        "Relationship",
        (
            ("introduced", "somebody introduced themselves"),
            ("registered", "somebody registered"),
            ("shown", "somebody showed earlier deals"),
            ("stepped-down", "somebody stepped down"),
            ("consented", "a consent was given"),
            ("revoked", "a consent was taken back"),
            ("sketch-fetched", "somebody looked at what is known of them"),
            ("corrected", "somebody corrected what is known of them"),
            ("erased", "somebody had something erased"),
        ),
    ),
    (
        "News",
        (
            ("subscribed", "a subscription began"),
            ("news", "news were sent"),
            ("unsubscribed", "a subscription ended"),
        ),
    ),
)
"""Every event of the registry, by what it is about."""

WORDS: Final[dict[str, str]] = {event: words for _, some in GROUPS for event, words in some}


def words_of(event: str) -> str:
    """Return what *event* is called on a page.

    >>> words_of("first-deal"), words_of("test")
    ('A first deal', 'A test')
    """
    found = WORDS.get(event, f"a {event}")
    return found[0].upper() + found[1:]
