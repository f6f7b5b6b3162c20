"""A price that the twin saw on a signed page: a history that leaves it out is found, long after the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from consumer_twin.edge import SqlPrices
from consumer_twin.edge.audit import Audit, Audited
from consumer_twin.edge.brands import seller_of
from consumer_twin.edge.pages import Held, SqlPages
from consumer_twin.edge.prices import SEEN
from consumer_twin.edge.witnesses import WITNESSES, drop_witnesses
from consumer_twin.sense import Observation
from foundation.database import Database
from protocol import Price, Profile, decode, encode, message_hash, read_time, sign
from protocol.equivocation import check_equivocation
from protocol.profile import read_document
from tests.consumer_twin.test_audit import looking
from tests.transport.corner import DID, ORIGIN, Corner
from transport.routes import Page

DAY_MS = 86_400_000


def usd(cents: int) -> dict[str, Any]:
    return {"amount": cents, "currency": "USD"}


def run(cents: int, first: int, last: int | None = None) -> dict[str, Any]:
    """A price of November, from the first day on until the last."""
    until = {} if last is None else {"until": f"2026-11-{last:02}T09:00:00Z"}
    return {"price": usd(cents), "since": f"2026-11-{first:02}T09:00:00Z", **until}


@dataclass
class Dated(Corner):
    """A shop whose lamp costs *cents* on the *day*, with such a history."""

    cents: int = 900
    day: int = 2
    history: list[dict[str, Any]] = field(default_factory=list)

    async def catalog_page(self, cursor: str | None) -> Page | None:
        page = {name: value for name, value in self.page(cursor or "").items() if name != "signatures"}
        page |= {"created": f"2026-11-{self.day:02}T10:00:00Z", "version": message_hash({"day": self.day})}
        if cursor is None:
            lamp = page["products"][0]
            lamp["variants"][0] |= {"price": usd(self.cents)}
            lamp["variants"][0] |= {"price_history": self.history} if self.history else {}
            lamp["price_range"] = {"min": usd(self.cents), "max": usd(self.cents)}
        signed = sign(page, self.keys[0])
        return Page(encode(signed), message_hash(signed))


async def look_around(shop: Dated, database: Database) -> None:
    """Read the catalog as a day does, keep it, and note what the lamp costs."""
    pages, profile = SqlPages(database), await shop.profile()
    parts = [page for cursor in (None, "1") if (page := await shop.catalog_page(cursor)) is not None]
    seller = seller_of(Profile.model_validate(decode(profile)))
    head = Held(message_hash({"day": shop.day}), {"url": f"{ORIGIN}/catalog", "page": ""}, seller)
    await pages.keep(DID, head, [profile, *(one.data for one in parts)])
    lamp = decode(parts[0].data)["products"][0]
    seen = Observation(DID, "Corner", lamp["id"], lamp["variants"][0]["id"], "Lamp",
                       Price(**lamp["variants"][0]["price"]), "lamp")  # fmt: skip
    await SqlPrices(database).observe([seen], read_time(f"2026-11-{shop.day:02}T10:00:00Z"))


async def found_by(history: list[dict[str, Any]], folder: Path) -> tuple[Audited, Dated, int]:
    """What an audit finds on the 30th, when the twin was there on the 2nd, the 10th and the 11th."""
    database = Database(f"sqlite:///{folder}/twin.db")
    try:
        for cents, day in ((900, 2), (700, 10), (700, 11)):
            await look_around(Dated(cents=cents, day=day), database)
        shop = Dated(cents=800, day=30, history=history)
        audited = await Audit(looking(shop), SqlPages(database)).run([DID])
        kept = await database.read(lambda one: one.scalar(select(func.count()).select_from(WITNESSES)))
        return audited, shop, int(kept or 0)
    finally:
        database.close()


@pytest.mark.parametrize(
    "history",
    [
        [run(900, 1, 20), run(800, 20)],
        [run(900, 1, 9), run(750, 9, 20), run(800, 20)],
        [run(1_000, 1, 9), run(700, 9, 20), run(800, 20)],
    ],
    ids=["left-out", "changed", "the-oldest-changed"],
)
async def test_a_history_that_leaves_out_what_was_seen_is_proven_wrong(
    tmp_path: Path, history: list[dict[str, Any]]
) -> None:
    audited, shop, kept = await found_by(history, tmp_path)
    assert kept == 2  # a page for each price
    assert audited.troubles == () and audited.found
    document = read_document(decode(await shop.did_document()), DID)
    for one in audited.found:
        evidence = one.evidence()
        check_equivocation(evidence["pages"][0], evidence["pages"][1], document)


@pytest.mark.parametrize(
    "history",
    [[], [run(900, 1, 9), run(700, 9, 20), run(800, 20)], [run(800, 20)]],
    ids=["none", "as-it-was", "speaks-for-less"],
)
async def test_an_honest_history_is_cleared(tmp_path: Path, history: list[dict[str, Any]]) -> None:
    audited, _, _ = await found_by(history, tmp_path)
    assert (audited.found, audited.troubles) == ((), ())


async def test_a_page_goes_with_the_price_that_was_noted_from_it(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/twin.db")
    await look_around(Dated(), database)
    assert len(await SqlPages(database).witnessed(DID)) == 1

    def forget(connection: Any) -> None:
        connection.execute(delete(SEEN))
        drop_witnesses(connection, SEEN)

    await database.write(forget)
    assert await SqlPages(database).witnessed(DID) == []
    database.close()
