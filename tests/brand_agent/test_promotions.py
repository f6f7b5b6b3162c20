"""Public offers and claims: what is served, what is granted, what is refused, and the floor that holds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest

from brand_agent import PolicyError, read_policy
from protocol import Message, Offer, Refuse, decode, message_hash, verify
from protocol.claim import Claim
from protocol.commitment import Beside, Committed, commit
from protocol.did import DidDocument
from protocol.promotion import OffersPage
from tests.brand_agent.buyer import Buyer, to_brand
from tests.brand_agent.shop import NOON_MS, POLICY, Shop, entry, message_id, open_shop
from transport.parcel import Parcel, wrap

PROMOTIONS = """
[cost]
column = "cost_of_goods_sold"
[[segment]]
name = "students"
title = "Students"
predicate = { op = "eq", fact = "student", value = true }
[[promotion]]
id = "winter"
title = "A tenth off for students"
discount = "0.10"
segment = "students"
valid_from = 2026-12-01T00:00:00Z
valid_until = "2027-01-01T00:00:00Z"
limit = 2
[[promotion]]
id = "welcome"
title = "Five off for a club"
discount = "0.05"
eligible = { op = "in", fact = "member-of", values = ["ski-club"] }
products = ["router"]
valid_from = 2026-12-01T00:00:00Z
valid_until = 2027-01-01T00:00:00Z
[[promotion]]
id = "everybody"
title = "Two off"
discount = "0.02"
valid_from = 2026-12-01T00:00:00Z
valid_until = 2026-12-02T00:00:00Z
"""


@pytest.fixture
async def promoting(tmp_path: Path) -> AsyncIterator[Shop]:
    shop = await open_shop(tmp_path, policy=POLICY + PROMOTIONS)
    yield shop
    shop.database.close()


def fact(name: str, value: Any, buyer: str = "guest") -> tuple[Committed, Beside]:
    """What stands in the open of *buyer* for a fact, and what travels beside it."""
    return commit(name, value, salt=sha256(f"{name}{value}".encode()).digest(), message=opening_id(buyer))


def opening_id(buyer: str) -> str:
    return message_id(f"{buyer}::0")


async def post(shop: Shop, data: bytes, *values: Beside) -> httpx.Response:
    body, kind = wrap(Parcel(data, values))
    async with to_brand(shop.app) as client:
        return await client.post("/negotiate", content=body, headers={"content-type": kind})


async def claim(
    shop: Shop,
    buyer: Buyer,
    *names: str,
    facts: tuple[tuple[Committed, Beside], ...] = (),
    lines: tuple[tuple[str, int], ...] = (),
) -> Message:
    """Open with claims of *names*, all with *facts*, and hear the answer."""
    claims = [Claim(promotion=name, disclosed=tuple(one for one, _ in facts)) for name in names]
    data = buyer.opening(*lines, claims=claims)
    response = await post(shop, data, *(beside for _, beside in facts))
    assert response.status_code == 200, response.text
    return buyer.hear(data, response.content)


STUDENT = fact("student", True)
CLUB = fact("member-of", ["ski-club"])


async def test_the_pages_are_signed_and_say_whom_each_offer_is_for(promoting: Shop) -> None:
    async with to_brand(promoting.app) as client:
        got = await client.get("/offers")
        document = DidDocument.model_validate((await client.get("/.well-known/did.json")).json())
        profile = (await client.get("/.well-known/dailyme.json")).json()
        again = await client.get("/offers", headers={"if-none-match": got.headers["etag"]})
        other = await client.get("/offers", params={"cursor": "7"})
    value = decode(got.content)
    verify(value, document.ring(NOON_MS))
    page = OffersPage.model_validate(value)
    assert [one.id for one in page.promotions] == ["winter", "welcome", "everybody"]
    assert page.segments[0].predicate == {"op": "eq", "fact": "student", "value": True}
    assert profile["endpoints"]["offers"].endswith("/offers")
    assert got.headers["etag"] == f'"{message_hash(value)}"'
    assert (again.status_code, again.content) == (304, b"")
    assert (other.status_code, other.json()["code"]) == (404, "unknown-page")


async def test_what_is_over_is_no_longer_served(promoting: Shop) -> None:
    promoting.clock.at_ms = NOON_MS + 86_400_000
    async with to_brand(promoting.app) as client:
        page = OffersPage.model_validate(decode((await client.get("/offers")).content))
    assert [one.id for one in page.promotions] == ["winter", "welcome"]


async def test_a_student_gets_the_students_price_and_its_reason(promoting: Shop) -> None:
    buyer = Buyer()
    await claim(promoting, buyer, "winter", facts=(STUDENT,))
    offer = buyer.offer
    assert offer.promotions == ("winter",)
    assert (offer.list_total.amount, offer.total.amount) == (10_000, 9_000)
    assert [(one.reason, one.amount.amount) for one in offer.deviations] == [("promotion", -1_000)]


async def test_haggling_goes_on_from_the_promotion_and_keeps_it(promoting: Shop) -> None:
    buyer = Buyer()
    await claim(promoting, buyer, "winter", facts=(STUDENT,))
    data = buyer.counter(8_700)
    answer = buyer.hear(data, (await post(promoting, data)).content)
    assert answer.type == "offer"
    assert buyer.offer.promotions == ("winter",) and buyer.offer.total.amount < 9_000
    assert {one.reason for one in buyer.offer.deviations} >= {"promotion"}


async def test_of_two_promotions_the_greater_is_granted_and_none_is_added(promoting: Shop) -> None:
    buyer = Buyer()
    await claim(promoting, buyer, "everybody", "winter", facts=(STUDENT,))
    assert buyer.offer.promotions == ("winter",)
    assert buyer.offer.total.amount == 9_000


async def test_a_promotion_below_the_floor_is_left_out(tmp_path: Path) -> None:
    dear = [entry("lamp", 2_500, cost=2_200)]
    shop, buyer = await open_shop(tmp_path, policy=POLICY + PROMOTIONS, entries=dear), Buyer()
    await claim(shop, buyer, "winter", facts=(STUDENT,), lines=(("lamp", 1),))
    shop.database.close()
    assert buyer.offer.promotions is None
    assert buyer.offer.total == buyer.offer.list_total


@pytest.mark.parametrize(
    ("names", "facts", "lines"),
    [
        (["winter"], [], []),
        (["winter"], [fact("student", False)], []),
        (["winter"], [CLUB], []),
        (["winter"], [STUDENT], [("router", 3)]),
        (["welcome"], [CLUB], [("lamp", 1)]),
        (["summer"], [STUDENT], []),
        (["winter", "welcome"], [STUDENT], []),
    ],
    ids=["no-fact", "no-student", "other-fact", "too-many", "other-article", "no-such", "one-of-two"],
)
async def test_who_is_not_eligible_gets_a_signed_no(
    promoting: Shop, names: list[str], facts: list[tuple[Committed, Beside]], lines: list[tuple[str, int]]
) -> None:
    buyer = Buyer()
    answer = await claim(promoting, buyer, *names, facts=tuple(facts), lines=tuple(lines))
    assert isinstance(answer.envelope.body, Refuse)
    assert answer.envelope.body.reason == "not-eligible"
    assert await kept(promoting) == 0


async def test_a_claim_before_its_time_or_after_it_is_refused(promoting: Shop) -> None:
    for at_ms in (NOON_MS - 86_400_000, NOON_MS + 86_400_000):
        promoting.clock.at_ms = at_ms
        answer = await claim(promoting, Buyer(f"at {at_ms}", at_ms=at_ms), "everybody")
        assert isinstance(answer.envelope.body, Refuse)


@pytest.mark.parametrize(
    ("disclosed", "values", "code"),
    [
        ([STUDENT[0]], [], "missing-value"),
        ([], [STUDENT[1]], "stray-value"),
        ([STUDENT[0]], [STUDENT[1], CLUB[1]], "stray-value"),
        ([STUDENT[0]], [fact("student", False)[1]], "stray-value"),
        ([fact("religion", "any")[0]], [fact("religion", "any")[1]], "sensitive-fact"),
        ([fact("shoe-size", 42)[0]], [fact("shoe-size", 42)[1]], "unknown-fact"),
        ([fact("country", "US")[0]], [fact("country", "US")[1]], "needless-fact"),
        ([fact("student", 1)[0]], [fact("student", 1)[1]], "fact-type-mismatch"),
        ([STUDENT[0], fact("student", False)[0]], [STUDENT[1]], "double-claim"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
async def test_a_bad_claim_is_a_problem_and_changes_nothing(
    promoting: Shop, disclosed: list[Committed], values: list[Beside], code: str
) -> None:
    before = await promoting.dump()
    data = Buyer().opening(claims=[Claim(promotion="winter", disclosed=tuple(disclosed))])
    response = await post(promoting, data, *values)
    assert (response.status_code >= 400, response.json()["code"]) == (True, code)
    assert await promoting.dump() == before


async def test_the_values_are_kept_apart_and_a_repeat_is_answered_from_the_store(promoting: Shop) -> None:
    buyer = Buyer()
    claims = [Claim(promotion="winter", disclosed=(STUDENT[0],))]
    data = buyer.opening(claims=claims)
    first, again = [(await post(promoting, data, STUDENT[1])).content for _ in range(2)]
    assert first == again and b"student" not in data.replace(b'"field":"student"', b"")
    assert isinstance(buyer.hear(data, first).envelope.body, Offer)
    assert await kept(promoting) == 1


async def kept(shop: Shop) -> int:
    """How many values the brand keeps."""
    from sqlalchemy import text

    return await shop.database.read(
        lambda found: int(found.execute(text("SELECT count(*) FROM brand_beside")).scalar_one())
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('segment = "students"', 'segment = "pupils"', "there is no segment pupils"),
        ('discount = "0.10"', 'discount = "0.20"', "above guardrails.max_discount"),
        ('id = "welcome"', 'id = "winter"', "two of promotion are called winter"),
        ('fact = "student", value = true', 'fact = "religion", value = true', "sensitive-fact"),
        ('fact = "student", value = true', 'fact = "student", value = 1', "fact-type-mismatch"),
        ("valid_until = 2026-12-02T00:00:00Z", "valid_until = 2026-12-01T00:00:00Z", "must come after"),
        ('[cost]\ncolumn = "cost_of_goods_sold"', "", "no cost is known"),
    ],
)
def test_what_could_never_be_granted_is_told_when_the_policy_is_read(old: str, new: str, said: str) -> None:
    text = POLICY + PROMOTIONS
    assert old in text
    with pytest.raises(PolicyError, match=said):
        read_policy(text.replace(old, new))


async def test_a_long_list_of_offers_comes_in_pages_of_one_version(tmp_path: Path) -> None:
    more = "".join(
        f'[[promotion]]\nid = "p{number}"\ntitle = "x"\ndiscount = "0.01"\nsegment = "students"\n'
        f"valid_from = 2026-12-01T00:00:00Z\nvalid_until = 2027-01-01T00:00:00Z\n"
        for number in range(70)
    )
    shop = await open_shop(tmp_path, policy=POLICY + PROMOTIONS + more)
    pages, cursor = [], None
    async with to_brand(shop.app) as client:
        while cursor != "end":
            got = await client.get("/offers", params={} if cursor is None else {"cursor": cursor})
            pages.append(OffersPage.model_validate(decode(got.content)))
            cursor = pages[-1].next or "end"
    shop.database.close()
    assert [len(page.promotions) for page in pages] == [64, 9]
    assert len({page.version for page in pages}) == 1
    assert all(page.segments for page in pages)
