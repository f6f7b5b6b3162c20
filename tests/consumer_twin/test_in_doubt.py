"""An accept without an answer: the same bytes again, nothing else meanwhile, and one agreement in the end."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from consumer_twin import Event, Nobody, TwinError, approve, pursue, resume
from consumer_twin.edge import SqlStore
from consumer_twin.errors import OutstandingAcceptError, TooLateError
from foundation.database import Database
from negotiation import Mandate
from protocol import Message
from tests.consumer_twin.memory_store import MemoryStore
from tests.consumer_twin.town import BASE_MS, Brand, Town, logical_clock, usd
from tests.consumer_twin.twins import ANY_DEAL, HASTY, twin_of, wish_for


def to_accepts(message: Message) -> bool:
    return message.type == "accept"


async def test_the_same_bytes_are_sent_until_the_brand_answers() -> None:
    shy = Brand("alpha")
    tries: list[bytes] = []

    def first_two(message: Message) -> bool:
        if message.type == "accept":
            tries.append(message.data)
        return message.type == "accept" and len(tries) < 3

    shy.silent = first_two
    events: list[Event] = []
    patience = replace(HASTY, settle_s=5.0)
    twin = twin_of(Town([shy]), hear=events.append, patience=patience)
    outcome = await pursue(wish_for(), Nobody(), twin)
    assert outcome.status == "agreed"
    assert len(tries) == 3
    assert len(set(tries)) == 1
    assert [event.what for event in events if event.stage == "agree"] == [
        "accept-sent",
        "accept-retried",
        "accept-retried",
        "agreed",
    ]


async def test_a_twin_that_is_in_doubt_takes_nothing_else_and_settles_later() -> None:
    away = Brand("alpha", 9_000, 8_000, silent=to_accepts)
    other = Brand("beta", 10_000, 9_000)
    town, store = Town([away, other]), MemoryStore()
    doubt = await pursue(wish_for(), Nobody(), twin_of(town, store=store))
    assert doubt.status == "in-doubt"
    waiting = next(option for option in doubt.options if option.seller.name == "Beta")
    with pytest.raises(OutstandingAcceptError):
        await approve(waiting.hash, twin_of(town, store=store, mandate=None))
    away.silent = lambda message: False
    (outcome,) = await resume(twin_of(town, store=store), Nobody())
    assert outcome.status == "agreed"
    assert outcome.deals[0].option.seller.name == "Alpha"
    assert len({one.data for one in town.sent if one.type == "accept"}) == 1
    assert other.heard[-1].type == "close"
    assert await resume(twin_of(town, store=store), Nobody()) == ()


async def test_a_refusal_after_the_doubt_lets_the_mandate_take_the_next_best() -> None:
    away = Brand("alpha", 9_000, 8_000, silent=to_accepts, pieces=0)
    town, store = Town([away, Brand("beta", 10_000, 9_000)]), MemoryStore()
    await pursue(wish_for(), Nobody(), twin_of(town, store=store))
    away.silent = lambda message: False
    (outcome,) = await resume(twin_of(town, store=store), Nobody())
    assert outcome.status == "agreed"
    assert outcome.deals[0].option.seller.name == "Beta"


async def test_thirty_seconds_before_the_end_the_twin_stops() -> None:
    away = Brand("alpha", silent=to_accepts)
    town, store = Town([away]), MemoryStore()
    await pursue(wish_for(), Nobody(), twin_of(town, store=store))
    (accepted,) = await store.outstanding()
    sent = len(town.sent)
    for late_ms in (-30_000, -1, 29_999):
        clock = lambda seq, late_ms=late_ms: accepted.confirm_by_ms + late_ms  # noqa: E731
        (outcome,) = await resume(twin_of(town, store=store, clock=clock), Nobody())
        assert outcome.status == "in-doubt"
    assert len(town.sent) == sent


async def test_after_the_end_a_stored_confirm_still_counts() -> None:
    town, store = Town([brand := Brand("alpha", silent=to_accepts)]), MemoryStore()
    await pursue(wish_for(), Nobody(), twin_of(town, store=store))
    accept = next(one for one in town.sent if one.type == "accept")
    brand.answer(accept.data)
    brand.silent = lambda message: False
    (outcome,) = await resume(twin_of(town, store=store, clock=lambda seq: BASE_MS + 86_400_000), Nobody())
    assert outcome.status == "agreed"


async def test_an_agreement_that_was_not_confirmed_in_time_is_void() -> None:
    town, store = Town([brand := Brand("alpha", silent=to_accepts)]), MemoryStore()
    await pursue(wish_for(), Nobody(), twin_of(town, store=store))
    brand.silent = lambda message: False
    brand.spoil = lambda data, message: b'{"problem":"expired"}'
    (outcome,) = await resume(twin_of(town, store=store, clock=lambda seq: BASE_MS + 86_400_000), Nobody())
    assert outcome.status == "no-deal"
    assert await store.outstanding() == ()
    assert [one.kind for one in store.log][-2:] == ["void", "no-deal"]


async def test_an_offer_about_to_end_is_not_accepted() -> None:
    town = Town([Brand("alpha", valid_ms=1_800_000)])
    store = MemoryStore()
    waiting = await pursue(wish_for(), Nobody(), twin_of(town, store=store, mandate=None))
    ends_ms = waiting.options[0].valid_until_ms
    assert ends_ms is not None
    sent = len(town.sent)
    late = twin_of(town, store=store, clock=lambda seq: ends_ms - 30_000)
    with pytest.raises(TooLateError):
        await approve(waiting.options[0].hash, late)
    assert len(town.sent) == sent
    assert await store.outstanding() == ()


async def test_everything_outlives_the_process_in_the_store_on_disk(tmp_path: Path) -> None:
    away = Brand("alpha", 9_000, 8_000, silent=to_accepts)
    town = Town([away, Brand("beta", 10_000, 9_000)])
    database = Database(f"sqlite:///{tmp_path}/twin.db")
    doubt = await pursue(wish_for(ceiling_minor=20_000), Nobody(), twin_of(town, store=SqlStore(database)))
    database.close()
    assert doubt.status == "in-doubt"
    database = Database(f"sqlite:///{tmp_path}/twin.db")
    store = SqlStore(database)
    waiting = next(option for option in doubt.options if option.seller.name == "Beta")
    with pytest.raises(TwinError):
        await approve(waiting.hash, twin_of(town, store=store, mandate=None))
    away.silent = lambda message: False
    (outcome,) = await resume(twin_of(town, store=store), Nobody())
    assert outcome.status == "agreed"
    assert outcome.wish == doubt.wish
    assert outcome.options == doubt.options
    assert (await store.spent(1, "USD", logical_clock(0))).month == outcome.deals[0].option.total
    assert (await store.spent(1, "USD", logical_clock(0) + 31 * 86_400_000)).month.amount == 0
    assert [one.kind for one in await store.lessons()] == ["wish", "shown", "approved", "agreed"]
    assert ANY_DEAL.per_deal is not None
    database.close()


async def test_the_store_holds_no_key_and_no_seed(tmp_path: Path) -> None:
    from tests.consumer_twin.town import SEED

    database = Database(f"sqlite:///{tmp_path}/twin.db")
    outcome = await pursue(wish_for(), Nobody(), twin_of(Town([Brand()]), store=SqlStore(database)))
    database.close()
    assert outcome.status == "agreed"
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert SEED not in kept
    assert SEED.hex().encode() not in kept


async def test_two_wishes_at_once_do_not_overdraw_the_month(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/twin.db")
    store, town = SqlStore(database), Town([Brand("alpha")])
    month = Mandate(per_month=usd(12_000))
    outcomes = await asyncio.gather(
        *(pursue(wish_for(), Nobody(), twin_of(town, store=store, mandate=month)) for _ in range(4))
    )
    assert sorted(outcome.status for outcome in outcomes).count("agreed") == 1
    assert (await store.spent(1, "USD", logical_clock(0))).month.amount <= 12_000
    assert sum(one.type == "accept" for one in town.sent) == 1
    database.close()
