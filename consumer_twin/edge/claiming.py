"""Claiming over the wire: a brand's public offers are read once a run, and a claim is kept before it is made.

Spec: spec/45-claim.md (CLAIM-20, CLAIM-26, CLAIM-32 to CLAIM-35).

Every brand that makes public offers is asked for all of them, whatever the person holds. Offers that can't
be read cost the claim and nothing else: the twin haggles as it would without.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection

from consumer_twin.claims import Asked, Choice, Claimed, Missed, choose, claimed, made, not_claimed
from consumer_twin.edge.facts import holding, tell, told_to
from consumer_twin.edge.log import recalled, remember
from consumer_twin.events import Event, Hear, deaf
from consumer_twin.fresh import Clock, Nonces
from consumer_twin.memory import Lesson
from consumer_twin.scan import Seller
from foundation.database import Database
from foundation.fetch import FetchError
from protocol import ProtocolError
from protocol.facts import FACTS
from protocol.promotion import OffersPage, PublicOffers, read_offers
from transport import Courier, TransportError

MAX_PAGES: Final = 8
"""Pages of public offers that are read of one brand."""
EVERY: Final = frozenset(name for name, fact in FACTS.items() if not fact.said)
"""Consent to every fact that is set."""


@dataclass(frozen=True)
class BrandClaims:
    """Claims over *courier*, kept in *database*.

    consented: facts that may be said in this run. timeout_s: for the public offers of a brand; first offers
    are awaited for longer than that, so a brand that keeps silent about them loses no thread.
    """

    courier: Courier
    database: Database
    clock: Clock
    nonces: Nonces
    consented: frozenset[str] = frozenset()
    hear: Hear = deaf
    timeout_s: float = 5.0
    _read: dict[str, asyncio.Task[PublicOffers]] = field(default_factory=dict, repr=False)

    async def claim(
        self, seller: Seller, asked: Asked, *, wish: int, line: int, message: str
    ) -> Claimed | None:
        """Return what the open of id *message* claims of *seller* for *asked* (kept when this returns)."""
        offers = await self._offers(seller)
        at_ms = self.clock(0)
        if not offers.offers and not offers.refused:
            return None

        def work(connection: Connection) -> Choice:
            mine = holding(connection, seller.id, self.consented, at_ms=at_ms)
            told = told_to(connection, seller.id, at_ms=at_ms)
            choice = choose(offers, asked, mine, told, at_ms=at_ms)
            lessons = list(_held_back(connection, seller, offers, choice, at_ms))
            if choice.promotion is not None:
                tell(connection, seller.id, choice.disclosed or {}, at_ms=at_ms)
                lessons.append(made(choice, seller, wish=wish, line=line, at_ms=at_ms))
            remember(connection, lessons)
            return choice

        choice = await self.database.write(work)
        self._tell(seller, choice)
        return claimed(choice, message=message, salt=lambda name: self.nonces(f"{message}/{name}"))

    async def _offers(self, seller: Seller) -> PublicOffers:
        if seller.offers is None:
            return PublicOffers()
        if seller.id not in self._read:
            self._read[seller.id] = asyncio.ensure_future(self._fetched(seller, seller.offers))
        return await asyncio.shield(self._read[seller.id])

    async def _fetched(self, seller: Seller, url: str) -> PublicOffers:
        try:
            async with asyncio.timeout(self.timeout_s):
                return read_offers(await self._pages(seller.id, url))
        except (ProtocolError, TransportError, FetchError, TimeoutError) as error:
            text = f"The public offers of {seller.name} can't be read: {error or 'no answer in time'}."
            self.hear(Event("scan", "offers-skipped", text, seller.name))
            return PublicOffers()

    async def _pages(self, brand: str, url: str) -> list[OffersPage]:
        pages: list[OffersPage] = []
        cursor: str | None = None
        for _ in range(MAX_PAGES):
            answer = await self.courier.offers_page(url, brand=brand, cursor=cursor)
            assert answer is not None
            pages = [one for one in pages if one.version == answer.page.version]  # SCAN-7
            pages.append(answer.page)
            cursor = answer.page.next
            if cursor is None:
                break
        return pages

    def _tell(self, seller: Seller, choice: Choice) -> None:
        if choice.promotion is not None:
            said = ", ".join(sorted(choice.disclosed or {})) or "nothing about you"
            text = f"Claims of {seller.name}: {choice.promotion.title}. Says {said}."
            self.hear(Event("negotiate", "claimed", text, seller.name))
        for one in choice.missed:
            self.hear(Event("negotiate", "not-claimed", _missed(seller, one), seller.name))


def _held_back(
    connection: Connection, seller: Seller, offers: PublicOffers, choice: Choice, at_ms: int
) -> Iterable[Lesson]:
    """Yield what was refused, by its code, if the log does not say so yet."""
    found = {name: error.code for name, error in offers.refused.items()}
    found |= {one.promotion.id: one.code for one in choice.missed if one.code == "fact-budget"}
    if not found:
        return
    known = [one.facts or {} for one in recalled(connection, {"not-claimed"})]
    noted = {(one.get("brand"), one.get("promotion"), one.get("code")) for one in known}
    for name, code in found.items():
        if (seller.id, name, code) not in noted:
            yield not_claimed(seller, name, code, at_ms)


def _missed(seller: Seller, one: Missed) -> str:
    names = ", ".join(one.facts)
    if one.code == "fact-budget":
        return f"Not claimed of {seller.name}: {one.promotion.title}. It was told enough already ({names})."
    return f"Not claimed of {seller.name}: {one.promotion.title}. It takes your yes to say: {names}."
