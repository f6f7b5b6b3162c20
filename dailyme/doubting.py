"""What of a wish's words may mean a limit: an amount that names no currency, if it is of the wish's."""

from __future__ import annotations

from datetime import date

from consumer_twin import Wish
from consumer_twin.doubts import Doubt
from consumer_twin.wish.reading import read_words


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
