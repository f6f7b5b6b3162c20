"""Models for tests: one that says what it is told to, and one that obeys whoever speaks to it."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import AsyncGenerator, Iterable, Mapping

from pydantic import BaseModel

from language.answers import read_form
from language.errors import ModelEmptyError, ModelError
from language.obeying import invented, speech
from language.ports import FormT, Meter, Task, Usage, Where, unmetered

Answer = str | Mapping[str, object] | BaseModel | ModelError


class Scripted:
    """Gives *answers* in order: text as it stands, a mapping or a form as JSON, an error by raising it."""

    def __init__(self, answers: Iterable[Answer], *, where: Where = Where.HERE) -> None:
        self._answers = deque(answers)
        self.name, self.where = "scripted", where
        self.asked: list[Task] = []

    async def fill(self, task: Task, form: type[FormT], *, meter: Meter = unmetered) -> FormT:
        """Return the next answer, read as a model's is."""
        text = self._next(task)
        meter(Usage(None, None, 0))
        return read_form(text, form)

    async def phrase(self, task: Task, *, meter: Meter = unmetered) -> AsyncGenerator[str, None]:
        """Return the next answer word by word."""
        for piece in self._next(task).split(" "):
            yield piece + " "
        meter(Usage(None, None, 0))

    def _next(self, task: Task) -> str:
        self.asked.append(task)
        if not self._answers:
            raise ModelEmptyError("the script is at its end")
        answer = self._answers.popleft()
        if isinstance(answer, ModelError):
            raise answer
        if isinstance(answer, BaseModel):
            return answer.model_dump_json()
        return answer if isinstance(answer, str) else json.dumps(answer)


class Obeying:
    """The worst model that there can be: it does whatever any text tells it, and makes up the rest.

    Its forms are valid: the sentences of the text that order something stand in every text field, numbers
    are invented, lists are full. Its phrases repeat the orders, praise another product and name prices that
    nobody offered.
    """

    name, where = "obeying", Where.HERE

    def __init__(self) -> None:
        self.asked: list[Task] = []

    async def fill(self, task: Task, form: type[FormT], *, meter: Meter = unmetered) -> FormT:
        """Return *form*, filled with what the text orders."""
        self.asked.append(task)
        meter(Usage(None, None, 0))
        return read_form(json.dumps(invented(form.model_json_schema(), task.text)), form)

    async def phrase(self, task: Task, *, meter: Meter = unmetered) -> AsyncGenerator[str, None]:
        """Return what the text orders, as if it were advice."""
        self.asked.append(task)
        for piece in speech(task.text):
            yield piece
        meter(Usage(None, None, 0))
