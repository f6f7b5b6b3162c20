"""The ladder: only who climbs stands higher, and who steps down leaves nothing behind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Connection, text

from protocol import decode
from protocol.commitment import commit
from protocol.relation import Disclose, Letter, Show, request
from tests.brand_agent.buyer import Buyer, to_brand
from tests.brand_agent.relation.climber import CLIMBABLE, Climber, agreement_of, bought
from tests.brand_agent.shop import DID, NOON_MS, Shop, entry, message_id, open_shop

CONSENT = '[consent]\nfields = ["email"]\npurposes = ["registration"]\n'
KNOWN, REPEAT = ["held", "welcome"], ["first-look", "loyal"]


@pytest_asyncio.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    entries = (entry(stock=20), entry("lamp", 2_500, stock=4, cost=2_000))
    opened = await open_shop(tmp_path, entries=entries, policy=CLIMBABLE + CONSENT)
    yield opened
    opened.database.close()


def said(answer: Letter) -> tuple[str, Any]:
    """What *answer* says of the rung, or why it is a no."""
    body: dict[str, Any] = answer.value["body"]
    return (body["rung"], body["benefits"]) if answer.type == "welcome" else ("sorry", body["reason"])


async def rows(shop: Shop, table: str) -> int:
    def work(connection: Connection) -> int:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())

    return await shop.database.read(work)


async def test_the_profile_says_what_each_rung_brings(shop: Shop) -> None:
    async with to_brand(shop.app) as client:
        profile: Any = decode((await client.get("/.well-known/dailyme.json")).content)
    assert [one["rung"] for one in profile["ladder"]] == ["known", "registered", "repeat"]
    assert profile["ladder"][0]["benefits"][1] == {
        "id": "welcome",
        "kind": "discount",
        "basis_points": 300,
        "once": "delivery-address",
    }


async def test_who_introduces_a_key_is_known(shop: Shop) -> None:
    ada = Climber("ada")
    assert said(await ada.introduce(shop.app)) == ("known", KNOWN)
    assert said(await ada.introduce(shop.app, "welcome")) == ("known", KNOWN)
    assert await rows(shop, "brand_known") == 1


@pytest.mark.parametrize("benefit", ["loyal", "first-look", "nothing-like-it"])
async def test_only_a_published_benefit_is_given_for_an_introduction(shop: Shop, benefit: str) -> None:
    assert said(await Climber("ada").introduce(shop.app, benefit)) == ("sorry", "benefit")
    assert await rows(shop, "brand_known") == 0


async def test_a_brand_without_a_ladder_knows_nobody(tmp_path: Path) -> None:
    shop = await open_shop(tmp_path)
    assert said(await Climber("ada").introduce(shop.app)) == ("sorry", "benefit")
    shop.database.close()


async def test_who_shows_enough_deals_of_their_own_is_a_repeat_customer(shop: Shop) -> None:
    ada, one, two = Climber("ada"), await bought(shop.app, "one"), await bought(shop.app, "two")
    await ada.introduce(shop.app)
    assert said(await ada.show(shop.app, one)) == ("known", KNOWN)
    assert said(await ada.show(shop.app, one)) == ("known", KNOWN)
    assert said(await ada.show(shop.app, one, two)) == ("repeat", KNOWN + REPEAT)


async def test_deals_are_shown_by_a_known_key_only(shop: Shop) -> None:
    deal = await bought(shop.app, "one")
    assert said(await Climber("ada").show(shop.app, deal)) == ("sorry", "rung")


async def test_only_agreements_of_its_own_count_and_each_once(shop: Shop) -> None:
    one, two, never = await bought(shop.app, "one"), await bought(shop.app, "two"), Buyer("never")
    ada, eve = Climber("ada"), Climber("eve")
    await ada.introduce(shop.app)
    await eve.introduce(shop.app)
    await ada.show(shop.app, one)
    assert said(await eve.show(shop.app, two, one)) == ("sorry", "agreements"), "shown by another key"
    assert said(await ada.show(shop.app, two)) == ("repeat", KNOWN + REPEAT), "nothing was counted for eve"
    foreign = ada.link(one) | {"agreement": agreement_of(two)}
    response = await ada.post(shop.app, _letter(ada, Show(links=(foreign,))))
    assert response.json()["code"] == "bad-signature"
    never.said = (await bought(shop.app, "three")).said
    assert said(await eve.show(shop.app, never)) == ("sorry", "agreements"), "a deal of another key"
    assert await rows(shop, "brand_shown") == 2


async def test_a_link_made_for_another_key_is_refused(shop: Shop) -> None:
    ada, eve, one = Climber("ada"), Climber("eve"), await bought(shop.app, "one")
    await eve.introduce(shop.app)
    response = await eve.post(shop.app, _letter(eve, Show(links=(ada.link(one),))))
    assert response.json()["code"] == "bad-link"
    assert await rows(shop, "brand_shown") == 0


async def test_a_registration_stands_as_long_as_its_grant(shop: Shop) -> None:
    ada, deal = Climber("ada"), await bought(shop.app, "one")
    await ada.introduce(shop.app)
    await _register(ada, shop)
    assert said(await ada.show(shop.app, deal)) == ("registered", [*KNOWN, "wrapped"])
    shop.clock.at_ms = ada.at_ms = NOON_MS + 2 * 86_400_000
    assert said(await ada.show(shop.app, deal)) == ("known", KNOWN)


async def test_stepping_down_drops_what_the_rungs_above_held(shop: Shop) -> None:
    ada = Climber("ada")
    deals = [await bought(shop.app, name) for name in ("one", "two")]
    await ada.introduce(shop.app)
    await _register(ada, shop)
    assert said(await ada.show(shop.app, *deals)) == ("repeat", [*KNOWN, "wrapped", *REPEAT])
    assert said(await ada.leave(shop.app, "registered")) == ("registered", [*KNOWN, "wrapped"])
    assert (await rows(shop, "brand_shown"), await rows(shop, "brand_beside")) == (0, 1)
    assert said(await ada.leave(shop.app, "known")) == ("known", KNOWN)
    assert await rows(shop, "brand_beside") == 0
    assert said(await ada.leave(shop.app)) == ("guest", [])
    assert await rows(shop, "brand_known") == 0
    again = Climber("ada, somebody new")
    await again.introduce(shop.app)
    assert said(await again.show(shop.app, *deals)) == ("repeat", KNOWN + REPEAT)


async def test_a_guest_who_leaves_is_a_guest(shop: Shop) -> None:
    assert said(await Climber("ada").leave(shop.app)) == ("guest", [])


async def _register(ada: Climber, shop: Shop) -> None:
    id = message_id(f"{ada.name} registers")
    committed, beside = commit("email", "ada@example.org", salt=b"1" * 32, message=id)
    body = Disclose(
        disclosed=(committed,),
        purposes=("registration",),
        until="2026-12-02T12:00:00Z",
        personal_terms="sd-base",
    )
    assert (await ada.tell(shop.app, body, beside, id=id)).type == "receipt"


def _letter(ada: Climber, body: Show) -> Letter:
    until = ada.at_ms + 60_000
    return request(body, ada.key, to=DID, id=message_id("bad"), created_ms=ada.at_ms, expires_ms=until)
