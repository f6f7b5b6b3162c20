"""The guard stops the brand's own mistakes: each rule is broken once, and nothing is signed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from brand_agent import UnguardedError, read_policy, stockroom
from brand_agent.edge.store import SqlLedger
from brand_agent.guardrails import guard_confirm, guard_offer
from brand_agent.offering import offer_body, propose
from brand_agent.stockroom import Item, Key
from negotiation import GuardError
from protocol import Negotiation, Offer, Price, ProtocolError
from tests.brand_agent.buyer import Buyer, post
from tests.brand_agent.shop import ENTRIES, NOON_MS, POLICY, Shop, entry, open_shop

RULES = read_policy(POLICY)
ROOM = stockroom(ENTRIES, RULES)
FLOOR = 8_500


def good(total_minor: int = 9_000, product: str = "router") -> Offer:
    """An offer as the brand makes it."""
    article = ROOM.find(product, f"{product}-1")
    assert article is not None
    return offer_body(propose(None, [Item(article, 1)], RULES), total_minor, RULES, made_ms=NOON_MS)


def guard(offer: Offer, left: int | None = 3) -> None:
    guard_offer(offer, RULES, ROOM, lambda _key: left, made_ms=NOON_MS)


def with_line(offer: Offer, **changed: Any) -> Offer:
    return offer.model_copy(update={"lines": (offer.lines[0].model_copy(update=changed),)})


def with_terms(offer: Offer, **changed: Any) -> Offer:
    return offer.model_copy(update={"terms": offer.terms.model_copy(update=changed)})


def test_what_the_brand_may_offer_passes() -> None:
    guard(good())
    guard(good(FLOOR))
    guard(good(10_000))
    guard(good(900, "poster"), left=None)


@pytest.mark.parametrize(
    "offer",
    [
        lambda: good(FLOOR - 1),
        lambda: good(899, "poster"),  # no cost known
        lambda: good(10_001),
        lambda: with_line(good(), product="kettle"),
        lambda: with_line(good(), list_price=Price(amount=9_000, currency="USD")),
        lambda: with_line(good(), quantity=2),
        lambda: with_terms(good(), warranty_months=24),
        lambda: with_terms(good(), delivery_days=1),
        lambda: with_terms(good(), extras=("installation",)),
        lambda: good().model_copy(update={"valid_until": "2026-12-01T12:30:01Z"}),
        lambda: good().model_copy(update={"total": Price(amount=8_999, currency="USD")}),
        lambda: good().model_copy(update={"total": Price(amount=9_000, currency="EUR")}),
        lambda: good().model_copy(update={"deviations": ()}),
    ],
)
def test_an_offer_that_breaks_one_rule_is_stopped(offer: Callable[[], Offer]) -> None:
    with pytest.raises((UnguardedError, GuardError, ProtocolError)):
        guard(offer())


def test_what_the_source_says_is_out_can_not_be_offered() -> None:
    out = {"available": False, "status": "out_of_stock"}
    room = stockroom((entry(stock=None, availability=out),), RULES)
    with pytest.raises(UnguardedError):
        guard_offer(good(), RULES, room, lambda _key: None, made_ms=NOON_MS)


@pytest.mark.parametrize(("left", "stops"), [(1, False), (0, True), (None, False)])
def test_more_than_there_is_can_not_be_offered(left: int | None, stops: bool) -> None:
    if not stops:
        guard(good(), left)
        return
    with pytest.raises(GuardError) as caught:
        guard(good(), left)
    assert caught.value.code == "stock-short"


async def test_a_confirm_is_of_an_offer_of_the_thread_with_its_stock_taken(shop: Shop) -> None:
    buyer = Buyer()
    await buyer.ask(shop.app, buyer.opening())
    offered = buyer.talk
    await buyer.ask(shop.app, buyer.accept())
    agreement = buyer.talk.accepted
    assert agreement is not None
    guard_confirm(agreement, offered, RULES, taken=True)
    euro = RULES.model_copy(update={"brand": RULES.brand.model_copy(update={"currency": "EUR"})})
    for talk, policy, taken in ((offered, RULES, False), (Negotiation(), RULES, True), (offered, euro, True)):
        with pytest.raises(UnguardedError):
            guard_confirm(agreement, talk, policy, taken=taken)


async def test_a_confirm_that_the_guard_stops_changes_nothing(tmp_path: Path) -> None:
    shop, buyer = await open_shop(tmp_path), Buyer()
    await buyer.ask(shop.app, buyer.opening())
    shop.database.close()
    shop = await open_shop(tmp_path, policy=POLICY.replace('"USD"', '"EUR"'))
    before = await shop.dump()
    assert (await post(shop.app, buyer.accept())).status_code == 500
    assert await shop.dump() == before
    shop.database.close()


class ForgetfulLedger(SqlLedger):
    """Counts wrongly when asked a second time, as a store with a fault might."""

    def stock(self, key: Key) -> int | None:
        """The count, once."""
        self._asked = getattr(self, "_asked", 0) + 1
        return super().stock(key) if self._asked == 1 else 0


@pytest_asyncio.fixture
async def faulty(tmp_path: Path) -> AsyncIterator[Shop]:
    """A shop whose guard will stop the first offer."""
    opened = await open_shop(tmp_path, ledger=ForgetfulLedger)
    yield opened
    opened.database.close()


async def test_what_the_guard_stops_is_neither_sent_nor_kept(faulty: Shop) -> None:
    before = await faulty.dump()
    response = await post(faulty.app, Buyer().opening())
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "floor" not in response.text
    assert await faulty.dump() == before
