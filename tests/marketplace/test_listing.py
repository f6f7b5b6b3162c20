"""Who is listed: a brand whose profile its own domain vouches for, and nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from foundation.fetch import Guard
from protocol import did_document, encode
from tests.marketplace.town import MARKET, Town, profile_of, shop_at, town
from tests.transport.corner import NOON_MS, TWIN, brand_key
from transport import Courier, ProblemError

SHOP = "http://localhost:8001"
LATER = "2026-12-01T10:00:00Z"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as opened:
        opened.build(SHOP)
        yield opened


async def refused(place: Town, data: bytes) -> tuple[int, str]:
    """Status and code of the directory's refusal."""
    with pytest.raises(ProblemError) as caught:
        await place.courier.list_brand(MARKET, data)
    assert caught.value.advice
    return caught.value.status, caught.value.code


async def test_a_brand_lists_itself_and_is_found_to_the_byte(place: Town) -> None:
    shop = place.shops[SHOP]
    assert await place.enlist(shop)
    page = await place.page()
    assert [encode(brand) for brand in page.brands] == [profile_of(shop)]
    assert page.from_ == "did:web:localhost%3A8000"
    assert page.next is None


async def test_the_same_profile_again_changes_nothing(place: Town) -> None:
    assert await place.enlist(place.shops[SHOP])
    assert not await place.enlist(place.shops[SHOP])
    assert await place.all() == [place.shops[SHOP].did]


async def test_a_newer_profile_takes_the_place_of_the_older(place: Town) -> None:
    shop = place.shops[SHOP]
    await place.enlist(shop)
    assert await place.enlist(shop, created=LATER, categories=["Garden"])
    assert await place.all(category="garden") == [shop.did]
    assert await place.all(category="electronics") == []


async def test_an_older_profile_or_another_of_the_same_second_is_refused(place: Town) -> None:
    shop = place.shops[SHOP]
    await place.enlist(shop, created=LATER)
    assert await refused(place, profile_of(shop)) == (409, "older-profile")
    assert await refused(place, profile_of(shop, created=LATER, name="Other")) == (409, "older-profile")
    assert (await place.page()).brands[0]["name"] == "Corner shop"


async def test_a_profile_from_the_future_would_bar_the_next_one(place: Town) -> None:
    shop = place.shops[SHOP]
    assert await refused(place, profile_of(shop, created="2026-12-01T12:00:31Z")) == (400, "future-profile")
    assert await place.enlist(shop, created="2026-12-01T12:00:30Z")


async def test_only_a_key_of_the_domain_lists_a_brand(place: Town) -> None:
    shop = place.shops[SHOP]
    good = profile_of(shop)
    assert await refused(place, profile_of(shop, brand_key("thief", shop.did))) == (401, "unknown-key")
    assert await refused(place, profile_of(shop, TWIN)) == (401, "unknown-key")
    assert await refused(place, good.replace(b"Corner", b"Corned")) == (401, "bad-signature")
    assert await refused(place, good[:-1]) == (400, "not-json")
    assert await refused(place, b'{"from":7}') == (422, "bad-message")
    assert await refused(place, b"[]") == (422, "bad-message")
    assert await place.all() == []


async def test_nobody_lists_a_domain_that_is_not_theirs(place: Town) -> None:
    thief = shop_at("http://localhost:8002")
    victim = place.shops[SHOP]
    thief.did, thief.origin = victim.did, victim.origin
    assert await refused(place, profile_of(thief)) == (401, "unknown-key")
    thief.keys = [brand_key("mine", victim.did)]
    assert await refused(place, profile_of(thief)) == (401, "unknown-key")


async def test_a_key_that_its_domain_revoked_lists_nobody(place: Town) -> None:
    shop = place.shops[SHOP]
    key = shop.keys[0]

    async def revoked() -> bytes:
        return encode(did_document(shop.did, (key.public,), {key.kid: NOON_MS}))

    shop.did_document = revoked  # type: ignore[method-assign]
    assert await refused(place, profile_of(shop)) == (401, "revoked-key")


async def test_a_profile_that_points_at_another_host_is_refused(place: Town) -> None:
    endpoints = {"catalog": f"{SHOP}/catalog", "negotiate": "http://localhost:8002/negotiate"}
    assert await refused(place, profile_of(place.shops[SHOP], endpoints=endpoints)) == (
        422,
        "foreign-endpoint",
    )


async def test_a_domain_that_does_not_answer_lists_nobody(place: Town) -> None:
    away = shop_at("http://localhost:8009")
    assert await refused(place, profile_of(away)) == (424, "unreachable-domain")


async def test_a_profile_too_large_is_refused(place: Town) -> None:
    shop = place.shops[SHOP]
    many: dict[str, Any] = {"categories": [f"{'x' * 200} {number}" for number in range(80)]}
    assert await refused(place, profile_of(shop, **many)) == (413, "profile-too-large")
    assert await place.enlist(shop, categories=many["categories"][:60])


@pytest.mark.parametrize("did", [TWIN.did, "did:web:shop.example:path", "did:web:10.0.0.1:x"])
async def test_only_a_domain_is_listed(place: Town, did: str) -> None:
    data = profile_of(place.shops[SHOP]).replace(place.shops[SHOP].did.encode(), did.encode())
    assert (await refused(place, data))[1] == "bad-did"


async def test_without_local_no_loopback_brand_is_listed(place: Town) -> None:
    market = place.market
    market._local = False
    with pytest.raises(Exception, match="loopback"):
        await market.list_brand(profile_of(place.shops[SHOP]))


async def test_a_listing_whose_key_is_gone_is_let_go(place: Town) -> None:
    shop = place.shops[SHOP]
    other = place.build("http://localhost:8002")
    away = place.build("http://localhost:8003")
    for brand in (shop, other, away):
        await place.enlist(brand)
    assert await place.market.check_again() == 0
    shop.keys = [brand_key("second", shop.did)]
    del place.apps[away.origin]
    assert await place.market.check_again() == 1
    assert set(await place.all()) == {other.did, away.did}  # who can't be reached may be back tomorrow
    assert await place.enlist(shop)


async def test_the_directory_survives_a_restart(place: Town, tmp_path: Path) -> None:
    await place.enlist(place.shops[SHOP])
    async with town(tmp_path) as again:
        assert await again.all() == [place.shops[SHOP].did]


async def test_a_twin_sees_when_a_directory_lies(place: Town) -> None:
    """A page is signed by the directory of that URL, and profiles in it prove nothing (DIR-6)."""
    await place.enlist(place.shops[SHOP])
    courier = Courier(place.client, Guard(local=True), clock=lambda: NOON_MS)
    place.shops[SHOP].profile_more = {"name": "Renamed"}
    assert (await courier.directory_page(MARKET)).brands[0]["name"] == "Corner shop"
    assert (await courier.profile(place.shops[SHOP].did)).name == "Renamed"
