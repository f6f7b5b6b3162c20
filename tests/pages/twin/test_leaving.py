"""Leaving: all in one file, and nothing left once the word is typed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from consumer_twin.edge.letters import SqlLetters
from dailyme.outputs_memory import TwinExport
from tests.pages.twin.life import living
from tests.pages.twin.room import room, words


async def test_everything_is_in_one_file_to_download(tmp_path: Path, year: Path) -> None:
    async with living(year, tmp_path) as life:
        got = await life.me.client.get("/trust/leave/export")
        held = len(await SqlLetters(life.me.home.database).to())
    assert got.status_code == 200
    assert re.fullmatch(
        r'attachment; filename="my-twin-\d{4}-\d\d-\d\d\.json"', got.headers["content-disposition"]
    )
    export = TwinExport.model_validate(json.loads(got.content))
    assert len(export.tables["twin_letter"]) == held > 0
    assert "twin_autonomy" in export.tables and export.tables["twin_memory"]


async def test_one_is_told_what_goes_and_what_can_not_be_taken_back(tmp_path: Path, year: Path) -> None:
    async with living(year, tmp_path) as life:
        said = words(await life.me.see("/trust/leave"))
    assert f"{tmp_path}/twin.db" in said
    assert "Alder: 3 conversations, 3 deals" in said


@pytest.mark.parametrize("typed", ["", "yes", "erase everything", "<script>", "eras"])
async def test_nothing_is_erased_without_the_word(tmp_path: Path, typed: str) -> None:
    async with room(tmp_path) as me:
        await me.see("/trust/leave")
        got = await me.send("/trust/leave/erase", {"word": typed})
        assert got.status_code == 422 and 'class="fault"' in got.text
        assert (tmp_path / "twin.db").exists()


async def test_nothing_is_left_once_the_word_is_typed(tmp_path: Path, year: Path) -> None:
    async with living(year, tmp_path) as life:
        me = life.me
        await me.see("/trust/leave")
        life.person.database.close()
        got = await me.send("/trust/leave/erase", {"word": " Erase "})
        assert got.status_code == 200
        assert "Your twin is gone" in words(got.text) and "Alder keeps the signed messages" in words(got.text)
        assert not list(tmp_path.glob("twin.db*"))
        for path in ("/", "/trust", "/autonomy"):
            after = await me.client.get(path)
            assert after.status_code == 410 and "Your twin was erased." in after.text
        forged = await me.send("/autonomy/go", {})
        assert forged.status_code == 410
        assert not list(tmp_path.glob("twin.db*")), "no page makes the store anew"
