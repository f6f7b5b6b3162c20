"""A request as the brand heard it, and what it may say to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from brand_agent.desk import Desk
from protocol.commitment import Beside
from protocol.relation import Body, Letter, Sorry, SorryReason
from protocol.times import write_time


@dataclass(frozen=True, slots=True)
class Heard:
    """A request that keeps the rules.

    values: of each field that the request discloses, by name. at_ms: the brand's clock at receipt; made_ms:
    at the answer. answer_id: the id that the answer will have, for values beside it.
    """

    letter: Letter
    values: Mapping[str, Any]
    desk: Desk
    at_ms: int
    made_ms: int
    answer_id: str = ""

    @property
    def received(self) -> str:
        """When it came, as it stands in an answer."""
        return write_time(self.at_ms // 1000 * 1000)

    def sorry(self, reason: SorryReason) -> Sorry:
        """Return the signed no."""
        return Sorry(reason=reason, received=self.received)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer, and the values that travel beside it."""

    body: Body
    values: tuple[Beside, ...] = ()
