"""The pause: nothing is searched, asked or accepted; what is open stays, and goes on after."""

from __future__ import annotations

from pathlib import Path

import pytest

from consumer_twin import Nobody, approve, pursue, resume
from consumer_twin.autonomy import Autonomy, Caps, PausedError
from consumer_twin.edge import SqlStore
from consumer_twin.edge.autonomy import SqlAutonomy
from consumer_twin.errors import NotCoveredError
from consumer_twin.memory import told
from foundation.database import Database
from foundation.fetch import Guard, UnreachableError, fetch, open_client
from protocol import Message
from tests.consumer_twin.autonomy.books import Books, Purchase
from tests.consumer_twin.autonomy.test_caps import opened
from tests.consumer_twin.town import BASE_MS, Brand, Town, usd
from tests.consumer_twin.twins import twin_of, wish_for


async def test_a_paused_twin_searches_nothing_and_keeps_no_wish(tmp_path: Path) -> None:
    async with opened(tmp_path) as books:
        town = Town([Brand()])
        assert await books.autonomy.pause(BASE_MS)
        assert not await books.autonomy.pause(BASE_MS)
        with pytest.raises(PausedError):
            await pursue(wish_for(), Nobody(), twin_of(town, store=books.store))
        assert town.sent == []
        assert await books.autonomy.go(BASE_MS)
        assert (await pursue(wish_for(), Nobody(), twin_of(town, store=books.store))).status == "agreed"


async def test_what_was_offered_stays_open_and_is_approved_after(tmp_path: Path) -> None:
    async with opened(tmp_path) as books:
        town = Town([Brand()])
        twin = twin_of(town, store=books.store, mandate=None)
        offer = (await pursue(wish_for(), Nobody(), twin)).options[0].hash
        before = len(town.sent)
        await books.autonomy.pause(BASE_MS)
        with pytest.raises(PausedError):
            await approve(offer, twin)
        assert len(town.sent) == before
        await books.autonomy.go(BASE_MS)
        assert (await approve(offer, twin)).status == "agreed"


async def test_an_accept_in_doubt_is_not_sent_again_while_all_is_paused(tmp_path: Path) -> None:
    def to_accepts(message: Message) -> bool:
        return message.type == "accept"

    async with opened(tmp_path) as books:
        away = Brand(silent=to_accepts)
        town = Town([away])
        assert (await pursue(wish_for(), Nobody(), twin_of(town, store=books.store))).status == "in-doubt"
        before = len(town.sent)
        await books.autonomy.pause(BASE_MS)
        with pytest.raises(PausedError):
            await resume(twin_of(town, store=books.store, mandate=None), Nobody())
        assert len(town.sent) == before
        away.silent = lambda message: False
        await books.autonomy.go(BASE_MS)
        (outcome,) = await resume(twin_of(town, store=books.store, mandate=None), Nobody())
        assert outcome.status == "agreed"


async def test_no_accept_is_booked_by_a_process_that_began_before_the_pause(tmp_path: Path) -> None:
    async with opened(tmp_path) as books:
        record = await books.store.begin(wish_for(), BASE_MS)
        await books.autonomy.pause(BASE_MS)
        with pytest.raises(PausedError):
            await books.buy(Purchase(1), begun=record)


async def test_no_request_leaves_a_client_of_a_paused_twin(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/twin.db")
    autonomy = SqlAutonomy(database)
    guard = Guard(local=True)
    async with open_client(guard, autonomy.leave) as client:
        await autonomy.pause(BASE_MS)
        with pytest.raises(PausedError):
            await fetch("http://localhost:9/", guard=guard, client=client)
        await autonomy.go(BASE_MS)
        with pytest.raises(UnreachableError):
            await fetch("http://localhost:9/", guard=guard, client=client)
    database.close()


async def test_pausing_and_changing_are_remembered_without_amounts(tmp_path: Path) -> None:
    async with opened(tmp_path) as books:
        await books.say(Autonomy("ask-above", above=usd(4_321), caps=Caps(per_day=usd(8_765))))
        await books.say(Autonomy("ask-above", above=usd(4_321), caps=Caps(per_day=usd(8_765))))
        await books.autonomy.pause(BASE_MS)
        await books.autonomy.go(BASE_MS)
        lessons = await books.store.lessons()
        assert [told(one) for one in lessons] == [
            "You changed what your twin may do: when it asks you, above which amount it asks, "
            "the cap for a day.",
            "You paused everything.",
            "You let your twin act again.",
        ]
        assert "4321" not in str(lessons)


async def test_a_cap_is_told_to_who_approves_above_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as books:
        twin = twin_of(Town([Brand()]), store=books.store, mandate=None)
        offer = (await pursue(wish_for(), Nobody(), twin)).options[0].hash
        await books.say(Autonomy(caps=Caps(per_deal=usd(1_000))))
        with pytest.raises(NotCoveredError, match="above your cap for one deal"):
            await approve(offer, twin)


async def test_a_new_process_finds_what_was_said(tmp_path: Path) -> None:
    said = Autonomy("mandate", caps=Caps(per_month=usd(9_000)))
    async with opened(tmp_path) as books:
        await books.say(said)
        await books.autonomy.pause(BASE_MS)
    async with opened(tmp_path) as books:
        allowed = await Books(books.database).autonomy.allowance(BASE_MS)
        assert (allowed.autonomy, allowed.paused_ms) == (said, BASE_MS)
        assert isinstance(books.store, SqlStore)
