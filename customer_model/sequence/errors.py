"""What can go wrong with a log of baskets or a prior. Each error has a code and an advice."""

from __future__ import annotations

from typing import ClassVar


class SequenceError(Exception):
    """A file that no sequence model can be learnt from or measured on."""

    code: ClassVar[str] = "sequence-error"
    advice: ClassVar[str] = "Read the message; nothing was changed."


class LogError(SequenceError):
    """A log's file breaks the format."""

    code = "bad-log"
    advice = "See `python -m customer_model.sequence --help` for the columns."

    def __init__(self, source: str, problem: str, line: int | None = None, column: str = "") -> None:
        place = source + (f", line {line}" if line else "") + (f", column {column!r}" if column else "")
        super().__init__(f"{place}: {problem}")
        self.source, self.line, self.column = source, line, column


class TwoUnitsError(SequenceError):
    """One file counts its times, the other dates them."""

    code = "two-units"
    advice = "Write the times of both files alike."

    def __init__(self, counted: str, dated: str) -> None:
        super().__init__(f"the times of {counted} are whole numbers, those of {dated} are dates")
        self.counted, self.dated = counted, dated


class PriorError(SequenceError):
    """A prior's file is not what `--write-prior` writes."""

    code = "bad-prior"
    advice = "Write it anew with `python -m customer_model.sequence --write-prior`."

    def __init__(self, source: str, problem: str) -> None:
        super().__init__(f"{source}: {problem}")
        self.source = source
