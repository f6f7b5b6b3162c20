"""Mediated play over the wire: two brands, a marketplace and a twin, each as it is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from protocol import decode
from tests.mediation.fair import MARKET, Fair, fair, kinds, policy_of


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Fair]:
    """Two brands: one lists 100.00 and could go down to 80.00, the other 98.00 and little below."""
    async with fair(tmp_path) as opened:
        await opened.brand("wide", 8001, price=10_000, cost=5_000)
        await opened.brand("close", 8002, price=9_800, cost=8_900)
        yield opened


async def test_a_package_that_both_would_take_becomes_a_deal(place: Fair) -> None:
    outcome = await place.buy()
    (deal,) = outcome.deals
    assert deal.option.seller.name == "wide"
    assert 8_000 <= deal.option.total.amount < 9_800
    assert all(verdict.holds for verdict in deal.verdicts)
    (agreed,) = [one for one in kinds(outcome) if one[-1] == "confirm"]
    rounds = agreed.count("round")
    assert agreed == ["open", "grid", *["round", "marks"] * rounds, "package", "offer", "accept", "confirm"]
    assert len(place.sent_to(MARKET, "/mediate")) == sum(one.count("round") for one in kinds(outcome))


async def test_the_deal_says_why_it_differs_from_the_list(place: Fair) -> None:
    outcome = await place.buy()
    deal = next(iter(outcome.deals)).option
    body = next(one for thread in outcome.transcripts.values() for one in thread if one["type"] == "accept")[
        "body"
    ]
    reasons = [one["reason"] for one in body["agreement"]["deal"]["deviations"]]
    assert "mediated" in reasons
    assert deal.list_total.amount > deal.total.amount


async def test_who_takes_no_such_mediator_is_asked_for_an_offer(tmp_path: Path) -> None:
    async with fair(tmp_path) as place:
        elsewhere = policy_of("elsewhere", market="http://localhost:8009")
        await place.brand("elsewhere", 8001, price=10_000, cost=5_000, policy=elsewhere)
        outcome = await place.buy()
        assert "mode" not in decode(place.sent_to("http://localhost:8001")[0])["body"]
        assert [one[:2] for one in kinds(outcome)] == [["open", "offer"]]
        assert len(outcome.deals) == 1


async def test_losers_learn_only_that_it_closed(place: Fair) -> None:
    outcome = await place.buy()
    losers = [one for one in outcome.transcripts.values() if one[-1]["type"] != "confirm"]
    assert [one[-2]["body"] for one in losers] == [{}]
    assert [one[-2]["type"] for one in losers] == ["close"]


async def test_a_seeded_run_is_the_same_twice(tmp_path: Path) -> None:
    runs = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        async with fair(folder) as place:
            await place.brand("wide", 8001, price=10_000, cost=5_000)
            await place.buy()
            runs.append(list(place.went))
    assert runs[0] == runs[1]
