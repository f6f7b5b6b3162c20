"""The lines of a text, for a reader of rows that must not run away.

Spec: spec/40-scan.md (SCAN-31).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Final, TextIO

MAX_ROW: Final = 128 * 1024
"""Characters of a row, its line ends included; also the most that the csv module takes in one field."""

_MOST_AGAIN: Final = 16 * 1024 * 1024
"""Characters of a source that are read a second time; beyond, what a bad row swallowed stays swallowed."""


class EndlessRowError(Exception):
    """A row went on for more than `MAX_ROW` characters."""

    code = "row-endless"
    requirement = "SCAN-31"


class Lines(Iterator[str]):
    """Lines with their ends, as `csv.reader` wants them, that stop a row which does not end."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._row: list[str] = []
        self._again: deque[str] = deque()
        self._room = MAX_ROW
        self._room_again = _MOST_AGAIN
        self.number = 0
        """Lines handed out so far: the number of the last one."""
        self.ended = False
        """Whether the row at hand has met the end of the text."""

    def begin(self) -> None:
        """A new row begins with the next line."""
        self._row.clear()
        self._room = MAX_ROW
        self.ended = False

    def read_again(self) -> None:
        """Take back all lines of the row but its first, so that they are rows of their own."""
        others = self._row[1:]
        self._room_again -= sum(map(len, others))
        if self._room_again > 0:
            self._again.extendleft(reversed(others))
            self.number -= len(others)

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._text.readline(MAX_ROW + 1)
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        self._room -= len(line)
        if len(line) <= MAX_ROW:
            self._row.append(line)
        else:
            self._skip(line)
        if self._room < 0:
            raise EndlessRowError
        return line

    def _skip(self, line: str) -> None:
        """Go to the end of a line that is too long by itself."""
        while line and line[-1] not in "\r\n":
            line = self._text.readline(MAX_ROW)
