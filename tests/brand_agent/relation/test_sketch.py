"""The sketch: all of one key and nothing of another, corrected and erased, and what the law keeps."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from brand_agent.problems import ErasedThreadError
from protocol import ProtocolError
from protocol.question import Question
from protocol.relation import (
    Ask,
    Correct,
    Corrected,
    Erase,
    Erased,
    FetchSketch,
    RevokedGrantError,
    UnknownEntryError,
    WrongCorrectionError,
)
from tests.brand_agent.buyer import Buyer, post
from tests.brand_agent.relation.person import DAY_MS, MAIL, Person, on_disk
from tests.brand_agent.shop import Shop, open_shop

QUESTION = Question(product="router", variant="router-1", topic="back-in-stock")


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    opened = await open_shop(tmp_path)
    yield opened
    opened.database.close()


@pytest.fixture
def ada(shop: Shop) -> Person:
    return Person(shop)


async def haggle(shop: Shop, name: str, label: str = "") -> Buyer:
    """A negotiation of the key of *name* that came to nothing yet."""
    buyer = Buyer(name)
    buyer.name = f"{name} {label}"
    await buyer.ask(shop.app, buyer.opening())
    return buyer


async def agree(shop: Shop, name: str) -> Buyer:
    """A deal of the key of *name*."""
    buyer = await haggle(shop, name, "deal")
    await buyer.ask(shop.app, buyer.accept())
    assert buyer.talk.state == "agreed"
    return buyer


async def rows(shop: Shop) -> list[tuple[str, str, str, bytes]]:
    """Sender, id, hash and bytes of every message."""

    def work(connection: Connection) -> list[tuple[str, str, str, bytes]]:
        found = connection.execute(text("SELECT sender, id, hash, data FROM brand_message ORDER BY rowid"))
        return [(row.sender, row.id, row.hash, row.data) for row in found]

    return await shop.database.read(work)


async def test_the_sketch_holds_all_of_one_key_and_nothing_of_another(ada: Person) -> None:
    eve = Person(ada.shop, "eve")
    grant = await ada.disclose(("email", MAIL))
    await eve.disclose(("email", "eve@example.org"))
    await ada.say(Ask(question=QUESTION))
    await agree(ada.shop, ada.name)
    await ada.use()
    held = await ada.sketch()
    assert sorted(one.entry.source for one in held) == ["agreement", "disclosure", "disclosure", "question"]
    assert [one.value for one in held if one.value is not None] == [MAIL]
    (mail,) = [one.entry for one in held if one.value is not None]
    assert (mail.grant, mail.basis, mail.used) == (grant, "consent", ("service",))
    assert mail.last_used == mail.since
    assert [one.value for one in await eve.sketch() if one.value is not None] == ["eve@example.org"]
    assert await Person(ada.shop, "nobody").sketch() == []


async def test_a_long_sketch_comes_in_pages(ada: Person) -> None:
    for _ in range(40):
        await ada.say(Ask(question=QUESTION))
        ada.shop.clock.at_ms += 1000
    held = await ada.sketch()
    assert len({one.entry.id for one in held}) == 40
    assert [one.entry.since for one in held] == sorted(one.entry.since for one in held)


async def test_an_entry_of_another_is_unknown(ada: Person) -> None:
    await ada.disclose(("email", MAIL))
    (_, mine) = [one.entry.id for one in await ada.sketch()]
    eve = Person(ada.shop, "eve")
    with pytest.raises(UnknownEntryError):
        await eve.say(FetchSketch(after=mine))
    with pytest.raises(UnknownEntryError):
        await eve.say(Erase(entries=(mine,)))
    with pytest.raises(UnknownEntryError):
        await eve.correct(mine, "email", "eve@example.org")
    assert [code for _, code in await eve.refused()] == ["unknown-entry"] * 3
    assert await ada.use() == MAIL


async def test_a_correction_replaces_the_value(ada: Person, tmp_path: Path) -> None:
    await ada.disclose(("email", MAIL))
    (mail,) = [one.entry for one in await ada.sketch() if one.value]
    answer = await ada.correct(mail.id, "email", "ada@new.example")
    assert isinstance(answer.body, Corrected)
    assert await ada.use() == "ada@new.example"
    assert MAIL.encode() not in on_disk(tmp_path)
    (now,) = [one for one in await ada.sketch() if one.value]
    assert (now.entry.id, now.value, now.entry.source) == (
        answer.body.entry.id,
        "ada@new.example",
        "correction",
    )
    await ada.revoke(str(mail.grant))
    assert b"ada@new.example" not in on_disk(tmp_path)


async def test_words_stand_beside_what_cannot_change(ada: Person) -> None:
    await ada.say(Ask(question=QUESTION))
    (asked,) = await ada.sketch()
    await ada.say(Correct(entry=asked.entry.id, says="That was for a friend."))
    says = {one.entry.source: one.entry.says for one in await ada.sketch()}
    assert says["correction"] == "That was for a friend."
    assert says["question"] == asked.entry.says
    with pytest.raises(WrongCorrectionError):
        await ada.correct(asked.entry.id, "email", MAIL)


async def test_erasing_everything(ada: Person, tmp_path: Path) -> None:
    await ada.disclose(("email", MAIL))
    await ada.say(Ask(question=QUESTION))
    held = await ada.sketch()
    (mail,) = [one.entry for one in held if one.value]
    await ada.correct(mail.id, "email", "ada@new.example")
    await haggle(ada.shop, ada.name)
    await ada.use()
    answer = await ada.say(Erase())
    assert isinstance(answer.body, Erased)
    assert (answer.body.erased, answer.body.kept) == (4, ())
    assert await ada.sketch() == []
    await ada.say(Erase())
    left = on_disk(tmp_path)
    assert ada.key.did.encode() in left  # the request to erase, and nothing else
    assert all(gone not in left for gone in (MAIL.encode(), b"ada@new.example", b"back-in-stock"))
    with pytest.raises(ProtocolError):
        await ada.use()


async def test_of_an_erased_message_its_hash_stays(ada: Person) -> None:
    buyer = await haggle(ada.shop, ada.name)
    before = await rows(ada.shop)
    await ada.say(Erase())
    after = await rows(ada.shop)
    assert [(row[2]) for row in after][:2] == [row[2] for row in before]
    assert [(row[0], row[1], row[3]) for row in after][:2] == [("", row[2], b"") for row in before]
    assert {one.hash for one in buyer.said} <= {row[2] for row in after}


async def test_an_erased_thread_takes_no_message(ada: Person) -> None:
    buyer = await haggle(ada.shop, ada.name)
    letter = ada.letter(Ask(question=QUESTION))
    await ada.send(letter)
    await ada.say(Erase())
    for data in (buyer.said[0].data, buyer.decline()):
        answer = await post(ada.shop.app, data)
        assert (answer.status_code, answer.json()["code"]) == (410, "erased-thread")
    with pytest.raises(ErasedThreadError):
        await ada.send(letter)


async def test_the_agreement_stays_and_says_why(ada: Person) -> None:
    await agree(ada.shop, ada.name)
    await haggle(ada.shop, ada.name)
    answer = await ada.say(Erase())
    assert isinstance(answer.body, Erased)
    (kept,) = answer.body.kept
    assert (answer.body.erased, kept.why) == (1, "agreement")
    (left,) = await ada.sketch()
    assert (left.entry.id, left.entry.basis, left.entry.until) == (kept.id, "law", kept.until)
    ada.shop.clock.at_ms += 3650 * DAY_MS
    answer = await ada.say(Erase())
    assert isinstance(answer.body, Erased)
    assert (answer.body.erased, answer.body.kept) == (1, ())


async def test_one_value_may_go_alone(ada: Person, tmp_path: Path) -> None:
    await ada.disclose(("email", MAIL), ("phone", "+14155550100"))
    (mail,) = [one.entry.id for one in await ada.sketch() if one.value == MAIL]
    await ada.say(Erase(entries=(mail,)))
    assert MAIL.encode() not in on_disk(tmp_path)
    assert await ada.use("phone") == "+14155550100"


async def test_who_erases_the_grant_ends_it(ada: Person) -> None:
    await ada.disclose(("email", MAIL))
    (granted,) = [one.entry.id for one in await ada.sketch() if one.value is None]
    await ada.say(Erase(entries=(granted,)))
    assert await ada.sketch() == []
    with pytest.raises(ProtocolError) as error:
        await ada.use()
    assert not isinstance(error.value, RevokedGrantError)  # nobody knows any more whose it was
