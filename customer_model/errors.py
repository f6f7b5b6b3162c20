"""What can go wrong with a taste, or with a panel it is learnt from. Each error has a code and an advice."""

from __future__ import annotations

from typing import ClassVar


class TasteError(Exception):
    """A value that no taste can be made of, or asked about."""

    code: ClassVar[str] = "taste-error"
    advice: ClassVar[str] = "Read the message; nothing was changed."


class UnknownAttributeError(TasteError):
    """An attribute that the population says nothing about."""

    code = "unknown-attribute"
    advice = "Name one of the population's attributes."

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"nothing is known about {name!r}; known are {', '.join(known)}")
        self.name, self.known = name, known


class WrongSignError(TasteError):
    """A weight by hand against a sign that is fixed, such as a price that attracts."""

    code = "wrong-sign"
    advice = "Turn the sign round, or leave the weight to be learnt."

    def __init__(self, name: str, weight: float) -> None:
        super().__init__(f"a weight of {weight} turns the sign of {name!r}")
        self.name, self.weight = name, weight


class NotANumberError(TasteError):
    """A value or a weight that is not a finite number."""

    code = "not-a-number"
    advice = "Give a finite number."

    def __init__(self, name: str, value: float) -> None:
        super().__init__(f"{name!r} is {value}, not a finite number")
        self.name, self.value = name, value


class NoAlternativesError(TasteError):
    """A choice among nothing, or of an alternative that was not there."""

    code = "no-alternatives"
    advice = "Give the alternatives the person saw, and the place of the chosen one among them."


class BadMembersError(TasteError):
    """JSON members that are not those of a taste or a population."""

    code = "bad-members"
    advice = "Rebuild the taste from the choices it was learnt from."


class PanelError(TasteError):
    """A panel's file breaks the format."""

    code = "bad-panel"
    advice = "See `python -m customer_model.choice --help` for the columns."

    def __init__(self, source: str, problem: str, line: int | None = None, column: str = "") -> None:
        place = source + (f", line {line}" if line else "") + (f", column {column!r}" if column else "")
        super().__init__(f"{place}: {problem}")
        self.source, self.line, self.column = source, line, column
