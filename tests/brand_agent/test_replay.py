"""Messages that come late, again, elsewhere or too often."""

from __future__ import annotations

from typing import Final

from protocol import Terms, encode, from_base64url, sign, to_base64url
from protocol.canonical import spell
from protocol.signature import unsigned
from tests.brand_agent.buyer import Buyer, post, value_of
from tests.brand_agent.shop import NOON_MS, Shop

HOUR_MS: Final = 3_600_000


async def test_an_accept_whose_time_is_over_changes_nothing(shop: Shop) -> None:
    buyer = Buyer()
    await buyer.ask(shop.app, buyer.opening())
    accept = buyer.accept()
    before = await shop.dump()
    shop.clock.at_ms += 2 * 60_000 + 31_000
    late = await post(shop.app, accept)
    assert (late.status_code, late.json()["code"]) == (410, "message-expired")
    shop.clock.at_ms += HOUR_MS
    later = await post(shop.app, accept)
    assert (later.status_code, later.json()["code"]) == (410, "offer-expired")
    assert await shop.dump() == before


async def test_nothing_follows_an_agreement(shop: Shop) -> None:
    buyer = Buyer()
    await buyer.ask(shop.app, buyer.opening())
    await buyer.ask(shop.app, buyer.accept())
    before = await shop.dump()
    for again in (buyer.counter(9_000), buyer.accept(), buyer.close()):
        response = await post(shop.app, again)
        assert (response.status_code, response.json()["code"]) == (409, "out-of-turn")
    assert await shop.dump() == before


async def test_a_replay_gets_the_stored_answer_and_does_nothing_twice(shop: Shop) -> None:
    """ENV-9: byte for byte, from any point of the thread, and after everything has expired."""
    buyer, answers = Buyer(), {}
    for kind in ("open", "counter", "accept"):
        asked = buyer.plain(kind)
        response = await post(shop.app, asked)
        buyer.hear(asked, response.content)
        answers[asked] = response.content
    before = await shop.dump()
    shop.clock.at_ms += 1_000 * HOUR_MS
    for asked, answered in answers.items():
        again = await post(shop.app, asked)
        assert (again.status_code, again.content) == (200, answered)
    assert await shop.dump() == before


async def test_a_replay_with_a_broken_signature_gets_no_stored_answer(shop: Shop) -> None:
    buyer = Buyer()
    asked = buyer.opening()
    await buyer.ask(shop.app, asked)
    value = value_of(asked)
    one = value["signatures"][0]
    bad = bytes([from_base64url(one["signature"], "")[0] ^ 1]) + from_base64url(one["signature"], "")[1:]
    response = await post(shop.app, spell(value | {"signatures": [one | {"signature": to_base64url(bad)}]}))
    assert (response.status_code, response.json()["code"]) == (401, "bad-signature")


async def test_bytes_meant_for_another_brand_are_refused_here(shop: Shop) -> None:
    """ENV-3: the audience stands inside the signature."""
    buyer = Buyer()
    asked = buyer.opening()
    meant_for_other = encode(sign(unsigned(value_of(asked)) | {"to": "did:web:localhost%3A8002"}, buyer.key))
    assert (await post(shop.app, meant_for_other)).json()["code"] == "wrong-audience"
    turned = meant_for_other.replace(b"localhost%3A8002", b"localhost%3A8001")
    assert (await post(shop.app, turned)).json()["code"] == "bad-signature"


async def test_a_thread_can_not_grow_without_end(shop: Shop) -> None:
    """Turns that bring nothing end at the last seq; what is firm can still be accepted before."""
    buyer = Buyer()
    await buyer.ask(shop.app, buyer.opening())
    filler = {"x": "y" * 60_000}
    for _ in range(12):
        asked = encode(sign(unsigned(value_of(buyer.counter(1))) | filler, buyer.key))
        response = await post(shop.app, asked)
        if response.status_code != 200:
            break
        buyer.hear(asked, response.content)
    assert (len(buyer.said), response.json()["code"]) == (2 + 2 * 8, "thread-full")
    assert (await buyer.ask(shop.app, buyer.accept())).type == "confirm"


async def test_terms_beyond_any_policy_are_answered_with_what_there_is(shop: Shop) -> None:
    buyer = Buyer(at_ms=NOON_MS)
    await buyer.ask(shop.app, buyer.opening())
    wish = Terms(delivery_days=0, warranty_months=600, returns_days=3650, extras=("installation",))
    await buyer.ask(shop.app, buyer.counter(2**53 - 1, wish))
    assert buyer.offer.meets is None
    assert buyer.offer.terms == Terms(delivery_days=2, warranty_months=24, returns_days=30, extras=())
