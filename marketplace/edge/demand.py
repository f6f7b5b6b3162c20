"""The desk for unmet wishes: letters are counted, and weeks that are over are told.

Spec: spec/48-demand.md.
"""

from __future__ import annotations

from foundation.database import Database
from marketplace.counting import Counter
from marketplace.demand import Dice, Rule, demand_page
from marketplace.edge.tallies import SqlTallies
from marketplace.ports import Clock
from protocol import SigningKey, did_key_ring
from protocol.relation import read_letter
from transport.routes import Page


class DemandDesk:
    """A `DemandSite` over one store."""

    def __init__(self, database: Database, key: SigningKey, clock: Clock, rule: Rule, dice: Dice) -> None:
        self._database, self._clock = database, clock
        self._counter, self._dice = Counter(key, rule), dice

    async def contribute(self, data: bytes) -> bytes:
        """The signed answer to a twin's contribution. Raises a `ProtocolError`; nothing is counted then."""
        letter = read_letter(data, did_key_ring, to=self._counter.key.did)
        at_ms = self._clock() // 1000 * 1000
        await self.tell(at_ms)
        return await self._database.write(
            lambda connection: self._counter.attend(letter, SqlTallies(connection), at_ms=at_ms)
        )

    async def demand_page(self, cursor: str | None) -> Page:
        """The signed page of tallies behind *cursor*."""
        at_ms, k = self._clock(), self._counter.rule.k
        await self.tell(at_ms)
        told = await self._database.read(
            lambda connection: SqlTallies(connection).told(cursor or "", k, at_ms=at_ms)
        )
        return Page(*demand_page(told, self._counter.key, cursor=cursor, k=k, at_ms=at_ms))

    async def tell(self, at_ms: int) -> None:
        """Tell the weeks that are over at *at_ms*, if there are any, and forget what they were told from."""
        rule, dice = self._counter.rule, self._dice
        if await self._database.read(lambda connection: SqlTallies(connection).is_due(at_ms)):
            await self._database.write(
                lambda connection: SqlTallies(connection).tell(rule, dice, at_ms=at_ms)
            )
            await self._database.scrub()
