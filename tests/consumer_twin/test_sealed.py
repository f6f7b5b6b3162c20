"""One wish, sealed bids: one window for all, one deal, and nobody learns another's bid."""

from __future__ import annotations

import json
from typing import Any

from consumer_twin import Nobody, Outcome, pursue
from protocol import Message
from tests.consumer_twin.memory_store import MemoryStore
from tests.consumer_twin.town import Brand, Town, trouble_codes
from tests.consumer_twin.twins import twin_of, wish_for


async def bids(town: Town, *, store: MemoryStore | None = None, ceiling_minor: int | None = None) -> Outcome:
    """Take sealed bids for the router in *town*."""
    twin = twin_of(town, mode="sealed", store=store)
    return await pursue(wish_for(ceiling_minor=ceiling_minor), Nobody(), twin)


def three() -> list[Brand]:
    """Brands that bid 90, 88 and 93 dollars."""
    return [Brand("alpha"), Brand("beta", bid_minor=8_800), Brand("gamma", bid_minor=9_300)]


def sent(town: Town, kind: str) -> list[Message]:
    """What the twin sent of that type."""
    return [message for message in town.sent if message.type == kind]


async def test_the_best_bid_is_taken_as_it_was_made() -> None:
    outcome = await bids(Town(three()))
    (deal,) = outcome.deals
    assert (deal.option.seller.name, deal.option.total.amount) == ("Beta", 8_800)


async def test_every_brand_sees_the_same_window() -> None:
    brands = three()
    town = Town(brands)
    await bids(town)
    windows = [json.dumps(one.value["body"]) for one in sent(town, "window")]
    assert len(windows) == 3
    assert len(set(windows)) == 1
    committed = {talk.commitment for brand in brands for talk in brand.talks.values()}
    assert set(json.loads(windows[0])["commitments"]) == committed


async def test_no_window_is_shut_before_every_commit_is_in() -> None:
    town = Town(three())
    await bids(town)
    kinds = [message.type for message in town.sent]
    assert kinds[:6] == ["open"] * 3 + ["window"] * 3


async def test_losers_learn_only_that_it_closed() -> None:
    brands = three()
    town = Town(brands)
    await bids(town)
    for loser in (brands[0], brands[2]):
        assert [one.type for one in loser.heard] == ["open", "window", "close"]
        assert loser.heard[-1].value["body"] == {}
    told = b"".join(one for brand in (brands[0], brands[2]) for one in town.said_to(brand))
    assert b"8800" not in told


async def test_a_bid_that_does_not_open_is_void_and_leaves_evidence() -> None:
    brands, store = three(), MemoryStore()
    brands[1].opens = False
    outcome = await bids(Town(brands), store=store)
    assert trouble_codes(outcome.troubles) == {brands[1].key.did: "not-revealed"}
    assert outcome.deals[0].option.total.amount == 9_000
    (thread,) = [said for said in outcome.transcripts.values() if said[0]["to"] == brands[1].key.did]
    commit, window = thread[1], thread[2]
    assert commit["body"]["commitment"] in window["body"]["commitments"]
    assert commit["signatures"]


async def test_another_offer_than_the_one_committed_to_is_void() -> None:
    brands = three()

    def cheaper(value: dict[str, Any], message: Message) -> dict[str, Any]:
        if value["type"] == "reveal":
            value["body"]["nonce"] = "A" * 43
        return value

    brands[1].forge = cheaper
    outcome = await bids(Town(brands))
    assert trouble_codes(outcome.troubles) == {brands[1].key.did: "bid-differs"}
    assert outcome.deals[0].option.total.amount == 9_000


async def test_who_is_silent_is_left_out_of_the_window() -> None:
    brands = three()
    brands[1].silent = lambda message: True
    town = Town(brands)
    outcome = await bids(town)
    assert all(len(one.value["body"]["commitments"]) == 2 for one in sent(town, "window"))
    assert outcome.deals[0].option.total.amount == 9_000


async def test_who_takes_no_bids_is_asked_for_an_offer() -> None:
    brands = [Brand("alpha"), Brand("beta", list_minor=8_500, floor_minor=8_000, modes=())]
    town = Town(brands)
    outcome = await bids(town)
    assert [one.type for one in brands[1].heard] == ["open", "accept"]
    assert "mode" not in brands[1].heard[0].value["body"]
    assert outcome.deals[0].option.total.amount == 8_500


async def test_nothing_sent_depends_on_the_ceiling_but_the_end() -> None:
    said = []
    for ceiling in (8_900, 20_000, 5_000):
        town = Town(three())
        await bids(town, ceiling_minor=ceiling)
        said.append([one.data for one in town.sent if one.type in {"open", "window"}])
    assert said[0] == said[1] == said[2]


async def test_a_seeded_run_is_the_same_twice() -> None:
    runs = []
    for _ in range(2):
        town = Town(three())
        await bids(town)
        runs.append([one.data for one in town.sent])
    assert runs[0] == runs[1]


async def test_what_is_sent_is_stored_first() -> None:
    store, missing = MemoryStore(), []

    def look(message: Message) -> None:
        kept = {one.hash for messages in store.messages.values() for one in messages}
        missing.extend([] if message.hash in kept else [message.type])

    await bids(Town(three(), before_send=look), store=store)
    assert missing == []
