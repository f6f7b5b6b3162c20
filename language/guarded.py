"""A model behind the guard: what may not be in a prompt is not sent; all that is sent is written down first.

Two rules. A hosted model never gets a private number, a personal value or a key. And text that is not the
person's own (a brand's, a twin's, facts that are to be phrased) never shares a prompt with any of them,
wherever the model runs. A key is never in a prompt at all.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from typing import Final

from language.errors import LedgerError, ModelError, ModelLeakError, ModelUnwrittenError
from language.kinds import Source
from language.ledger import Ended, Ledger, Prompt
from language.ports import FormT, LanguageModel, Meter, Task, Usage, Where, unmetered
from language.private import Private, has_address

Clock = Callable[[], int]
"""Now, in milliseconds."""

_OWN: Final = frozenset({Source.PERSON, Source.MARKETER})
"""Whose words may hold what is private: their own, to a model on their own machine."""


class Guarded:
    """Lets through to *model* what may be asked of it; every prompt goes into *ledger* first."""

    def __init__(self, model: LanguageModel, private: Private, ledger: Ledger, clock: Clock) -> None:
        self._model, self._private, self._ledger, self._clock = model, private, ledger, clock

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.name

    @property
    def where(self) -> Where:
        """Where the model runs."""
        return self._model.where

    async def fill(self, task: Task, form: type[FormT], *, meter: Meter = unmetered) -> FormT:
        """Fill *form*. Raises `ModelLeakError` before anything is sent, and what the model raises."""
        entry = self._write(task, form.__name__)
        try:
            filled = await self._model.fill(task, form, meter=entry.count)
        except ModelError as error:
            entry.outcome = error.code
            raise
        else:
            entry.outcome = "answered"
            return filled
        finally:
            entry.end(meter)

    async def phrase(self, task: Task, *, meter: Meter = unmetered) -> AsyncGenerator[str, None]:
        """Phrase facts. Raises `ModelLeakError` before anything is sent, and what the model raises."""
        entry = self._write(task, None)
        try:
            async with aclosing(self._model.phrase(task, meter=entry.count)) as pieces:
                async for piece in pieces:
                    yield piece
        except ModelError as error:
            entry.outcome = error.code
            raise
        else:
            entry.outcome = "answered"
        finally:
            entry.end(meter)

    def _write(self, task: Task, form: str | None) -> _Entry:
        if self.where is Where.NOWHERE:
            return _Entry(None, 0)
        held = self._held(task)
        prompt = Prompt(
            at_ms=self._clock(),
            kind=task.kind,
            model=self.name,
            where=self.where,
            form=form,
            instructions=task.instructions,
            text=self._private.redacted(task.text),
            sent=held is None,
        )
        try:
            entry = _Entry(self._ledger, self._ledger.write(prompt))
        except (OSError, LedgerError) as error:
            raise ModelUnwrittenError(f"the ledger of prompts can't be written: {error}") from None
        if held is None:
            return entry
        entry.outcome = ModelLeakError.code
        entry.end(unmetered)
        raise ModelLeakError(f"the prompt ({task.kind}) holds {held}; it was not sent")

    def _held(self, task: Task) -> str | None:
        """Say what stands in the way of sending *task*."""
        whole = f"{task.instructions}\n{task.text}"
        if self.where is Where.HERE and task.source in _OWN:
            return Private(keys=self._private.keys).held_by(whole)
        if has_address(whole) and task.source is not Source.OURS:
            return "a mail address"
        return self._private.held_by(whole)


class _Entry:
    """A line of the ledger that is not ended yet."""

    def __init__(self, ledger: Ledger | None, number: int) -> None:
        self._ledger, self._number = ledger, number
        self._usage: Usage | None = None
        self.outcome = "stopped"

    def count(self, usage: Usage) -> None:
        self._usage = usage

    def end(self, meter: Meter) -> None:
        if self._ledger is not None:
            with suppress(OSError, LedgerError):  # that it was asked is written, and the answer is there
                self._ledger.end(self._number, Ended(self.outcome, self._usage))
        if self._usage is not None:
            meter(self._usage)
