"""A catalog that changes while it is read is read again from its first page, and not for ever."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from consumer_twin.edge.whole_catalog import MOST_TRIES, whole_catalog
from consumer_twin.errors import BrokenCatalogError
from protocol import encode, message_hash, sign
from tests.consumer_twin.test_audit import looking
from tests.transport.corner import DID, ORIGIN, Corner
from transport import ProblemError
from transport.routes import Page


@dataclass
class Changing(Corner):
    """A shop that changes before so many second pages; then `gone` has no such page, else another version."""

    changes: int = 1
    gone: bool = False
    asked: list[str] = field(default_factory=list)

    async def catalog_page(self, cursor: str | None) -> Page | None:
        self.asked.append(cursor or "")
        if cursor is not None and self.changes > 0:
            self.changes -= 1
            if self.gone:
                return None
            page = self.page(cursor) | {"version": message_hash({"change": self.changes})}
        else:
            page = self.page(cursor or "")
        signed = sign({name: value for name, value in page.items() if name != "signatures"}, self.keys[0])
        return Page(encode(signed), message_hash(signed))


@pytest.mark.parametrize("gone", [False, True])
@pytest.mark.parametrize("changes", [0, 1, MOST_TRIES - 1])
async def test_a_change_starts_the_reading_again(changes: int, *, gone: bool) -> None:
    shop = Changing(changes=changes, gone=gone)
    async with looking(shop)() as courier:
        answers = await whole_catalog(courier, f"{ORIGIN}/catalog", brand=DID)
    assert len({one.page.version for one in answers}) == 1
    assert shop.asked == ["", "1"] * (changes + 1)


@pytest.mark.parametrize("gone", [False, True])
async def test_a_catalog_that_never_stands_still_is_given_up(*, gone: bool) -> None:
    shop = Changing(changes=100, gone=gone)
    async with looking(shop)() as courier:
        with pytest.raises(BrokenCatalogError):
            await whole_catalog(courier, f"{ORIGIN}/catalog", brand=DID)
    assert shop.asked == ["", "1"] * MOST_TRIES


async def test_a_shop_without_a_first_page_is_asked_once() -> None:
    shop = Changing()
    async with looking(shop)() as courier:
        with pytest.raises(ProblemError):
            await whole_catalog(courier, f"{ORIGIN}/nowhere", brand=DID)
    assert shop.asked == []
