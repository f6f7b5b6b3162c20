"""The teller of `--json`: it says nothing, the result says it all."""

from __future__ import annotations

from consumer_twin import Event, Outcome, Wish
from consumer_twin.phrasing import Words
from dailyme.outputs_demo import Coda, Tampering
from protocol import Price


class Silent:
    """Tells nothing."""

    def wish(self, wish: Wish, ceiling: Price) -> None:
        """Tell nothing."""

    def hear(self, event: Event) -> None:
        """Tell nothing."""

    def worded(self, words: Words) -> None:
        """Tell nothing."""

    def decided(self, outcome: Outcome, mandate: Price | None) -> None:
        """Tell nothing."""

    def tampered(self, tampering: Tampering) -> None:
        """Tell nothing."""

    def coda(self, coda: Coda) -> None:
        """Tell nothing."""
