"""Autonomy: what the twin may do by itself, and caps that hold whoever says yes.

Spec: spec/70-decide.md (DEC-30 to DEC-36).

One word for when to ask, and amounts that no sum of accepts passes. A cap is like the limit of a bank card:
it holds for what the person approves too; who wants more raises it first. The mandates of the settings and of
single wishes stay as they are, and the stricter wins.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from consumer_twin.autonomy.errors import BadAutonomyError
from negotiation import Mandate
from protocol import Price
from protocol.text import fault

Mode = Literal["ask", "ask-above", "mandate"]
"""Ask always; ask above an amount; buy within the caps without asking."""

MOST_CATEGORIES: Final = 20
_MOST_LETTERS: Final = 120
_DAY_MS: Final = 86_400_000


@dataclass(frozen=True)
class CategoryCap:
    """The most that is bought of *category*, and of what lies under it, in a calendar month."""

    category: str
    per_month: Price


@dataclass(frozen=True)
class Caps:
    """The most for one deal, a calendar day, a calendar month (UTC), and a category; None is no cap."""

    per_deal: Price | None = None
    per_day: Price | None = None
    per_month: Price | None = None
    categories: tuple[CategoryCap, ...] = ()

    @property
    def plain(self) -> tuple[Price, ...]:
        """Those that are about no category, the narrowest first."""
        return tuple(one for one in (self.per_deal, self.per_day, self.per_month) if one is not None)


@dataclass(frozen=True)
class Autonomy:
    """What the person lets their twin do.

    mode: None while nothing was said, and then the mandates of settings and wishes hold alone. above: in
    `ask-above`, the greatest total that is taken without asking.

    Raises `BadAutonomyError` for what does not belong together.
    """

    mode: Mode | None = None
    above: Price | None = None
    caps: Caps = field(default_factory=Caps)

    def __post_init__(self) -> None:
        if len({one.currency for one in self.amounts}) > 1:
            raise BadAutonomyError("the amounts are in more than one currency")
        if self.mode == "ask-above" and self.above is None:
            raise BadAutonomyError("above which amount to ask is not said")
        if self.mode == "mandate" and not self.caps.plain:
            raise BadAutonomyError("buying without asking needs a cap for a deal, a day or a month")
        _check_names([one.category for one in self.caps.categories])

    @property
    def amounts(self) -> tuple[Price, ...]:
        """Every amount in it."""
        above = () if self.above is None else (self.above,)
        return (*above, *self.caps.plain, *(one.per_month for one in self.caps.categories))

    @property
    def currency(self) -> str | None:
        """The one currency of its amounts, if there is any."""
        return next((one.currency for one in self.amounts), None)

    def over(self, mandate: Mandate | None) -> Mandate | None:
        """Return what may be bought by without asking, where settings or a wish hold *mandate* (DEC-35)."""
        if self.mode is None:
            return mandate
        return None if self.mode == "ask" else mandate or self._own()

    def _own(self) -> Mandate | None:
        if self.mode == "ask-above":
            return Mandate(per_deal=self.above)
        names = frozenset(one.category for one in self.caps.categories)
        return Mandate(per_deal=self.caps.plain[0], categories=names or None)


@dataclass(frozen=True)
class Used:
    """What is bound already, accepts in doubt included, in minor units of the caps' currency."""

    day_minor: int = 0
    month_minor: int = 0
    categories: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Allowance:
    """What the person allows at a moment: their word, whether all is paused, and what is used of it."""

    autonomy: Autonomy = field(default_factory=Autonomy)
    paused_ms: int | None = None
    used: Used = field(default_factory=Used)


def covers(name: str, category: str) -> bool:
    """Whether *category* is the one of that *name* or lies under it.

    >>> covers("Electronics", "Electronics > Routers"), covers("Electronics", "Electronics2")
    (True, False)
    """
    return category == name or category.startswith(f"{name} > ")


def day_start_ms(at_ms: int) -> int:
    """Return when the calendar day of *at_ms* began, in UTC."""
    return at_ms - at_ms % _DAY_MS


def _check_names(names: list[str]) -> None:
    if len(names) > MOST_CATEGORIES:
        raise BadAutonomyError(f"there are more than {MOST_CATEGORIES} categories")
    if len(set(names)) < len(names):
        raise BadAutonomyError("a category is named twice")
    for name in names:
        if not name.strip() or len(name) > _MOST_LETTERS or fault(name) is not None:
            raise BadAutonomyError(f"{name[:40]!r} is no name of a category")
