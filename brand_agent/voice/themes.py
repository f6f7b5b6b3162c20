"""Themes: how many threads said what, by week or day, never few and never exact.

A theme that fewer than `K` threads share is not shown, and every number is rounded down to a multiple of `K`,
of the whole and of each period, as tallies of demand are (spec/48-demand.md, DEMAND-16), so no sum tells of a
single thread; who looks every minute may still see when a count passes a multiple. Threads are not people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

from brand_agent.voice.utterance import FINE, Said, Source
from protocol.relation import LEAST_K

K: Final = LEAST_K
Every = Literal["day", "week"]


@dataclass(frozen=True, slots=True)
class Period:
    """How many threads in the week or the day that begins at *start* (ISO), at least."""

    start: str
    at_least: int


@dataclass(frozen=True, slots=True)
class Theme:
    """What at least `K` threads said; about: a category of the catalog. name: how it is called."""

    source: Source
    reason: str
    about: str | None
    at_least: int
    periods: tuple[Period, ...]

    @property
    def name(self) -> str:
        """Its name by rule."""
        return f"{self.source}: {self.reason}" + ("" if self.about is None else f" ({self.about})")

    def members(self) -> dict[str, Any]:
        """As JSON members."""
        found: dict[str, Any] = {"source": self.source, "reason": self.reason, "at_least": self.at_least}
        found |= {} if self.about is None else {"about": self.about}
        periods = [{"start": one.start, "at_least": one.at_least} for one in self.periods]
        return found | {"periods": periods}


@dataclass(frozen=True, slots=True)
class Voice:
    """All themes, the most frequent first. hidden: whether there were others, of fewer threads."""

    themes: tuple[Theme, ...]
    hidden: bool


def voice(heard: Iterable[Said], every: Every) -> Voice:
    """Return the themes of what was *heard*: of each reason, and of each reason and category."""
    whole: dict[tuple[Source, str, str | None], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for one in heard:
        start = _start(one.at_ms, every)
        for about in {None, one.about}:
            whole[one.source, one.reason, about][start].add(one.group)
    themes, hidden = [], False
    for (source, reason, about), periods in whole.items():
        count = _floor(len(set().union(*periods.values())))
        if count < K:
            hidden = True
            continue
        rows = tuple(Period(start, _floor(len(groups))) for start, groups in sorted(periods.items()))
        themes.append(Theme(source, reason, about, count, rows))
    return Voice(tuple(sorted(themes, key=_order)), hidden)


def _order(one: Theme) -> tuple[bool, int, bool, str]:
    return (one.source, one.reason) in FINE, -one.at_least, one.about is not None, one.name


def _floor(number: int) -> int:
    return number // K * K


def _start(at_ms: int, every: Every) -> str:
    day = datetime.fromtimestamp(at_ms / 1000, UTC).date()
    return (day - timedelta(days=day.weekday()) if every == "week" else day).isoformat()
