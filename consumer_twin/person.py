"""The person, as the twin meets them: somebody who is asked, and says yes, no or later.

Spec: spec/70-decide.md (DEC-1), spec/90-learn.md (LEARN-13).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol, get_args

from consumer_twin.option import Option
from consumer_twin.taste.asking import Question
from consumer_twin.wish import WishLine

RefuseReason = Literal["price", "delivery", "warranty", "returns", "extras", "brand", "elsewhere", "not-now"]
REASONS: Final[tuple[RefuseReason, ...]] = get_args(RefuseReason)
"""Why a person takes nothing. It is recorded at home; no brand hears it."""


@dataclass(frozen=True)
class Approve:
    """Yes to exactly the option of this hash."""

    offer: str


@dataclass(frozen=True)
class Refuse:
    """None of them, and why."""

    reason: RefuseReason


@dataclass(frozen=True)
class Later:
    """No answer now: the options stay open until they expire."""


class Person(Protocol):
    """Who decides where no mandate does, and says what they would rather have."""

    async def prefer(self, question: Question) -> int | None:
        """Return the place, 0 or 1, of the one they would rather have; None to be asked no more."""

    async def choose(
        self, line: WishLine, options: Sequence[Option], reason: str
    ) -> Approve | Refuse | Later:
        """Return the choice among *options*, best first; *reason* says why no mandate decided."""


class Nobody:
    """Nobody is there to ask: whatever needs a person waits."""

    async def prefer(self, question: Question) -> int | None:
        """Return None."""
        return None

    async def choose(
        self, line: WishLine, options: Sequence[Option], reason: str
    ) -> Approve | Refuse | Later:
        """Return `Later`."""
        return Later()
