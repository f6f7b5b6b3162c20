"""No model: everything works by rule."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from language.errors import NoModelError
from language.ports import FormT, Meter, Task, Where, unmetered


class NoModel:
    """Refuses at once, so that the way without a model is the same as the way round a broken one."""

    name = "none"
    where = Where.NOWHERE

    async def fill(self, task: Task, form: type[FormT], *, meter: Meter = unmetered) -> FormT:
        """Raise `NoModelError`."""
        raise NoModelError("no model is set")

    async def phrase(self, task: Task, *, meter: Meter = unmetered) -> AsyncGenerator[str, None]:
        """Raise `NoModelError`."""
        raise NoModelError("no model is set")
        yield ""
