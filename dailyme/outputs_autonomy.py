"""What `dailyme twin autonomy`, `twin pause` and `twin go` print with `--json`."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field

from consumer_twin.autonomy import Allowance
from dailyme.outputs import Output
from dailyme.outputs_memory import date_of
from protocol import Price


class ShownCap(Output):
    """A cap, and what is used of it: bound by an agreement, or by an accept without an answer."""

    cap: Price
    used: Price


class ShownCategoryCap(ShownCap):
    """The cap of a category for a calendar month."""

    category: str


class ShownAutonomy(Output):
    """`dailyme twin autonomy show --json`, and what `set`, `pause` and `go` leave."""

    mode: Literal["ask", "ask-above", "mandate"] | None = Field(
        None,
        description="Absent while nothing was said: then the mandates of settings and wishes hold alone.",
    )
    above: Price | None = Field(None, description="In `ask-above`: up to this total nobody is asked.")
    per_deal: Price | None = None
    per_day: ShownCap | None = Field(None, description="Of the calendar day, UTC.")
    per_month: ShownCap | None = Field(None, description="Of the calendar month, UTC.")
    categories: list[ShownCategoryCap]
    paused: str | None = Field(None, description="Since when everything is paused.")
    settings_mandate: bool = Field(description="Whether config.toml holds a mandate; the stricter wins.")

    @classmethod
    def of(cls, allowed: Allowance, *, settings_mandate: bool) -> Self:
        """Return *allowed* as it is printed."""
        said, used = allowed.autonomy, allowed.used
        return cls(
            mode=said.mode,
            above=said.above,
            per_deal=said.caps.per_deal,
            per_day=_cap(said.caps.per_day, used.day_minor),
            per_month=_cap(said.caps.per_month, used.month_minor),
            categories=[
                ShownCategoryCap(
                    category=one.category,
                    cap=one.per_month,
                    used=one.per_month.of(used.categories.get(one.category, 0)),
                )
                for one in said.caps.categories
            ],
            paused=None if allowed.paused_ms is None else date_of(allowed.paused_ms),
            settings_mandate=settings_mandate,
        )


def _cap(cap: Price | None, used_minor: int) -> ShownCap | None:
    return None if cap is None else ShownCap(cap=cap, used=cap.of(used_minor))
