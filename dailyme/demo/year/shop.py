"""The brand's side of the year: what its people do at the counter, and what its store holds."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from brand_agent.edge.events import read_events
from brand_agent.edge.orders import Counter
from brand_agent.edge.relation.mailbox_tables import NEWS
from brand_agent.edge.relation.using import use_grant, use_value
from brand_agent.fulfilment import Order
from dailyme.demo.sky import DAY_MS
from dailyme.demo.town import Town
from dailyme.demo.year.script import BRAND
from foundation.database import Database
from protocol.lifecycle import Happened
from protocol.relation import Purpose, UseError


@dataclass(frozen=True)
class Counterside:
    """What people at the brand do."""

    town: Town
    brand: str = BRAND

    @property
    def database(self) -> Database:
        """The brand's store."""
        return self.town.database(self.brand)

    async def ship(self, code: str, *, days: int) -> tuple[Order, dict[str, Any]]:
        """Take the payment of *code*, read where it goes, and ship it, expected in so many *days*."""
        at_ms, counter = self.town.sky(0), Counter(self.database)
        order = await counter.redeem(code, at_ms=at_ms)
        label = await use_grant(self.database, order.message, "fulfilment", at_ms=at_ms)
        expected_ms = at_ms + days * DAY_MS
        return await counter.advance(order.agreement, "shipped", at_ms=at_ms, expected_ms=expected_ms), label

    async def use(self, key: str, field: str, purpose: Purpose) -> str:
        """Use a value for *purpose*; return the code of the refusal, or nothing."""
        try:
            await use_value(self.database, key, field, purpose, at_ms=self.town.sky(0))
        except UseError as refused:
            return refused.code
        return ""

    async def reprice(self, words: str, share: float) -> None:
        """Sell what *words* name at its price times *share*; who asked to hear of it is told."""
        await self.town.reprice(self.brand, words, share)

    async def mailbox(self) -> int:
        """Return how many news lie in the mailboxes, read or not."""
        counted = select(func.count(NEWS.c.number))
        return await self.database.read(lambda store: store.execute(counted).scalar_one())

    async def events(self) -> list[tuple[str, Happened]]:
        """Return each event with the key that it happened under."""
        return await self.database.read(lambda store: list(read_events(store)))

    def finds(self, values: tuple[str, ...]) -> list[str]:
        """Return which of *values* stand anywhere in the files of the store, as they are or in base64."""
        files = Path(self.town.folder).glob(f"{self.brand}.db*")
        data = b"".join(path.read_bytes() for path in sorted(files))
        return [one for one in values if any(each in data for each in spellings(one))]


def spellings(value: str) -> tuple[bytes, ...]:
    """Return the bytes of *value*: as it is, and the characters of base64 that are its own, at any offset."""
    raw = value.encode()
    coded = (
        base64.urlsafe_b64encode(bytes(ahead) + raw)[-(-ahead * 8 // 6) : (ahead + len(raw)) * 8 // 6]
        for ahead in range(3)
    )
    return (raw, *coded)
