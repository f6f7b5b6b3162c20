"""A sketch fits its pages whatever stands in it, and its values are for whoever asks now."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from protocol.relation import Correct, Erase, FetchSketch, UnknownGrantError
from tests.brand_agent.relation.person import MAIL, Person
from tests.brand_agent.shop import open_shop

WIDE = "\U00020000" * 500
"""The longest words that an entry may have: 2,000 bytes."""


@pytest.fixture
async def ada(tmp_path: Path) -> AsyncIterator[Person]:
    shop = await open_shop(tmp_path)
    yield Person(shop)
    shop.database.close()


async def test_the_longest_words_fit_their_pages(ada: Person) -> None:
    await ada.disclose(("email", MAIL))
    (grant, *_) = [one.entry.id for one in await ada.sketch() if one.entry.field is None]
    for _ in range(40):
        await ada.say(Correct(entry=grant, says=WIDE))
    assert sum(one.entry.says == WIDE for one in await ada.sketch()) == 40


async def test_the_longest_values_fit_their_pages(ada: Person) -> None:
    for _ in range(20):
        await ada.disclose(("delivery-address", WIDE), ("billing-address", WIDE))
    assert sum(one.value == WIDE for one in await ada.sketch()) == 40


async def test_an_old_request_opens_no_values(ada: Person) -> None:
    await ada.disclose(("email", MAIL))
    asked = ada.letter(FetchSketch())
    page = await ada.send(asked)
    assert [one.value for one in ada.beside] == [MAIL]
    ada.shop.clock.at_ms += 60_000 + 29_999
    assert (await ada.send(asked)).data == page.data
    assert [one.value for one in ada.beside] == [MAIL]
    ada.shop.clock.at_ms += 1
    assert (await ada.send(asked)).data == page.data
    assert ada.beside == ()


async def test_what_was_refused_is_seen_and_erased(ada: Person) -> None:
    for grant in ("A" * 43, "E" * 43):
        with pytest.raises(UnknownGrantError):
            await ada.revoke(grant)
    (noted,) = await ada.sketch()
    assert noted.entry.says is not None
    assert "2 of your messages" in noted.entry.says
    assert "revoke, unknown-grant" in noted.entry.says
    assert await Person(ada.shop, "another").sketch() == []
    await ada.say(Erase(entries=(noted.entry.id,)))
    assert await ada.refused() == []
