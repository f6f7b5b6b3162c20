"""The lexical leg: an inverted index from words to numbers, scored by BM25.

Tantivy is one, FTS5 another. Their scores differ a little: tantivy rounds the length of a text, and FTS5
gives words that more than half of the offers have next to nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal, Protocol

Need = Literal["all", "some"]


class Leg(Protocol):
    """What an inverted index can do; `catalog_search.local` does the rest."""

    name: str

    def add(self, numbered: Iterable[tuple[int, str]]) -> None:
        """Index words, parted by spaces, under their number."""

    def remove(self, numbers: Iterable[int]) -> None:
        """Forget the words under *numbers*; a number that is not there is no error."""

    def clear(self) -> None:
        """Forget all."""

    def commit(self) -> None:
        """Make what was added and removed since the last commit visible and durable."""

    def best(
        self, words: Sequence[str], need: Need, limit: int, within: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """Return at most *limit* numbers and BM25 scores, best first; only of *within*, where given."""

    def close(self) -> None:
        """Let go of the index; what was not committed is lost."""
