"""What an agent asks of a language model, and what it gets: two verbs, and errors with a code.

A model reads and phrases; it decides nothing. It fills a typed form from a text, and it puts typed facts into
words. Whoever asks goes on without it when a `ModelError` comes: that is the ordinary case, not the rare one.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from pydantic import BaseModel, ConfigDict

from language.kinds import Kind, Source


class Where(StrEnum):
    """Where a model runs: what is asked of one that runs elsewhere leaves the machine."""

    NOWHERE = "nowhere"
    HERE = "here"
    ELSEWHERE = "elsewhere"


class Form(BaseModel):
    """What a model may fill: a subclass names its fields. Nothing else fits, and no type is bent to fit."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)


FormT = TypeVar("FormT", bound=Form)


@dataclass(frozen=True)
class Task:
    """One thing asked of a model.

    kind: what for; it says whose words `text` holds.
    instructions: constant text of ours. text: what is read, or the facts as JSON that are to be phrased.
    """

    kind: Kind
    instructions: str
    text: str

    @property
    def source(self) -> Source:
        """Whose words `text` holds."""
        return self.kind.source


@dataclass(frozen=True)
class Usage:
    """What one answer took. Tokens are None where the server does not count them.

    cost: exact, in `currency`; None without a price in the settings.
    """

    tokens_in: int | None
    tokens_out: int | None
    took_ms: int
    cost: Decimal | None = None
    currency: str | None = None


Meter = Callable[[Usage], object]
"""Hears what an answer took, once per answer, broken off or not."""


def unmetered(usage: Usage) -> None:
    """Count nothing."""


class LanguageModel(Protocol):
    """A model, or none. Every call may raise a `ModelError`; a cancelled call ends the asking."""

    @property
    def name(self) -> str:
        """Its name in the settings: `none`, `ollama:NAME`, `openai:URL#NAME`."""

    @property
    def where(self) -> Where:
        """Where it runs."""

    async def fill(self, task: Task, form: type[FormT], *, meter: Meter = unmetered) -> FormT:
        """Return *form*, filled from the task's text. Valid says nothing of true: see `language.stands`."""

    def phrase(self, task: Task, *, meter: Meter = unmetered) -> AsyncGenerator[str, None]:
        """Return the pieces of a text, as they come. Nothing of it is checked: see `language.only_says`."""
