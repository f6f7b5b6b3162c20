"""The sketch, from the twin's side: what a brand holds under each key, seen, corrected and erased.

Spec: spec/38-sketch.md (SKETCH-2, SKETCH-11).

Each key asks for itself, in a request of its own; nothing in one tells of another.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from consumer_twin.edge.consents import breaches
from consumer_twin.edge.letters import Sent
from consumer_twin.edge.log import open_log, remember
from consumer_twin.edge.relate import Relate
from consumer_twin.edge.tables import KNOWN_THREADS, MESSAGES, THREADS
from consumer_twin.memory import Lesson
from consumer_twin.relation.who import Guest, Known, Who
from foundation.database import Database
from protocol import decode
from protocol.commitment import Committed
from protocol.relation import (
    Correct,
    Corrected,
    Erase,
    Erased,
    FetchSketch,
    Held,
    Letter,
    SketchPage,
    read_sketch,
)

MAX_PAGES: Final = 200
"""Pages of one sketch that are read."""


@dataclass(frozen=True)
class Sketches:
    """Sketches over *relate*, remembered in *database*."""

    relate: Relate
    database: Database

    async def fetch(self, brand: str, who: Who) -> tuple[Held, ...]:
        """Return all that the DID *brand* says it holds under the key of *who*, oldest first.

        Raises `WrongSketchError` (SKETCH-2), or what `Relate.ask` raises.
        """
        found: list[Held] = []
        for _ in range(MAX_PAGES):
            page, more = await self._page(brand, who, found[-1].entry.id if found else None)
            found += page
            if not more:
                break
        facts = {"brand": brand, "entries": len(found)}
        await self._remember([Lesson(self.relate.clock(0), "sketch-fetched", facts=facts)])
        return tuple(found)

    async def _page(self, brand: str, who: Who, after: str | None) -> tuple[tuple[Held, ...], bool]:
        body = FetchSketch.model_validate({} if after is None else {"after": after})
        async with breaches(self.relate, self.database, brand, "sketch"):
            sent = await self.relate.ask(
                brand, lambda _: body, who, label=f"{self._label('sketch', brand, who)}/{after}"
            )
            assert sent.answer is not None
            if not isinstance(sent.answer.body, SketchPage):
                return (), False
            page = read_sketch(sent.answer, sent.answered)
        return page, sent.answer.body.more and bool(page)

    async def correct(
        self, brand: str, who: Who, entry: str, *, value: tuple[str, str] | None = None, says: str = ""
    ) -> Sent:
        """Correct *entry* by a *value* (field and value) or by words. Raises what `Relate.ask` raises."""
        at_ms = self.relate.clock(0)

        def body(committed: tuple[Committed, ...]) -> Correct:
            words = {} if value is not None else {"says": says}
            return Correct.model_validate({"entry": entry, "disclosed": committed, **words})

        def learn(_asked: Letter, answer: Letter) -> Iterable[Lesson]:
            if isinstance(answer.body, Corrected):
                yield Lesson(at_ms, "corrected", facts={"brand": brand, "entry": entry})

        label = self._label("correct", brand, who)
        values = () if value is None else (value,)
        async with breaches(self.relate, self.database, brand, "correct"):
            return await self.relate.ask(brand, body, who, label=label, values=values, learn=learn)

    async def erase(self, brand: str, who: Who, entries: Sequence[str] = ()) -> Sent:
        """Have *entries* erased, or everything. Raises what `Relate.ask` raises."""
        at_ms = self.relate.clock(0)

        def learn(_asked: Letter, answer: Letter) -> Iterable[Lesson]:
            if isinstance(answer.body, Erased):
                facts = {"brand": brand, "erased": answer.body.erased, "kept": len(answer.body.kept)}
                yield Lesson(at_ms, "erased", facts=facts)

        label, body = self._label("erase", brand, who), Erase(entries=tuple(entries))
        async with breaches(self.relate, self.database, brand, "erase"):
            return await self.relate.ask(brand, lambda _: body, who, label=label, learn=learn)

    async def keys(self, brand: str) -> tuple[Who, ...]:
        """Return every key that was used with the DID *brand*, for letters and for deals, in no order."""
        asked = {one.who for one in await self.relate.letters.to(brand)}
        dealt = await self.database.read(lambda connection: _of_threads(connection, brand))
        return tuple(sorted(asked | dealt, key=lambda who: _tag(self.relate, who, brand)))

    def _label(self, kind: str, brand: str, who: Who) -> str:
        open_log(self.database)
        return f"{kind}/{_tag(self.relate, who, brand)}/{self.relate.clock(0)}"

    async def _remember(self, lessons: Iterable[Lesson]) -> None:
        open_log(self.database)
        await self.database.write(lambda connection: remember(connection, lessons))


def _of_threads(connection: Connection, brand: str) -> frozenset[Who]:
    """Return the keys of the threads with *brand*: the first message of each is addressed to it."""
    first = (MESSAGES.c.thread == THREADS.c.id) & (MESSAGES.c.seq == 0)
    rows = connection.execute(
        select(THREADS.c.nonce, KNOWN_THREADS.c.step, MESSAGES.c.data)
        .join(MESSAGES, first)
        .join(KNOWN_THREADS, KNOWN_THREADS.c.thread == THREADS.c.id, isouter=True)
    )
    return frozenset(
        Guest(row.nonce) if row.step is None else Known(row.step)
        for row in rows
        if decode(row.data)["to"] == brand
    )


def _tag(relate: Relate, who: Who, brand: str) -> str:
    """Return a label for a key that only the person's seed explains; ordered by it, keys have no order."""
    return hmac.digest(relate.seed, who.key(relate.seed, brand).did.encode(), "sha256").hex()[:16]
