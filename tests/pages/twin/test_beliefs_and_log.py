"""What the twin believes, what it did, what a model was asked: seen, checked, corrected and forgotten."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import Connection, text

from consumer_twin import Lesson
from consumer_twin.edge import SqlMemory
from consumer_twin.memory import derive
from dailyme.model_ledger import ledger_at
from foundation.database import Database
from language.kinds import Kind
from language.ledger import Ended, Prompt
from language.ports import Where
from tests.pages.twin.life import living
from tests.pages.twin.room import Room, room, words

HOSTILE = "<script>alert('x')</script>"
HIDDEN = "&lt;script&gt;"


def bought(title: str, at_ms: int = 1_796_115_600_000) -> Lesson:
    return Lesson(
        at_ms, "bought", facts={"title": title, "make": "Acme", "category": "Lamps", "shop": "Shop"}
    )


async def remember(me: Room, *lessons: Lesson) -> None:
    await SqlMemory(me.home.database).remember(lessons)


async def tamper(me: Room, statement: str) -> None:
    def work(connection: Connection) -> None:
        assert connection.execute(text(statement)).rowcount == 1

    await me.home.database.write(work)


async def first_topic(me: Room) -> str:
    return (await SqlMemory(me.home.database).believed()).all[0].topic


async def test_who_did_nothing_is_believed_nothing(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        assert "Nothing yet" in words(await me.see("/trust/beliefs"))
        assert "Nothing has happened yet" in words(await me.see("/trust/log"))
        assert "No model was asked anything" in words(await me.see("/trust/models"))
        await me.see("/trust/beliefs/why?of=brand:nobody", status=404)
        await me.see("/trust/beliefs/forget?of=" + "9" * 5_000, status=404)


async def test_a_belief_says_why_and_the_persons_word_wins(tmp_path: Path, year: Path) -> None:
    async with living(year, tmp_path) as life:
        me = life.me
        topic = await first_topic(me)
        html = await me.see("/trust/beliefs")
        assert "guessing" in words(html) or "sure" in words(html)
        assert "set by you" not in html
        why = words(await me.see(f"/trust/beliefs/why?of={quote(topic)}"))
        assert "When Speaks What you did Entry" in why
        html = await me.done("/trust/beliefs/set", {"of": topic, "stance": "no"})
        assert "Your word wins" in words(html) and "set by you" in html
        found = (await SqlMemory(me.home.database).believed()).of(topic)
        assert found is not None and found.by_hand and found.stance < 0


@pytest.mark.parametrize("stance", ["", "perhaps", "7", HOSTILE])
async def test_a_word_that_is_none_is_said_at_its_field(tmp_path: Path, year: Path, stance: str) -> None:
    async with living(year, tmp_path) as life:
        topic = await first_topic(life.me)
        got = await life.me.send("/trust/beliefs/set", {"of": topic, "stance": stance})
        assert got.status_code == 422 and 'class="fault"' in got.text and "<script>alert" not in got.text


async def test_forgetting_shows_what_goes_and_needs_a_yes(tmp_path: Path, year: Path) -> None:
    async with living(year, tmp_path) as life:
        me = life.me
        topic = await first_topic(me)
        assert "No longer believed" in words(await me.see(f"/trust/beliefs/forget?of={quote(topic)}"))
        got = await me.send("/trust/beliefs/forget", {"of": topic})
        assert got.status_code == 422 and "Tick this if you mean it" in got.text
        html = await me.done("/trust/beliefs/forget", {"of": topic, "sure": "yes"})
        assert "gone for good" in words(html)
        assert (await SqlMemory(me.home.database).believed()).of(topic) is None
        assert "erased by you" in words(await me.see("/trust/log"))
        checked = await me.send("/trust/log", {})
        assert "Every seal fits" in words(checked.text)


async def test_an_entry_is_forgotten_by_its_number(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        await remember(me, bought("A lamp"), bought("A chair"))
        await me.done("/trust/beliefs/forget", {"of": "1", "sure": "yes"})
        said = words(await me.see("/trust/log"))
        assert "A lamp" not in said and "A chair" in said
        assert (await me.send("/trust/beliefs/forget", {"of": "77", "sure": "yes"})).status_code == 404


async def test_the_log_calls_shops_by_their_names(tmp_path: Path, year: Path) -> None:
    async with living(year, tmp_path) as life:
        said = words(await life.me.see("/trust/log"))
    assert "You granted email to Alder." in said and "You subscribed to news of Alder." in said
    assert "did:web" not in said


async def test_the_log_is_shown_newest_first_a_page_at_a_time(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        await remember(me, *(bought(f"Thing {number}.") for number in range(1, 121)))
        html = await me.see("/trust/log")
        assert "Thing 120." in html and "Thing 71." in html and "Thing 70." not in html
        older = re.search(r'href="(/trust/log\?before=\d+)"', html)
        assert older is not None
        html = await me.see(older[1])
        assert "Thing 70." in html and "Thing 71." not in html
        assert "120 in all" in words(html)


async def test_every_seal_is_checked_and_one_changed_byte_is_seen(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        await remember(me, *(bought(f"Thing {number}.") for number in range(5)))
        await me.see("/trust/log")
        assert "All 5 entries hold" in words((await me.send("/trust/log", {})).text)
        await tamper(
            me, "UPDATE twin_memory SET payload = replace(payload, 'Thing 2.', 'Thing 9.') WHERE number = 3"
        )
        checked = (await me.send("/trust/log", {})).text
        assert "The log was changed" in words(checked)
        assert "The seals break at entry 3" in words(checked) and "The 2 before it hold." in words(checked)
        assert 'class="broken-row"' in checked


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE twin_memory SET leaf = CAST(x'00' || substr(leaf, 2) AS BLOB) WHERE number = 2",
        "UPDATE twin_memory SET link = CAST(x'00' || substr(link, 2) AS BLOB) WHERE number = 2",
        "DELETE FROM twin_memory WHERE number = 2",
        "DELETE FROM twin_memory WHERE number = 3",
        "UPDATE twin_memory SET payload = 'no json' WHERE number = 2",
    ],
)
async def test_whatever_is_changed_the_check_fails_and_no_page_breaks(tmp_path: Path, statement: str) -> None:
    async with room(tmp_path) as me:
        await remember(me, *(bought(f"Thing {number}.") for number in range(3)))
        await me.see("/trust/log")
        await tamper(me, statement)
        assert "The log was changed" in words((await me.send("/trust/log", {})).text)
        for path in ("/trust/log", "/trust/beliefs", "/trust", "/trust/leave"):
            await me.see(path)


async def test_a_file_that_can_not_be_read_is_said_so_without_a_trace(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        await remember(me, bought("A lamp"))
        await me.see("/trust/log")
        await tamper(me, "UPDATE twin_memory SET leaf = CAST(x'ff' AS TEXT) WHERE number = 1")
        got = await me.send("/trust/log", {})
        assert got.status_code == 400 and "The file of your twin can&#39;t be read" in got.text
        assert "sqlite" not in got.text


async def test_what_strangers_wrote_is_text_everywhere(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        facts = {"brand": "did:web:x", "seller": HOSTILE, "title": HOSTILE, "how": "kept"}
        await remember(me, bought(HOSTILE), Lesson(1_796_115_600_000, "outcome", facts=facts))
        assert derive(await SqlMemory(me.home.database).recall()).all
        for path in ("/trust/log", "/trust/beliefs", "/trust"):
            html = await me.see(path)
            assert "<script>alert" not in html
        assert HIDDEN in await me.see("/trust/log") and HIDDEN in await me.see("/trust/beliefs")
        topic = await first_topic(me)
        assert "<script>alert" not in await me.see(f"/trust/beliefs/why?of={quote(topic)}")


async def test_every_prompt_stands_there_word_for_word(tmp_path: Path) -> None:
    ledger = ledger_at(tmp_path)
    sent = Prompt(1_796_115_600_000, Kind.WISH, "m1", Where.ELSEWHERE, None, "Read it.", HOSTILE, sent=True)
    number = ledger.write(sent)
    ledger.end(number, Ended("answered"))
    ledger.write(
        Prompt(1_796_115_600_000, Kind.WHY, "m1", Where.HERE, None, "Say it.", "private", sent=False)
    )
    async with room(tmp_path) as me:
        html = await me.see("/trust/models")
        said = words(html)
        assert "left this machine" in said and "stopped, never sent" in said and "Read it." in said
        assert HIDDEN in html and "<script>alert" not in html
        path = ledger.path
        path.write_text(path.read_text().replace("Read it.", "Read mine."))
        assert "The ledger was changed" in words(await me.see("/trust/models"))


async def test_the_log_outlives_the_pages(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        await remember(me, bought("A lamp"))
    database = Database(f"sqlite:///{tmp_path}/twin.db")
    assert (await SqlMemory(database).verify()).broken is None
    database.close()
