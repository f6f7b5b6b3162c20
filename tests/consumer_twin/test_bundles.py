"""Several lines at one seller: haggled for as one, compared with one by one, and taken as one deal."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from brand_agent import read_policy
from brand_agent.edge.http import open_brand
from consumer_twin import Nobody, Outcome, Twin, Wish, approve, decline, pursue, read_wish, resume, seeded_ids
from consumer_twin.bundling import insert, share_minor
from consumer_twin.digest import of_outcome
from consumer_twin.edge import Patience, Places
from consumer_twin.errors import OutstandingAcceptError, TooLateError
from consumer_twin.option import Option, Piece
from consumer_twin.person import Refuse
from consumer_twin.scan import Seller
from negotiation import Mandate
from tests.brand_agent.shop import entry
from tests.consumer_twin.mall import Mall, key_of
from tests.consumer_twin.town import logical_clock, usd
from tests.consumer_twin.two_ceilings import same_until_above
from transport.memory import memory_client

HOUSE, CHEAP, DEAR = (f"http://localhost:{port}" for port in (8001, 8002, 8003))
POLICY = """
[brand]
name = "{name}"
[cost]
share = "0.50"
[guardrails]
max_discount = "0.20"
counters = 4
[[shipping]]
days = 5
price = "{shipping}"
"""
PAIR = '[[bundle]]\nproducts = ["bulb", "lamp"]\ndiscount = "0.10"\n'
UNHURRIED = Patience(scan_s=100, first_s=100, haggle_s=100, answer_s=50, settle_s=50)
BOTH = {"lamp": 2_000, "bulb": 500}


Shop = tuple[str, dict[str, int], str, str]
"""Origin, prices, shipping, more policy."""


@asynccontextmanager
async def street(folder: Path, **shops: Shop) -> AsyncIterator[Mall]:
    """Open real brands, by name."""
    apps: dict[str, ASGIApp] = {}
    async with memory_client(apps) as client:
        made = Mall(folder, apps, client)
        for name, (origin, prices, shipping, more) in shops.items():
            apps[origin] = await open_brand(
                made.database(name),
                policy=read_policy(POLICY.format(name=name, shipping=shipping) + more),
                entries=[entry(id, price, stock=9, cost=None) for id, price in prices.items()],
                key=key_of(origin),
                origin=origin,
                clock=logical_clock,
                ids=seeded_ids(origin.encode()),
            )
        yield made
        for database in made.databases:
            database.close()


def twin_in(
    mall: Mall, mandate: Mandate | None = None, name: str = "twin", patience: Patience = UNHURRIED
) -> Twin:
    return mall.twin(name, places=Places(brands=tuple(mall.apps)), mandate=mandate, patience=patience)


def wish(ceiling_minor: int | None = None, text: str = "lamp; bulb", **more: Any) -> Wish:
    ceiling = None if ceiling_minor is None else usd(ceiling_minor)
    return read_wish(text, currency="USD", region="US", ceiling=ceiling, **more)


def states(outcome: Outcome) -> list[tuple[int, str]]:
    """How each thread ended: how many lines it was about, and its last message."""
    return sorted(
        (len(said[0]["body"]["lines"]), str(said[-1]["type"])) for said in outcome.transcripts.values()
    )


SAME_ROOF = {"house": (HOUSE, BOTH, "5.00", PAIR), "dear": (DEAR, {"lamp": 2_100}, "5.00", "")}


async def test_the_bundle_wins_where_delivery_is_paid_once(tmp_path: Path) -> None:
    async with street(tmp_path, **SAME_ROOF) as mall:
        outcome = await pursue(wish(), Nobody(), twin_in(mall, Mandate(per_deal=usd(10_000))))
    assert [line.status for line in outcome.lines] == ["agreed", "agreed"]
    (deal,) = outcome.deals
    option = deal.option
    assert (option.lines, option.rank, option.seller.name) == ((0, 1), 1, "house")
    assert [one.product for one in option.pieces] == ["lamp", "bulb"]
    best = [next(o for o in line.options if not o.pieces) for line in outcome.lines]
    assert option.replaces == tuple(one.hash for one in best)
    assert option.saves_minor == sum(one.total.amount for one in best) - option.total.amount > 0
    assert option.total.amount < 3_000 - 250
    assert any("Instead of" in sentence and "saves" in sentence for sentence in option.why)
    document = dict(deal.document)
    assert len(document["deal"]["lines"]) == 2
    reasons = [one["reason"] for one in document["deal"]["deviations"]]
    assert reasons[0] == "bundle"
    assert all(verdict.holds for verdict in deal.verdicts)
    assert states(outcome) == [(1, "close"), (1, "close"), (1, "close"), (2, "confirm")]
    told = [of_outcome((1, line), "", end, None) for line, end in enumerate(outcome.lines)]
    assert [(item.kind, item.total) for item in told] == [("bought", option.total), ("bought", None)]


async def test_separate_sellers_win_when_no_bundle_is_cheaper(tmp_path: Path) -> None:
    shops = {
        "house": (HOUSE, BOTH, "0.00", ""),
        "cheap": (CHEAP, {"lamp": 1_200}, "0.00", ""),
        "dear": (DEAR, {"bulb": 250}, "0.00", ""),
    }
    async with street(tmp_path, **shops) as mall:
        outcome = await pursue(wish(), Nobody(), twin_in(mall, Mandate(per_deal=usd(10_000))))
    assert [(deal.option.seller.name, deal.option.lines) for deal in outcome.deals] == [
        ("cheap", (0,)),
        ("dear", (1,)),
    ]
    bundle = next(one for one in outcome.lines[0].options if one.pieces)
    assert bundle.saves_minor < 0
    assert any("costs more by" in sentence for sentence in bundle.why)
    assert states(outcome).count((2, "close")) == 1


async def test_a_person_approves_a_bundle_by_its_hash_and_both_lines_are_done(tmp_path: Path) -> None:
    async with street(tmp_path, **SAME_ROOF) as mall:
        twin = twin_in(mall)
        waits = await pursue(wish(), Nobody(), twin)
        assert {line.status for line in waits.lines} == {"needs-approval"}
        bundle = waits.lines[0].options[0]
        assert bundle.pieces and waits.lines[1].options[0].hash == bundle.hash
        done = await approve(bundle.hash, twin)
        assert [(line.line, line.status) for line in done.lines] == [(0, "agreed"), (1, "agreed")]
        single = next(one for one in waits.lines[1].options if not one.pieces)
        with pytest.raises(TooLateError):
            await approve(single.hash, twin)
        assert states(done).count((2, "confirm")) == 1
        assert states(done).count((1, "close")) == 3


async def test_a_line_that_is_bought_alone_ends_the_bundle(tmp_path: Path) -> None:
    async with street(tmp_path, **SAME_ROOF) as mall:
        twin = twin_in(mall)
        waits = await pursue(wish(), Nobody(), twin)
        single = next(one for one in waits.lines[1].options if not one.pieces)
        bundle = waits.lines[0].options[0]
        done = await approve(single.hash, twin)
        assert [(line.line, line.status) for line in done.lines] == [(1, "agreed")]
        assert (2, "close") in states(done)
        with pytest.raises(TooLateError):
            await approve(bundle.hash, twin)
        end = await decline(waits.lines[0].options[1].hash, Refuse("price"), twin)
        assert end.lines[0].status == "declined"


async def test_who_declines_a_bundle_declines_each_of_its_lines(tmp_path: Path) -> None:
    async with street(tmp_path, **SAME_ROOF) as mall:
        twin = twin_in(mall)
        waits = await pursue(wish(), Nobody(), twin)
        done = await decline(waits.lines[0].options[0].hash, Refuse("price"), twin)
    assert [(line.line, line.status) for line in done.lines] == [(0, "declined"), (1, "declined")]
    assert {end for _, end in states(done)} == {"close"}


async def test_who_declines_a_bundle_keeps_the_line_that_was_bought_alone(tmp_path: Path) -> None:
    async with street(tmp_path, **SAME_ROOF) as mall:
        twin = twin_in(mall)
        waits = await pursue(wish(), Nobody(), twin)
        single = next(one for one in waits.lines[0].options if not one.pieces)
        await approve(single.hash, twin)
        done = await decline(waits.lines[0].options[0].hash, Refuse("price"), twin)
    assert [(line.line, line.status) for line in done.lines] == [(1, "declined")]
    assert [end for _, end in states(done)].count("confirm") == 1


async def test_a_bundle_in_doubt_holds_all_its_lines_until_it_is_settled(tmp_path: Path) -> None:
    async with street(tmp_path, **SAME_ROOF) as mall:
        twin = twin_in(mall, patience=replace(UNHURRIED, settle_s=4))
        waits = await pursue(wish(), Nobody(), twin)
        bundle, house = waits.lines[0].options[0], mall.apps[HOUSE]
        mall.apps[HOUSE] = down
        doubtful = await approve(bundle.hash, twin)
        assert [(one.line, one.status) for one in doubtful.lines] == [(0, "in-doubt"), (1, "in-doubt")]
        for line in waits.lines:
            single = next(one for one in line.options if not one.pieces)
            with pytest.raises(OutstandingAcceptError):
                await approve(single.hash, twin)
        mall.apps[HOUSE] = house
        (done,) = await resume(twin, Nobody())
        assert [(one.line, one.status) for one in done.lines] == [(0, "agreed"), (1, "agreed")]
        assert states(done) == [(1, "close"), (1, "close"), (1, "close"), (2, "confirm")]


async def down(scope: Scope, receive: Receive, send: Send) -> None:
    """A brand that is out of order."""
    await PlainTextResponse("busy", 503)(scope, receive, send)


async def test_a_mandate_and_a_ceiling_are_about_the_sum(tmp_path: Path) -> None:
    async with street(tmp_path, **SAME_ROOF) as mall:
        small = await pursue(wish(), Nobody(), twin_in(mall, Mandate(per_deal=usd(1_500)), "small"))
        assert small.lines[0].status == "needs-approval"
        assert "limit for one deal" in small.lines[0].reason
        short = await pursue(wish(1_000), Nobody(), twin_in(mall, Mandate(per_deal=usd(9_000)), "short"))
        assert not short.deals or all(deal.option.total.amount <= 1_000 for deal in short.deals)
        assert all(option.above_ceiling for option in short.options if option.pieces)


@pytest.mark.parametrize("ceilings", [(2_600, 9_000), (2_400, None), (1_500, 2_500)])
async def test_two_ceilings_hear_the_same_until_a_total_above_the_lower_one(
    ceilings: tuple[int, int | None],
) -> None:
    low, high = [await heard_in(SAME_ROOF, ceiling) for ceiling in ceilings]
    same_until_above(ceilings[0], low, high)


async def heard_in(shops: dict[str, Shop], ceiling_minor: int | None) -> Outcome:
    with TemporaryDirectory() as folder:
        async with street(Path(folder), **shops) as mall:
            return await pursue(wish(ceiling_minor), Nobody(), twin_in(mall))


@st.composite
def streets(draw: st.DrawFn) -> dict[str, Shop]:
    """Two or three brands; the first has both things, and perhaps gives more for the pair."""
    deliveries = st.sampled_from(["0.00", "2.50", "5.00", "9.90"])
    prices = {"lamp": draw(st.integers(300, 4_000)), "bulb": draw(st.integers(100, 2_000))}
    made: dict[str, Shop] = {"house": (HOUSE, prices, draw(deliveries), draw(st.sampled_from(["", PAIR])))}
    for name, origin in [("cheap", CHEAP), ("dear", DEAR)][: draw(st.integers(0, 2))]:
        sold = draw(st.sampled_from([("lamp",), ("bulb",), ("lamp", "bulb")]))
        share = draw(st.integers(70, 130))
        made[name] = (origin, {one: prices[one] * share // 100 for one in sold}, draw(deliveries), "")
    return made


@pytest.mark.slow
@given(streets(), st.tuples(st.integers(300, 9_000), st.integers(300, 9_000)).map(sorted))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
async def test_two_ceilings_hear_the_same_in_many_streets(
    shops: dict[str, Shop], ceilings: list[int]
) -> None:
    low, high = [await heard_in(shops, ceiling) for ceiling in ceilings]
    assume(not low.troubles and not high.troubles)  # a machine under load is late for both or for one
    same_until_above(ceilings[0], low, high)


PRICES = st.integers(100, 5_000)


@given(PRICES, PRICES, PRICES, PRICES, PRICES)
def test_a_bundle_comes_first_only_if_it_counts_less_than_its_lines_one_by_one(
    a: int, b: int, c: int, d: int, together: int
) -> None:
    lines = [[option(0, a), option(0, b)], [option(1, c), option(1, d)]]
    for line in lines:
        line.sort(key=lambda one: one.adjusted_minor)
    best = [line[0] for line in lines]
    bundle = replace(option(0, together), pieces=(piece(0), piece(1)))
    for place, line in enumerate(lines):
        listed = [(one, float(one.adjusted_minor)) for one in line]
        insert(listed, bundle, share_minor(bundle, best, place))
        first = listed[0][0] is bundle
        assert first == (together < sum(one.adjusted_minor for one in best))


def piece(line: int) -> Piece:
    return Piece(line, "p", "v", "T", 1)


def option(line: int, total_minor: int) -> Option:
    total = usd(total_minor)
    return Option(
        hash=f"{line}/{total_minor}",
        wish=1,
        line=line,
        seller=Seller("did:web:shop.example", "Shop", "https://shop.example"),
        product="p",
        variant="v",
        title="T",
        quantity=1,
        total=total,
        list_total=total,
        public_total=total,
        terms=None,
        breakdown=(),
        valid_until_ms=None,
        thread="t",
        group=0,
        categories=frozenset(),
        adjusted_minor=total_minor,
    )
