"""A step that can't be taken back is typed out on a terminal, and said beforehand elsewhere."""

from __future__ import annotations

import sys

from dailyme.errors import CommandError, UsageError
from dailyme.show import console


class NotConfirmedError(CommandError):
    """The word was not typed."""

    code = "not-confirmed"


def confirm(word: str, warning: list[str], *, yes: bool) -> None:
    """Show *warning* and return once *word* is typed; *yes* says it beforehand.

    Raises `UsageError` where there is no terminal to type at, `NotConfirmedError` for anything else typed.
    """
    if yes:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("there is no terminal to confirm this at", "Add --yes if you are sure.")
    for line in warning:
        console().print(line, soft_wrap=True)
    sys.stdout.write(f"Type {word} to go on: ")
    sys.stdout.flush()
    if sys.stdin.readline().strip().lower() != word:
        raise NotConfirmedError("nothing was changed", f"Type {word} to confirm.")
