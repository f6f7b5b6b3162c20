"""A customer for the tests: a buyer that goes on after the agreement, days later if need be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import httpx
from fastapi import FastAPI

from protocol import Delivered, Message, Order, Outcome, Return, Review, Track, compose, write_time
from protocol.commitment import Beside, commit
from protocol.fulfilling import DAY_MS
from tests.brand_agent.buyer import Buyer, to_brand
from tests.brand_agent.shop import DID, Shop, message_id
from transport.parcel import Parcel, wrap

RULES = """
[fulfilment]
needs = ["name"]
[[remedies]]
case = "late"
kind = "price-reduction"
share = "0.05"
cap = "0.12"
[[remedies]]
case = "faulty"
kind = "points"
points = 300
"""


async def post(app: FastAPI, data: bytes, values: Sequence[Beside] = ()) -> httpx.Response:
    """The answer to *data* with *values* beside it."""
    body, kind = wrap(Parcel(data, tuple(values)))
    async with to_brand(app) as client:
        return await client.post("/negotiate", content=body, headers={"content-type": kind})


class Customer(Buyer):
    """A buyer of a shop, whose clock it moves."""

    shop: Shop

    async def buy(self, shop: Shop) -> None:
        """Come to an agreement at the list price."""
        self.shop = shop
        for kind in ("open", "accept"):
            assert (await self.ask(shop.app, self.plain(kind))).type in {"offer", "confirm"}

    def later(self, days: int) -> None:
        """Let *days* pass for both."""
        self.at_ms += days * DAY_MS
        self.shop.clock.at_ms = self.at_ms

    async def say(self, kind: str, body: Any, values: Sequence[Beside] = ()) -> Message:
        """Say *body*, and hear the signed answer."""
        data = self.make(kind, body)
        response = await post(self.shop.app, data, values)
        assert response.status_code == 200, response.text
        return self.hear(data, response.content)

    async def order(self, name: str = "Ada") -> Message:
        """Order with a name beside."""
        data, beside = self.ordering(name)
        response = await post(self.shop.app, data, [beside])
        assert response.status_code == 200, response.text
        return self.hear(data, response.content)

    def ordering(self, name: Any = "Ada") -> tuple[bytes, Beside]:
        """The bytes of an order, and the name beside it."""
        seq = self.talk.seq + 1
        id = message_id(f"{self.name}:{self.talk.thread}:{seq}")
        committed, beside = commit("name", name, salt=bytes(32), message=id)
        body = Order(agreement=self.talk.accepted_hash, disclosed=(committed,))
        message = compose(
            body, self.key, kind="order", to=DID, id=id, created_ms=self.at_ms,
            expires_ms=self.at_ms + 60_000,
            thread=self.talk.thread, prev=self.talk.last, seq=seq,
        )  # fmt: skip
        return message.data, beside

    async def track(self) -> Message:
        """Ask how far it is."""
        return await self.say("track", Track())

    async def received(self, condition: Any = "as-agreed") -> Message:
        """Say that it came just now."""
        return await self.say("delivered", Delivered(at=write_time(self.at_ms), condition=condition))

    async def returns(self, reason: Any = "changed-mind") -> Message:
        """Want to give it back."""
        return await self.say("return", Return(reason=reason))

    async def tells(self, how: Any) -> Message:
        """Tell how it turned out."""
        return await self.say("outcome", Outcome(agreement=self.talk.accepted_hash, how=how))

    async def reviews(self, stars: int) -> Message:
        """Review it."""
        return await self.say("review", Review(agreement=self.talk.accepted_hash, stars=stars))
