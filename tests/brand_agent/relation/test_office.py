"""The office: one request, one answer, kept together; repeated, late, unknown and stray ones."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from brand_agent.desk import Desk
from brand_agent.edge.relation import SqlBooks
from brand_agent.problems import ConflictError
from brand_agent.relation.heard import Heard, Said
from brand_agent.relation.office import Handler, NotServedError, attend, receive_letter
from brand_agent.relation.ports import Books
from brand_agent.stockroom import stockroom
from protocol import SigningKey
from protocol.commitment import Beside, MissingValueError, StrayValueError, commit
from protocol.relation import (
    Body,
    Correct,
    FetchSketch,
    LateRequestError,
    Leave,
    Letter,
    NoRequestError,
    SketchPage,
    Welcome,
    answer_to,
    request,
)
from tests.brand_agent.shop import DID, ENTRIES, KEY, NOON_MS, Shop, message_id, open_shop

TWIN = SigningKey.for_twin(sha256(b"a person").digest())
MAIL = "ada@example.org"


def welcome(heard: Heard, _books: Books) -> Body:
    return Welcome(rung="guest", benefits=(), received=heard.received)


def echo(heard: Heard, _books: Books) -> Body | Said:
    if heard.values != {"email": MAIL}:
        return heard.sorry("unknown")
    _, beside = commit("email", heard.values["email"], salt=b"2" * 32, message="x")
    return Said(SketchPage(entries=(), more=False), (beside,))


HANDLERS: Mapping[str, Handler] = {"leave": welcome, "correct": echo}


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    opened = await open_shop(tmp_path)
    yield opened
    opened.database.close()


def ask(body: Body, *, label: str = "one", at_ms: int = NOON_MS) -> Letter:
    return request(body, TWIN, to=DID, id=message_id(label), created_ms=at_ms, expires_ms=at_ms + 60_000)


def work(
    shop: Shop, letter: Letter, values: tuple[Beside, ...] = ()
) -> Callable[[Connection], tuple[bytes, tuple[Beside, ...]]]:
    desk = Desk(KEY, shop.policy, stockroom(ENTRIES, shop.policy), shop.clock, message_id)

    def run(connection: Connection) -> tuple[bytes, tuple[Beside, ...]]:
        heard = receive_letter(letter.data, desk)
        books = SqlBooks(connection)
        return attend(heard, values, desk, books, at_ms=shop.clock(0), handlers=HANDLERS)

    return run


async def told(
    shop: Shop, letter: Letter, values: tuple[Beside, ...] = ()
) -> tuple[bytes, tuple[Beside, ...]]:
    return await shop.database.write(work(shop, letter, values))


async def test_a_repeated_request_gets_its_stored_answer_even_late(shop: Shop) -> None:
    letter = ask(Leave(to="guest"))
    first = await told(shop, letter)
    shop.clock.at_ms += 86_400_000
    assert await told(shop, letter) == first


async def test_a_late_request_is_refused(shop: Shop) -> None:
    letter = ask(Leave(to="guest"))
    shop.clock.at_ms = NOON_MS + 60_000 + 29_999
    await told(shop, letter)
    shop.clock.at_ms += 1
    with pytest.raises(LateRequestError):
        await told(shop, ask(Leave(to="known")))


async def test_a_request_from_the_future_is_refused(shop: Shop) -> None:
    await told(shop, ask(Leave(to="guest"), at_ms=NOON_MS + 30_000))
    with pytest.raises(LateRequestError):
        await told(shop, ask(Leave(to="known"), at_ms=NOON_MS + 31_000, label="later"))


async def test_one_id_names_one_request(shop: Shop) -> None:
    await told(shop, ask(Leave(to="guest")))
    with pytest.raises(ConflictError):
        await told(shop, ask(Leave(to="known")))


async def test_what_is_not_taken_says_so(shop: Shop) -> None:
    with pytest.raises(NotServedError):
        await told(shop, ask(FetchSketch()))
    assert await shop.dump() == await shop.dump()


async def test_an_answer_is_no_request(shop: Shop) -> None:
    other = SigningKey.for_twin(sha256(b"another").digest())
    asked = request(
        Leave(to="guest"), other, to=DID, id=message_id("x"), created_ms=NOON_MS, expires_ms=NOON_MS + 1
    )
    body = Welcome(rung="repeat", benefits=(), received="2026-12-01T12:00:00Z")
    answer = answer_to(asked, body, TWIN, id=message_id("y"), created_ms=NOON_MS, expires_ms=NOON_MS + 1)
    to_brand = answer._replace(value={**answer.value, "to": DID})
    assert to_brand.type == "welcome"
    with pytest.raises(NoRequestError):
        await shop.database.write(
            lambda connection: attend(
                to_brand,
                (),
                Desk(KEY, shop.policy, stockroom(ENTRIES, shop.policy), shop.clock, message_id),
                SqlBooks(connection),
                at_ms=NOON_MS,
            )
        )


async def test_values_are_kept_apart(shop: Shop) -> None:
    committed, beside = commit("email", MAIL, salt=b"1" * 32, message=message_id("mail"))
    letter = ask(Correct(entry="e1", disclosed=(committed,)), label="mail")
    data, values = await told(shop, letter, (beside,))
    assert [one.value for one in values] == [MAIL]
    messages = await shop.database.read(
        lambda connection: [row.data for row in connection.execute(text("SELECT data FROM brand_message"))]
    )
    assert len(messages) == 2
    assert all(MAIL.encode() not in bytes(one) for one in messages)
    assert await told(shop, letter, (beside,)) == (data, values)

    gone = await shop.database.write(lambda found: SqlBooks(found).letters.erase_values(letter.hash))
    assert gone == 1
    assert (await told(shop, letter))[0] == data


async def test_a_stray_and_a_missing_value_change_nothing(shop: Shop) -> None:
    committed, beside = commit("email", MAIL, salt=b"1" * 32, message=message_id("mail"))
    letter = ask(Correct(entry="e1", disclosed=(committed,)), label="mail")
    before = await shop.dump()
    with pytest.raises(MissingValueError):
        await told(shop, letter)
    other = Beside(field="email", salt=beside.salt, value="eve@example.org")
    with pytest.raises(StrayValueError):
        await told(shop, letter, (other,))
    assert await shop.dump() == before
