"""People whose wish nothing met, for the tests: each contributes under a key of their own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx

from marketplace.demand import Dice, Rule
from marketplace.edge import open_market
from protocol import SigningKey, did_web, to_base64url
from protocol.relation import Contribute, DemandPage, Letter, read_letter, request
from protocol.week import week_of
from tests.marketplace.town import LOCAL, MARKET, Town, town

DID = did_web(MARKET)
WEEK_MS = 7 * 86_400_000


def none_off(_sides: int) -> int:
    """Dice that always show 0: nothing is taken off."""
    return 0


def contribution(
    name: str, *, at_ms: int, key: SigningKey | None = None, to: str = DID, **body: Any
) -> Letter:
    """What the person of that *name* says at *at_ms*: a camera in the US, unless *body* says otherwise."""
    said = {"category": "cameras", "region": "US", "period": week_of(at_ms)} | body
    seed = sha256(name.encode()).digest()
    return request(
        Contribute.model_validate(said),
        key or SigningKey.for_twin(seed),
        to=to,
        id=to_base64url(sha256(b"id" + seed).digest()[:16]),
        created_ms=at_ms,
        expires_ms=at_ms + 300_000,
    )


@dataclass
class Square:
    """A marketplace where cameras and lamps are listed, and who comes by."""

    town: Town
    came: int = 0
    said: dict[str, Any] = field(default_factory=dict)

    async def say(self, letter: Letter) -> Letter:
        """Post *letter*; return the verified answer."""
        data = await self.town.courier.contribute(DID, letter.data)
        return read_letter(data, lambda _kid: self.town.key.public, to=letter.sender)

    async def crowd(self, people: int, **body: Any) -> None:
        """Let so many new people say the same."""
        for _ in range(people):
            self.came += 1
            letter = contribution(f"person {self.came}", at_ms=self.town.now_ms, **body)
            assert (await self.say(letter)).type == "counted"

    async def page(self, cursor: str | None = None) -> DemandPage:
        """The page at *cursor*, verified."""
        found = await self.town.courier.demand_page(MARKET, cursor=cursor)
        assert found is not None
        return found.page

    async def told(self) -> dict[tuple[str, str, tuple[str, ...], str], int]:
        """Every tally, from all pages."""
        found: dict[tuple[str, str, tuple[str, ...], str], int] = {}
        cursor: str | None = None
        while True:
            page = await self.page(cursor)
            for one in page.tallies:
                assert one.cell not in found
                found[one.cell] = one.at_least
            if page.next is None:
                return found
            cursor = page.next

    async def post(self, data: bytes) -> tuple[int, str]:
        """Post *data* as it is; return the status and the code of the refusal."""
        answer: httpx.Response = await self.town.client.post(
            f"{MARKET}/demand", content=data, headers={"content-type": "application/dailyme+json"}
        )
        return answer.status_code, answer.json().get("code", "")

    def a_week_later(self, weeks: int = 1) -> None:
        """Let *weeks* pass."""
        self.town.now_ms += weeks * WEEK_MS


@asynccontextmanager
async def square(folder: Path, *, rule: Rule | None = None, dice: Dice = none_off) -> AsyncIterator[Square]:
    """Open a square whose marketplace counts by *rule* (20 of a kind, if none is given)."""
    async with town(folder) as made:
        made.apps[MARKET] = open_market(
            made.database,
            key=made.key,
            client=made.client,
            guard=LOCAL,
            clock=lambda: made.now_ms,
            rule=rule or Rule(),
            dice=dice,
        )
        shop = made.build("http://localhost:8001")
        await made.enlist(shop, categories=["Cameras", "Desk & Floor Lamps"])
        yield Square(made)
