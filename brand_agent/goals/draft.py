"""A reading as it grows, with the evidence of each member."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from brand_agent.goals.clauses import Clause
from brand_agent.goals.figures import Figure
from brand_agent.goals.goal import Direction, Goal, Limits, Metric, Note, Priority, Reading, Span
from brand_agent.goals.scan import Named, Scan
from protocol import Price

_NOBODY: Final = frozenset({Metric.REPEAT_SHARE, Metric.NEW_CUSTOMERS})
"""Metrics that name their people themselves."""


class Draft:
    """What was understood so far of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.goals: list[Goal] = []
        self._clauses: list[Clause] = []
        self._limits = Limits()
        self._priorities: list[Priority] = []
        self._evidence: dict[str, list[Span]] = {}
        self._assumed: list[Note] = []
        self._unclear: list[Note] = []
        self._used: set[tuple[int, int]] = set()

    def add(
        self, goal: Goal, clause: Clause, *, metric: Named | None, figure: Figure | None, about: Named | None
    ) -> None:
        """Take *goal*, with the places that say so."""
        member = f"goals.{len(self.goals)}"
        self.goals.append(goal if about is None else replace(goal, about=about.what))
        self._clauses.append(clause)
        if metric is not None:
            self._say(f"{member}.metric", (metric.start, metric.end))
        if figure is not None:
            self._say(f"{member}.change", (figure.start, figure.end))
        if about is not None:
            self._say(f"{member}.about", (about.start, about.end))
        if figure is None and goal.direction is not Direction.HOLD:
            self.open(f"{member}.change", "no figure is said", None)

    def exclude(self, words: str, span: tuple[int, int]) -> None:
        """Take goods that stay untouched."""
        self._limits = replace(self._limits, excluded=(*self._limits.excluded, words))
        self._say("guardrails.excluded", span)

    def at_cost(self, span: tuple[int, int]) -> None:
        """Take "never below cost": a margin of nothing."""
        if self._limits.floor_margin is None:
            self._limits = replace(self._limits, floor_margin=Decimal(0))
            self._say("guardrails.floor_margin", span)

    def limit(self, name: str, value: Decimal | Price, figure: Figure) -> None:
        """Take a limit; of two for the same thing the tighter one holds, and that is said."""
        before = getattr(self._limits, name)
        if before is not None and before != value:
            self.open(f"guardrails.{name}", "two limits for the same thing: the tighter one is kept", figure)
        kept = value if before is None else _tighter(name, before, value)
        changes: dict[str, Any] = {name: kept}
        self._limits = replace(self._limits, **changes)
        self._say(f"guardrails.{name}", (figure.start, figure.end))

    def clear_first(self, about: Named) -> None:
        """Take stock that is to go."""
        self._say(f"priorities.{len(self._priorities)}.about", (about.start, about.end))
        self._priorities.append(Priority("clear-stock", about.what))

    def rank(self, what: str) -> None:
        """Take what comes next in the order."""
        self._priorities.append(Priority(what))

    def assume(self, member: str, words: str, span: tuple[int, int]) -> None:
        """Say what was assumed."""
        self._used.add(span)
        self._assumed.append(Note(member, words, Span(*span)))

    def open(self, member: str, words: str, figure: Figure | None) -> None:
        """Say what is not clear."""
        span = None if figure is None else Span(figure.start, figure.end)
        self._unclear.append(Note(member, words, span))

    def people(self, found: Scan) -> None:
        """Give each goal the people of its clause, or of its sentence."""
        for place, (goal, clause) in enumerate(zip(self.goals, self._clauses, strict=True)):
            if goal.metric in _NOBODY:
                continue
            near = [one for one in found.people if clause.holds(one.start)]
            near = near or [
                one for one in found.people if self._sentence(found, one.start) == clause.sentence
            ]
            if near:
                one = next((who for who in near if who.days is not None), near[0])
                self.goals[place] = replace(goal, segment=one.name, lapsed_days=one.days)
                self._say(f"goals.{place}.segment", (one.start, one.end))

    def _sentence(self, found: Scan, start: int) -> int | None:
        return next((one.sentence for one in found.clauses if one.holds(start)), None)

    def until(self, found: Scan) -> None:
        """Give each goal the day of its clause, else the next one named, else the last."""
        for place, (goal, clause) in enumerate(zip(self.goals, self._clauses, strict=True)):
            own = [one for one in found.horizons if clause.holds(one.start)]
            after = [one for one in found.horizons if one.start >= clause.end]
            near = own or after[:1] or list(found.horizons)[-1:]
            if not near:
                self.open(f"goals.{place}.horizon", "no day is said", None)
                continue
            one = near[-1]
            if one.day is None:
                self._unclear.append(
                    Note(f"goals.{place}.horizon", "that can be two days, or none", Span(one.start, one.end))
                )
                continue
            self.goals[place] = replace(goal, horizon=one.day)
            self._say(f"goals.{place}.horizon", (one.start, one.end))
            if one.assumed is not None:
                self.assume(f"goals.{place}.horizon", one.assumed, (one.start, one.end))

    def rest(self, found: Scan) -> None:
        """Name every figure that is in nothing, and a text that says nothing."""
        for figure in found.figures:
            if (figure.start, figure.end) not in self._used:
                words = found.text[figure.start : figure.end]
                self.open("figure", f"what is {words!r} about?", figure)
        if not (self.goals or self._limits != Limits() or self._priorities):
            self.open("goals", "no goal was found", None)

    def _say(self, member: str, span: tuple[int, int]) -> None:
        self._used.add(span)
        spans = self._evidence.setdefault(member, [])
        if Span(*span) not in spans:
            spans.append(Span(*span))

    def reading(self) -> Reading:
        """Return what was understood."""
        evidence = {member: tuple(spans) for member, spans in self._evidence.items()}
        return Reading(
            self.text, tuple(self.goals), self._limits, tuple(self._priorities), evidence,
            tuple(self._assumed), tuple(self._unclear),
        )  # fmt: skip


def _tighter(name: str, one: Decimal | Price, two: Decimal | Price) -> Decimal | Price:
    if isinstance(one, Price) or isinstance(two, Price):
        assert isinstance(one, Price) and isinstance(two, Price)
        return one if one.currency != two.currency or one.amount <= two.amount else two
    return max(one, two) if name == "floor_margin" else min(one, two)
