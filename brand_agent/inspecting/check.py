"""One rule, held against what an agent served: does it hold, and if not, why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from protocol import ProtocolError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Check:
    """A verdict. what: the claim; why: what was found, or what is wrong; rule: its number in the spec."""

    what: str
    holds: bool
    why: str = ""
    rule: str = ""


@dataclass
class Checks:
    """Verdicts, one after the other."""

    found: list[Check] = field(default_factory=list)

    def good(self, what: str, why: str = "") -> None:
        """Say that *what* holds."""
        self.found.append(Check(what, True, why))

    def bad(self, what: str, why: str, rule: str = "") -> None:
        """Say that *what* does not hold."""
        self.found.append(Check(what, False, why, rule))

    def tried(self, what: str, work: Callable[[], T], why: Callable[[T], str] = lambda _: "") -> T | None:
        """Return what *work* returns, and say that *what* holds; None, and that not, if it breaks a rule."""
        try:
            found = work()
        except ProtocolError as error:
            self.bad(what, f"{error} ({error.code})", error.requirement)
            return None
        self.good(what, why(found))
        return found

    def all(self) -> tuple[Check, ...]:
        """Return all verdicts."""
        return tuple(self.found)
