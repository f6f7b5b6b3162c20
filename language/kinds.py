"""What models are asked for: every kind of prompt, whose words it holds, and what would leave the machine.

A prompt that is not listed here can't be sent, so `dailyme model check` tells the whole of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Source(StrEnum):
    """Whose words a prompt holds."""

    PERSON = "person"
    MARKETER = "marketer"
    BRAND = "brand"
    TWIN = "twin"
    FACTS = "facts"
    OURS = "ours"

    @property
    def untrusted(self) -> bool:
        """Whether the words come from the other side: they never share a prompt with what is private."""
        return self in {Source.BRAND, Source.TWIN}


class Kind(StrEnum):
    """What a prompt is for."""

    WISH = "wish"
    WHY = "why"
    LISTING = "listing"
    GOAL = "goal"
    PROPOSAL = "proposal"
    THEME = "theme"
    TRIAL = "trial"

    @property
    def source(self) -> Source:
        """Whose words a prompt of this kind holds."""
        return _KINDS[self][0]

    @property
    def leaves(self) -> str:
        """What of a prompt of this kind leaves the machine when the model runs elsewhere."""
        return _KINDS[self][1]


_KINDS: Final[Mapping[Kind, tuple[Source, str]]] = MappingProxyType(
    {
        Kind.WISH: (Source.PERSON, "your wish in your words, its amounts of money blacked out"),
        Kind.WHY: (
            Source.FACTS,
            "what a shown offer gives beside another: prices, days; nothing a seller wrote",
        ),
        Kind.LISTING: (Source.BRAND, "one product's public title and description"),
        Kind.GOAL: (Source.MARKETER, "a marketer's goal in their words, its floors blacked out"),
        Kind.PROPOSAL: (Source.FACTS, "the changes of published offers that code proposes"),
        Kind.THEME: (Source.TWIN, "structured reasons and consented feedback, without names"),
        Kind.TRIAL: (Source.OURS, "five made-up texts of ours, in `dailyme model check`"),
    }
)
