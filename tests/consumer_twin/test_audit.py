"""A brand that signs two pages of one version: the audit finds it, and its proof holds for everybody."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from consumer_twin.edge.audit import Audit, Audited
from consumer_twin.edge.brands import seller_of
from consumer_twin.edge.pages import Held, SqlPages
from foundation.database import Database
from foundation.fetch import Guard
from protocol import Profile, ProtocolError, decode, encode, message_hash, read_document, sign
from protocol.equivocation import check_equivocation
from tests.transport.corner import DID, NOON_MS, ORIGIN, Corner
from transport import Courier
from transport.memory import memory_client
from transport.routes import Page, application, brand_router


@dataclass
class TwoFaced(Corner):
    """A shop whose lamp costs a dollar more for every second reader, under one version."""

    readers: int = 0
    honest: list[str] = field(default_factory=list)

    async def catalog_page(self, cursor: str | None) -> Page | None:
        self.readers += cursor is None
        page = {name: value for name, value in self.page(cursor or "").items() if name != "signatures"}
        page["created"] = f"2026-12-01T09:00:{self.readers:02}Z"
        if cursor is None and self.readers % 2 == 0:
            self.raise_price(page)
        signed = sign(page, self.keys[0])
        return Page(encode(signed), message_hash(signed))

    def raise_price(self, page: dict[str, Any]) -> None:
        """Ask more."""
        dear = {"amount": 1_000, "currency": "USD"}
        page["products"][0]["variants"][0]["price"] = dear
        page["products"][0]["price_range"] = {"min": dear, "max": dear}


class Fair(TwoFaced):
    """The same without the dollar: each page is signed anew for each reader."""

    def raise_price(self, page: dict[str, Any]) -> None:
        """Ask the same of everybody."""


def looking(shop: Corner) -> Callable[[], AbstractAsyncContextManager[Courier]]:
    app = application(brand_router(shop))

    @asynccontextmanager
    async def look() -> AsyncIterator[Courier]:
        async with memory_client({ORIGIN: app}) as client:
            yield Courier(client, Guard(local=True), clock=lambda: NOON_MS)

    return look


async def audit(
    shop: Corner, folder: Path, told: tuple[dict[str, Any], ...] = (), *, kept: int = 0
) -> Audited:
    """Audit *shop*, whose first *kept* readers were this twin before."""
    database = Database(f"sqlite:///{folder}/twin.db")
    pages = SqlPages(database)
    try:
        for _ in range(kept):
            await keep(shop, pages)
        return await Audit(looking(shop), pages).run([DID], told)
    finally:
        database.close()


async def keep(shop: Corner, pages: SqlPages) -> None:
    """Read the catalog as a day does, and keep it."""
    profile = await shop.profile()
    parts = [page for cursor in (None, "1") if (page := await shop.catalog_page(cursor)) is not None]
    seller = seller_of(Profile.model_validate(decode(profile)))
    await pages.keep(DID, Held("A" * 43, {"url": f"{ORIGIN}/catalog", "page": ""}, seller),
                     [profile, *(one.data for one in parts)])  # fmt: skip


async def test_a_brand_that_asks_two_readers_two_prices_is_found_out(tmp_path: Path) -> None:
    shop = TwoFaced()
    found = await audit(shop, tmp_path)
    assert found.pages == {DID: 4} and found.troubles == ()
    (one,) = found.found
    assert [page["products"][0]["variants"][0]["price"]["amount"] for page in one.pages] == [900, 1_000]
    evidence = one.evidence()
    document = read_document(decode(await shop.did_document()), DID)
    check_equivocation(evidence["pages"][0], evidence["pages"][1], document)
    assert evidence["document"] == decode(await shop.did_document())


async def test_a_page_that_is_signed_anew_is_no_contradiction(tmp_path: Path) -> None:
    found = await audit(Fair(), tmp_path, kept=1)
    assert (found.found, found.pages) == ((), {DID: 6})


@pytest.mark.parametrize("kept", [0, 1])
async def test_what_the_twin_keeps_is_held_against_what_is_said_now(tmp_path: Path, kept: int) -> None:
    class Later(TwoFaced):
        """Asks the first reader for less than all that come later."""

        def raise_price(self, page: dict[str, Any]) -> None:
            """Nothing: see catalog_page."""

        async def catalog_page(self, cursor: str | None) -> Page | None:
            self.readers += cursor is None
            page = {name: value for name, value in self.page(cursor or "").items() if name != "signatures"}
            if cursor is None and self.readers > 1:
                TwoFaced.raise_price(self, page)
            signed = sign(page, self.keys[0])
            return Page(encode(signed), message_hash(signed))

    shop = Later(readers=0 if kept else 1)
    assert len((await audit(shop, tmp_path, kept=kept)).found) == kept


async def test_what_a_friend_was_told_is_held_against_ones_own(tmp_path: Path) -> None:
    shop = Corner()
    dearer = {name: value for name, value in shop.page("").items() if name != "signatures"}
    TwoFaced().raise_price(dearer)
    told = sign(dearer, shop.keys[0])
    assert len((await audit(shop, tmp_path, (told,))).found) == 1


async def test_what_nobody_signed_proves_nothing(tmp_path: Path) -> None:
    shop = Corner()
    forged = shop.page("")
    TwoFaced().raise_price(forged)
    assert (await audit(shop, tmp_path, (forged,))).found == ()
    with pytest.raises(ProtocolError) as raised:
        check_equivocation(forged, shop.page(""), read_document(decode(await shop.did_document()), DID))
    assert raised.value.code == "bad-signature"
