"""Somebody who climbs the ladder of the test shop: letters over HTTP in memory, checked as a twin does."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import httpx
from fastapi import FastAPI

from protocol import SigningKey, message_hash
from protocol.commitment import Beside
from protocol.relation import Body, Introduce, Leave, Letter, Show, check_answer, link, read_letter, request
from tests.brand_agent.buyer import Buyer, to_brand
from tests.brand_agent.shop import DID, KEY, POLICY, message_id
from transport.media import CARRIED
from transport.parcel import Parcel, wrap

LADDER = """
[cost]
column = "cost"
[[ladder]]
rung = "known"
benefits = [
  { id = "held", kind = "held-stock" },
  { id = "welcome", kind = "discount", discount = "0.03", once = "delivery-address" },
]
[[ladder]]
rung = "registered"
fields = ["email"]
benefits = [{ id = "wrapped", kind = "extra", extra = "gift-wrap" }]
[[ladder]]
rung = "repeat"
agreements = 2
benefits = [{ id = "first-look", kind = "early-access" }, { id = "loyal", kind = "points", points = 50 }]
[[early]]
product = "lamp"
opens = "2026-12-10T09:00:00Z"
"""
CLIMBABLE = POLICY + LADDER


class Climber(Buyer):
    """One key that may climb; it haggles as a buyer does, a thread at a time."""

    def again(self) -> Climber:
        """The same key at the start of another thread."""
        other = Climber(self.name, at_ms=self.at_ms)
        other.turn, other.key = self.turn + 1, self.key
        return other

    turn = 0

    async def tell(self, app: FastAPI, body: Body, *values: Beside, id: str = "") -> Letter:
        """Send *body* and return the answer, which must be a signed one that answers it."""
        Climber.letters += 1
        asked = request(
            body,
            self.key,
            to=DID,
            id=id or message_id(f"{self.name} letter {Climber.letters}"),
            created_ms=self.at_ms,
            expires_ms=self.at_ms + 60_000,
        )
        response = await self.post(app, asked, *values)
        assert response.status_code == 200, response.text
        carried = response.headers["content-type"] == CARRIED
        assert not carried
        answer = read_letter(response.content, lambda kid: {KEY.kid: KEY.public}[kid], to=self.key.did)
        check_answer(asked, answer)
        return answer

    letters = 0

    async def post(self, app: FastAPI, asked: Letter, *values: Beside) -> httpx.Response:
        """What comes back for *asked*, whatever it is."""
        body, kind = wrap(Parcel(asked.data, values))
        async with to_brand(app) as client:
            return await client.post("/relate", content=body, headers={"content-type": kind})

    async def introduce(self, app: FastAPI, benefit: str = "held") -> Letter:
        """Introduce the key."""
        return await self.tell(app, Introduce(benefit=benefit, personal_terms="sd-base"))

    async def show(self, app: FastAPI, *deals: Buyer, **changed: Any) -> Letter:
        """Show the agreements of *deals*, each linked by its own key."""
        return await self.tell(app, Show(links=tuple(self.link(deal, **changed) for deal in deals)))

    def link(self, deal: Buyer, **changed: Any) -> dict[str, Any]:
        """A link of the agreement of *deal* to this key."""
        parts: dict[str, Any] = {"brand": DID, "key": self.key.did, "created_ms": self.at_ms} | changed
        return link(agreement_of(deal), deal.key, **parts)

    async def leave(self, app: FastAPI, to: Any = "guest") -> Letter:
        """Step down."""
        return await self.tell(app, Leave(to=to))

    def make(self, kind: str, body: Any, **changed: Any) -> bytes:
        """See `Buyer.make`; a key that has several threads needs an id for each."""
        seq = self.talk.seq + 1
        return super().make(kind, body, **{"id": message_id(f"{self.name}:{self.turn}:{seq}")} | changed)


def agreement_of(deal: Buyer) -> str:
    """The hash of the agreement that *deal* came to."""
    return message_hash(deal.said[-1].value["body"]["agreement"])


async def bought(app: FastAPI, name: str, product: str = "router") -> Buyer:
    """A guest who has bought *product*."""
    guest = Buyer(name)
    await guest.ask(app, guest.opening((product, 1)))
    assert (await guest.ask(app, guest.accept())).type == "confirm"
    return guest


def key_of(name: str) -> SigningKey:
    """The key of the climber of that name."""
    return SigningKey.for_twin(sha256(name.encode()).digest())
