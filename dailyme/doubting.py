"""What of a wish's words a person may be asked about: an amount without a currency, and two meanings."""

from __future__ import annotations

from datetime import date

from consumer_twin import Wish
from consumer_twin.doubts import Doubt
from consumer_twin.either import Either, eithers_of
from consumer_twin.wish.reading import read_words
from consumer_twin.wish.said import Said


def doubts_of(wish: Wish, today: date) -> tuple[Doubt, ...]:
    """Return the doubts about *wish*, in the order of its words; none where its limit was said."""
    if wish.ceiling is not None:
        return ()
    open_ended = read_words(wish.text, today=today)
    meant = read_words(wish.text, today=today, currency=wish.currency).max_total
    if open_ended.max_total is not None or meant is None:
        return ()
    words = (wish.text[note.start : note.end] for note in open_ended.unclear)
    return tuple(Doubt(one, meant) for one in words if _says(one, wish.currency, today))[:1]


def _says(words: str, currency: str, today: date) -> bool:
    """Whether *words* alone say a limit in *currency*."""
    return read_words(words, today=today, currency=currency).max_total is not None


def eithers_left(said: Said | None, *, counted: bool, limited: bool) -> tuple[Either, ...]:
    """Return the words of *said* with more than one meaning that no option has settled.

    counted: the number of pieces was an option. limited: the ceiling was.
    """
    settled = {"quantity": counted, "max_total": limited}
    readings = () if said is None else said.readings
    return tuple(
        one for one in eithers_of(readings) if not any(settled.get(way.member, False) for way in one.ways)
    )
