"""A twin as a process of its own, which kills itself at one moment of its accept.

`python -m tests.consumer_twin.killed_twin FOLDER ORIGIN MOMENT` follows the demo's wish at ORIGIN.
MOMENT is `before` (the accept is stored, not sent), `after` (sent and confirmed, the answer not stored) or
`resume`, which settles what is in doubt and prints the outcomes as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from consumer_twin import Nobody, Scan, Seller, Twin, Wish, pursue, resume, seeded_ids, seeded_nonces
from consumer_twin.edge import Fresh, Manner, Places, open_twin
from consumer_twin.edge.talks import BrandTalks
from consumer_twin.edge.till import BrandTill
from consumer_twin.fresh import at_once
from consumer_twin.ports import Brands
from foundation.database import Database
from foundation.fetch import Guard, open_client
from protocol import Message
from protocol.commitment import Beside
from tests.consumer_twin.town import BASE_MS, SEED, logical_clock
from tests.consumer_twin.twins import ANY_DEAL, wish_for
from transport import Courier

LOCAL = Guard(local=True)
ROUTER = "wireless router for video and gaming"


@dataclass(frozen=True)
class Dying:
    """The way to *brands*, on which the twin dies with an accept in its hands."""

    brands: Brands
    moment: str

    async def scan(self, wish: Wish) -> Scan:
        """As the brands do."""
        return await self.brands.scan(wish)

    async def ask(self, seller: Seller, message: Message, values: tuple[Beside, ...] = ()) -> Message:
        """As the brands do, until an accept comes."""
        if message.type == "accept" and self.moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = await self.brands.ask(seller, message, values)
        if message.type == "accept" and self.moment == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return answer


def dying(twin: Twin, moment: str) -> Twin:
    """Return *twin* on a deadly way."""
    assert isinstance(twin.till, BrandTill)
    assert isinstance(twin.talks, BrandTalks)
    exchange = replace(twin.till.exchange, brands=Dying(twin.brands, moment))
    return replace(twin, till=BrandTill(exchange), talks=replace(twin.talks, exchange=exchange))


async def live(folder: Path, origin: str, moment: str) -> None:
    """Follow the wish until killed, or settle what is in doubt."""
    database = Database(f"sqlite:///{folder}/twin.db")
    async with open_client(LOCAL) as client:
        twin = open_twin(
            database=database,
            client=client,
            guard=LOCAL,
            courier=Courier(client, LOCAL, clock=lambda: BASE_MS),
            places=Places(brands=(origin,)),
            seed=SEED,
            fresh=Fresh(logical_clock, seeded_ids(SEED), seeded_nonces(SEED), at_once),
            manner=Manner(mandate=ANY_DEAL),
        )
        if moment == "resume":
            outcomes = await resume(twin, Nobody())
            print(json.dumps([[one.status, [dict(deal.document) for deal in one.deals]] for one in outcomes]))
        else:
            await pursue(wish_for(ROUTER), Nobody(), dying(twin, moment))
    database.close()


if __name__ == "__main__":
    asyncio.run(live(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
