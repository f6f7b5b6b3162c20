"""A small shop for the tests: three products, a policy, a clock that stands, and a store on disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from sqlalchemy import Connection, text

from brand_agent import BrandPolicy, Ledger, read_policy
from brand_agent.edge.http import open_brand
from brand_agent.edge.mediators import nobody
from brand_agent.edge.store import SqlLedger
from brand_agent.ports import Mediators
from catalog_adapters import Entry
from foundation.database import Database
from protocol import Price, Product, SigningKey, read_time, to_base64url

ORIGIN = "http://localhost:8001"
DID = "did:web:localhost%3A8001"
KEY = SigningKey.for_brand(sha256(b"test brand").digest(), DID)
NOON_MS = read_time("2026-12-01T12:00:00Z")

POLICY = """
[brand]
name = "Test shop"
categories = ["electronics"]
regions = ["US"]
currency = "USD"
[guardrails]
floor_margin = "0.08"
max_discount = "0.15"
counters = 4
offer_valid_minutes = 30
[[shipping]]
days = 5
price = "0.00"
[[shipping]]
days = 2
price = "9.90"
cost = "6.00"
[terms]
warranty_months = 12
returns_days = 30
extras = [{ name = "gift-wrap", cost = "2.00" }]
warranty_steps = [{ months = 24, cost_share = "0.03" }]
[personal_terms]
accept = ["sd-base"]
"""


def entry(
    id: str = "router",
    price: int = 10_000,
    *,
    stock: int | None = 3,
    cost: int | None = 7_000,
    currency: str = "USD",
    **more: Any,
) -> Entry:
    """A product with one variant; amounts are minor units, None is not stated by the source."""
    money = Price(amount=price, currency=currency)
    product = Product.model_validate(
        {
            "id": id,
            "title": f"The {id}",
            "description": {"plain": "Words."},
            "price_range": {"min": money, "max": money},
            "variants": [
                {"id": f"{id}-1", "title": f"The {id}", "description": {"plain": ""}, "price": money, **more}
            ],
        }
    )
    return Entry(
        product=product,
        stock={} if stock is None else {f"{id}-1": stock},
        cost={} if cost is None else {f"{id}-1": Price(amount=cost, currency=currency)},
    )


ENTRIES = (entry(), entry("lamp", 2_500, stock=1, cost=2_000), entry("poster", 900, stock=None, cost=None))


@dataclass
class Clock:
    """A clock that stands until it is set."""

    at_ms: int = NOON_MS

    def __call__(self, seq: int) -> int:
        return self.at_ms


def message_id(context: str) -> str:
    """An id that the context alone decides."""
    return to_base64url(sha256(context.encode()).digest()[:16])


@dataclass
class Shop:
    """A running brand: its application, its store and its clock."""

    app: FastAPI
    database: Database
    clock: Clock
    policy: BrandPolicy = field(repr=False)

    async def dump(self) -> list[tuple[Any, ...]]:
        """Every row of every table."""
        return await self.database.read(_dump)


def _dump(connection: Connection) -> list[tuple[Any, ...]]:
    tables = ("brand_message", "brand_stock", "brand_sale")
    return [
        tuple(row)
        for name in tables
        for row in connection.execute(text(f"SELECT * FROM {name} ORDER BY 1, 2"))
    ]


async def open_shop(
    folder: Path,
    *,
    entries: Sequence[Entry] = ENTRIES,
    policy: str = POLICY,
    ledger: Callable[[Connection], Ledger] = SqlLedger,
    database: type[Database] = Database,
    tidy_s: float = 60.0,
    mediators: Mediators = nobody,
) -> Shop:
    """Open the shop whose store lies in *folder*; the caller closes its database."""
    store, clock, rules = database(f"sqlite:///{folder}/shop.db"), Clock(), read_policy(policy)
    app = await open_brand(
        store,
        policy=rules,
        entries=entries,
        key=KEY,
        origin=ORIGIN,
        clock=clock,
        ids=message_id,
        ledger=ledger,
        tidy_s=tidy_s,
        mediators=mediators,
    )
    return Shop(app, store, clock, rules)
