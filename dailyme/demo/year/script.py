"""The script of the year: who the person is, what the brand sells them, and on which days.

All that is personal is invented. What the seed decides is here too: how late a parcel comes, how far a price
falls.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from dailyme.demo.sky import FIRST_DAY, Dice

BRAND: Final = "alder"
NAME: Final = "Mira Lindqvist"
ADDRESS: Final = "7 Quince Lane, Springfield"
MAIL_MISTYPED: Final = "mira@leterbox.example"
MAIL: Final = "mira@letterbox.example"
VALUES: Final = (NAME, ADDRESS, MAIL_MISTYPED, MAIL)
"""What identifies the person; none of it may stand in a signed byte."""

ROUTER: Final = "AL-00751"
ROUTER_WORDS: Final = "WNDR37AV"
KEYBOARD_WORDS: Final = "Candyboard"
DISK: Final = "AL-00815"
DISK_WORDS: Final = "WDBACX7500ASL-NESN"
BELOW_SHARE: Final = 0.95
"""The person wants to hear of the disk when it costs less than this share of its list price."""
CAP_DAYS: Final = 30

QUESTION_DAY: Final = 1
ORDER_DAY: Final = 2
KNOWN_DAY: Final = 40
STUDENT_DAY: Final = 52
REGISTER_DAY: Final = 80
REPEAT_DAY: Final = 99
SUBSCRIBE_DAY: Final = 125
NEWS_DAY: Final = 160
CAP_DAY: Final = 172
SKETCH_DAY: Final = 225
REVOKE_DAY: Final = 272
SILENCE_DAY: Final = 300
LEAVE_DAY: Final = 340
STRANGER_DAY: Final = 352


def date_of(day: int) -> date:
    """Return the date of *day*, from 1."""
    return FIRST_DAY + timedelta(days=day - 1)


def days_late(dice: Dice) -> int:
    """Return by how many days the first parcel comes late: 2 to 4."""
    return dice.between("late", 2, 4)


def fallen_share(dice: Dice, label: str) -> float:
    """Return the share of its price that the disk costs in a sale: 88 to 92 percent."""
    return 0.88 + 0.01 * dice.between(label, 0, 4)
