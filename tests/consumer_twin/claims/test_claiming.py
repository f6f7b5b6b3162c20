"""Claiming: only what the person allows, the least that suffices, and nobody hears of the rest."""

from __future__ import annotations

import asyncio
from pathlib import Path

from sqlalchemy import Connection, text
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from consumer_twin.edge import Patience
from protocol import encode, sign
from tests.consumer_twin.claims.claimants import BASE_MS, DAY_MS, DID, KEY, ORIGIN, flag, promotion, street

STUDENT = promotion("students", "0.10", flag("student"))
CLUBS = '{ op = "in", fact = "member-of", values = ["chess-club", "ski-club"] }'
EITHER = f'{{ op = "or", of = [{CLUBS}, {flag("student")}] }}'


async def test_a_student_who_allows_it_gets_the_students_price(tmp_path: Path) -> None:
    async with street(tmp_path, STUDENT) as here:
        await here.hold("student", True)
        outcome = await here.wish(buy=True)
        assert here.opens()[0]["claims"][0]["promotion"] == "students"
        assert here.offered()[0]["promotions"] == ["students"]
        assert here.offered()[0]["total"]["amount"] == 9_000
        assert outcome.lines[0].status == "agreed"
        lesson = (await here.lessons("claimed"))[0]
        assert lesson.facts is not None
        assert lesson.facts["disclosed"] == {"student": True} and lesson.facts["brand"] == DID


async def test_without_consent_nothing_is_claimed(tmp_path: Path) -> None:
    async with street(tmp_path, STUDENT) as here:
        await here.hold("student", True, allowed=False)
        await here.wish()
        assert "claims" not in here.opens()[0]
        told = [one.text for one in here.heard if one.what == "not-claimed"]
        assert told == ["Not claimed of Shop: Off for students. It takes your yes to say: student."]
        await here.wish("student")
        assert "claims" in here.opens()[1]


async def test_who_is_not_eligible_says_what_everybody_says(tmp_path: Path) -> None:
    async with street(tmp_path, STUDENT) as here:
        await here.hold("student", False)
        await here.wish()
        await here.facts.remove("student")
        await here.wish()
        first, second = here.opens()
        assert first == second and "claims" not in first
        read = [line for line in here.log if line.direction == "sent" and line.url.endswith("/offers")]
        assert len(read) == 2
        assert not [one for one in here.heard if one.what == "not-claimed"]
        assert await here.lessons("claimed", "not-claimed") == []


async def test_the_cheapest_branch_and_of_several_words_only_the_one_that_counts(tmp_path: Path) -> None:
    either, club = promotion("either", "0.10", EITHER), promotion("club", "0.12", CLUBS)
    async with street(tmp_path, either, club) as here:
        await here.hold("member-of", ["book-club", "chess-club", "ski-club"])
        await here.wish()
        await here.hold("student", True)
        await here.brand(either)
        await here.wish()
        said = [one.facts for one in await here.lessons("claimed")]
        assert [(one or {})["disclosed"] for one in said] == [{"member-of": ["ski-club"]}, {"student": True}]


async def test_no_fact_stands_in_what_is_logged_or_signed(tmp_path: Path) -> None:
    async with street(tmp_path, promotion("club", "0.12", CLUBS)) as here:
        await here.hold("member-of", ["chess-club"])
        await here.wish(buy=True)
        assert here.opens()[0]["claims"]
        sent = [line.text for line in here.log if line.direction == "sent"]
        assert not [line for line in sent if "chess-club" in line]
        kept = [data for one in here.brands for data in await one.read(_messages)]
        assert kept and not [data for data in kept if b"chess-club" in data]


async def test_for_everybody_means_without_consent_and_without_a_fact(tmp_path: Path) -> None:
    there = '{ op = "eq", fact = "country", value = "US" }'
    async with street(tmp_path, promotion("here", "0.05", there)) as here:
        await here.wish()
        assert here.opens()[0]["claims"] == [{"promotion": "here", "disclosed": []}]
        assert here.offered()[0]["total"]["amount"] == 9_500


