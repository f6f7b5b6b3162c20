"""Deals: what both signed, its verdict on the spot, and what is said after."""

from __future__ import annotations

import json
from pathlib import Path

from dailyme.keys import listed_ring
from protocol import verdicts
from tests.pages.twin.behind import Behind, behind
from tests.pages.twin.room import words


async def bought(town: Behind) -> str:
    """Say yes to the best offer; return the address of the deal."""
    best = town.outcome.options[0]
    await town.me.see(f"/options/{best.hash}/approve")
    await town.me.send(f"/options/{best.hash}/approve")
    return f"/deals/{best.thread}"


async def test_nothing_bought_is_said(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        assert "Nothing bought yet." in words(await town.me.see("/deals"))
        for path in ("/deals/nothing", "/deals/of/nothing", "/deals/nothing/agreement.json"):
            await town.me.see(path, status=404)


async def test_a_deal_stands_there_with_both_signatures(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        page, best = await bought(town), town.outcome.options[0]
        listed = words(await town.me.see("/deals"))
        assert best.title in listed and "Both signed; not ordered yet" in listed
        got = await town.me.client.get(f"/deals/of/{best.hash}")
        assert (got.status_code, got.headers["location"]) == (303, page)
        said = words(await town.me.see(page))
        assert "You signed, and it holds" in said and f"{best.seller.name} signed, and it holds" in said
        assert f"US${best.total.amount / 100:.2f}" in said
        file = json.loads(await town.me.see(f"{page}/agreement.json"))
    found = verdicts(file["agreement"], listed_ring(file["keys"]))
    assert [one.holds for one in found] == [True, True]


async def test_it_is_ordered_tracked_and_told_how_it_came(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        page = await bought(town)
        await town.me.see(page)
        said = words(await town.me.done(f"{page}/order"))
        assert "Ordered. The shop's checkout is below." in said and "with the code" in said
        assert "The shop has answered." in words(await town.me.done(f"{page}/track"))
        said = words(await town.me.done(f"{page}/delivered", {"condition": "as-agreed"}))
        assert "Came" in said
        said = words(await town.me.done(f"{page}/outcome", {"how": "kept"}))
        assert "as promised" in said
        said = words(await town.me.done(f"{page}/review", {"stars": "4", "words": "<b>Works</b>"}))
        assert "Reviewed" in said and "Review it" not in said
        assert "all" in words(await town.me.see(page.replace("deals", "haggling")))


async def test_what_can_not_be_said_is_refused_at_the_field(tmp_path: Path) -> None:
    wrong: list[tuple[str, dict[str, str | list[str]]]] = [
        ("delivered", {}),
        ("delivered", {"condition": "nonsense"}),
        ("return", {"reason": ["late", "faulty"]}),
    ]
    async with behind(tmp_path) as town:
        page = await bought(town)
        await town.me.see(page)
        for move, fields in wrong:
            assert (await town.me.send(f"{page}/{move}", fields)).status_code == 422
        assert (await town.me.send(f"{page}/track")).status_code == 409  # it was not ordered
        assert (await town.me.send(f"{page}/nonsense")).status_code == 404


async def test_a_shop_that_does_not_answer_is_asked_again_with_the_same_bytes(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        page, best = await bought(town), town.outcome.options[0]
        open_again = town.shut(best.seller.name)
        await town.me.see(page)
        got = await town.me.send(f"{page}/order")
        assert got.status_code == 409 and "did not answer" in words(got.text)
        assert "No answer yet" in words(await town.me.see("/deals"))
        open_again()
        await town.me.see(page)
        await town.me.send(f"{page}/track")
        _, said = await town.store.thread(best.thread or "")
        assert [one.type for one in said][-4:] == ["order", "handoff", "track", "status"]


async def test_a_deal_whose_store_was_changed_does_not_hold(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        page, best = await bought(town), town.outcome.options[0]
        await town.sql(
            "UPDATE twin_message SET data = CAST(replace(CAST(data AS TEXT), 'USD', 'EUR') AS BLOB)"
            " WHERE thread = :thread AND seq > 3",
            thread=best.thread,
        )
        assert "is not what was signed" in words(await town.me.see(page))
        assert "Does not hold" in words(await town.me.see("/deals"))
