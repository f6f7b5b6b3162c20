"""What stands against an accept, or against anything at all: the person's caps, and their pause.

Spec: spec/70-decide.md (DEC-30 to DEC-36).
"""

from __future__ import annotations

from consumer_twin.errors import TwinError
from negotiation import GuardError


class PausedError(TwinError):
    """The person paused everything: nothing is searched, asked, accepted or fetched."""

    code = "paused"
    requirement = "DEC-36"
    advice = "Go on at the top of each page, or `dailyme twin go`; what is open stays open until then."

    def __init__(self) -> None:
        super().__init__("everything is paused")


class BadAutonomyError(TwinError):
    """What the twin may do can't be said like that."""

    code = "bad-autonomy"
    requirement = "DEC-30"
    advice = "See `dailyme twin autonomy set --help`."


class AskAlwaysError(GuardError):
    """An accept without asking, where the person wants to be asked always."""

    code = "ask-always"
    requirement = "DEC-30"
    words = "you want to be asked always"


class AskAboveError(GuardError):
    """An accept without asking, above what the person lets pass unasked."""

    code = "ask-above"
    requirement = "DEC-31"
    words = "the total is above what you let pass without asking"


class DealCapError(GuardError):
    """An accept above the cap for one deal."""

    code = "over-deal-cap"
    requirement = "DEC-32"
    words = "the total is above your cap for one deal"


class DayCapError(GuardError):
    """An accept that brings the day above its cap; *given* is what the day would come to."""

    code = "over-day-cap"
    requirement = "DEC-33"
    words = "the total brings today above your cap for a day"


class MonthCapError(GuardError):
    """An accept that brings the month above its cap; *given* is what the month would come to."""

    code = "over-month-cap"
    requirement = "DEC-33"
    words = "the total brings this month above your cap for a month"


class CategoryCapError(GuardError):
    """An accept that brings a category above its cap of the month."""

    code = "over-category-cap"
    requirement = "DEC-34"
    words = "the total brings its category above your cap for a month"
