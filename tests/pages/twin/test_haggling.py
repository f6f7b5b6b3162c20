"""The haggling: every round with its reason and its signature, and a byte that was changed is seen."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from consumer_twin import Option
from dailyme.keys import listed_ring
from protocol import decode, encode, read, verify
from tests.consumer_twin.twins import wish_for
from tests.pages.twin.behind import ROUTER, Behind, behind
from tests.pages.twin.room import words

CEILING = 98_765


def haggled(town: Behind) -> Option:
    """The option that most was said about."""
    return max(
        (one for one in town.outcome.options if one.thread),
        key=lambda one: len(town.outcome.transcripts[one.thread or ""]),
    )


async def test_every_talk_is_listed_with_what_it_won(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        html = await town.me.see("/haggling")
        for option in town.outcome.options:
            assert f'href="/haggling/{option.thread}"' in html
            assert option.seller.name in words(html)
        assert "Offers stand" in words(html)
        best = town.outcome.options[0]
        await town.me.see(f"/options/{best.hash}/approve")
        await town.me.send(f"/options/{best.hash}/approve")
        assert "Bought" in words(await town.me.see("/haggling"))


async def test_who_has_haggled_over_nothing_is_told_so(tmp_path: Path) -> None:
    async with behind(tmp_path, wish_for("nothing that anybody sells")) as town:
        assert "No talks yet." in words(await town.me.see("/haggling"))
        for path in ("/haggling/nothing", "/haggling/nothing/export"):
            assert "There is no such talk" in words(await town.me.see(path, status=404))


async def test_each_round_says_who_what_why_and_what_it_won(tmp_path: Path) -> None:
    async with behind(tmp_path, wish_for(ROUTER, ceiling_minor=CEILING)) as town:
        option = haggled(town)
        said = words(await town.me.see(f"/haggling/{option.thread}"))
        count = len(town.outcome.transcripts[option.thread or ""])
    assert f"all {count} signatures hold" in said
    assert said.count("Signature holds") == count
    assert "Your twin" in said and "Asks for an offer" in said and "Asks for US$" in said
    assert "less than before" in said
    assert "Came down in this round" in said or "Took what your twin asked for" in said
    assert f"What {option.seller.name} learnt of you" in said


async def test_the_limit_is_drawn_for_the_person_alone_and_can_be_hidden(tmp_path: Path) -> None:
    async with behind(tmp_path, wish_for(ROUTER, ceiling_minor=CEILING)) as town:
        option = haggled(town)
        page = f"/haggling/{option.thread}"
        shown, hidden = await town.me.see(page), await town.me.see(f"{page}?limit=hide")
        file = await town.me.see(f"{page}/export")
    assert "Your limit, US$987.65: seen by you alone" in words(shown)
    assert "987.65" not in hidden and "Show your limit" in words(hidden)
    assert "98765" not in file and "987.65" not in file


async def test_the_file_can_be_checked_by_somebody_who_was_not_there(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        option = haggled(town)
        got = await town.me.client.get(f"/haggling/{option.thread}/export")
    assert "attachment" in got.headers["content-disposition"]
    file: dict[str, Any] = got.json()
    ring = listed_ring(file["keys"])
    for value in file["messages"]:
        assert verify(value, ring)
        assert read(encode(value), ring, to=value["to"]).thread == option.thread
    assert all(one["holds"] for one in file["verdicts"])


async def test_the_message_itself_stands_there_byte_for_byte(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        option = haggled(town)
        html = await town.me.see(f"/haggling/{option.thread}")
        _, messages = await town.store.thread(option.thread or "")
    raw = re.findall(r'<pre id="raw-\d+"[^>]*>(.*?)</pre>', html, re.DOTALL)
    unescaped = [one.replace("&#34;", '"').replace("&#39;", "'").replace("&lt;", "<") for one in raw]
    texts = [one.replace("&gt;", ">").replace("&amp;", "&") for one in unescaped]
    assert [decode(one.encode()) for one in texts] == [dict(one.value) for one in messages]
    assert html.count('data-copy="raw-') == len(messages)


CHANGES = (
    ("data = CAST(replace(CAST(data AS TEXT), 'counter', 'Counter') AS BLOB)", "Does not hold"),
    ("data = :bytes", "Does not hold"),
    ("hash = 'x'", "hese are not the bytes that were kept first"),
    ("key = (SELECT key FROM twin_message WHERE seq = 1)", "Does not hold"),
    ("seq = 99", "Does not hold"),
)
"""What somebody does to a message behind the back of the twin, and what the page says of it."""


async def test_a_byte_that_was_changed_in_the_store_is_seen(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        option = haggled(town)
        it = f"thread = '{option.thread}' AND seq"
        await town.sql("CREATE TABLE before AS SELECT * FROM twin_message")
        for change, said in CHANGES:
            given = {"bytes": b"\xff{<script>"} if ":bytes" in change else {}
            await town.sql(f"UPDATE twin_message SET {change} WHERE {it} = 2", **given)
            html = await town.me.see(f"/haggling/{option.thread}")
            shown = words(html)
            assert "not hold" in shown and said in shown, change
            assert "signatures hold" not in shown
            assert "<script>" not in html[html.index("<main") :]
            file = json.loads(await town.me.see(f"/haggling/{option.thread}/export"))
            assert not all(one["holds"] for one in file["verdicts"])
            await town.me.see("/haggling")  # the list stands all the same
            if "hash" not in change:  # and nothing is signed on the strength of it
                assert (await town.me.send(f"/options/{option.hash}/approve")).status_code >= 400
            await town.sql("DELETE FROM twin_message")
            await town.sql("INSERT INTO twin_message SELECT * FROM before")
        assert await town.store.accepts_of(option.wish) == ()
        assert "signatures hold" in words(await town.me.see(f"/haggling/{option.thread}"))


async def test_one_changed_price_is_told_from_those_that_only_follow(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        option = haggled(town)
        count = len(town.outcome.transcripts[option.thread or ""])
        await town.sql(
            "UPDATE twin_message SET data = CAST(replace(CAST(data AS TEXT), '\"amount\":', '\"amount\":1')"
            " AS BLOB) WHERE thread = :thread AND seq = 1",
            thread=option.thread,
        )
        said = words(await town.me.see(f"/haggling/{option.thread}"))
    assert said.count("Does not hold") == 2, "once for the talk, once for the message"
    assert "One message does not hold" in said
    assert said.count("Follows what does not hold") == count - 2
    assert said.count("Signature holds") == 1
