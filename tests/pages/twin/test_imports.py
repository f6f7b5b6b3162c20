"""Bringing an order history: shown first, kept on a yes, taken back; bad files are said at the field."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from consumer_twin.edge import SqlImports
from consumer_twin.history import day_of
from tests.consumer_twin.town import BASE_MS
from tests.pages.twin.room import Room, room, tags, words

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def history(*more: str) -> bytes:
    """A synthetic table: coffee that runs out now, tea, and *more* rows."""
    today = day_of(BASE_MS)
    rows = [f"{today - timedelta(days=28 + 30 * one)},Coffee beans 1 kg,14.99 USD,Food" for one in range(6)]
    rows += [f"{today - timedelta(days=1 + 40 * one)},Green tea,3.50 USD,Food" for one in range(5)]
    return "\n".join(["date,title,price,category", *rows, *more]).encode()


async def handed_in(me: Room, data: bytes, name: str = "orders.csv", **fields: str) -> str:
    got = await me.send("/imports/preview", fields, files={"history": (name, data)})
    assert got.status_code in {200, 422}, got.text
    return got.text


def mark_of(html: str) -> str:
    return html.partition('name="mark" value="')[2].partition('"')[0]


async def kept(me: Room) -> int:
    return len(await SqlImports(me.home.database).purchases())


async def test_nothing_is_kept_before_a_yes_and_the_counts_are_said_after(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        await me.see("/imports")
        html = await handed_in(me, history("nonsense,broken,x,Food"))
        said = words(html)
        assert "11 new, would be kept" in said and "1 lines that could not be read" in said
        assert "Coffee beans 1 kg" in said and "US$14.99" in said
        assert await kept(me) == 0

        said = words(await me.done("/imports/keep", {"mark": mark_of(html)}))
        assert "Kept: 11 new, 0 known already." in said
        assert await kept(me) == 11


async def test_an_import_is_taken_back_whole(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        await me.see("/imports")
        await me.done("/imports/keep", {"mark": mark_of(await handed_in(me, history()))})
        (one,) = await SqlImports(me.home.database).all()
        assert "Taken back: 11 purchases are forgotten." in words(
            await me.done(f"/imports/{one.number}/undo")
        )
        assert await kept(me) == 0


async def test_the_same_file_brings_nothing_new(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        await me.see("/imports")
        await me.done("/imports/keep", {"mark": mark_of(await handed_in(me, history()))})
        html = await handed_in(me, history())
        assert "0 new, would be kept" in words(html) and "11 known already" in words(html)
        assert "/imports/keep" not in html


async def test_a_no_keeps_nothing_and_the_form_can_not_be_sent_again(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        await me.see("/imports")
        mark = mark_of(await handed_in(me, history()))
        assert "Nothing was kept." in words(await me.done("/imports/drop"))
        assert "no longer here" in words(await me.done("/imports/keep", {"mark": mark}))
        assert "no longer here" in words(await me.done("/imports/keep", {"mark": "forged"}))
        assert await kept(me) == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04nothing", "ZIP archive"),
        (b"%PDF-1.7", "PDF"),
        (b"when,what\n1,2\n", "Say below which column is which"),
        (b"date,title\nyesterday,Tea\n", "holds no purchase"),
        (b"\xff\xfe\x00\x01\x02", ""),
    ],
)
async def test_a_file_that_can_not_be_read_is_said_at_the_field(
    tmp_path: Path, data: bytes, said: str
) -> None:
    async with room(tmp_path) as me:
        await me.see("/imports")
        got = await me.send("/imports/preview", files={"history": ("orders.csv", data)})
        assert got.status_code == 422
        assert said in words(got.text) and 'id="f-history-fault"' in got.text
        assert await kept(me) == 0


async def test_no_file_and_odd_fields_are_said_where_they_stand(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        await me.see("/imports")
        got = await me.send("/imports/preview", {"currency": "12$", "order": "ymd", "decimal": [".", ","]})
        assert got.status_code == 422
        for field in ("history", "currency", "order", "decimal"):
            assert f'id="f-{field}-fault"' in got.text


async def test_columns_are_named_by_the_person_and_the_file_need_not_be_sent_twice(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        await me.see("/imports")
        data = b'when,what,cost\n2026-10-01,Tea,"3,50"\n2026-10-02,Coffee,"14,99"\n'
        named = {"column-date": "when", "column-title": "what", "column-price": "cost"}
        html = await handed_in(me, data, **named, currency="eur", decimal=",")
        assert "€14.99" in words(html)
        again = await me.send(
            "/imports/preview", {**named, "mark": mark_of(html), "currency": "usd", "decimal": ","}
        )
        assert "US$14.99" in words(again.text)


async def test_what_stands_in_a_file_is_text(tmp_path: Path) -> None:
    row = f'{date(2026, 10, 1)},"{HOSTILE} beans",9.99 USD,{HOSTILE}'
    async with room(tmp_path) as me:
        await me.see("/imports")
        html = await handed_in(me, history(row), name=f"../../{HOSTILE}.csv")
        assert "beans" in html and "<img" not in html and "alert(1)</script>" not in html
        assert tags(html).count("script") == tags(await me.see("/imports")).count("script")
