"""How many pieces: the number that leads what is wished for, or stands alone in its clause."""

from __future__ import annotations

from typing import Final

from consumer_twin.wish.reading.asking_words import FEATURES, INTROS, PERSONS, SEEKING
from consumer_twin.wish.reading.asking_words import STOPS as WORDS_AFTER
from consumer_twin.wish.reading.kinds import MATERIALS
from consumer_twin.wish.reading.quantity import STOPS, Quantity, count_at, kept
from consumer_twin.wish.reading.quantity_words import (
    NO_COUNT,
)
from consumer_twin.wish.reading.size_words import TECHNICAL, UNITS
from consumer_twin.wish.reading.slip import Slip, Way

_NO_NOUN: Final = UNITS | TECHNICAL | NO_COUNT | frozenset("or oder to x in".split())
WHOSE: Final = frozenset(
    "the my our his her their die den das unsere unseren unser meine meinen mein seine ihre".split()
)
_KIND_ENDS: Final = ("-in-1", "-seater", "-sitzer", "-year-old")
_BEFORE: Final = frozenset(
    "needed_by max_total min_total max_unit deliver_to condition dropped unclear".split()
)
_PLURALS: Final = frozenset("people men women children feet teeth mice fish sheep dice furniture".split())
_SHOES: Final = frozenset({*range(35, 49)} - {36, 40, 48})
"""Sizes of shoes that are no round number of pieces."""
_PLEASE: Final = frozenset("please bitte pls plz thanks danke in für for".split())


def read_leading_quantity(slip: Slip, fillers: frozenset[str]) -> Quantity | None:
    """Return the number that stands before what is wished for, or alone in its clause."""
    for at in range(len(slip)):
        if (
            slip.low(at - 1) in ("and", "und")
            and slip.is_free(at - 2)
            and (slip.is_word(at - 2) or slip.is_number(at - 2))
        ):
            continue  # a table and four chairs
        leads = slip.is_bound(at - 1) or slip.low(at - 1) in fillers or slip.owner[at - 1] in _BEFORE
        whom = slip.low(at - 3) in ("for", "für") and slip.low(at - 2) in WHOSE
        leads = leads or (whom and slip.is_word(at - 1))  # für die Firma 20 Becher
        leads = leads or (at == 1 and slip.low(0).endswith("ing") and len(slip.low(0)) > 5)
        leads = leads or (slip.low(at - 1) in ("for", "für", "über", "von") and slip.low(at - 2) in SEEKING)
        found = _leading(slip, at, told=_is_told(slip, at, fillers)) if leads and slip.is_free(at) else None
        if found is not None:
            return found
    return None


def _is_told(slip: Slip, at: int, fillers: frozenset[str]) -> bool:
    """Whether a thing was named in a clause before that of *at*, and this one asks for nothing."""
    start = at
    while not slip.is_bound(start - 1):
        start -= 1
    if any(low in INTROS for low in slip.lows[start:at]):
        return False
    return any(
        slip.is_free(place) and slip.is_word(place) and slip.low(place) not in fillers
        for place in range(start)
    )


def _leading(slip: Slip, at: int, *, told: bool) -> Quantity | None:
    """Read `two red mugs`, `20 strawberry plants`, and a number alone in its clause."""
    count = count_at(slip, at)
    if count is None or not slip.is_free(at, count.end):
        return None
    end, word = count.end, slip.low(count.end)
    if slip.is_bound(end) and _may_be_size(slip, at, count.quantity):
        ways = (Way("sizes", (slip.words(at, end),)), Way("quantity", count.quantity.pieces))
        slip.doubt(f"{slip.words(at, end)}: a size, or a number of pieces", at, end, ways)
        return None
    if slip.is_bound(end):
        return kept(slip, count.quantity, at, end) if _stands_alone(slip, at, end) else None
    numbered = slip.low(at - 1) == "." and slip.low(at - 2) in ("no", "nr", "typ")
    of_one = slip.is_number(at) and count.quantity.pieces > 1 and _is_of_one(slip, end)
    if (
        (told and word not in _PLEASE) or numbered or of_one
    ):  # `gas grill, 3 burners`, `no. 8`, `5 drawer dresser`
        return None
    initials = slip.is_word(end) and slip.tokens[end].text.isupper() and len(word) == 2 and at > 0
    no_noun = word in _NO_NOUN and not (word == "bar" and slip.is_word(end + 1))
    noun = slip.is_word(end) and not initials and not slip.is_glued(end) and not no_noun
    alone = slip.low(at) in ("one", "eins") and word in WORDS_AFTER
    if not noun or alone or word.partition("-")[0] in NO_COUNT or word.endswith(_KIND_ENDS):
        return None
    return kept(slip, count.quantity, at, end)


def _may_be_size(slip: Slip, at: int, said: Quantity) -> bool:
    """Whether a number alone may as well be the size of shoes of a maker: `Adidas Samba, weiß, 42`."""
    shoes = said.at_most is None and said.pieces in _SHOES and slip.is_bound(at - 1) and at > 0
    return shoes and "brands" in slip.evidence


def _stands_alone(slip: Slip, at: int, end: int) -> bool:
    """Whether a number is all that its clause says; an age behind a person is no count."""
    aged = slip.low(at - 1) == "(" or (at > 1 and slip.low(at - 2) in PERSONS)
    return slip.is_bound(at - 1) and at > 0 and not aged and not (slip.low(end) == "." and slip.german)


def _is_of_one(slip: Slip, at: int) -> bool:
    """Whether the words from *at* on name one thing: `5 drawer dresser`, and not `4 dining chairs`."""
    if slip.german:
        return False
    end = at
    while slip.is_word(end) and slip.low(end) not in STOPS and slip.owner[end] in ("", "colours"):
        end += 1
    words = slip.lows[at:end]
    while len(words) > 1 and words[-1] in MATERIALS | FEATURES:
        words.pop()  # 4 dining chairs oak
    return end - at > 1 and not words[-1].endswith("s") and words[-1] not in _PLURALS
