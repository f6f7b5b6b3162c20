"""The funnel of a brand: events from its messages, by the names that both sides use."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from brand_agent.edge.events import count_events, read_events
from tests.brand_agent.buyer import Buyer
from tests.brand_agent.shop import Shop, open_shop


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    opened = await open_shop(tmp_path)
    yield opened
    opened.database.close()


async def bought(shop: Shop, name: str) -> Buyer:
    buyer = Buyer(name)
    await buyer.ask(shop.app, buyer.opening())
    await buyer.ask(shop.app, buyer.decline("delivery"))
    await buyer.ask(shop.app, buyer.accept())
    return buyer


async def test_what_happened_has_its_names(shop: Shop) -> None:
    await bought(shop, "one")
    looker = Buyer("two")
    await looker.ask(shop.app, looker.opening())
    keys, counted = await shop.database.read(count_events)
    assert keys == 2
    assert counted == {"first-contact": 2, "declined-delivery": 1, "first-deal": 1}


async def test_two_guests_are_two_first_deals(shop: Shop) -> None:
    await bought(shop, "one")
    await bought(shop, "two")
    _, counted = await shop.database.read(count_events)
    assert counted["first-deal"] == 2
    assert "repeat-deal" not in counted


async def test_one_relationship_can_be_looked_at_alone(shop: Shop) -> None:
    buyer = await bought(shop, "one")
    await bought(shop, "two")
    own = await shop.database.read(lambda found: list(read_events(found, buyer.key.did)))
    assert [one.event for _, one in own] == ["first-contact", "declined-delivery", "first-deal"]
    assert {key for key, _ in own} == {buyer.key.did}


async def test_what_is_erased_is_no_event(shop: Shop) -> None:
    buyer = await bought(shop, "one")
    await shop.database.write(
        lambda found: found.execute(
            text("DELETE FROM brand_message WHERE thread = :t"), {"t": buyer.talk.thread}
        )
    )
    assert await shop.database.read(count_events) == (0, {})
