"""A range of pieces: more are taken where they are the better buy, and no brand hears the ceiling."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from consumer_twin import Nobody, Outcome, approve, pursue
from consumer_twin.match import match
from consumer_twin.negotiate import opening
from consumer_twin.option import Option
from consumer_twin.savings import saved
from consumer_twin.scan import Shelf
from negotiation import Mandate
from protocol import Open, SigningKey
from tests.consumer_twin.test_bundles import CHEAP, HOUSE, street, twin_in, wish
from tests.consumer_twin.town import SEED, Brand, logical_clock, router, usd
from tests.consumer_twin.two_ceilings import same_until_above

THREE = '[[volume]]\npieces = 3\ndiscount = "0.18"\n'
"""Three for less than the price of two and a half."""
LITTLE = '[[volume]]\npieces = 3\ndiscount = "0.02"\n'
"""Hardly anything off."""


def shop(
    more: str = THREE, price: int = 2_000, delivery: str = "5.00"
) -> tuple[str, dict[str, int], str, str]:
    return (HOUSE, {"lamp": price}, delivery, more)


def pieces(outcome: Outcome, party: str) -> list[int]:
    """How many pieces each offer, or each counter's own package, of the only thread was for."""
    (thread,) = outcome.transcripts.values()
    bodies = [one["body"] for one in thread if one["type"] == party]
    if party == "offer":
        return [body["lines"][0]["quantity"] for body in bodies]
    return [body.get("quantities", [1])[0] for body in bodies]


async def best(folder: Path, more: str, at_most: int | None, **given: Any) -> tuple[Option, Outcome]:
    async with street(folder, house=shop(more)) as mall:
        outcome = await pursue(wish(text="lamp", at_most=at_most, **given), Nobody(), twin_in(mall))
    return outcome.lines[0].options[0], outcome


