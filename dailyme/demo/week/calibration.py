"""The twin held against the scripted person: chances against what came true, taste against the script's.

The Brier score is the mean squared error of a chance against what came (1 or 0): Brier, Monthly Weather
Review 78 (1950).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean

from consumer_twin.memory import Lesson
from consumer_twin.sense import Suggestion
from consumer_twin.taste import Choice, can_learn, choices_of
from dailyme.demo.week.outputs import Calibration, ChoicesForetold, NeedsForetold, TasteHeld
from dailyme.demo.week.person import DELIVERY, RETURNS, WARRANTY
from negotiation import Weights


@dataclass
class Record:
    """What was foretold, and what came of it.

    needs: by suggestion, how likely the twin called it, and whether it is true. places: of the offers taken,
    as they were shown, from 1. own: how likely the script itself was to take them.
    """

    needs: dict[str, tuple[float, bool]] = field(default_factory=dict)
    places: list[int] = field(default_factory=list)
    own: list[float] = field(default_factory=list)

    def need(self, suggestion: Suggestion, *, true: bool) -> None:
        """Note a suggestion, the first time that it is made.

        How much a price fell is no chance that the thing is bought, so it is left out.
        """
        if suggestion.kind != "price-drop":
            self.needs.setdefault(suggestion.id, (suggestion.strength, true))


def calibration(record: Record, lessons: Sequence[Lesson]) -> Calibration:
    """Return how good the twin was by *record*, and by the choices in its *lessons*."""
    choices = tuple(choices_of(lessons))
    taught = bool(choices) and can_learn()
    return Calibration(
        needs=_needs(list(record.needs.values())),
        choices=_choices(record, choices, _foreseen(choices) if taught else ()),
        tastes=_tastes(choices) if taught else [],
    )


def _needs(foretold: Sequence[tuple[float, bool]]) -> NeedsForetold:
    errors = [(chance - true) ** 2 for chance, true in foretold]
    return NeedsForetold(
        suggested=len(foretold),
        foretold=_mean([chance for chance, _ in foretold]),
        true=sum(true for _, true in foretold),
        brier=_mean(errors),
    )


def _choices(
    record: Record, choices: Sequence[Choice], foreseen: Sequence[tuple[float, ...]]
) -> ChoicesForetold:
    pairs = list(zip(choices, foreseen, strict=False))
    return ChoicesForetold(
        choices=len(record.places),
        first_taken=record.places.count(1),
        sure=_mean([max(chances) for chances in foreseen]),
        right=sum(chances[one.chosen] == max(chances) for one, chances in pairs) if pairs else None,
        chance_of_taken=_mean([chances[one.chosen] for one, chances in pairs]),
        by_chance=_mean([1 / len(one.offers) for one in choices]),
        by_script=_mean(record.own),
    )


def _foreseen(choices: Sequence[Choice]) -> tuple[tuple[float, ...], ...]:
    from consumer_twin.taste.learnt import foreseen  # loads numpy

    return foreseen(choices)


def _tastes(choices: Sequence[Choice]) -> list[TasteHeld]:
    from consumer_twin.taste.learnt import learnt

    at_first, now = Weights(), learnt(choices).weights
    return [
        TasteHeld(name="delivery", at_first=at_first.delivery, learnt=_round(now.delivery), true=DELIVERY),
        TasteHeld(name="warranty", at_first=at_first.warranty, learnt=_round(now.warranty), true=WARRANTY),
        TasteHeld(name="returns", at_first=at_first.returns, learnt=_round(now.returns), true=RETURNS),
    ]


def _mean(values: Sequence[float]) -> float | None:
    return _round(fmean(values)) if values else None


def _round(value: float) -> float:
    return round(value, 3)
