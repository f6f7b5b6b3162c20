"""The memory of the twin: what it remembers, believes and forgets, in the file of its store.

Spec: spec/90-learn.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from consumer_twin.edge.forgetting import forget
from consumer_twin.edge.log import entries_of, head_of, open_log, recalled, remember
from consumer_twin.edge.traces import reach
from consumer_twin.memory import Beliefs, Checked, Entry, Head, Kind, Lesson, check, derive
from consumer_twin.taste import TELLING, Experience, believed, experience_of
from foundation.database import Database


class SqlMemory:
    """The memory in *database*."""

    def __init__(self, database: Database) -> None:
        self._database = database
        open_log(database)

    async def remember(self, lessons: Iterable[Lesson]) -> tuple[int, ...]:
        """Put *lessons* at the end of the log, all or none; return their numbers.

        Raises `BadLessonError` for facts that are not those of their kind.
        """
        return await self._database.write(lambda connection: remember(connection, lessons))

    async def recall(self, kinds: Set[Kind] | None = None) -> tuple[Lesson, ...]:
        """Return the lessons that were not erased, in the order they came; of *kinds* alone, if given.

        Raises `BrokenMemoryError` for one that can't be read.
        """
        return await self._database.read(lambda connection: tuple(recalled(connection, kinds)))

    async def entries(self) -> tuple[Entry, ...]:
        """Return every entry as it lies there, erased and broken ones too."""
        return await self._database.read(lambda connection: tuple(entries_of(connection)))

    async def beliefs(self, kinds: Set[Kind] | None = None) -> Beliefs:
        """Return what the log gives cause to believe; what lessons of *kinds* do, if given.

        Raises `BrokenMemoryError`.
        """
        return await self._database.read(lambda connection: derive(recalled(connection, kinds)))

    async def believed(self) -> Beliefs:
        """Return the same with what is believed of the person's taste. Raises `BrokenMemoryError`."""
        return await self._database.read(lambda connection: believed(recalled(connection)))

    async def experience(self) -> Experience:
        """Return what the person's taste comes from. Raises `BrokenMemoryError`."""
        return await self._database.read(lambda connection: experience_of(recalled(connection, TELLING)))

    async def head(self) -> Head:
        """Return where the log ends: it moves with all that is remembered, and all that is forgotten."""
        return await self._database.read(head_of)

    async def verify(self) -> Checked:
        """Return whether the chain holds."""
        return await self._database.read(lambda found: check(entries_of(found), head_of(found)))

    async def reach(self, numbers: Iterable[int]) -> frozenset[int]:
        """Return *numbers* and those of the entries that go with them, which tell of the same things."""
        wanted = frozenset(numbers)
        return await self._database.read(lambda connection: reach(connection, wanted))

    async def forget(self, numbers: Iterable[int], at_ms: int) -> bool:
        """Erase these entries, the options that they showed, and what lingers of them in the file (LEARN-6).

        Returns False if another process was reading, so that the file's own log could not be emptied yet.

        Raises `UnknownEntryError`; then nothing is erased.
        """
        wanted = frozenset(numbers)
        await self._database.write(lambda connection: forget(connection, wanted, at_ms))
        return await self._database.scrub()
