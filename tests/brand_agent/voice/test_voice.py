"""The voice of the customer: counted by code from what is enumerated, never few, never words of a person."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from brand_agent.edge.heard import read_said
from brand_agent.voice import K, Said, voice
from brand_agent.voice.naming import named
from dailyme.acts.brand_voice import show_voice
from dailyme.wiring.goals import GoalPlace
from language import Obeying, Scripted
from tests.brand_agent.buyer import Buyer
from tests.brand_agent.shop import NOON_MS, Shop, entry, open_shop

DAY_MS = 86_400_000


async def declined(shop: Shop, number: int, reason: str) -> None:
    for one in range(number):
        buyer = Buyer(f"{reason} {one}", at_ms=shop.clock.at_ms)
        await buyer.ask(shop.app, buyer.opening())
        await buyer.ask(shop.app, buyer.decline(reason))


async def test_reasons_become_themes_with_counts_over_time_and_few_are_hidden(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = await open_shop(tmp_path, entries=(entry(stock=100),))
    await declined(shop, 12, "price")
    shop.clock.at_ms += 7 * DAY_MS
    await declined(shop, 3, "delivery")
    heard = await shop.database.read(lambda connection: read_said(connection, {"router": "Network"}))
    later = await shop.database.read(lambda connection: read_said(connection, {}, since_ms=NOON_MS + DAY_MS))
    shop.database.close()
    found = voice(heard, "week")
    assert [(one.name, one.at_least) for one in found.themes] == [
        ("declined: price", 10),
        ("declined: price (Network)", 10),
    ]
    assert [(one.start, one.at_least) for one in found.themes[0].periods] == [("2026-11-30", 10)]
    assert found.hidden and {one.reason for one in later} == {"delivery"}
    place = GoalPlace(tmp_path / "none.toml", "http://localhost:1", f"sqlite:///{tmp_path}/shop.db")
    capsys.readouterr()
    await _in_thread(place)
    told = json.loads(capsys.readouterr().out)
    assert (told["k"], told["hidden"]) == (10, True)
    assert [(one["name"], one["named_by"]) for one in told["themes"]] == [("declined: price", "rule")]


async def _in_thread(place: GoalPlace) -> None:
    import asyncio

    await asyncio.to_thread(show_voice, place, None, "week", as_json=True)


async def test_a_thread_that_was_erased_says_nothing(tmp_path: Path) -> None:
    shop = await open_shop(tmp_path, entries=(entry(stock=100),))
    await declined(shop, 1, "price")
    await shop.database.write(
        lambda connection: connection.execute(text("UPDATE brand_message SET data = x''"))
    )
    heard = await shop.database.read(lambda connection: read_said(connection, {}))
    shop.database.close()
    assert heard == ()


def spoken(rows: list[tuple[str, int, int]]) -> list[Said]:
    return [Said("declined", reason, None, group, NOON_MS + day * DAY_MS) for reason, group, day in rows]


ROWS = st.lists(
    st.tuples(st.sampled_from(["price", "delivery"]), st.integers(0, 40), st.integers(0, 20)), max_size=80
)


@given(ROWS, st.tuples(st.sampled_from(["price", "delivery"]), st.just(99), st.integers(0, 20)))
@settings(max_examples=60, deadline=None)
def test_every_number_is_a_multiple_of_k_and_no_theme_has_fewer(rows: Any, one: Any) -> None:
    for said in (rows, [*rows, one]):
        found = voice(spoken(said), "day")
        for theme in found.themes:
            threads = {group for reason, group, _ in said if reason == theme.reason}
            assert K <= theme.at_least <= len(threads) and theme.at_least % K == 0
            assert all(period.at_least % K == 0 for period in theme.periods)


async def test_a_model_names_and_code_counts() -> None:
    (theme,) = voice(spoken([("price", group, 0) for group in range(25)]), "week").themes
    told = Scripted([{"name": "Too dear for many"}])
    assert await named(told, theme) == "Too dear for many"
    assert "20" not in told.asked[0].text and "25" not in told.asked[0].text
    for bad in ("25 said too dear", "twenty five people", "Call ada@shop.example", "a\nb", "x" * 49, "1st"):
        assert await named(Scripted([{"name": bad}]), theme) is None, bad


async def test_what_a_model_obeys_is_no_name() -> None:
    """The worst model has only our words to obey, and what it makes up is dropped or has no figure."""
    (theme,) = voice(spoken([("price", group, 0) for group in range(25)]), "week").themes
    name = await named(Obeying(), theme)
    assert name is None or not any(letter.isdigit() for letter in name)
