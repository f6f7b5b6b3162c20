"""A brand's sealed bid: committed to, opened when it is listed, firm from then on."""

from __future__ import annotations

from hashlib import sha256

from brand_agent.sealed import nonce_of
from protocol import Message, SigningKey
from protocol.bodies import Commit, Reveal, Window
from protocol.sealed import bid_hash
from tests.brand_agent.buyer import Buyer, value_of
from tests.brand_agent.shop import DID, KEY, Shop

OTHER = "A" * 43


async def bid(shop: Shop, name: str = "guest") -> Buyer:
    """A buyer who has heard the commit."""
    buyer = Buyer(name, at_ms=shop.clock.at_ms)
    assert (await buyer.ask(shop.app, buyer.opening(mode="sealed"))).type == "commit"
    return buyer


async def shut(shop: Shop, buyer: Buyer, *commitments: str) -> Message:
    """What is answered to a window with *commitments*; without any, with the buyer's own and another."""
    listed = commitments or tuple(sorted((buyer.talk.commitment, OTHER)))
    return await buyer.ask(shop.app, buyer.make("window", Window(commitments=listed)))


async def test_a_bid_gives_the_policys_share_of_the_room_and_becomes_a_deal(shop: Shop) -> None:
    buyer = await bid(shop)
    answer = await shut(shop, buyer)
    assert isinstance(answer.envelope.body, Reveal)
    assert buyer.offer.total.amount == 10_000 - (10_000 - 8_500) * 3 // 4
    assert [one.reason for one in buyer.offer.deviations] == ["sealed-bid"]
    assert (await buyer.ask(shop.app, buyer.accept())).type == "confirm"


async def test_the_commit_tells_nothing_and_binds_to_everything(shop: Shop) -> None:
    buyer = await bid(shop)
    said = buyer.said[-1].envelope.body
    assert isinstance(said, Commit)
    assert set(buyer.said[-1].value["body"]) == {"commitment"}
    opened = (await shut(shop, buyer)).value["body"]
    assert bid_hash(buyer.talk.thread, opened["nonce"], opened["offer"]) == said.commitment
    cheaper = {**opened["offer"], "total": {**opened["offer"]["total"], "amount": 1}}
    assert bid_hash(buyer.talk.thread, opened["nonce"], cheaper) != said.commitment


async def test_a_bid_that_is_not_listed_is_not_shown(shop: Shop) -> None:
    buyer = await bid(shop)
    assert (await shut(shop, buyer, OTHER)).type == "close"
    assert not buyer.talk.offers


async def test_a_window_that_is_shut_too_late_shows_nothing(shop: Shop) -> None:
    buyer = await bid(shop)
    shop.clock.at_ms += 31 * 60_000
    buyer.at_ms = shop.clock.at_ms
    assert (await shut(shop, buyer)).type == "close"


async def test_a_bid_stays_what_it_was_when_the_answer_is_asked_for_again(shop: Shop) -> None:
    buyer = await bid(shop)
    first = await shut(shop, buyer)
    again = Buyer("guest", at_ms=shop.clock.at_ms)
    opening, window = (one.data for one in buyer.said[::2])
    await again.ask(shop.app, opening)
    assert (await again.ask(shop.app, window)).data == first.data


async def test_another_key_gets_the_same_bid(shop: Shop) -> None:
    totals = []
    for name in ("one", "two", "three"):
        buyer = await bid(shop, name)
        await shut(shop, buyer)
        totals.append(value_of(buyer.said[-1].data)["body"]["offer"]["total"])
    assert totals[0] == totals[1] == totals[2]


def test_a_nonce_is_the_brands_own() -> None:
    other = SigningKey.for_brand(sha256(b"another brand").digest(), DID)
    made = {nonce_of(thread, key) for thread in (OTHER, "B" * 43) for key in (KEY, other)}
    assert len(made) == 4


async def test_after_the_reveal_nothing_is_haggled(shop: Shop) -> None:
    buyer = await bid(shop)
    await shut(shop, buyer)
    assert (await buyer.ask(shop.app, buyer.close())).type == "close"
