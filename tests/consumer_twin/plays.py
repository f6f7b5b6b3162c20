"""What a drawn brand is like, for tests that draw whole markets."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from protocol import Terms
from tests.consumer_twin.town import Brand

TERMS = st.builds(
    Terms,
    delivery_days=st.integers(0, 14),
    warranty_months=st.sampled_from([0, 12, 24, 36]),
    returns_days=st.sampled_from([0, 15, 30, 60]),
)


@dataclass(frozen=True)
class Play:
    """What a brand is like: its list total, the share that it can give, in how many steps, its terms."""

    list_minor: int
    room: float
    steps: int
    terms: Terms

    def brand(self, name: str) -> Brand:
        floor = round(self.list_minor * (1 - self.room))
        return Brand(name, self.list_minor, floor, self.steps, self.terms)


def plays(most_room: float) -> st.SearchStrategy[Play]:
    """Draw brands that can give up to the share *most_room*."""
    return st.builds(Play, st.integers(5_000, 15_000), st.floats(0.0, most_room), st.integers(1, 6), TERMS)
