"""A twin that stays in a negotiation for as long as a test likes, at a brand that is a process of its own."""

from __future__ import annotations

import time
from typing import Any

import httpx

from protocol import Message, Move, did_web, read, step
from protocol.bodies import Body
from protocol.profile import read_document
from tests.brand_agent.buyer import MESSAGE, Buyer


class Visitor(Buyer):
    """A buyer at the brand at *url*, on this machine's own clock."""

    def __init__(self, url: str, name: str) -> None:
        super().__init__(name, at_ms=int(time.time() * 1000) // 1000 * 1000)
        self.url, self.did = url, did_web(url)
        with httpx.Client() as client:
            document = client.get(f"{url}/.well-known/did.json")
        self.ring = read_document(document.json(), self.did).ring(self.at_ms)

    def make(self, kind: str, body: Body, *, expires_ms: int | None = None, **changed: Any) -> bytes:
        """The next message, to this brand."""
        self.at_ms = int(time.time() * 1000) // 1000 * 1000
        return super().make(kind, body, expires_ms=expires_ms, **{"to": self.did, **changed})

    def hear(self, asked: bytes, answered: bytes) -> Message:
        """Take *answered* as the answer to *asked*."""
        for data, to in ((asked, self.did), (answered, self.key.did)):
            message = read(data, self._ring, to=to)
            self.talk = step(self.talk, message, at_ms=self.at_ms)
            self.said.append(message)
        return self.said[-1]

    def says(self, data: bytes) -> Message:
        """Send *data* and hear the answer."""
        with httpx.Client() as client:
            answer = client.post(f"{self.url}/negotiate", content=data, headers={"content-type": MESSAGE})
        assert answer.status_code == 200, answer.text
        return self.hear(data, answer.content)

    def _ring(self, kid: str) -> Any:
        return self.key.public if kid == self.key.kid else self.ring(kid)


def visiting(url: str, product: str, *totals: int, name: str = "visitor", quantity: int = 1) -> Visitor:
    """A twin that asked for *product* and would pay *totals*, one after the other."""
    visitor = Visitor(url, name)
    line = {"product": product, "variant": product, "quantity": quantity}
    assert visitor.says(visitor.opening(lines=[line])).type == Move.OFFER
    for total in totals:
        visitor.says(visitor.counter(total, visitor.offer.terms))
    return visitor
