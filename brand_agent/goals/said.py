"""What a marketer says that a metric was, where the brand's own data can't: `0=12000.00`.

Over as long a time as from today to the goal's horizon; a share in per cent.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from brand_agent.goals.errors import GoalError
from brand_agent.goals.goal import Goal, Metric, Reading
from brand_agent.goals.progress import LEVELS, Baseline
from protocol import minor

_MONEY: Final = frozenset({Metric.REVENUE, Metric.PROFIT, Metric.AVERAGE_ORDER, Metric.CONCESSIONS})
_NO_HORIZON_DAYS: Final = 90


class BadBaselineError(GoalError):
    """A stated baseline can't be read."""

    code = "bad-baseline"
    advice = "Write the goal's place and what it was: --baseline 0=12000.00"


def said_baselines(given: Iterable[str], reading: Reading, currency: str, today: date) -> dict[int, Baseline]:
    """Return the baselines *given*, by the goal's place. Raises `BadBaselineError`."""
    found = {}
    for text in given:
        place, _, value = text.partition("=")
        try:
            number = int(place)
            goal = reading.goals[number]
            found[number] = Baseline(_value(goal, value.strip(), currency, today), "said")
        except (ValueError, IndexError, InvalidOperation):
            raise BadBaselineError(f"--baseline {text!r} can't be read") from None
    return found


def _value(goal: Goal, text: str, currency: str, today: date) -> float:
    days = _NO_HORIZON_DAYS if goal.horizon is None else max(1, (goal.horizon - today).days)
    if goal.metric in _MONEY:
        amount = float(minor(text, currency))
        return amount if goal.metric in LEVELS else amount / days
    number = Decimal(text.removesuffix("%").strip())
    if not number.is_finite() or number < 0:
        raise ValueError(text)
    return float(number * 100) if goal.metric in LEVELS else float(number) / days
