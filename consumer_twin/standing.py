"""Standing wishes: what a person goes on looking for until it is found, given up or over.

Spec: spec/10-wish.md.

A standing wish is a wish with a life: where it is looked for, what weighs, what its mandate allows, until
when. Nothing here reads a clock: whether a wish is over is asked at a time, and never written down, so that
a clock that jumped and came back has ended nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final, Literal

from consumer_twin.errors import TwinError
from consumer_twin.memory import Kind
from consumer_twin.scan import Places
from consumer_twin.wish import Wish
from negotiation import Mandate, Weights


class UnknownWishError(TwinError):
    """No standing wish has that number."""

    code = "unknown-wish"
    requirement = "WISH-10"
    advice = "See `dailyme wish list`."


class ClosedWishError(TwinError):
    """The wish can't take that step where it stands."""

    code = "closed-wish"
    requirement = "WISH-10"
    advice = "See `dailyme wish list`; a wish that is done stays so, add a new one."


StandingState = Literal["active", "paused", "done"]
Step = Literal["edited", "paused", "resumed", "done"]

_TABLE: Final[Mapping[tuple[StandingState, Step], StandingState]] = {
    ("active", "edited"): "active",
    ("paused", "edited"): "paused",
    ("active", "paused"): "paused",
    ("paused", "resumed"): "active",
    ("active", "done"): "done",
    ("paused", "done"): "done",
}
"""Every legal step of a wish's life is a line here."""
LESSON: Final[Mapping[Step, Kind]] = {
    "edited": "wish-edited",
    "paused": "wish-paused",
    "resumed": "wish-resumed",
    "done": "wish-done",
}


@dataclass(frozen=True)
class Aim:
    """What a person says of a standing wish; everything of it can be edited.

    weights: those set by hand; None leaves them to the twin. mandate: what the twin may accept for this wish
    without asking; None leaves it to the settings. until_ms: when it is over; None is never.
    page_currency: of public pages that state none.
    """

    wish: Wish
    places: Places
    weights: Weights | None = None
    mandate: Mandate | None = field(default=None, repr=False)
    until_ms: int | None = None
    page_currency: str | None = None


@dataclass(frozen=True)
class StandingWish:
    """A wish that stands, and its *number*, which people name it by."""

    number: int
    aim: Aim
    state: StandingState
    added_ms: int

    def is_over(self, at_ms: int) -> bool:
        """Whether its last day has passed at *at_ms*."""
        return self.aim.until_ms is not None and at_ms >= self.aim.until_ms


def stepped(wish: StandingWish, step: Step) -> StandingWish:
    """Return *wish* after *step*. Raises `ClosedWishError` (WISH-10) if it can't be taken."""
    after = _TABLE.get((wish.state, step))
    if after is None:
        raise ClosedWishError(f"wish {wish.number} is {wish.state} and can't be {step}")
    return replace(wish, state=after)


def edited(wish: StandingWish, aim: Aim) -> tuple[StandingWish, tuple[str, ...]]:
    """Return *wish* with *aim*, and the names of what changed. Raises `ClosedWishError` (WISH-10)."""
    return replace(stepped(wish, "edited"), aim=aim), changes(wish.aim, aim)


def changes(before: Aim, after: Aim) -> tuple[str, ...]:
    """Return the names of the members that differ; the wish's own members under their names.

    Names and no values: a ceiling is said once, in the wish, and nowhere else.
    """
    named = [one.name for one in fields(Aim) if one.name != "wish"]
    found = [name for name in named if getattr(before, name) != getattr(after, name)]
    inside = [one.name for one in fields(Wish)]
    found += [name for name in inside if getattr(before.wish, name) != getattr(after.wish, name)]
    return tuple(sorted(found))


def without(aim: Aim, names: frozenset[str]) -> Aim:
    """Return *aim* with the members of *names* (of `CLEARABLE`) as if they had never been said."""
    own: dict[str, Any] = dict.fromkeys(names & {"weights", "mandate", "until_ms"})
    inner: dict[str, Any] = dict.fromkeys(names & {"ceiling", "deliver_by_days"})
    if "categories" in names:
        inner["categories"] = ()
    if "at_most" in names:
        inner["lines"] = tuple(replace(line, at_most=None) for line in aim.wish.lines)
    return replace(aim, **own, wish=replace(aim.wish, **inner))


CLEARABLE: Final[Mapping[str, str]] = {
    "ceiling": "ceiling",
    "within-days": "deliver_by_days",
    "at-most": "at_most",
    "category": "categories",
    "weights": "weights",
    "mandate": "mandate",
    "until": "until_ms",
}
"""What a person can take back, by the name of its option."""
