"""The sketch, end to end in memory: each key for itself, corrected, erased, and what the twin remembers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from consumer_twin.edge.log import open_log
from consumer_twin.edge.sketches import Sketches
from consumer_twin.ports import ProblemAnswer
from consumer_twin.relation.who import Guest
from protocol import decode
from protocol.commitment import StrayValueError, commit
from protocol.question import Question
from protocol.relation import Ask
from tests.brand_agent.shop import DID
from tests.consumer_twin.relation.home import MAIL, ME, Home, home
from transport import Courier
from transport.parcel import Parcel

GUEST = Guest(b"3" * 32)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Home]:
    async with home(tmp_path) as opened:
        open_log(opened.database)
        yield opened


async def ask(here: Home, who: Guest) -> None:
    question = Question(product="router", variant="router-1", topic="back-in-stock")
    await here.relate.ask(DID, lambda _: Ask(question=question), who, label=f"ask {here.shop.clock.at_ms}")
    here.tick()


async def test_each_key_asks_for_itself(here: Home) -> None:
    await here.grant()
    await ask(here, GUEST)
    keys = await here.sketches.keys(DID)
    assert set(keys) == {ME, GUEST}
    here.lines.clear()
    held = {who: await here.sketches.fetch(DID, who) for who in keys}
    assert [one.value for one in held[ME] if one.value] == [MAIL]
    assert [one.entry.source for one in held[GUEST]] == ["question"]
    asked = [decode(line.text.encode()) for line in here.lines if line.direction == "sent" and line.text]
    members = [(one["from"], one["id"], one["signatures"][0]["signature"]) for one in asked]
    assert len(members) == 2
    assert not set(members[0]) & set(members[1])


async def test_a_value_is_corrected_and_the_brand_uses_the_new_one(here: Home) -> None:
    await here.grant()
    (mail,) = [one.entry for one in await here.sketches.fetch(DID, ME) if one.value]
    here.tick()
    await here.sketches.correct(DID, ME, mail.id, value=("email", "ada@new.example"))
    assert await here.use() == "ada@new.example"
    assert ("corrected", {"brand": DID, "entry": mail.id}) in await here.lessons()


async def test_what_was_erased_is_gone_and_the_ledger_says_so(here: Home) -> None:
    await here.grant()
    here.tick()
    await here.sketches.erase(DID, ME)
    here.tick()
    assert await here.sketches.fetch(DID, ME) == ()
    (held,), _ = await here.consents.ledger()
    assert held.state == "erased"
    assert ("erased", {"brand": DID, "erased": 2, "kept": 0}) in await here.lessons()


async def test_one_field_erased_by_its_entry(here: Home) -> None:
    await here.grant(("email", MAIL), ("phone", "+14155550100"))
    (mail,) = [one.entry.id for one in await here.sketches.fetch(DID, ME) if one.value == MAIL]
    here.tick()
    await here.sketches.erase(DID, ME, (mail,))
    (held,), _ = await here.consents.ledger()
    assert (held.state, held.gone) == ("live", frozenset({"email"}))


async def test_the_entry_of_another_key_is_unknown(here: Home) -> None:
    await here.grant()
    (mail,) = [one.entry.id for one in await here.sketches.fetch(DID, ME) if one.value]
    with pytest.raises(ProblemAnswer) as error:
        await here.sketches.erase(DID, GUEST, (mail,))
    assert error.value.code == "unknown-entry"
    assert await here.use() == MAIL


async def test_the_bytes_of_a_sketch_hold_no_value(here: Home) -> None:
    await here.grant()
    await here.sketches.fetch(DID, ME)
    assert MAIL not in "".join(line.text for line in here.lines)


class Chatty(Courier):
    """The way to a brand that adds to each answer a value that nobody asked for."""

    def __init__(self, courier: Courier) -> None:
        self.__dict__.update(courier.__dict__)

    async def relate(self, url: str, data: bytes, **more: Any) -> Parcel:
        """The brand's answer, and a value beside it that it doesn't commit to."""
        parcel = await super().relate(url, data, **more)
        _, stray = commit("email", "eve@example.org", salt=bytes(32), message="A" * 22)
        return Parcel(parcel.data, (*parcel.values, stray))


async def test_a_value_that_an_answer_does_not_commit_to_is_not_kept(here: Home) -> None:
    await here.grant()
    chatty = replace(here.relate, courier=Chatty(here.relate.courier))
    with pytest.raises(StrayValueError):
        await Sketches(chatty, here.database).fetch(DID, ME)
    with pytest.raises(StrayValueError):
        await ask(replace(here, relate=chatty), GUEST)
    kept = await here.database.read(lambda found: found.execute(text("SELECT * FROM twin_beside")).all())
    assert "eve@example.org" not in str(kept)
