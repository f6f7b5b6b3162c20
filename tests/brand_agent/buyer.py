"""A plain buyer for the tests: signs what it is told to, and follows the thread with the protocol's step."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import httpx
from fastapi import FastAPI

from protocol import (
    Accept,
    Agreement,
    Close,
    Counter,
    Decline,
    Message,
    Negotiation,
    Offer,
    Open,
    Price,
    SigningKey,
    Terms,
    Withdraw,
    compose,
    decode,
    draft,
    read,
    step,
)
from protocol.bodies import Body
from tests.brand_agent.shop import DID, KEY, NOON_MS, ORIGIN, message_id

MESSAGE = "application/dailyme+json"
STANDARD = Terms(delivery_days=5, warranty_months=12, returns_days=30, extras=())


def to_brand(app: FastAPI) -> httpx.AsyncClient:
    """A client that reaches *app* without a socket."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=ORIGIN)


async def post(app: FastAPI, data: bytes) -> httpx.Response:
    """The answer to *data* at the negotiation endpoint."""
    async with to_brand(app) as client:
        return await client.post("/negotiate", content=data, headers={"content-type": MESSAGE})


class Buyer:
    """One thread of one guest. `made` is the last message it made; `talk` is the thread with all answers."""

    def __init__(self, name: str = "guest", *, at_ms: int = NOON_MS) -> None:
        self.key = SigningKey.for_twin(sha256(name.encode()).digest())
        self.name, self.at_ms = name, at_ms
        self.talk = Negotiation()
        self.said: list[Message] = []

    def opening(self, *lines: tuple[str, int], **other: Any) -> bytes:
        """An open about (product, quantity) lines."""
        wanted = [{"product": p, "variant": f"{p}-1", "quantity": q} for p, q in lines or (("router", 1),)]
        asked = {"lines": wanted, "region": "US", "currency": "USD", "personal_terms": "sd-base"} | other
        return self.make("open", Open.model_validate(asked))

    def counter(self, total_minor: int, terms: Terms = STANDARD) -> bytes:
        """A counter to the last offer."""
        total = Price(amount=total_minor, currency="USD")
        return self.make("counter", Counter(offer=self.offer_hash, total=total, terms=terms))

    def decline(self, reason: Any = "price") -> bytes:
        """A no to the last offer."""
        return self.make("decline", Decline(regarding=self.offer_hash, reason=reason))

    def withdraw(self) -> bytes:
        """The last counter taken back."""
        return self.make("withdraw", Withdraw(counter=tuple(self.talk.counters)[-1]))

    def close(self) -> bytes:
        """The end."""
        return self.make("close", Close())

    def accept(self, offer: str = "", *, within_ms: int = 120_000) -> bytes:
        """An accept of *offer* (its hash; else the last one), to be confirmed *within_ms*."""
        until = self.at_ms + within_ms
        named = offer or self.offer_hash
        document = draft(self.talk, named, self.key, agreed_ms=self.at_ms, confirm_by_ms=until)
        body = Accept(agreement=Agreement.model_validate(document), confirm_by=document["confirm_by"])
        return self.make("accept", body, expires_ms=until)

    def plain(self, kind: str) -> bytes:
        """The next message of that kind with nothing special about it."""
        return {"open": self.opening, "counter": lambda: self.counter(9_000), "accept": self.accept}[kind]()

    def make(self, kind: str, body: Body, *, expires_ms: int | None = None, **changed: Any) -> bytes:
        """The next message of the thread; *changed* replaces parts of its envelope."""
        seq = self.talk.seq + 1
        parts: dict[str, Any] = {
            "kind": kind,
            "to": DID,
            "id": message_id(f"{self.name}:{self.talk.thread}:{seq}"),
            "created_ms": self.at_ms,
            "expires_ms": self.at_ms + 60_000 if expires_ms is None else expires_ms,
        }
        if kind != "open":
            parts |= {"thread": self.talk.thread, "prev": self.talk.last, "seq": seq}
        return compose(body, self.key, **(parts | changed)).data

    def hear(self, asked: bytes, answered: bytes) -> Message:
        """Take *answered* as the answer to *asked*; the protocol's step must like both."""
        for data, to in ((asked, DID), (answered, self.key.did)):
            message = read(data, self._ring, to=to)
            self.talk = step(self.talk, message, at_ms=self.at_ms)
            self.said.append(message)
        return self.said[-1]

    async def ask(self, app: FastAPI, data: bytes) -> Message:
        """Send *data* and hear the answer, which must be a signed one."""
        response = await post(app, data)
        assert response.status_code == 200, response.text
        return self.hear(data, response.content)

    @property
    def offer_hash(self) -> str:
        """The hash of the last offer that still counts."""
        return tuple(self.talk.offers)[-1]

    @property
    def offer(self) -> Offer:
        """The last offer that still counts."""
        return self.talk.offers[self.offer_hash]

    def _ring(self, kid: str) -> Any:
        return {KEY.kid: KEY.public, self.key.kid: self.key.public}[kid]


def value_of(data: bytes) -> dict[str, Any]:
    """The members of *data*."""
    value = decode(data)
    assert isinstance(value, dict)
    return value
