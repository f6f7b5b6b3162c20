"""What `wish add`, `list`, `edit`, `pause` and `done` print with `--json`."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field

from dailyme.outputs import Output
from dailyme.outputs_demo import WishedLine
from negotiation import Mandate, Weights
from protocol import Price, write_time


class ShownWeights(Output):
    """What the whole range of an issue is worth, as a share of the cheapest public total."""

    delivery: float
    warranty: float
    returns: float
    extra: float

    @classmethod
    def of(cls, weights: Weights) -> Self:
        """Return *weights* as they are printed."""
        return cls(
            delivery=weights.delivery,
            warranty=weights.warranty,
            returns=weights.returns,
            extra=weights.extra,
        )


class ShownMandate(Output):
    """What the twin may accept without asking."""

    per_deal: Price | None = None
    per_month: Price | None = None
    categories: list[str] | None = None
    expires: str | None = None

    @classmethod
    def of(cls, mandate: Mandate) -> Self:
        """Return *mandate* as it is printed."""
        return cls(
            per_deal=mandate.per_deal,
            per_month=mandate.per_month,
            categories=None if mandate.categories is None else sorted(mandate.categories),
            expires=None if mandate.expires_ms is None else write_time(mandate.expires_ms),
        )


class StandingEvent(Output):
    """A step in the life of a standing wish, as the memory has it."""

    at: str
    what: str = Field(description="added, edited, paused, resumed or done.")
    changed: list[str] = Field(default_factory=list, description="Names of what was edited.")
    why: str = ""


class ShownStanding(Output):
    """A standing wish; `dailyme wish add`, `edit`, `pause` and `done` print one."""

    number: int = Field(description="What the other commands name it by.")
    state: Literal["active", "paused", "done", "over"] = Field(description="over: its last day has passed.")
    text: str
    lines: list[WishedLine]
    region: str
    currency: str
    ceiling: Price | None = Field(None, description="Private: it stands here and in no message or digest.")
    within_days: int | None = None
    categories: list[str]
    personal_terms: str
    markets: list[str]
    brands: list[str]
    sources: list[str]
    weights: ShownWeights | None = Field(None, description="Those set by hand.")
    mandate: ShownMandate | None = None
    until: str | None = Field(None, description="The last day, by this machine's clock.")
    added: str
    history: list[StandingEvent]


class StandingList(Output):
    """`dailyme wish list --json`."""

    wishes: list[ShownStanding]
