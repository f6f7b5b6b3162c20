"""Words beside the goods: public offers, segments, reviews on pages, and what the person themself wrote."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from consumer_twin import Nobody, Wish, pursue
from consumer_twin.edge import Places, SqlMemory
from consumer_twin.edge.facts import SqlFacts
from foundation.database import Database
from protocol import Outcome, Review, decode, encode, sign
from tests.consumer_twin.claims.claimants import WINDOW, flag
from tests.consumer_twin.days import Square
from tests.consumer_twin.deals.dealing import shopping
from tests.consumer_twin.mall import MARKET, key_of, mall
from tests.consumer_twin.town import BASE_MS
from tests.consumer_twin.twins import twin_of, wish_for
from tests.steering.market import THREE, bare_outcome, market
from tests.steering.test_real_market import HEAD
from tests.steering.texts import Text, all_texts, batches, own_texts

SPEAKS = "http://localhost:8003"
SHOPS = ((8002, "20.00"), (8003, "20.00"), (8004, "21.50"))
BATCH = 45
"""Texts at a time: more would not fit a page of public offers."""

ROUTER = {
    "@context": "https://schema.org",
    "@type": "Product",
    "name": "Netgear WNDR37AV wireless router",
    "sku": "r-1",
    "offers": {"@type": "Offer", "price": "99.00", "priceCurrency": "USD"},
}


def promotions() -> str:
    """What each shop offers in public: two off for everybody, five for students, one for a club."""
    segment = f'[[segment]]\nname = "students"\ntitle = "Students"\npredicate = {flag("student")}\n'
    club = 'eligible = { op = "in", fact = "member-of", values = ["ski-club"] }\n'
    rules = (("all", "0.02", ""), ("young", "0.05", 'segment = "students"\n'), ("club", "0.04", club))
    tables = [
        f'[[promotion]]\nid = "{id}"\ntitle = "Off for {id}"\ndiscount = "{share}"\n{whom}{WINDOW}'
        for id, share, whom in rules
    ]
    return '[guardrails]\nfloor_margin = "0.05"\nmax_discount = "0.30"\n' + segment + "".join(tables)


def titled(app: ASGIApp, texts: Sequence[Text]) -> ASGIApp:
    """*app*, whose public offers have *texts* in every title and in members that nobody knows."""

    async def offers(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] != "/offers":
            await app(scope, receive, send)
            return
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=SPEAKS) as client:
            page = decode((await client.get("/offers")).content)
        assert isinstance(page, dict)
        for place, one in enumerate([*page["promotions"], *page["segments"]]):
            one["title"] = texts[place % len(texts)].fit(150)
            one["note"] = [text.fit(300) for text in texts]
        page["remark"] = [text.fit(300) for text in texts]
        bare = {name: value for name, value in page.items() if name != "signatures"}
        body = encode(sign(bare, key_of(SPEAKS)))
        await Response(body, media_type="application/dailyme+json")(scope, receive, send)

    return offers


async def claimed(folder: Path, texts: Sequence[Text]) -> dict[str, Any]:
    """A student buys a hub; the second of two shops that are alike says *texts* in its public offers."""
    folder.mkdir()
    database = Database(f"sqlite:///{folder}/twin.db")
    async with mall(folder, "northgate") as made:
        square = Square(made, folder, database, head=HEAD, more=promotions())
        for port, price in SHOPS:
            await square.shop(port, f"1,Anker USB hub,A hub.,{price},in_stock,Anker,A7516,9")
        if texts:
            made.apps[SPEAKS] = titled(made.apps[SPEAKS], texts)
        await SqlFacts(database).put("student", True, allowed=True, at_ms=BASE_MS)
        outcome = await pursue(wish_for("anker usb hub"), Nobody(), made.twin())
        lessons = await SqlMemory(database).recall({"claimed", "not-claimed"})
    database.close()
    told = [(one.kind, {**(one.facts or {}), "title": ""}) for one in lessons]
    return bare_outcome(outcome) | {"claims": sorted(told, key=str)}


async def test_words_of_public_offers_change_neither_claims_nor_the_deal(tmp_path: Path) -> None:
    plain = await claimed(tmp_path / "plain", ())
    assert plain["status"] == "agreed"
    assert [dict(facts)["promotion"] for kind, facts in plain["claims"] if kind == "claimed"] == ["young"] * 3
    assert await claimed(tmp_path / "own", own_texts()) == plain


@pytest.mark.slow
async def test_nor_does_any_other_text_in_them(tmp_path: Path) -> None:
    plain = await claimed(tmp_path / "plain", ())
    for place, texts in enumerate(batches(all_texts(), BATCH)):
        assert await claimed(tmp_path / str(place), texts) == plain, [text.id for text in texts]


async def paged(folder: Path, texts: Sequence[Text]) -> dict[str, Any]:
    """A public page of a router whose reviews say *texts*, beside a brand that haggles."""
    folder.mkdir()
    reviews = [
        {"@type": "Review", "name": one.fit(100), "reviewBody": one.text, "author": one.fit(100)}
        for one in texts
    ]
    said = (
        {"review": reviews, "award": reviews[0]["name"], "slogan": reviews[0]["reviewBody"]} if texts else {}
    )
    told = json.dumps(ROUTER | said).replace("<", "\\u003c")
    (folder / "page.html").write_text(f'<script type="application/ld+json">{told}</script>')
    async with mall(folder, "northgate", "alder") as made:
        places = Places(markets=(MARKET,), sources=(str(folder / "page.html"),))
        outcome = await pursue(wish_for("wireless router"), Nobody(), made.twin(places=places, mandate=None))
    told_of = bare_outcome(outcome)
    assert [one.seller.name for one in outcome.options].count("page.html") == 1
    for one in told_of["options"]:
        one["url"], one["brand"] = (str(one[name]).replace(str(folder), "") for name in ("url", "brand"))
    return told_of


async def test_reviews_on_a_page_change_neither_ranking_nor_haggling(tmp_path: Path) -> None:
    plain = await paged(tmp_path / "plain", ())
    assert len(plain["options"]) > 1
    assert await paged(tmp_path / "own", own_texts()) == plain


@pytest.mark.slow
async def test_nor_does_any_other_review(tmp_path: Path) -> None:
    plain = await paged(tmp_path / "plain", ())
    for place, texts in enumerate(batches(all_texts(), 200)):
        assert await paged(tmp_path / str(place), texts) == plain, [text.id for text in texts]


async def reviewed(folder: Path, text: Text | None) -> list[tuple[str, int, list[str]]]:
    """Buy, review it in the words of *text*, and buy again: what the shop offers whom it read about."""
    folder.mkdir()
    async with shopping(folder) as now:
        deal = await now.came(await now.bought())
        kept = Outcome(agreement=deal.hash, how="kept")
        deal = await now.deals.say(deal, lambda made: kept)
        words = {} if text is None else {"words": text.fit(500)}
        said = Review.model_validate({"agreement": deal.hash, "stars": 2, **words})
        await now.deals.say(deal, lambda made: said)
        again = await now.buy()
    kinds = [one["type"] for said in again.transcripts.values() for one in said]
    return [(line.status, line.options[0].total.amount, kinds) for line in again.lines]


async def test_a_persons_own_review_moves_no_brand(tmp_path: Path) -> None:
    plain = await reviewed(tmp_path / "plain", None)
    assert plain[0][0] == "agreed"
    every = Text("all", " ".join(one.text for one in own_texts()))
    assert await reviewed(tmp_path / "words", every) == plain


async def wished(words: str) -> dict[str, Any]:
    """Follow a wish that was said in *words*, of which the same was understood."""
    wish: Wish = replace(wish_for("Router"), text=words)
    return bare_outcome(await pursue(wish, Nobody(), twin_of(market(THREE, ()))))


async def test_words_around_a_wish_reach_nobody_and_decide_nothing() -> None:
    plain = await wished("Router")
    assert plain["status"] == "agreed"
    for texts in batches(all_texts(), 90):
        words = " ".join(text.text for text in texts)
        assert await wished(f"Router {words}") == plain, [text.id for text in texts]
