"""A brand with public offers and a twin whose person holds facts, over HTTP in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
from starlette.types import ASGIApp

from brand_agent import read_policy
from brand_agent.edge.http import open_brand
from catalog_adapters import Entry
from consumer_twin import Event, Outcome, Twin, Wish, pursue, seeded_ids, seeded_nonces
from consumer_twin.edge import Fresh, Manner, Patience, Places, open_twin
from consumer_twin.edge.facts import SqlFacts
from consumer_twin.fresh import at_once
from consumer_twin.memory import Lesson
from consumer_twin.person import Nobody
from consumer_twin.wish import WishLine
from foundation.database import Database
from foundation.fetch import Guard
from negotiation import Mandate
from protocol import Price, Product, SigningKey, decode, read_time
from transport import Courier, WireLine
from transport.memory import memory_client

ORIGIN = "http://localhost:8001"
DID = "did:web:localhost%3A8001"
KEY = SigningKey.for_brand(sha256(b"claims").digest(), DID)
SEED = sha256(b"claimant").digest()
BASE_MS = read_time("2026-12-01T09:00:00Z")
DAY_MS = 86_400_000

POLICY = """
[brand]
name = "Shop"
regions = ["US"]
currency = "USD"
[cost]
share = "0.50"
[guardrails]
floor_margin = "0.05"
max_discount = "0.30"
"""
WINDOW = "valid_from = 2026-11-01T00:00:00Z\nvalid_until = 2027-12-01T00:00:00Z\n"


def promotion(id: str, discount: str, predicate: str = "", more: str = "") -> str:
    """A table of the policy; *predicate* is an inline table."""
    eligible = f"eligible = {predicate}\n" if predicate else ""
    head = f'[[promotion]]\nid = "{id}"\ntitle = "Off for {id}"\ndiscount = "{discount}"\n'
    return head + eligible + more + WINDOW


def flag(name: str) -> str:
    """The predicate that a flag is set."""
    return f'{{ op = "eq", fact = "{name}", value = true }}'


def entry() -> Entry:
    """A kettle for 100.00."""
    price = Price(amount=10_000, currency="USD")
    variant = {"id": "kettle-1", "title": "Kettle", "description": {"plain": ""}, "price": price}
    product = {
        "id": "kettle",
        "title": "Kettle",
        "description": {"plain": "A kettle."},
        "price_range": {"min": price, "max": price},
        "variants": [variant],
    }
    return Entry(product=Product.model_validate(product), stock={}, cost={})


@dataclass
class Street:
    """A brand, the way to it, and one person's twin."""

    folder: Path
    client: httpx.AsyncClient
    apps: dict[str, ASGIApp]
    database: Database
    now_ms: int = BASE_MS
    log: list[WireLine] = field(default_factory=list)
    heard: list[Event] = field(default_factory=list)
    brands: list[Database] = field(default_factory=list)
    runs: int = 0
    patience: Patience = field(default_factory=lambda: Patience(scan_s=20))

    def clock(self, seq: int) -> int:
        return self.now_ms + 1000 * seq

    async def brand(self, *promotions: str) -> None:
        """Open the brand with *promotions*, in the place of the one before."""
        self.brands.append(Database(f"sqlite:///{self.folder}/brand{len(self.brands)}.db"))
        self.apps[ORIGIN] = await open_brand(
            self.brands[-1],
            policy=read_policy(POLICY + "".join(promotions)),
            entries=[entry()],
            key=KEY,
            origin=ORIGIN,
            clock=self.clock,
            ids=seeded_ids(b"brand"),
        )

    @property
    def facts(self) -> SqlFacts:
        return SqlFacts(self.database)

    async def hold(self, name: str, value: Any, *, allowed: bool = True) -> None:
        """Let the person set a fact."""
        await self.facts.put(name, value, allowed=allowed, at_ms=self.now_ms)

    def twin(self, *consented: str, mandate: Mandate | None = None) -> Twin:
        """The person's twin in a run of its own."""
        self.runs += 1
        seed = SEED + str(self.runs).encode()
        guard = Guard(local=True)
        return open_twin(
            database=self.database,
            client=self.client,
            guard=guard,
            courier=Courier(self.client, guard, clock=lambda: self.clock(0), wire_log=self.log.append),
            places=Places(brands=(ORIGIN,)),
            seed=SEED,
            fresh=Fresh(self.clock, seeded_ids(seed), seeded_nonces(seed), at_once),
            manner=Manner(mandate=mandate, consented=frozenset(consented), patience=self.patience),
            hear=self.heard.append,
        )

    async def wish(self, *consented: str, buy: bool = False) -> Outcome:
        """Wish for a kettle."""
        wish = Wish(text="kettle", lines=(WishLine("kettle", 1),), region="US", currency="USD")
        mandate = Mandate(per_deal=Price(amount=20_000, currency="USD")) if buy else None
        return await pursue(wish, Nobody(), self.twin(*consented, mandate=mandate))

    def opens(self) -> list[dict[str, Any]]:
        """The bodies of the opens that were sent."""
        sent = [line.text for line in self.log if line.direction == "sent" and line.seq == 0]
        return [decode(text.encode())["body"] for text in sent]

    def offered(self) -> list[dict[str, Any]]:
        """The bodies of the first offers that came."""
        got = [
            decode(line.text.encode()) for line in self.log if line.direction == "received" and line.seq == 1
        ]
        return [one["body"] for one in got if one["type"] == "offer"]

    async def lessons(self, *kinds: str) -> list[Lesson]:
        """The lessons of *kinds* in the log."""
        return [one for one in await self.twin().store.lessons() if one.kind in kinds]


@asynccontextmanager
async def street(folder: Path, *promotions: str) -> AsyncIterator[Street]:
    """Open a brand with *promotions* and a twin's store."""
    apps: dict[str, ASGIApp] = {}
    async with memory_client(apps) as client:
        made = Street(folder, client, apps, Database(f"sqlite:///{folder}/twin.db"))
        await made.brand(*promotions)
        yield made
        for database in (made.database, *made.brands):
            database.close()
