"""Topics: what a belief is about, and the words for each.

A topic's name is stable: `brand:did:web:acme.example`, `price:Electronics`, `warranty`. One that begins with
`taste:` is about what something is worth to the person; `consumer_twin.taste` has the words for it.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

from consumer_twin.errors import BadBeliefError
from protocol import clean

About = Literal[
    "brand", "seller", "promise", "make", "category", "price", "delivery", "warranty", "returns", "taste"
]

_WORDS: Final[dict[About, tuple[str, str, str]]] = {
    "brand": ("You like {}.", "You avoid {}.", "You neither like nor avoid {}."),
    "seller": ("{} keeps its word.", "{} does not keep its word.", "{} keeps its word as often as not."),
    "promise": (
        "{} delivers what it promised.",
        "{} does not deliver what it promised.",
        "{} delivers what it promised as often as not.",
    ),
    "make": ("You like to buy {}.", "You avoid {}.", "You neither like nor avoid {}."),
    "category": (
        "You are interested in {}.",
        "You are not interested in {}.",
        "You may or may not be interested in {}.",
    ),
    "price": (
        "A low price matters most to you{}.",
        "You pay more for what you like{}.",
        "A low price matters to you as often as not{}.",
    ),
    "delivery": (
        "You pay more for a faster delivery.",
        "You wait longer for a lower price.",
        "A fast delivery matters to you as often as not.",
    ),
    "warranty": (
        "You pay more for a longer warranty.",
        "You take a lower price over a longer warranty.",
        "A long warranty matters to you as often as not.",
    ),
    "returns": (
        "You pay more for more time to return things.",
        "You take a lower price over more time to return things.",
        "Time to return things matters to you as often as not.",
    ),
}
"""For each kind of topic: for, against, undecided. Where a name stands: who or what; a category for price."""

_BARE: Final[frozenset[About]] = frozenset({"delivery", "warranty", "returns"})
_NAMED: Final[frozenset[About]] = frozenset({"brand", "seller", "promise", "make", "category", "taste"})
_WORTH: Final = frozenset({"price", "delivery", "warranty", "returns"})


def topic(about: About, of: str = "") -> str:
    """Return the name of the topic.

    >>> topic("price", "Electronics"), topic("warranty")
    ('price:Electronics', 'warranty')
    """
    return f"{about}:{of}" if of else about


def parted(name: str) -> tuple[About, str]:
    """Return what the topic *name* is about, and of whom or what. Raises `BadBeliefError`."""
    kind, _, of = name.partition(":")
    about = next((one for one in get_args(About) if one == kind), None)
    if about is None or (about in _BARE and of) or (about in _NAMED and not of) or not _has_taste(about, of):
        raise BadBeliefError(f"{clean(name, 80)!r} is nothing that a belief can be about")
    return about, of


def taste_of(name: str) -> str:
    """Return what a topic *name* of taste is about; nothing for another topic.

    >>> taste_of("taste:warranty"), taste_of("warranty")
    ('warranty', '')
    """
    return name.removeprefix("taste:") if name.startswith("taste:") else ""


def _has_taste(about: About, of: str) -> bool:
    kind, _, brand = of.partition(":")
    return about != "taste" or of in _WORTH or (kind == "brand" and bool(brand))


def in_words(name: str, stance: float, called: str) -> str:
    """Return the belief about topic *name* as a sentence; *called* is what its subject is called."""
    about, of = parted(name)
    words = _WORDS[about][0 if stance > 0 else 1 if stance < 0 else 2]
    if about == "price":
        return words.format(f" in {of}" if of else "")
    return words.format(called or of)
