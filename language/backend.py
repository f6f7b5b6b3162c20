"""What a back end does: it sends one prompt and gives what comes, piece by piece. `Speaker` has the rules."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from language.errors import ModelUnreachableError
from language.ports import Where


class NotConnectedError(ModelUnreachableError):
    """There was no connection, so nothing was sent and it may be tried again."""


@dataclass(frozen=True)
class Ask:
    """One prompt. schema: JSON Schema of the form; None to phrase facts. most_tokens: of the answer."""

    system: str
    text: str
    schema: Mapping[str, Any] | None
    most_tokens: int


@dataclass(frozen=True)
class Piece:
    """A part of an answer. Its text may be empty (the model thinks, or only counts come). cut: at the cap."""

    text: str = ""
    tokens_in: int | None = None
    tokens_out: int | None = None
    cut: bool = False


class Backend(Protocol):
    """A model behind a connection."""

    @property
    def name(self) -> str:
        """Its name in the settings."""

    @property
    def where(self) -> Where:
        """Where it runs; checked when connecting."""

    def answer(self, ask: Ask) -> AsyncGenerator[Piece, None]:
        """Send *ask*. Raises a `ModelError`; closing the generator closes the connection."""
