"""Subscriptions and their news in the sketch: held under the key that asked, and gone once it erases them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from protocol.relation import Erase
from tests.brand_agent.relation.newspaper import OFFER, Reader, offer, tell
from tests.brand_agent.relation.person import Person
from tests.brand_agent.shop import Shop, open_shop


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    opened = await open_shop(tmp_path)
    yield opened
    opened.database.close()


async def lying(shop: Shop) -> tuple[int, int, int]:
    """How many topics and news lie in the store, and how many subscriptions name a key."""

    def work(connection: Connection) -> tuple[int, int, int]:
        topics, news, named = (
            connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in ("brand_topic", "brand_news", "brand_subscription WHERE twin <> ''")
        )
        return topics, news, named

    return await shop.database.read(work)


async def test_what_was_subscribed_and_what_lies_there_are_in_the_sketch(shop: Shop) -> None:
    ada, eve = Person(shop), Person(shop, "eve")
    reader = Reader(shop, ada.name, asked=100)
    assert reader.key.did == ada.key.did
    await reader.subscribe(OFFER)
    await Reader(shop, "eve", asked=100).subscribe(OFFER)
    assert await tell(shop, offer(shop)) == 2
    says = {one.entry.says for one in await ada.sketch()}
    assert "A subscription to news of offer." in says
    assert any(one is not None and one.startswith("A mailbox with 1 news") for one in says)

    (mailbox,) = [one.entry for one in await ada.sketch() if (one.entry.says or "").startswith("A mailbox")]
    await ada.say(Erase(entries=(mailbox.id,)))
    assert await lying(shop) == (1, 1, 2)
    assert await tell(shop, offer(shop, "summer")) == 1, "who erases a mailbox has ended the subscription"

    await ada.say(Erase(entries=()))
    assert await ada.sketch() == []
    assert await lying(shop) == (1, 2, 1)
    assert len(await eve.sketch()) == 2
