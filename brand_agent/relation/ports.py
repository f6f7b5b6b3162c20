"""What the office needs of the world: the brand's books, inside one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from protocol.commitment import Beside
from protocol.relation import Letter


class Letters(Protocol):
    """Every letter that came and was answered, and the values beside them."""

    def answer_to(self, hash: str) -> bytes | None:
        """The answer that the request of that hash got, if it came before."""

    def hash_of_id(self, sender: str, id: str) -> str | None:
        """The hash of the message that *sender* sent under *id*, if there is one."""

    def append(self, heard: Letter, answer: Letter, *, at_ms: int) -> None:
        """Keep the twin's request, received at *at_ms*, and the brand's answer to it."""

    def values_of(self, hash: str) -> Sequence[Beside]:
        """The values beside the message of that hash which were not erased."""

    def keep_values(self, hash: str, values: Iterable[Beside]) -> None:
        """Keep *values* beside the message of that hash, apart from it."""

    def erase_values(self, hash: str) -> int:
        """Erase the values beside the message of that hash; return how many there were."""


class Books(Protocol):
    """All of the brand's books on its relationships; each topic has its own."""

    @property
    def letters(self) -> Letters:
        """The letters."""
