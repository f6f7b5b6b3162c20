"""Slices over HTTP: taken whole from marketplaces, searched at home, and borne out by the brands themselves.

Spec: spec/41-slices.md (DIR-21 to DIR-23).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

from consumer_twin.edge.troubles import BROKEN, trouble
from consumer_twin.events import Event, Hear, deaf
from consumer_twin.fresh import Clock
from consumer_twin.scan import Seller, Shelf, Trouble, unfit
from consumer_twin.slices import (
    MAX_SLICE_PAGES,
    Proof,
    SliceRule,
    Taken,
    borne_out,
    following_slice,
    gathered,
)
from consumer_twin.wish import Wish
from protocol import Profile, decode
from protocol.slices import ContradictedSliceError, SliceItem, SlicePage
from transport import Courier

_ROUNDS: Final = 4
"""How often what brands say anew may lead to other pages of theirs."""


@dataclass(frozen=True)
class Ways:
    """What is done with a brand: its description read, or all that it sells."""

    seller_of: Callable[[Profile], Seller]
    whole: Callable[[str, Wish], Awaitable[Shelf | Trouble]]


@dataclass(frozen=True)
class HttpSlices:
    """Takes slices over *courier*, as *rule* allows; per_seller: how many products of a seller are picked."""

    courier: Courier
    clock: Clock
    rule: SliceRule
    per_seller: int = 1
    max_pages: int = MAX_SLICE_PAGES
    hear: Hear = deaf

    async def all(
        self, markets: Sequence[str], wish: Wish, timeout_s: float
    ) -> tuple[Taken | None, list[Trouble]]:
        """Return what the slices of *markets* say; None if there are none to be had (DIR-22)."""
        if not (self.rule.search or self.rule.asked(wish)):
            return None, []
        taken: Taken | None = None
        lost: list[Trouble] = []
        for market in markets:
            try:
                async with asyncio.timeout(timeout_s):
                    one = await self.take(market, wish)
            except (*BROKEN, TimeoutError) as error:
                lost.append(trouble(market, error))
                continue
            old = "the slice says something older than two days of it"
            lost += [Trouble(did, "stale-slice", old) for did in sorted(one.stale)]
            taken = one if taken is None else taken.with_more(one)
            words = f"Took {one.products} products of {len(one.items)} brands in slices."
            self.hear(Event("scan", "slice-taken", words, market))
        return taken, lost

    async def take(self, market: str, wish: Wish) -> Taken:
        """Return what *market* says of the shelves that *wish* is for; words leave only for a search."""
        if self.rule.search:
            place = {"region": wish.region.partition("-")[0], "currency": wish.currency}
            found = [await self.courier.market_search(market, line.text, place) for line in wish.lines]
            return gathered(found, self.clock(0))
        pages: list[SlicePage] = []
        for asked in self.rule.asked(wish):
            pages += await self._slice(market, asked, self.max_pages - len(pages))
        return gathered(pages, self.clock(0))

    async def _slice(self, market: str, asked: dict[str, str], room: int) -> list[SlicePage]:
        pages: list[SlicePage] = []
        cursor: str | None = None
        while True:
            got = await self.courier.slice_page(market, asked, cursor=cursor)
            assert got is not None
            pages.append(got.page)
            cursor = following_slice(pages, self.clock(0), room)
            if cursor is None:
                return pages

    async def prove(self, proof: Proof, ways: Ways) -> None:
        """Put in place of all that is meant in *proof* what the brands' own pages say.

        What a brand says anew may change what is meant, so it is matched anew, some times; what is only said
        by a slice even then is left out. Raises `ContradictedSliceError` (DIR-22).
        """
        await asyncio.to_thread(proof.narrow)
        for _ in range(_ROUNDS):
            meant = await asyncio.to_thread(proof.unproven)
            if not meant:
                return
            work = [self._brand(did, items, proof, ways) for did, items in meant.items()]
            for end in await asyncio.gather(*work, return_exceptions=True):
                if isinstance(end, BaseException):
                    raise end

    async def _brand(self, did: str, items: Sequence[SliceItem], proof: Proof, ways: Ways) -> None:
        """Ask the brand *did* for the pages that *items* stand on, and put what it says on its shelf."""
        try:
            profile = await self.courier.profile(did)
            reason = unfit(profile, proof.wish)
            if reason is not None:
                proof.put_whole(did, Trouble(did, "unfit", reason))
                return
            for cursor in dict.fromkeys(item.cursor for item in items):
                url = profile.endpoints.catalog
                got = await self.courier.catalog_page(url, brand=did, cursor=cursor or None)
                assert got is not None
                page, there = decode(got.data), got.page.products
                stand = [borne_out(item, page, there) for item in items if item.cursor == cursor]
                if not all(stand):
                    proof.put_whole(did, await ways.whole(did, proof.wish))
                    return
                proof.put(ways.seller_of(profile), there)
        except ContradictedSliceError:
            raise
        except BROKEN as error:
            proof.put_whole(did, trouble(did, error))
