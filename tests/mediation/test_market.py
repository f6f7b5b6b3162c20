"""The marketplace of mediated play: it compares in order and once, and learns next to nothing."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text
from structlog.testing import capture_logs

from protocol.mediated import blank, mark
from protocol.mediation import Overlap
from protocol.relation import Letter
from tests.marketplace.town import Town, shop_at, town
from tests.marketplace.wishers import contribution
from tests.mediation.couple import BRAND_SHARES, GRID, MARKET_DID, MINUTE_MS, Couple, couple
from transport import ProblemError


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as opened:
        yield opened


async def refused(asking: Awaitable[Letter]) -> str:
    """The code of the problem that comes back."""
    with pytest.raises(ProblemError) as caught:
        await asking
    return caught.value.code


def body(answer: Letter) -> Overlap:
    assert isinstance(answer.body, Overlap)
    return answer.body


async def test_the_first_mark_of_both_is_found_in_the_first_round_that_has_one(place: Town) -> None:
    two = await couple(place)
    first, second = [body(await two.ask(two.asking(round))) for round in (1, 2)]
    assert (first.mark, first.round, first.thread) == (None, 1, two.thread)
    assert second.mark == mark(two.secret, 2, GRID[2])
    assert "mark" not in first.members()


async def test_the_same_request_gets_the_same_bytes(place: Town) -> None:
    two = await couple(place)
    letter = two.asking(1)
    first = await two.ask(letter)
    place.now_ms += MINUTE_MS
    assert (await two.ask(letter)).data == first.data


async def test_other_marks_for_the_same_round_are_a_conflict(place: Town) -> None:
    two = await couple(place)
    said = two.brands(1)
    await two.ask(two.letter(said, two.said("twin", 1)))
    everything = two.said("twin", 1, [10_000] * len(GRID))
    assert await refused(two.ask(two.letter(said, everything))) == "round-compared"
    assert await refused(two.ask(two.letter(said, two.said("twin", 1), id="again"))) == "round-compared"
    assert body(await two.ask(two.asking(2))).mark is not None, "a conflict changes nothing"


@pytest.mark.parametrize("rounds", [(2,), (1, 3), (1, 4)])
async def test_rounds_are_compared_in_order(place: Town, rounds: tuple[int, ...]) -> None:
    two = await couple(place)
    *before, last = rounds
    for round in before:
        await two.ask(two.asking(round))
    assert await refused(two.ask(two.asking(last))) == "round-out-of-order"


async def test_nothing_is_compared_after_the_package_is_found(place: Town) -> None:
    two = await couple(place)
    for round in (1, 2):
        await two.ask(two.asking(round))
    assert await refused(two.ask(two.asking(3))) == "mediation-over"


async def test_only_what_the_brand_said_to_this_key_is_compared(place: Town) -> None:
    two, other = await couple(place), Couple(place, shop_at("http://localhost:8002"), "other")
    said = two.brands(1)
    assert await refused(two.ask(two.letter(said, two.said("twin", 1), key=other.twin))) == "foreign-marks"
    forged = {**said.value, "body": {**said.value["body"], "round": 2}}
    assert await refused(two.ask(two.letter(said, two.said("twin", 1), value=forged))) == "bad-signature"
    nobody: dict[str, Any] = {"type": "marks"}
    assert await refused(two.ask(two.letter(said, two.said("twin", 1), value=nobody))) == "foreign-marks"


async def test_a_brand_that_is_not_listed_is_not_compared_nor_asked(place: Town) -> None:
    two = Couple(place, place.build("http://localhost:8003"))
    assert await refused(two.ask(two.asking(1))) == "unlisted-brand"
    assert two.shop.documents == 0


async def test_marks_end_when_they_say(place: Town) -> None:
    two = await couple(place)
    late, in_time = two.brands(1), two.asking(1)
    place.now_ms += 5 * MINUTE_MS + 30_000
    assert await refused(two.ask(in_time)) == "late-request"
    place.now_ms += 25 * MINUTE_MS
    assert await refused(two.ask(two.letter(late, two.said("twin", 1)))) == "marks-expired"


async def test_marks_must_be_as_many_as_the_brands(place: Town) -> None:
    two = await couple(place)
    own = two.said("twin", 1)
    more = sorted([*own, blank(two.secret, "twin", 9, GRID[0])])
    assert await refused(two.ask(two.letter(two.brands(1), own[1:]))) == "bad-marks"
    assert await refused(two.ask(two.letter(two.brands(1), more))) == "bad-marks"
    assert await refused(two.ask(two.letter(two.brands(1, sealed="AAAA"), own))) == "bad-box"


async def test_nothing_but_a_mediate_is_taken(place: Town) -> None:
    two = await couple(place)
    wish = contribution("somebody", at_ms=place.now_ms)
    with pytest.raises(ProblemError, match="not-served"):
        await place.courier.mediate(MARKET_DID, wish.data)
    elsewhere = Couple(place, two.shop, to_market="did:web:market.example")
    assert await refused(two.ask(elsewhere.asking(1))) == "wrong-audience"


async def test_nobody_takes_anothers_place(place: Town) -> None:
    two = await couple(place)
    stranger = await couple(place, port=8002, name="stranger")
    stolen = Couple(place, stranger.shop, "stranger")
    letter = stolen.letter(_in_thread(stolen, two.thread), stolen.said("twin", 1))
    await two.ask(letter)
    assert body(await two.ask(two.asking(1))).round == 1


def _in_thread(liar: Couple, thread: str) -> Any:
    """Marks of the brand of *liar* that name another's thread."""

    class Thief(Couple):
        @property
        def thread(self) -> str:
            return thread

    return Thief(liar.town, liar.shop, liar.name).brands(1)


async def test_nothing_is_kept_or_logged_but_the_round_and_its_mark(
    place: Town, caplog: pytest.LogCaptureFixture
) -> None:
    two = await couple(place)
    caplog.set_level(logging.DEBUG)
    with capture_logs() as logged:
        for round in (1, 2):
            await two.ask(two.asking(round))
        await refused(two.ask(two.asking(3)))
    found = mark(two.secret, 2, GRID[2])
    rows = await place.database.read(_rows)
    assert [(row["round"], row["mark"]) for row in rows] == [(1, None), (2, found)]
    assert {*rows[0]} == {"name", "round", "letter", "mark", "at_ms", "ends_ms"}
    told = repr(rows) + repr(logged) + caplog.text
    unsaid = {*two.said("twin", 1), *two.said("twin", 2), *two.said("brand", 1), *two.said("brand", 2)}
    for secret in (unsaid - {found}) | {two.thread, two.twin.did, two.shop.did}:
        assert secret not in told


def _rows(connection: Connection) -> list[dict[str, Any]]:
    found = connection.execute(text("SELECT * FROM market_round ORDER BY round"))
    return [dict(row) for row in found.mappings()]


async def test_what_it_sees_of_a_round_is_the_grids_size_whatever_is_meant(place: Town) -> None:
    """The request is as long, and the box too, for one who would take all and one who would take nothing."""
    two = await couple(place)
    sizes = set()
    for shares in ([10_000] * 5, [None] * 5, BRAND_SHARES):
        sizes.add(len(two.letter(two.brands(1), two.said("twin", 1, shares)).data))
    assert len(sizes) == 1


async def test_what_is_over_is_dropped(place: Town) -> None:
    two, later = await couple(place), await couple(place, port=8002, name="later")
    await two.ask(two.asking(1))
    place.now_ms += 31 * MINUTE_MS
    await later.ask(later.asking(1))
    assert len(await place.database.read(_rows)) == 1
