"""The script of the week: who the person is, what they bought, what they wish, and what the market does.

All of it comes from the seed. The person's taste and their next purchases are written here and nowhere else:
the twin sees neither, and is held against them in the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from consumer_twin.sense import Suggestion
from dailyme.demo.sky import FIRST_DAY, Dice

SOON: Final = 14
"""Days, at the least, in which what is bought again must come true."""


@dataclass(frozen=True)
class Habit:
    """Something bought again and again: every so many days, by the script."""

    title: str
    price: str
    every_days: int


@dataclass(frozen=True)
class Planned:
    """A wish that the person adds on *day*. ceiling, mandate: as on the command line; empty for none."""

    day: int
    text: str
    ceiling: str = ""
    mandate: str = ""


@dataclass(frozen=True)
class Turn:
    """What the market does before the morning of *day*: a price times *share*, or a shop that is shut."""

    day: int
    brand: str
    words: str = ""
    share: float = 1.0
    shut: bool = False


HABITS: Final = (
    Habit("Canon CLI-226 Cyan Ink Tank", "13.97", 24),
    Habit("HP 901 Black Inkjet Cartridge Twin Pack", "26.98", 33),
    Habit("Verbatim 8.5 GB 2.4 x - 6x DVD R DL 10 Packs Double Layer Disc", "17.32", 45),
    Habit("PNY 4GB Mini Flash Drive", "12.88", 90),
)
WISHES: Final = (
    Planned(1, "wireless router for video and gaming", ceiling="135 USD"),
    Planned(1, "Toshiba PH3100U-1E3S", mandate="85 USD"),
    Planned(1, "ASUS 22 LCD monitor VW224T", ceiling="115 USD"),
    Planned(2, "Logitech Wireless Mouse M315"),
    Planned(2, "Western Digital My Book Studio 2 TB external hard drive", ceiling="140 USD"),
    Planned(3, "TRENDnet TEW-690AP wireless N access point"),
    Planned(4, "Western Digital 750GB My Passport"),
    Planned(5, "D-Link DGS-1005G 5-port Gigabit switch"),
)
TURNS: Final = (
    Turn(2, "alder", "PNY", 0.9),
    Turn(3, "alder", shut=True),
    Turn(4, "paperlane", "VW224T", 0.82),
    Turn(6, "paperlane", "My Book Studio", 0.82),
)


@dataclass(frozen=True)
class Life:
    """The person's own purchases, past and to come, by title."""

    past: Mapping[str, Sequence[date]]
    ahead: Mapping[str, date]
    habits: Mapping[str, Habit] = field(default_factory=dict)

    def title_of(self, suggestion: Suggestion) -> str:
        """Return what the person calls the thing suggested; nothing if it is nothing of theirs."""
        start = suggestion.title.rstrip("…")
        return next((title for title in self.ahead if title.startswith(start)), "")

    def is_needed(self, suggestion: Suggestion, day: date) -> bool:
        """Whether the person truly buys it in the time that the suggestion speaks of.

        Of what is bought again that is half of its usual interval, two weeks at least; else until it is due.
        """
        title = self.title_of(suggestion)
        if not title:
            return False
        if suggestion.kind != "again":
            return self.ahead[title] <= suggestion.due
        return self.ahead[title] <= day + timedelta(days=max(SOON, self.habits[title].every_days // 2))


def life(dice: Dice) -> Life:
    """Return the purchases of the person: intervals vary by a fifth around what is usual."""
    past: dict[str, Sequence[date]] = {}
    ahead: dict[str, date] = {}
    for habit in HABITS:
        fifth = max(1, habit.every_days // 5)
        last = FIRST_DAY - timedelta(days=dice.between(f"{habit.title}/last", 1, habit.every_days))
        days = [last]
        for number in range(7):
            gap = habit.every_days + dice.between(f"{habit.title}/{number}", -fifth, fifth)
            days.append(days[-1] - timedelta(days=gap))
        past[habit.title] = tuple(reversed(days))
        ahead[habit.title] = last + timedelta(
            days=habit.every_days + dice.between(habit.title, -fifth, fifth)
        )
    return Life(past, ahead, {habit.title: habit for habit in HABITS})


def history_csv(of: Life) -> str:
    """Return the person's own order history, as a table."""
    rows = [
        f"{day.isoformat()},{title},1,{of.habits[title].price},USD,Office"
        for title, days in of.past.items()
        for day in days
    ]
    return "\n".join(["date,title,quantity,price,currency,category", *sorted(rows)]) + "\n"