async def test_three_are_taken_where_they_are_the_better_buy(tmp_path: Path) -> None:
    async with street(tmp_path, house=shop()) as mall:
        asked = wish(9_000, "lamp", at_most=4)
        outcome = await pursue(asked, Nobody(), twin_in(mall, Mandate(per_deal=usd(9_000))))
    (deal,) = outcome.deals
    option = deal.option
    assert (option.quantity, option.spares) == (3, 2)
    assert deal.document["deal"]["lines"][0]["quantity"] == 3
    assert "volume" in [one["reason"] for one in deal.document["deal"]["deviations"]]
    assert pieces(outcome, "offer")[:2] == [1, 3]
    assert pieces(outcome, "counter")[:2] == [1, 3]
    assert option.alone is not None
    assert (
        option.total.amount - option.alone.amount < 2 * 0.8 * 2_000
    )  # the spares cost less than their worth
    (reason,) = [one for one in option.why if "more than you need" in one]
    each = usd(-(-option.total.amount // 3)).words()
    assert reason.startswith(
        f"3 pieces at {each} each, 2 more than you need, counted at 16.00 USD each; 1 alone"
    )


async def test_as_many_as_needed_are_taken_where_the_spares_are_not_worth_it(tmp_path: Path) -> None:
    option, outcome = await best(tmp_path, LITTLE, 3)
    assert (option.quantity, option.spares, option.alone) == (1, 0, None)
    assert 3 in pieces(outcome, "offer")
    assert not any("more than you need" in one for one in option.why)


async def test_what_a_spare_is_worth_is_the_persons_to_say(tmp_path: Path) -> None:
    option, _ = await best(tmp_path, THREE, 3, spare_share=0.3)
    assert option.quantity == 1


async def test_without_a_range_nothing_is_said_of_more_pieces(tmp_path: Path) -> None:
    _, outcome = await best(tmp_path, THREE, None)
    (thread,) = outcome.transcripts.values()
    assert "at_most" not in thread[0]["body"]["lines"][0]
    assert set(pieces(outcome, "offer")) == {1}
    assert all("quantities" not in str(one["body"]) for one in thread)


async def test_more_pieces_than_needed_are_no_choice_to_learn_a_taste_from(tmp_path: Path) -> None:
    async with street(tmp_path, house=shop(), cheap=(CHEAP, {"lamp": 2_600}, "5.50", "")) as mall:
        twin = twin_in(mall)
        outcome = await pursue(wish(text="lamp", at_most=4), Nobody(), twin)
        (lesson,) = [one for one in await twin.store.lessons() if one.kind == "shown"]
    plain = [one.hash for one in outcome.options if not one.spares]
    assert len(plain) == 1 < len(outcome.options)
    assert lesson.facts is not None
    assert [one["hash"] for one in lesson.facts["offers"]] == plain


async def test_a_ceiling_is_about_all_the_pieces(tmp_path: Path) -> None:
    async with street(tmp_path, house=shop()) as mall:
        outcome = await pursue(wish(3_000, "lamp", at_most=4), Nobody(), twin_in(mall))
        (option,) = outcome.lines[0].options
        assert (option.quantity, option.above_ceiling) == (1, False)
        (thread,) = outcome.transcripts.values()
        assert "decline" not in [one["type"] for one in thread]  # for three too dear, for one not
        assert set(pieces(outcome, "counter")) == {1}
        done = await approve(option.hash, twin_in(mall))
    assert done.lines[0].status == "agreed"


async def test_saved_counts_no_more_than_what_as_many_pieces_cost_in_public(tmp_path: Path) -> None:
    """One costs least at the seller's own list, and each spare is counted at the rival's price a piece."""
    async with street(tmp_path, house=shop(), cheap=(CHEAP, {"lamp": 1_900}, "9.50", "")) as mall:
        asked = wish(text="lamp", at_most=3, spare_share=0.9)
        outcome = await pursue(asked, Nobody(), twin_in(mall))
    option = outcome.lines[0].options[0]
    assert (option.seller.name, option.quantity) == ("house", 3)
    assert option.public_total.amount == 2_500 + 2 * 1_900
    assert saved(option).amount == option.public_total.amount - option.total.amount > 0


async def test_no_range_is_named_where_no_turns_are_taken_or_several_lines_are_asked_for() -> None:
    ranged = wish(text="router; router", at_most=3)
    shelf = Shelf(Brand("house").seller, (router(),))
    (find,) = match(ranged.lines[0], [shelf], "USD", 1)
    for picks, play in (([(0, find)], {"mode": "sealed"}), ([(0, find), (1, find)], {})):
        key = SigningKey.for_twin(SEED)
        made = opening(ranged, picks, key, id="A" * 22, at_ms=logical_clock(0), play=play)
        assert isinstance(made.envelope.body, Open)
        assert [line.at_most for line in made.envelope.body.lines] == [None] * len(picks)


RIVALS = st.sampled_from(["", "5.00", "9.50"])
MARKETS = st.tuples(
    st.integers(500, 4_000), st.sampled_from(["0.05", "0.12", "0.18"]), st.integers(2, 5), RIVALS
)
CEILINGS = st.tuples(st.integers(400, 14_000), st.integers(400, 14_000)).map(sorted)


async def heard_in(market: tuple[int, str, int, str], ceiling: int, at_most: int) -> Outcome:
    price, off, step, rival = market
    rule = f'[[volume]]\npieces = {step}\ndiscount = "{off}"\n'
    shops = {"house": shop(rule, price)} | (
        {"cheap": (CHEAP, {"lamp": price * 9 // 10}, rival, "")} if rival else {}
    )
    with TemporaryDirectory() as folder:
        async with street(Path(folder), **shops) as mall:
            return await pursue(wish(ceiling, "lamp", at_most=at_most), Nobody(), twin_in(mall))


@pytest.mark.parametrize(
    ("market", "ceilings", "at_most"),
    [((2_000, "0.18", 3, ""), [3_000, 9_000], 4), ((2_000, "0.18", 3, "5.00"), [1_900, 4_200], 3)],
)
async def test_two_ceilings_hear_the_same_of_a_range(
    market: tuple[int, str, int, str], ceilings: list[int], at_most: int
) -> None:
    low, high = [await heard_in(market, ceiling, at_most) for ceiling in ceilings]
    same_until_above(ceilings[0], low, high)


@pytest.mark.slow
@given(MARKETS, CEILINGS, st.integers(2, 6))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
async def test_two_ceilings_hear_the_same_of_a_range_in_many_markets(
    market: tuple[int, str, int, str], ceilings: list[int], at_most: int
) -> None:
    low, high = [await heard_in(market, ceiling, at_most) for ceiling in ceilings]
    assume(not low.troubles and not high.troubles)  # a machine under load is late for both or for one
    same_until_above(ceilings[0], low, high)
    for outcome, ceiling in zip((low, high), ceilings, strict=True):
        assert all(one.above_ceiling == (one.total.amount > ceiling) for one in outcome.options)
