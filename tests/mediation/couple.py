"""A twin and a brand for the tests, who bring their marks to a market: made of the protocol's functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from marketplace.mediating import Mediator
from protocol import Message, SigningKey, compose, to_base64url
from protocol.box import box_public, seal
from protocol.mediated import Shares, Side, marks, packed, thread_secret
from protocol.mediation import Marks, Mediate
from protocol.relation import Letter, read_letter, request
from tests.marketplace.town import MARKET, Town
from tests.transport.corner import Corner

MARKET_DID = "did:web:localhost%3A8000"
GRID: list[dict[str, Any]] = [{"total": {"amount": 100 - place, "currency": "USD"}} for place in range(5)]
ROUNDS = 4
TWIN_SHARES: Shares = [0, 2500, 5000, 7500, 10_000]
BRAND_SHARES: Shares = [10_000, 7500, 5000, 2500, None]
"""They meet in the second round, at the package in the middle."""
MINUTE_MS = 60_000


def bytes_of(label: str) -> bytes:
    """32 bytes that the label alone decides."""
    return sha256(label.encode()).digest()


@dataclass
class Couple:
    """A thread of the twin of that *name* with *shop*, and the way to the market of *town*."""

    town: Town
    shop: Corner
    name: str = "couple"
    to_market: str = MARKET_DID
    grid: list[dict[str, Any]] = field(default_factory=lambda: GRID)

    @property
    def twin(self) -> SigningKey:
        return SigningKey.for_twin(bytes_of(f"{self.name} twin"))

    @property
    def thread(self) -> str:
        return to_base64url(bytes_of(f"{self.name} thread"))

    @property
    def secret(self) -> bytes:
        return thread_secret(bytes_of("own"), box_public(bytes_of("other")), self.thread)

    def said(self, side: Side, round: int, shares: Shares | None = None) -> tuple[str, ...]:
        """The marks of a side."""
        usual = TWIN_SHARES if side == "twin" else BRAND_SHARES
        return marks(self.secret, self.grid, shares or usual, round, ROUNDS, side=side)

    def brands(self, round: int, *, to: SigningKey | None = None, **body: Any) -> Message:
        """The brand's signed marks of a round, sealed to the market."""
        data = packed(self.said("brand", round))
        box = seal(data, Mediator(self.town.key).box, secret=bytes_of("box"))
        return compose(
            Marks.model_validate({"round": round, "sealed": to_base64url(box)} | body),
            self.shop.keys[0],
            kind="marks",
            to=(to or self.twin).did,
            id=to_base64url(bytes_of(f"{self.name} {round}")[:16]),
            created_ms=self.town.now_ms,
            expires_ms=self.town.now_ms + 30 * MINUTE_MS,
            thread=self.thread,
            prev=self.thread,
            seq=1 + 2 * round,
        )

    def letter(self, said: Message, own: Sequence[str], *, id: str = "", **more: Any) -> Letter:
        """The twin's request to compare."""
        body = Mediate(marks=tuple(own), said=dict(more.pop("value", said.value)))
        return request(
            body,
            more.pop("key", self.twin),
            to=self.to_market,
            id=to_base64url(bytes_of(f"{self.name} {said.hash} {id}")[:16]),
            created_ms=self.town.now_ms,
            expires_ms=self.town.now_ms + 5 * MINUTE_MS,
        )

    def asking(self, round: int, **more: Any) -> Letter:
        """The honest request of a round."""
        return self.letter(self.brands(round), self.said("twin", round), **more)

    async def ask(self, letter: Letter) -> Letter:
        """Post *letter*, and return the market's verified answer."""
        data = await self.town.courier.mediate(MARKET_DID, letter.data)
        return read_letter(data, lambda _kid: self.town.key.public, to=letter.sender)


async def couple(town: Town, *, port: int = 8001, **more: Any) -> Couple:
    """A couple whose brand is listed in *town*."""
    shop = town.build(f"http://localhost:{port}")
    await town.enlist(shop)
    return Couple(town, shop, **more)


__all__ = ["BRAND_SHARES", "GRID", "MARKET", "MARKET_DID", "ROUNDS", "TWIN_SHARES", "Couple", "couple"]
