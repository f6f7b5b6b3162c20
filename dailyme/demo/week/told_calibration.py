"""The calibration in plain words, with its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dailyme.demo.telling import say
from dailyme.demo.week.outputs import Calibration, ChoicesForetold, NeedsForetold, TasteHeld
from dailyme.show import console, count

_RANGES: Final = {
    "delivery": "same day instead of two weeks",
    "warranty": "three years of warranty",
    "returns": "60 days to return it",
}


def tell_calibration(found: Calibration) -> None:
    """Tell how good the twin was."""
    _needs(found.needs)
    _order(found.choices)
    if found.choices.sure is None and found.choices.choices:
        say("Taste is not learnt here: that needs pip install 'dailyme[taste]'.", indent=2)
    _taste(found.choices)
    _tastes(found.tastes)


def _needs(found: NeedsForetold) -> None:
    if found.foretold is None or found.brier is None:
        say("Needs: none was sensed.", indent=2, hanging=2)
        return
    say(
        f"Needs: {count(found.suggested, 'suggestion')}, with a chance of {_percent(found.foretold)} on "
        f"average; {found.true} came true ({_percent(found.true / found.suggested)}). The mean squared error "
        f"is {found.brier:.3f}; a coin gets 0.250, a prophet 0.",
        indent=2,
        hanging=2,
    )


def _order(found: ChoicesForetold) -> None:
    if found.choices:
        say(
            f"Order: in {count(found.choices, 'choice')} between offers, the person took the twin's first "
            f"{_times(found.first_taken)}.",
            indent=2,
            hanging=2,
        )


def _taste(found: ChoicesForetold) -> None:
    if found.sure is None or found.chance_of_taken is None:
        return
    assert found.by_chance is not None and found.by_script is not None
    say(
        f"Taste: before each of them, taught by those before, the twin gave its favourite "
        f"{_percent(found.sure)} on average, and that was taken {_times(found.right or 0)}. To what was "
        f"taken it gave {_percent(found.chance_of_taken)}; a guess gives {_percent(found.by_chance)}, and "
        f"the script itself {_percent(found.by_script)}, which no twin can pass.",
        indent=2,
        hanging=2,
    )


def _tastes(found: Sequence[TasteHeld]) -> None:
    if not found:
        return
    console().print()
    console().print(f"  {'Worth, as a share of the price':<36}{'at first':>10}{'learnt':>10}{'truly':>10}")
    for one in found:
        shares = "".join(f"{_percent(share):>10}" for share in (one.at_first, one.learnt, one.true))
        console().print(f"  {_RANGES[one.name]:<36}{shares}")


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}\N{NO-BREAK SPACE}%"
