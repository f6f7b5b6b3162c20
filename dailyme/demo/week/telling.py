"""The week as it is told at a terminal, 80 columns wide: a day when it is over, and what came of it all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from dailyme.demo.telling import heading, say
from dailyme.demo.week.outputs import WeekBelief, WeekDay, WeekPurchase, WeekResult
from dailyme.demo.week.told_calibration import tell_calibration
from dailyme.digest_text import digest_text
from dailyme.outputs_today import TodayResult
from dailyme.show import console, count, money
from protocol import Price

_REASONS: Final = 3
"""Reasons of an item that are shown after the first day."""
_LABEL: Final = 9


def opening(seed: int, days: int) -> None:
    """Say what is to be seen."""
    say(f"Daily Me: {count(days, 'morning')} of one person and their twin.", style="bold")
    say(
        "A market and three invented brands, all in this process, so that a day takes a second; what they "
        "say to each other is signed as anywhere. Titles and most prices are real (about 2011), keys are "
        "test keys."
    )
    say(
        "The person is a script, drawn from the seed. Their twin has their old orders and sees what they "
        "answer; it never sees their taste or what they will need next. In the end it is held against both."
    )
    say(f"The same again: dailyme demo --days {days} --seed {seed}", style="dim")


def tell_day(day: WeekDay) -> None:
    """Tell a day: what the market and the person did, the digest, and the answers."""
    when = date.fromisoformat(day.date)
    heading(f"DAY {day.day}", f"{when:%A}")
    _labelled("Market", day.market)
    _labelled("Person", day.person)
    console().print()
    shown = day.digest if day.day == 1 else _brief(day.digest)
    for line in digest_text(shown).splitlines():
        if day.day == 1 or not line.strip().startswith("dailyme "):
            console().print(f"| {line}".rstrip(), style="bold" if line.startswith("Daily Me") else None)
    console().print()
    _labelled("Person", day.answers or ["has nothing to answer"])


def _brief(digest: TodayResult) -> TodayResult:
    """Return the digest with its first reasons alone; the ways to answer were seen on the first day."""
    items = [one.model_copy(update={"why": one.why[:_REASONS], "offers": []}) for one in digest.items]
    waiting = [one.model_copy(update={"offers": []}) for one in digest.waiting]
    return digest.model_copy(update={"items": items, "waiting": waiting})


def _labelled(label: str, lines: Sequence[str]) -> None:
    for place, line in enumerate(lines):
        say(f"{label if place == 0 else '':<{_LABEL}}{line}", hanging=_LABEL + 2)


def tell_end(result: WeekResult) -> None:
    """Tell what was bought, what was learnt, and how good the twin was."""
    heading("BOUGHT", f"in {count(len(result.days), 'day')}")
    for one in result.bought:
        _bought(one)
    _signatures(result.bought)
    heading("LEARNT", f"from {count(result.history, 'old order')} and from the answers")
    _learnt(result.learnt)
    heading("CALIBRATION", "the twin against the script that it never saw")
    tell_calibration(result.calibration)


def _bought(one: WeekPurchase) -> None:
    title = one.title if len(one.title) <= 34 else one.title[:33].rstrip() + "…"
    line = f"  day {one.day:<3}{title:<36}{one.seller[:10]:<11}{money(one.paid):>12}"
    console().print(f"{line}  {one.by}", soft_wrap=True)


def _signatures(bought: Sequence[WeekPurchase]) -> None:
    if not bought:
        say("Nothing.", indent=2)
        return
    holds = sum(len(one.verdicts) == 2 and all(each.holds for each in one.verdicts) for one in bought)
    total = Price(amount=sum(one.paid.amount for one in bought), currency=bought[0].paid.currency)
    by = Counter(one.by for one in bought)
    console().print()
    say(
        f"{count(len(bought), 'agreement')}, {money(total)}: {by['mandate']} within a mandate, "
        f"{by['person']} after a yes. In {holds} of {len(bought)}, the signatures of both sides are "
        "verified.",
        indent=2,
    )


def _learnt(beliefs: Sequence[WeekBelief]) -> None:
    interests = [one for one in beliefs if one.id.startswith("category:")]
    for one in beliefs:
        if one not in interests:
            say(f"- {one.words}", indent=2, hanging=2)
    if interests:
        names = ", ".join(one.id.removeprefix("category:") for one in interests)
        say(f"- What you are interested in: {names}.", indent=2, hanging=2)
    say("Each can be seen, corrected and forgotten: dailyme memory.", indent=2, style="dim")
