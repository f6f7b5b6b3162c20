"""Wishes that stand: listed, changed, paused, ended; and what was sensed, confirmed or not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from consumer_twin.edge import About, Spool, SqlImports, SqlStanding, SqlStore
from consumer_twin.edge.diary import SqlDiary
from consumer_twin.history import HistorySettings, Purchase, day_of, open_history
from consumer_twin.scan import Places
from consumer_twin.standing import Aim
from dailyme.acts.aim import end_of
from negotiation import Mandate, Weights
from tests.consumer_twin.town import BASE_MS, usd
from tests.consumer_twin.twins import wish_for
from tests.pages.twin.room import Room, room, words
from tests.pages.twin.test_imports import history

NOWHERE = "http://localhost:9"


async def standing(me: Room, text: str = "desk lamp", **more: object) -> int:
    """Keep a wish that looks where nobody is; return its number."""
    aim = Aim(wish_for(text, ceiling_minor=9_000), Places((NOWHERE,), (), ("/tmp/shop.csv",)), **more)  # type: ignore[arg-type]
    return (await SqlStanding(me.home.database).add(aim, BASE_MS)).number


def fields(**more: str) -> dict[str, str | list[str]]:
    return {"lines": "1", "words-0": "desk lamp led", "quantity-0": "3", "market": NOWHERE, **more}


async def test_no_wishes_say_what_to_do(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        said = words(await me.see("/wishes"))
    assert "Your twin looks for nothing yet." in said and "Shared with nobody" in said


async def test_a_wish_is_paused_goes_on_and_is_done(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        number = await standing(me)
        assert "Looking" in words(await me.see("/wishes"))
        assert "Paused" in words(await me.done(f"/wishes/{number}/pause"))
        assert "Your twin looks for it again." in words(await me.done(f"/wishes/{number}/resume"))
        assert "desk lamp" not in words(await me.done(f"/wishes/{number}/done"))
        assert "desk lamp" in words(await me.see("/wishes?done=yes"))
        again = await me.send(f"/wishes/{number}/pause")
    assert again.status_code == 400 and "can't be paused" in words(again.text)


async def test_a_change_keeps_what_the_page_does_not_ask_for(tmp_path: Path) -> None:
    weights, mandate = Weights(delivery=0.2), Mandate(usd(8_000), None, None, None)
    async with room(tmp_path) as me:
        number = await standing(me, weights=weights, mandate=mandate, until_ms=end_of("2999-01-01", BASE_MS))
        html = await me.see(f"/wishes/{number}")
        assert 'value="2999-01-01"' in html and 'value="90.00 USD"' in html and "/tmp/shop.csv" in html
        said = words(await me.done(f"/wishes/{number}", fields(limit="85 USD", **{"colours-0": "black"})))
        one = await SqlStanding(me.home.database).one(number)
    assert "Changed." in said
    assert (one.aim.weights, one.aim.mandate, one.aim.until_ms) == (weights, mandate, None)
    assert one.aim.places == Places((NOWHERE,), (), ("/tmp/shop.csv",))
    wish = one.aim.wish
    assert (wish.text, wish.ceiling, wish.lines[0].quantity) == ("desk lamp led", usd(8_500), 3)
    assert wish.lines[0].asks is not None and wish.lines[0].asks.colours == ("black",)


async def test_a_change_that_can_not_be_changes_nothing(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        number = await standing(me)
        got = await me.send(f"/wishes/{number}", fields(limit="lots"))
        one = await SqlStanding(me.home.database).one(number)
    assert got.status_code == 422 and 'id="f-limit-fault"' in got.text and 'value="lots"' in got.text
    assert one.aim.wish.text == "desk lamp"


@pytest.mark.parametrize("path", ["/wishes/77", "/wishes/77/pause", "/wishes/1/explode", "/wishes/0x1"])
async def test_what_is_not_there_is_not_found(tmp_path: Path, path: str) -> None:
    async with room(tmp_path) as me:
        await standing(me)
        got = await me.send(path, fields())
    assert got.status_code in {400, 404} and "Traceback" not in got.text


async def test_a_long_list_is_read_page_by_page(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        for place in range(53):
            await standing(me, f"lamp number {place}")
        first = await me.see("/wishes")
        older = re.search(r'href="(/wishes\?before=\d+)"', first)
        assert older is not None
        second = await me.see(older[1])
    assert (first.count("lamp number") > 100) and "lamp number 52" in first and "lamp number 2 " not in first
    assert "lamp number 0" in second and "lamp number 52" not in second


async def bring(me: Room, folder: Path) -> None:
    """Let the twin know a history in which coffee runs out now."""
    file = folder / "orders.csv"
    file.write_bytes(history())
    with open_history(file, HistorySettings(day_of(BASE_MS))) as found, Spool() as spool:
        spool.add(row for row in found.rows if isinstance(row, Purchase))
        await SqlImports(me.home.database).keep(spool, About("orders.csv", found.layout, 0), BASE_MS)


async def sensed(me: Room) -> str:
    """Return the first page once it is worked out what is needed."""
    await me.see("/")
    for task in tuple(me.home._tasks):
        await task
    return await me.see("/")


def coffee(html: str) -> str:
    found = re.search(r'action="/suggestions/([0-9a-f]{10})/confirm"', html)
    assert found is not None
    return found[1]


async def test_what_is_sensed_is_looked_for_only_after_a_yes(tmp_path: Path) -> None:
    async with room(tmp_path, market=NOWHERE) as me:
        await bring(me, tmp_path)
        html = await sensed(me)
        said = words(html)
        assert "You may need" in said and "Coffee beans 1 kg" in said and "it runs out about" in said
        assert not re.search(r"\d{4}-\d{2}-\d{2}", said), "days are written as people write them"
        assert await SqlStanding(me.home.database).all() == ()
        assert "Your twin looks for Coffee beans 1 kg." in words(
            await me.done(f"/suggestions/{coffee(html)}/confirm")
        )
        (wish,) = await SqlStanding(me.home.database).all()
        assert wish.aim.wish.text == "Coffee beans 1 kg"
        assert "Coffee beans 1 kg Bought" not in words(await me.see("/suggestions"))


@pytest.mark.parametrize(("answer", "said"), [("not-now", "not for the next 14 days"), ("never", "won't be")])
async def test_what_is_not_wanted_goes_away(tmp_path: Path, answer: str, said: str) -> None:
    async with room(tmp_path, market=NOWHERE) as me:
        await bring(me, tmp_path)
        id = coffee(await sensed(me))
        assert said in words(await me.done(f"/suggestions/{id}/{answer}"))
        assert "Coffee beans 1 kg" not in words(await me.see("/suggestions"))


@pytest.mark.parametrize("path", ["/suggestions/zzzzzzzzzz/confirm", "/suggestions/zzzzzzzzzz/never"])
async def test_what_was_never_suggested_can_not_be_answered(tmp_path: Path, path: str) -> None:
    async with room(tmp_path, market=NOWHERE) as me:
        got = await me.send(path)
    assert got.status_code == 400 and "no suggestion of today" in words(got.text)


async def test_what_was_found_for_a_wish_stands_beside_it(tmp_path: Path) -> None:
    async with room(tmp_path, market=NOWHERE) as me:
        number = await standing(me)
        assert "Found for it" not in words(await me.see(f"/wishes/{number}"))
        record = await SqlStore(me.home.database).begin(wish_for(), BASE_MS)
        await SqlDiary(me.home.database).begin_round(number, record.number, (0,))
        said = words(await me.see(f"/wishes/{number}"))
    assert "Found for it Nothing yet." in said and "See it all" in said


async def test_a_look_around_is_told_and_only_one_runs(tmp_path: Path) -> None:
    async with room(tmp_path, market=NOWHERE) as me:
        await standing(me)
        await me.see("/")
        assert "Your twin looks around." in words(await me.done("/today/look"))
        assert "Your twin looks already." in words(await me.done("/today/look"))
        for task in tuple(me.home._tasks):
            await task
        assert "Nothing good today." in words(await me.see("/"))
