"""A console and its running agent over one store, for what a brand's own programs hear of and ask."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from fastapi import FastAPI

from brand_agent import read_policy
from brand_agent.console.roles import Role
from brand_agent.edge.http import open_brand
from brand_agent.edge.webhooks import Postman
from tests.brand_agent.buyer import Buyer
from tests.brand_agent.shop import ENTRIES, KEY, ORIGIN, message_id
from tests.brand_agent.shop import POLICY as SOLD
from tests.pages.brand.staff import URL, Browser, Desk, open_desk


@dataclass
class Works:
    """A console that is open, with its way out, and the agent that sells, once it is asked to."""

    desk: Desk
    agent: FastAPI | None = None

    @property
    def postman(self) -> Postman:
        """Who carries the webhooks."""
        found: Postman = self.desk.app.state.way_out.postman
        return found

    async def admin(self) -> Browser:
        """The browser of an admin."""
        return await self.desk.browser("Ana", Role.ADMIN)

    async def program(self, key: str = "") -> httpx.AsyncClient:
        """A program that shows *key*."""
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.desk.app),
            base_url=URL,
            headers={"authorization": f"Bearer {key}"} if key else {},
        )
        return await self.desk.stack.enter_async_context(client)

    async def deal(self, product: str = "router") -> Buyer:
        """Sell one piece of *product*; return who bought it."""
        agent = self.agent = self.agent or await self._opened()
        buyer = Buyer(f"buyer of {product}")
        await buyer.ask(agent, buyer.opening((product, 1)))
        await buyer.ask(agent, buyer.accept())
        return buyer

    async def _opened(self) -> FastAPI:
        return await open_brand(
            self.desk.office.database,
            policy=read_policy(SOLD),
            entries=ENTRIES,
            key=KEY,
            origin=ORIGIN,
            clock=self.desk.clock,
            ids=message_id,
        )


@asynccontextmanager
async def open_works(folder: Path) -> AsyncIterator[Works]:
    """Open the console of a small shop under *folder*."""
    async with open_desk(folder) as desk, desk.app.router.lifespan_context(desk.app):
        yield Works(desk)