async def test_own_records_say_how_many_deals_there_were(tmp_path: Path) -> None:
    again = promotion("again", "0.10", '{ op = "ge", fact = "agreements", value = 2 }')
    async with street(tmp_path, promotion("first", "0.10", flag("first-deal")), again) as here:
        await here.facts.allow("first-deal", allowed=True, at_ms=BASE_MS)
        await here.facts.allow("agreements", allowed=True, at_ms=BASE_MS)
        for _ in range(3):
            await here.wish(buy=True)
            here.now_ms += DAY_MS
        claims = [one.get("claims", [{}])[0].get("promotion") for one in here.opens()]
        assert claims == ["first", None, "again"]


async def test_a_refused_claim_costs_the_claim_and_not_the_deal(tmp_path: Path) -> None:
    async with street(tmp_path, STUDENT) as here:
        await here.hold("student", True)
        published = here.apps[ORIGIN]
        await here.brand(promotion("students", "0.10", flag("teacher")))
        here.apps[ORIGIN] = _mixed(published, here.apps[ORIGIN])
        outcome = await here.wish(buy=True)
        assert outcome.lines[0].status == "agreed"
        assert ["claims" in one for one in here.opens()] == [True, False]


async def test_a_brand_whose_offers_can_not_be_read_is_haggled_with_as_ever(tmp_path: Path) -> None:
    async with street(tmp_path, STUDENT) as here:
        await here.hold("student", True)
        here.apps[ORIGIN] = _mixed(PlainTextResponse("<html>"), here.apps[ORIGIN])
        outcome = await here.wish(buy=True)
        assert outcome.lines[0].status == "agreed"
        assert "claims" not in here.opens()[0]
        assert [one.what for one in here.heard if one.what == "offers-skipped"] == ["offers-skipped"]


async def test_a_brand_that_keeps_silent_about_its_offers_is_haggled_with_as_ever(tmp_path: Path) -> None:
    async with street(tmp_path, STUDENT) as here:
        here.patience = Patience(scan_s=20, first_s=1.5)

        async def silent(scope: Scope, receive: Receive, send: Send) -> None:
            await asyncio.Event().wait()

        here.apps[ORIGIN] = _mixed(silent, here.apps[ORIGIN])
        outcome = await here.wish(buy=True)
        assert outcome.lines[0].status == "agreed"


async def test_a_lying_page_loses_its_bad_promotions_and_the_log_says_why(tmp_path: Path) -> None:
    def published(id: str, predicate: object) -> dict[str, object]:
        benefit = {"id": id, "kind": "discount", "basis_points": 2000}
        window = {"valid_from": "2026-11-01T00:00:00Z", "valid_until": "2027-12-01T00:00:00Z"}
        return {"id": id, "title": id, "benefit": benefit, "eligible": predicate, **window}

    faith = {"op": "eq", "fact": "religion", "value": "any"}
    either = [{"op": "eq", "fact": "student", "value": value} for value in (True, False)]
    async with street(tmp_path, STUDENT) as here:
        await here.hold("student", True)
        shown = published("students", either[0])
        bait = published("bait", {"op": "or", "of": either})
        page = {
            "protocol": "dailyme/2026-12-01",
            "type": "offers-page",
            "from": DID,
            "version": "A" * 43,
            "created": "2026-12-01T00:00:00Z",
            "cursor": "",
            "promotions": [published("faith", faith), bait, shown],
            "segments": [],
        }
        body = Response(encode(sign(page, KEY)), media_type="application/dailyme+json")
        here.apps[ORIGIN] = _mixed(body, here.apps[ORIGIN])
        await here.wish()
        await here.wish()
        assert [one["claims"][0]["promotion"] for one in here.opens()] == ["students", "students"]
        noted = [one.facts or {} for one in await here.lessons("not-claimed")]
        codes = [(one["promotion"], one["code"]) for one in noted]
        assert codes == [("faith", "sensitive-fact"), ("bait", "vacuous-predicate")]


def _messages(connection: Connection) -> list[bytes]:
    return list(connection.scalars(text("SELECT data FROM brand_message")))


def _mixed(offers: ASGIApp, rest: ASGIApp) -> ASGIApp:
    """The pages that *offers* serves, before what *rest* makes of a claim."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await (offers if scope["path"] == "/offers" else rest)(scope, receive, send)

    return app
