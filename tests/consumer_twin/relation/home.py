"""A person's twin and a brand, the real ones, over HTTP in memory: for the tests of consent and sketch."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from brand_agent.edge.relation.using import use_value
from consumer_twin import seeded_nonces
from consumer_twin.edge.consents import Consents, Granting
from consumer_twin.edge.letters import SqlLetters
from consumer_twin.edge.memory import SqlMemory
from consumer_twin.edge.patience import Patience
from consumer_twin.edge.relate import Relate
from consumer_twin.edge.sketches import Sketches
from consumer_twin.memory import Lesson
from consumer_twin.relation.who import Known, Who
from foundation.database import Database
from foundation.fetch import Guard
from protocol import to_base64url
from protocol.relation import Purpose
from tests.brand_agent.shop import DID, ORIGIN, Shop, open_shop
from transport import Courier
from transport.memory import memory_client

SEED = sha256(b"a person").digest()
DAY_MS = 86_400_000
MAIL = "ada@example.org"
ME = Known(0)

Spoil = Callable[[bytes], bytes]


@dataclass
class Home:
    """The twin's grants and sketches, and the *shop* they are with. *lines* is what went over the wire."""

    shop: Shop
    database: Database
    relate: Relate
    lines: list[Any]

    @property
    def consents(self) -> Consents:
        """Grants."""
        return Consents(self.relate, self.database)

    @property
    def sketches(self) -> Sketches:
        """Sketches."""
        return Sketches(self.relate, self.database)

    async def grant(
        self,
        *values: tuple[str, str],
        purposes: tuple[Purpose, ...] = ("service",),
        days: int = 30,
        who: Who = ME,
    ) -> str:
        """Disclose *values* and return the hash of the grant."""
        self.tick()
        granting = Granting(
            values or (("email", MAIL),), purposes, self.shop.clock.at_ms + days * DAY_MS, "sd-base"
        )
        return (await self.consents.disclose(DID, granting, who)).letter.hash

    async def use(self, field: str = "email", purpose: Purpose = "service", who: Who = ME) -> Any:
        """What the brand reads."""
        key = who.key(SEED, DID).did
        return await use_value(self.shop.database, key, field, purpose, at_ms=self.shop.clock.at_ms)

    async def lessons(self) -> list[tuple[str, dict[str, Any]]]:
        """What the twin remembers."""
        found: tuple[Lesson, ...] = await SqlMemory(self.database).recall()
        return [(one.kind, one.facts or {}) for one in found]

    def tick(self) -> None:
        """A second goes by."""
        self.shop.clock.at_ms += 1000


@asynccontextmanager
async def home(folder: Path) -> AsyncIterator[Home]:
    """Open both sides in *folder*."""
    shop = await open_shop(folder)
    database = Database(f"sqlite:///{folder}/twin.db")
    guard, lines = Guard(local=True), []  # type: ignore[var-annotated]
    client = memory_client({ORIGIN: shop.app})
    relate = Relate(
        courier=Courier(client, guard, clock=lambda: shop.clock.at_ms, wire_log=lines.append),
        letters=SqlLetters(database),
        seed=SEED,
        clock=shop.clock,
        ids=lambda label: to_base64url(sha256(f"twin {label}".encode()).digest()[:16]),
        nonces=seeded_nonces(SEED),
        patience=Patience(answer_s=10, tries=2),
    )
    try:
        yield Home(shop, database, relate, lines)
    finally:
        await client.aclose()
        database.close()
        shop.database.close()
