"""Office: what a brand's console stands on while it is open.

The store is the one that `brand serve` writes, perhaps in another process: what is decided here is a row that
the serving process reads in the transaction of its next answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from brand_agent.edge.tables import METADATA
from dailyme.clock import World
from dailyme.pages.shell import Live, NotEnteredError, Who, session_of, site_of
from dailyme.places import Places
from dailyme.wiring.rereading import State, state_of
from dailyme.wiring.shop import Shop, ShopFlags, read_shop
from foundation.database import Database
from protocol import SigningKey


@dataclass
class Office:
    """One brand's console.

    flags: the files that the brand is read from. origin: where its agent is served. local: on this machine.
    """

    database: Database
    flags: ShopFlags
    origin: str
    key: SigningKey
    places: Places
    world: World
    local: bool
    live: Live = field(default_factory=Live)
    kept: dict[str, object] = field(default_factory=dict, repr=False)
    """What pages worked out and show again, by a name of theirs; all of it can be worked out anew."""
    _shop: tuple[State, Shop] | None = field(default=None, repr=False)
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    @property
    def config(self) -> Path | None:
        """The brand's policy file, if it has one."""
        return self.flags.config

    def now_ms(self) -> int:
        """Return the time."""
        return self.world.clock(0)

    async def shop(self) -> Shop:
        """Return the shop as its files are now; they are read beside, so that nobody waits for another.

        Raises what reading them raises.
        """
        async with self._reading:
            state = await asyncio.to_thread(state_of, self.flags)
            if self._shop is None or self._shop[0] != state:
                self._shop = state, await asyncio.to_thread(self._read)
            return self._shop[1]

    def _read(self) -> Shop:
        return read_shop(self.flags, at_ms=self.now_ms(), local=self.local)

    def who(self, request: Request) -> Who:
        """Return who asks. Raises `NotEnteredError`."""
        session = session_of(request)
        if session is None:
            raise NotEnteredError(site_of(request).entrance)
        return session.who

    def close(self) -> None:
        """Hang up and let go of the store."""
        self.live.close()
        self.database.close()


@asynccontextmanager
async def opened_office(
    store: str, flags: ShopFlags, *, origin: str, key: SigningKey, places: Places, world: World, local: bool
) -> AsyncIterator[Office]:
    """Open the office of the brand whose database is at the URL *store*; it is closed after."""
    database = Database(store)
    database.create(METADATA)
    office = Office(database, flags, origin, key, places, world, local)
    try:
        yield office
    finally:
        office.close()


def office_of(request: Request) -> Office:
    """Return the office that *request* came to."""
    found: Office = request.app.state.office
    return found


OfficeDep = Annotated[Office, Depends(office_of)]
