"""Side by side: what is best in each row, and weights that put the offers in another order at once."""

from __future__ import annotations

import re
from pathlib import Path

from consumer_twin import Option
from consumer_twin.edge.weighing import SqlWeighing
from consumer_twin.weighing import shift, shifts
from negotiation import Weights
from tests.pages.twin.behind import Behind, behind
from tests.pages.twin.room import words


def asked(town: Behind, **weights: object) -> str:
    chosen = [("o", one.hash) for one in town.outcome.options]
    return "/compare?" + "&".join(f"{name}={value}" for name, value in (*chosen, *weights.items()))


def names(html: str) -> list[str]:
    """The sellers, from left to right."""
    return re.findall(r'<span class="place">\d+</span> (\w+)', html)


async def test_offers_stand_side_by_side_and_what_is_best_is_said_in_words(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        html = await town.me.see(asked(town))
        options: dict[str, Option] = {one.seller.name: one for one in town.outcome.options}
    said = words(html)
    assert sorted(names(html)) == sorted(options)
    soonest = min(options.values(), key=lambda one: one.terms.delivery_days if one.terms else 99)
    assert soonest.terms is not None
    assert re.search(rf"{soonest.terms.delivery_days} days? best", said)
    cheapest = min(one.total.amount for one in options.values())
    assert f"US${cheapest / 100:.2f} best" in said
    assert said.count("Signed") >= 3 and "Counts as" in said
    assert 'type="range"' in html and "<noscript>" in html


async def test_other_weights_put_the_fastest_first_and_say_why(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        calm = asked(town, delivery=0, warranty=0, returns=0)
        hasty = asked(town, delivery=40, warranty=0, returns=0)
        cheapest = min(town.outcome.options, key=lambda one: one.total.amount).seller.name
        fastest = min(
            town.outcome.options, key=lambda one: one.terms.delivery_days if one.terms else 99
        ).seller.name
        assert names(await town.me.see(calm))[0] == cheapest
        part = await town.me.see(hasty, part=True)
        assert names(part)[0] == fastest
        said = words(part)
        assert re.search(r"Delivery counts [a-z ]+ now: \w+ rises from \d to \d", said)
        assert "<html" not in part
        assert await SqlWeighing(town.me.home.database).of(town.outcome.wish_number) is None


async def test_weights_that_are_kept_hold_for_this_wish(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        fastest = min(town.outcome.options, key=lambda one: one.terms.delivery_days if one.terms else 99)
        await town.me.see(asked(town, delivery=40, warranty=0, returns=0))
        chosen = [one.hash for one in town.outcome.options]
        fields: dict[str, str | list[str]] = {"delivery": "40", "warranty": "0", "returns": "0"}
        fields["o"] = chosen
        html = await town.me.done("/compare/weights", fields)
        assert names(html)[0] == fastest.seller.name
        assert "Kept for this wish" in words(html)
        kept = await SqlWeighing(town.me.home.database).of(town.outcome.wish_number)
        assert kept is not None and (kept.delivery, kept.warranty, kept.returns) == (0.4, 0.0, 0.0)
        ranked = await town.store.options_of(town.outcome.wish_number)
        assert ranked[0].hash == fastest.hash and [one.rank for one in ranked] == [1, 2, 3]


async def test_weights_that_move_nothing_say_so(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        html = await town.me.see(asked(town))
        first = names(html)[0]
        said = words(await town.me.see(asked(town, returns=1), part=True))
    assert f"Nothing moves: {first} stays first." in said or "rises from" in said


WRONG = (
    "delivery=-1",
    "delivery=nonsense",
    "delivery=101",
    "delivery=1&delivery=2",
    "delivery=1e9",
    "delivery=%E2%80%AE",
    "warranty=<script>alert(1)</script>",
)


async def test_weights_that_are_none_are_refused_in_words(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        for query in WRONG:
            html = await town.me.see(f"{asked(town)}&{query}", status=422)
            assert "<script>alert" not in html
            assert 'role="alert"' in html


async def test_one_or_five_or_unknown_offers_are_not_compared(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        one = town.outcome.options[0].hash
        assert "two to four" in words(await town.me.see("/compare"))
        assert "two to four" in words(await town.me.see(f"/compare?o={one}", status=422))
        assert "two to four" in words(await town.me.see(f"/compare?o={one}&o={one}", status=422))
        await town.me.see(f"/compare?o={one}&o=nothing", status=404)
        await town.me.see("/compare?" + "&".join(f"o={place}" for place in range(9)), status=422)


def test_a_shift_is_told_as_a_person_would() -> None:
    before = Weights(delivery=0.10, warranty=0.10, returns=0.10)
    assert shift("delivery", before, Weights(delivery=0.2)) == "Delivery counts twice as much now"
    assert shift("delivery", before, Weights(delivery=0.05)) == "Delivery counts half as much now"
    assert shift("warranty", before, Weights(warranty=0.0)) == "Warranty counts for nothing now"
    assert shift("warranty", Weights(warranty=0.0), before) == "Warranty counts now, it did not before"
    assert shift("returns", before, Weights(returns=0.13)) == "Time to return it counts more now"
    assert shifts(before, before) == ()
