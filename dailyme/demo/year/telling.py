"""The year as it is told at a terminal, 80 columns wide: each scene when it is over, then the books."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from dailyme.demo.telling import heading, say
from dailyme.demo.year.outputs import YearResult, YearScene
from dailyme.demo.year.told_books import tell_events, tell_ledgers, tell_verification
from dailyme.show import console, count, money

_LABEL: Final = 11


def opening(seed: int) -> None:
    """Say what is to be seen."""
    say("Daily Me: a year of one person and one brand, from guest to repeat customer and back.", style="bold")
    say(
        "Mira and the shop Alder are invented. Both run in this process, so that a month takes a second; "
        "what they say to each other is signed and stored as anywhere. Titles and prices are real (about "
        "2011), keys are test keys."
    )
    say(f"The same again: dailyme demo --story first-year --seed {seed}", style="dim")


class Teller:
    """Tells the scenes, and where the person stands when that has changed."""

    def __init__(self) -> None:
        self._rung = "guest"

    def __call__(self, scene: YearScene) -> None:
        """Tell *scene*."""
        when = date.fromisoformat(scene.date)
        heading(f"{when.day} {when:%B %Y}", scene.title)
        for line in scene.told:
            say(line, indent=2)
        console().print()
        _labelled("Travelled", scene.travelled)
        _labelled("Stayed", scene.stayed)
        if scene.rung != self._rung:
            say(f"{'Mira is':<{_LABEL}}{_RUNGS[scene.rung]}", indent=2, style="bold")
        self._rung = scene.rung


_RUNGS: Final = {
    "guest": "a guest again, like everybody",
    "known": "known now",
    "registered": "registered now",
    "repeat": "a repeat customer now",
}


def _labelled(label: str, lines: Sequence[str]) -> None:
    for line in lines:
        say(f"{label:<{_LABEL}}{line}", indent=2, hanging=_LABEL, style="dim")


def tell_end(result: YearResult) -> None:
    """Tell the books, and what a stranger can verify."""
    heading("THE DEALS", "under both signatures")
    for one in result.deals:
        title = one.title if len(one.title) <= 42 else one.title[:41].rstrip() + "…"
        holds = "both hold" if all(each.holds for each in one.verdicts) else "A SIGNATURE FAILS"
        line = f"  {title:<44}{money(one.paid):>12}  {one.turned_out or '':<6}{holds}"
        console().print(line.rstrip(), soft_wrap=True)
    tell_ledgers(result.ledgers)
    tell_events(result.events)
    tell_verification(result.verification, count(len(result.scenes), "scene"))
