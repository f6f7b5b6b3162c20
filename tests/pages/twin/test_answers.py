"""Yes and no: the exact terms, once, whatever is pressed twice, sent late or kept from yesterday."""

from __future__ import annotations

import asyncio
from pathlib import Path

from consumer_twin.autonomy import Autonomy, Caps
from consumer_twin.edge.autonomy import SqlAutonomy
from consumer_twin.edge.rules import SqlRules
from tests.consumer_twin.town import usd
from tests.pages.twin.behind import HOUR_MS, NOW_MS, behind
from tests.pages.twin.room import tags, words


async def test_what_is_signed_stands_there_first_with_its_fingerprint(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        best = town.outcome.options[0]
        said = words(await town.me.see(f"/options/{best.hash}/approve"))
    assert "Buy this?" in said and best.seller.name in said and best.title in said
    assert f"US${best.total.amount / 100:.2f} all in" in said
    assert "these terms or better" in said
    assert best.hash in said.replace(" ", "")
    assert best.terms is not None and f"within {best.terms.delivery_days} day" in said


async def test_a_yes_ends_in_a_deal_that_both_signed(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        best = town.outcome.options[0]
        await town.me.see(f"/options/{best.hash}/approve")
        got = await town.me.send(f"/options/{best.hash}/approve")
        assert (got.status_code, got.headers["location"]) == (303, f"/deals/of/{best.hash}")
        ((accepted, status),) = await town.store.accepts_of(best.wish)
        assert (accepted.offer, status, accepted.by_mandate) == (best.hash, "agreed", False)
        for other in town.outcome.options[1:]:
            assert "bought already" in words(await town.me.see(f"/options/{other.hash}/approve"))


async def test_pressed_twice_at_once_and_again_later_it_is_bought_once(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        best = town.outcome.options[0]
        await town.me.see(f"/options/{best.hash}/approve")
        path = f"/options/{best.hash}/approve"
        both = await asyncio.gather(town.me.send(path), town.me.send(path))
        assert {one.headers["location"] for one in both} == {f"/deals/of/{best.hash}"}
        again = await town.me.send(path)
        assert again.headers["location"] == f"/deals/of/{best.hash}"
        assert "You bought this" in words(await town.me.see(path))
        assert len(await town.store.accepts_of(best.wish)) == 1
        assert best.thread is not None
        _, messages = await town.store.thread(best.thread)
        assert [one.type for one in messages].count("accept") == 1
        approved = [one for one in await town.store.lessons() if one.kind == "approved"]
        assert len(approved) == 1


async def test_yes_to_two_offers_at_once_buys_one(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        first, second = town.outcome.options[:2]
        await town.me.see(f"/options/{first.hash}/approve")
        sent = await asyncio.gather(
            *(town.me.send(f"/options/{one.hash}/approve") for one in (first, second))
        )
        assert sorted(one.status_code for one in sent) == [303, 303]
        accepts = await town.store.accepts_of(first.wish)
        assert [status for _, status in accepts] == ["agreed"]
        loser = second if accepts[0][0].offer == first.hash else first
        assert "bought already" in words(await town.me.see(f"/options/{loser.hash}/approve"))


async def test_a_brand_that_is_silent_leaves_it_in_doubt_until_it_answers(tmp_path: Path) -> None:
    async with behind(tmp_path, patience_s=0.05) as town:
        best = town.outcome.options[0]
        page = f"/options/{best.hash}/approve"
        open_again = town.shut(best.seller.name)
        await town.me.see(page)
        got = await town.me.send(page)
        assert got.headers["location"] == page
        for _ in range(100):
            said = words(await town.me.see(page))
            assert "Buy this?" not in said
            if "The answer has not come yet" in said:
                break
            await asyncio.sleep(0.05)
        assert "The answer has not come yet" in said and "you owe nothing" in said
        assert "<html" not in await town.me.see(page, part=True), "the page that waits asks for its inside"
        other = town.outcome.options[1]
        assert "Another offer waits" in words(await town.me.see(f"/options/{other.hash}/approve"))
        open_again()
        for _ in range(200):
            if (await town.store.accepts_of(best.wish))[0][1] == "agreed":
                break
            await asyncio.sleep(0.1)
        for _ in range(100):
            told = await town.me.client.get(page, headers={"hx-request": "true"})
            if told.status_code == 204:
                break
            await asyncio.sleep(0.05)
        assert told.headers["hx-redirect"] == page
        assert "You bought this" in words(await town.me.see(page))
        assert len(await town.store.accepts_of(best.wish)) == 1


async def test_an_offer_that_ended_is_said_to_have_ended(tmp_path: Path) -> None:
    async with behind(tmp_path, at_ms=NOW_MS + 48 * HOUR_MS) as town:
        best = town.outcome.options[0]
        page = f"/options/{best.hash}/approve"
        assert "This offer has ended" in words(await town.me.see(page))
        got = await town.me.send(page)  # the form of a page that lay open
        assert got.headers["location"] == page
        assert await town.store.accepts_of(best.wish) == ()


async def test_above_the_own_limit_no_yes_is_offered_and_none_is_taken(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        best = town.outcome.options[0]
        page = f"/options/{best.hash}/approve"
        await town.me.see(page)  # a page that lay open while the limit was set
        caps = Caps(per_deal=usd(500))
        await SqlAutonomy(town.me.home.database).change(lambda before: Autonomy("ask", None, caps), NOW_MS)
        said = words(await town.me.see(page))
        assert "Your own limits do not allow this" in said and "Yes, buy" not in said
        got = await town.me.send(page)
        assert got.status_code == 409 and "Nothing was bought" in words(got.text)
        assert await town.store.accepts_of(best.wish) == ()


async def test_a_no_with_its_reason_is_learnt_and_closes_what_stood_beside(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        best = town.outcome.options[0]
        await town.me.see(f"/options/{best.hash}/decline")
        said = words(await town.me.done(f"/options/{best.hash}/decline", {"reason": "delivery"}))
        assert "Turned down, and the reason is kept at home." in said
        (lesson,) = [one for one in await town.store.lessons() if one.kind == "declined"]
        assert lesson.facts is not None and lesson.facts["reason"] == "delivery"
        assert "This offer is over" in words(await town.me.see(f"/options/{best.hash}/approve"))
        again = await town.me.send(f"/options/{best.hash}/decline", {"reason": "price"})
        assert again.headers["location"].endswith("/approve")
        assert len([one for one in await town.store.lessons() if one.kind == "declined"]) == 1
        assert await town.store.accepts_of(best.wish) == ()


async def test_a_no_may_be_for_good(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        best = town.outcome.options[0]
        await town.me.see(f"/options/{best.hash}/decline")
        await town.me.done(f"/options/{best.hash}/decline", {"reason": "brand", "never": "yes"})
        (rule,) = await SqlRules(town.me.home.database).standing()
        assert (rule.kind, rule.brand) == ("never", best.seller.id)
        said = words(await town.me.see("/rules"))
        assert "Never" in said and best.seller.name in said
        assert "No rules." in words(await town.me.done(f"/rules/{rule.number}/revoke"))
        assert "Taken back" in words(await town.me.see("/rules"))


async def test_a_rule_to_buy_without_asking_is_made_at_an_offer(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        best = town.outcome.options[0]
        await town.me.see(f"/options/{best.hash}/approve")
        fields = {"offer": best.hash, "kind": "always", "under": "150", "product": "yes"}
        said = words(await town.me.done("/rules", fields))
        assert "US$150.00 without asking, when it is the best offer" in said
        (rule,) = await SqlRules(town.me.home.database).standing()
        assert rule.product == best.product


async def test_a_form_for_a_rule_that_is_wrong_is_refused_in_words(tmp_path: Path) -> None:
    wrong: list[dict[str, str | list[str]]] = [
        {},
        {"kind": "always", "offer": "x"},
        {"kind": "always", "offer": "x", "under": "much"},
        {"kind": "never", "offer": "x" * 300},
        {"kind": ["never", "always"], "offer": "x"},
        {"kind": "never", "offer": "\u202e"},
    ]
    async with behind(tmp_path) as town:
        await town.me.see("/rules")
        for fields in wrong:
            got = await town.me.send("/rules", fields)
            assert got.status_code == 422, fields
            assert "Traceback" not in got.text
        assert await SqlRules(town.me.home.database).all() == ()


async def test_a_no_without_a_fit_reason_asks_again(tmp_path: Path) -> None:
    reasons: list[str | list[str]] = ["", "nonsense", ["price", "brand"], "<script>alert(1)</script>"]
    async with behind(tmp_path) as town:
        best = town.outcome.options[0]
        await town.me.see(f"/options/{best.hash}/decline")
        for reason in reasons:
            got = await town.me.send(f"/options/{best.hash}/decline", {"reason": reason})
            assert got.status_code == 422, reason
            assert "script" not in tags(got.text[got.text.index("<main") :])
        assert [one for one in await town.store.lessons() if one.kind == "declined"] == []


async def test_what_was_never_shown_is_no_page(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        for answer in ("approve", "decline"):
            said = words(await town.me.see(f"/options/nothing/{answer}", status=404))
            assert "There is no such offer" in said


async def test_a_yes_from_another_site_is_no_yes(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        best = town.outcome.options[0]
        await town.me.see(f"/options/{best.hash}/approve")
        path = f"/options/{best.hash}/approve"
        foreign = await town.me.client.post(
            path, data={"csrf": town.me.csrf}, headers={"origin": "http://evil"}
        )
        bare = await town.me.client.post(path, headers={"origin": "http://127.0.0.1:8710"})
        assert (foreign.status_code, bare.status_code) == (403, 403)
        assert await town.store.accepts_of(best.wish) == ()


async def test_hostile_titles_are_text(tmp_path: Path) -> None:
    async with behind(tmp_path) as town:
        best = town.outcome.options[0]
        hostile = '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{ 7 * 7 }}'
        await town.sql(
            "UPDATE twin_option SET data = replace(data, :title, :hostile) WHERE hash = :hash",
            title=best.title,
            hostile=hostile.replace('"', '\\"'),
            hash=best.hash,
        )
        html = await town.me.see(f"/options/{best.hash}/approve")
    assert "<script>alert" not in html and "<img" not in html
    assert "{{ 7 * 7 }}" in words(html)
