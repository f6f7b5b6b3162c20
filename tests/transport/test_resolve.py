"""Did documents: kept, shared, and fetched once more when a key is new."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from foundation.fetch import Guard
from protocol import KeyRing, ProtocolError, PublicKey
from tests.transport.corner import DID, NOON_MS, ORIGIN, TWIN, Corner, brand_key
from transport import BadAnswerError, Courier
from transport.memory import memory_client
from transport.resolve import LIFETIME_MS
from transport.routes import application, brand_router


@pytest.fixture
def shop() -> Corner:
    return Corner()


@pytest.fixture
def now() -> list[int]:
    return [NOON_MS]


@pytest.fixture
async def courier(shop: Corner, now: list[int]) -> AsyncIterator[Courier]:
    async with memory_client({ORIGIN: application(brand_router(shop))}) as client:
        yield Courier(client, Guard(local=True), clock=lambda: now[0])


async def find(courier: Courier, kid: str) -> PublicKey:
    def use(ring: KeyRing) -> PublicKey:
        return ring(kid)

    return await courier.with_keys(DID, use)


async def test_a_document_is_fetched_once_for_all_who_ask(courier: Courier, shop: Corner) -> None:
    found = await asyncio.gather(*(courier.document(DID) for _ in range(20)))
    assert {document.id for document in found} == {DID}
    assert shop.documents == 1


async def test_a_document_is_fetched_anew_when_it_is_old(
    courier: Courier, shop: Corner, now: list[int]
) -> None:
    await courier.document(DID)
    now[0] += LIFETIME_MS - 1
    await courier.document(DID)
    assert shop.documents == 1
    now[0] += 1
    await courier.document(DID)
    assert shop.documents == 2


async def test_a_new_key_is_found_by_asking_once_more(courier: Courier, shop: Corner) -> None:
    await courier.document(DID)
    new = brand_key("second")
    shop.keys.append(new)
    assert await find(courier, new.kid) == new.public
    assert await find(courier, new.kid) == new.public
    assert shop.documents == 2


async def test_a_key_that_nobody_published_is_looked_for_once(courier: Courier, shop: Corner) -> None:
    with pytest.raises(ProtocolError) as caught:
        await find(courier, brand_key("thief").kid)
    assert (caught.value.code, shop.documents) == ("unknown-key", 1)  # it was just fetched
    with pytest.raises(ProtocolError):
        await find(courier, brand_key("thief").kid)
    assert shop.documents == 2


async def test_a_key_that_was_taken_away_is_unknown_after_a_while(
    courier: Courier, shop: Corner, now: list[int]
) -> None:
    old = shop.keys[0]
    await courier.document(DID)
    shop.keys = [brand_key("second")]
    now[0] += LIFETIME_MS
    with pytest.raises(ProtocolError) as caught:
        await find(courier, old.kid)
    assert caught.value.code == "unknown-key"


async def test_the_ring_knows_the_person_too(courier: Courier) -> None:
    assert await find(courier, TWIN.kid) == TWIN.public


async def test_a_document_about_somebody_else_is_refused(shop: Corner, courier: Courier) -> None:
    shop.did = "did:web:other.example"
    with pytest.raises(ProtocolError) as caught:
        await courier.document(DID)
    assert caught.value.code == "did-mismatch"


async def test_a_failure_is_not_kept(shop: Corner, courier: Courier) -> None:
    shop.did = "did:web:other.example"
    with pytest.raises(ProtocolError):
        await courier.document(DID)
    shop.did = DID
    assert (await courier.document(DID)).id == DID


async def test_a_document_that_is_no_json_is_refused(shop: Corner, courier: Courier) -> None:
    async def did_document() -> bytes:
        return b"<html>"

    shop.did_document = did_document  # type: ignore[method-assign]
    with pytest.raises(BadAnswerError):
        await courier.document(DID)


@pytest.mark.parametrize(
    "did", [DID, "did:web:127.0.0.1%3A1", "did:web:shop.example:path", TWIN.did, "nonsense"]
)
async def test_a_did_that_names_no_public_host_is_not_asked(did: str) -> None:
    async with memory_client({}) as client:
        courier = Courier(client, Guard(local=False), clock=lambda: NOON_MS)
        with pytest.raises(ProtocolError) as caught:
            await courier.document(did)
    assert caught.value.code == "bad-did"
