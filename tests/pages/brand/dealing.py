"""A console beside the agent that it is about: twins' messages are answered over the same store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from brand_agent.console.roles import Role
from brand_agent.edge.http import open_brand
from protocol import Message
from tests.brand_agent.buyer import Buyer
from tests.brand_agent.fulfilment.customer import Customer
from tests.brand_agent.shop import Clock, Shop, message_id
from tests.pages.brand.staff import CATALOG, KEY, NOON_MS, ORIGIN, POLICY, Browser, Desk, open_desk


@dataclass
class Dealing:
    """A shop that is served, and its console. ana is an admin, ben a marketer, cem a viewer."""

    desk: Desk
    agent: FastAPI
    ana: Browser
    ben: Browser
    cem: Browser

    async def asked(self, name: str = "guest", product: str = "one", quantity: int = 1) -> Buyer:
        """A twin that has heard the answer to its open."""
        buyer = Buyer(name, at_ms=self.desk.clock.at_ms)
        line = {"product": product, "variant": product, "quantity": quantity}
        await buyer.ask(self.agent, buyer.opening(lines=[line]))
        return buyer

    async def haggled(self, name: str = "guest", *totals: int, **asked: Any) -> Buyer:
        """A twin that has countered with *totals*, one after the other."""
        buyer = await self.asked(name, **asked)
        for total in totals:
            await self.countered(buyer, total)
        return buyer

    async def countered(self, buyer: Buyer, total: int) -> Message:
        """What is answered to a counter of *total*."""
        return await buyer.ask(self.agent, buyer.counter(total, buyer.offer.terms))

    async def bought(self, name: str = "guest", *totals: int, **asked: Any) -> Buyer:
        """A twin that has agreed."""
        buyer = await self.haggled(name, *totals, **asked)
        answer = await buyer.ask(self.agent, buyer.accept())
        assert answer.type == "confirm"
        return buyer

    async def ordered(self, name: str = "guest", product: str = "one", person: str = "Ada") -> Customer:
        """A twin that has agreed and ordered, and told its person's name for that."""
        customer = Customer(name, at_ms=self.desk.clock.at_ms)
        shop = await self.desk.office.shop()
        customer.shop = Shop(self.agent, self.desk.office.database, Clock(), shop.policy)
        line = {"product": product, "variant": product, "quantity": 1}
        await customer.ask(self.agent, customer.opening(lines=[line]))
        assert (await customer.ask(self.agent, customer.accept())).type == "confirm"
        assert (await customer.order(person)).type == "handoff"
        return customer


@asynccontextmanager
async def dealing(
    folder: Path, *, policy: str = POLICY, catalog: str = CATALOG, at_ms: int = NOON_MS
) -> AsyncIterator[Dealing]:
    """Open the shop and its console over one store in *folder*, at *at_ms*."""
    async with open_desk(folder, policy=policy, catalog=catalog, at_ms=at_ms) as desk:
        shop = await desk.office.shop()
        agent = await open_brand(
            desk.office.database,
            policy=shop.policy,
            entries=shop.entries,
            key=KEY,
            origin=ORIGIN,
            clock=desk.clock,
            ids=message_id,
        )
        ana = await desk.browser("Owner")
        ben, cem = await desk.browser("Ben", Role.MARKETER), await desk.browser("Cem", Role.VIEWER)
        yield Dealing(desk, agent, ana, ben, cem)
