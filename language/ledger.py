"""The ledger: every prompt, redacted, and what became of it. The person can read all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from language.kinds import Kind
from language.ports import Usage, Where


@dataclass(frozen=True)
class Prompt:
    """One prompt, as it is written down.

    at_ms: when. form: the name of the form to be filled; None if facts are to be phrased. text: what stood in
    it beside our instructions, private things blacked out. sent: whether the guard let it through.
    """

    at_ms: int
    kind: Kind
    model: str
    where: Where
    form: str | None
    instructions: str
    text: str
    sent: bool


@dataclass(frozen=True)
class Ended:
    """What became of a prompt: `answered`, `stopped` (nobody waited any more), or the code of an error."""

    outcome: str
    usage: Usage | None = None


class Ledger(Protocol):
    """Where prompts are written down. What can't be written is not sent.

    Both raise `LedgerError` or OSError.
    """

    def write(self, prompt: Prompt) -> int:
        """Keep *prompt* and return its number."""

    def end(self, number: int, ended: Ended) -> None:
        """Keep what became of the prompt *number*."""


class Noted:
    """A ledger in memory."""

    def __init__(self) -> None:
        self.prompts: list[Prompt] = []
        self.ended: dict[int, Ended] = {}

    def write(self, prompt: Prompt) -> int:
        """Keep *prompt*."""
        self.prompts.append(prompt)
        return len(self.prompts) - 1

    def end(self, number: int, ended: Ended) -> None:
        """Keep what became of it."""
        self.ended[number] = ended
