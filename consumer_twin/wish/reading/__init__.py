"""Reading a wish: what a person's own words say, with where it stands."""

from __future__ import annotations

from consumer_twin.wish.reading.reading import Reading, read_words
from consumer_twin.wish.reading.slip import Evidence, Note, Way, is_german

__all__ = ["Evidence", "Note", "Reading", "Way", "is_german", "read_words"]
