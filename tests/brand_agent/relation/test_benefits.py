"""What a rung brings into an offer: as much as it says, never below the floor, and named."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st

from brand_agent import PolicyError, read_policy
from brand_agent.benefits import Standing, endowed, rung_of, usable
from brand_agent.guardrails import guard_offer
from brand_agent.offering import offer_body
from brand_agent.stockroom import Item, stockroom
from protocol import Terms
from tests.brand_agent.buyer import Buyer
from tests.brand_agent.relation.climber import CLIMBABLE, Climber, bought
from tests.brand_agent.shop import NOON_MS, Shop, entry, open_shop

KNOWN = Standing(known=True)
ALL = Standing(known=True, fields=frozenset({"email"}), agreements=2)
GIFT = ("gift-wrap",)


@pytest_asyncio.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    entries = (entry(stock=30), entry("lamp", 2_500, stock=9, cost=2_000))
    opened = await open_shop(tmp_path, entries=entries, policy=CLIMBABLE)
    yield opened
    opened.database.close()


async def test_a_rungs_discount_is_where_haggling_starts(shop: Shop) -> None:
    ada = Climber("ada")
    await ada.introduce(shop.app)
    await ada.ask(shop.app, ada.opening())
    assert (ada.offer.total.amount, ada.offer.list_total.amount) == (9_700, 10_000)
    assert [(one.reason, one.amount.amount) for one in ada.offer.deviations] == [("rung", -300)]
    for _ in range(4):
        await ada.ask(shop.app, ada.counter(1))
    assert ada.offer.total.amount == 8_500, "the greatest discount holds for everybody"
    assert [one.reason for one in ada.offer.deviations] == ["rung", "round-concession"]


async def test_early_access_opens_what_guests_can_not_buy_yet(shop: Shop) -> None:
    guest, ada = Buyer(), Climber("ada")
    answer = await guest.ask(shop.app, guest.opening(("lamp", 1)))
    assert answer.value["body"]["reason"] == "not-sold"
    deals = [await bought(shop.app, name) for name in ("one", "two")]
    await ada.introduce(shop.app)
    await ada.show(shop.app, *deals)
    await ada.ask(shop.app, ada.opening(("lamp", 1)))
    assert set(ada.offer.benefits or ()) == {"held", "welcome", "first-look", "loyal"}
    assert ada.offer.points == 50
    shop.clock.at_ms = NOON_MS + 9 * 86_400_000
    later = Buyer("later", at_ms=shop.clock.at_ms)
    assert (await later.ask(shop.app, later.opening(("lamp", 1)))).type == "offer"


def test_a_free_extra_stands_in_the_list_total_and_off_it() -> None:
    policy = read_policy(CLIMBABLE)
    room = stockroom((entry(),), policy)
    items = (Item(room.articles["router", "router-1"], 1),)
    proposal = endowed(None, items, policy, usable(ALL, policy))
    assert proposal.granted.terms.extras == GIFT
    assert [(one.name, one.off_minor) for one in proposal.reductions] == [("wrapped", 200), ("welcome", 306)]
    offer = offer_body(proposal, proposal.start_minor, policy, made_ms=NOON_MS)
    assert (offer.list_total.amount, offer.total.amount) == (10_200, 9_694)
    guard_offer(offer, policy, room, lambda key: 3, made_ms=NOON_MS)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([KNOWN, ALL]),
    st.sampled_from(["0", "0.05", "0.29", "0.32", "0.60"]),
    st.sampled_from([7_000, 9_900, None]),
    st.sampled_from([("true", "0.06"), ("false", "0.19")]),
    st.none()
    | st.builds(
        Terms,
        delivery_days=st.integers(0, 8),
        warranty_months=st.integers(0, 36),
        returns_days=st.integers(0, 40),
        extras=st.sampled_from([(), GIFT]),
    ),
)
def test_no_benefit_breaks_a_guardrail(
    standing: Standing, margin: str, cost: int | None, tax: tuple[str, str], asked: Terms | None
) -> None:
    text = CLIMBABLE.replace('"0.08"', f'"{margin}"') + f'[tax]\nincluded = {tax[0]}\nrate = "{tax[1]}"\n'
    policy = read_policy(text)
    room = stockroom((entry(cost=cost),), policy)
    items = (Item(room.articles["router", "router-1"], 1),)
    proposal = endowed(asked, items, policy, usable(standing, policy))
    offer = offer_body(proposal, proposal.start_minor, policy, made_ms=NOON_MS)
    guard_offer(offer, policy, room, lambda key: 3, made_ms=NOON_MS)
    plain = endowed(asked, items, policy, ())
    assert proposal.start_minor <= plain.start_minor
    assert set(offer.terms.extras) >= set(plain.granted.terms.extras)


@pytest.mark.parametrize(
    ("standing", "rung"),
    [
        (Standing(), "guest"),
        (Standing(fields=frozenset({"email"}), agreements=9), "guest"),
        (KNOWN, "known"),
        (Standing(known=True, fields=frozenset({"phone"}), agreements=1), "known"),
        (Standing(known=True, fields=frozenset({"email"})), "registered"),
        (Standing(known=True, agreements=2), "repeat"),
    ],
)
def test_a_rung_follows_from_what_a_key_did(standing: Standing, rung: str) -> None:
    assert rung_of(standing, read_policy(CLIMBABLE)) == rung


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('discount = "0.03"', 'discount = "0.20"', "above guardrails.max_discount"),
        ('[cost]\ncolumn = "cost"', "", "no cost is known"),
        ('extra = "gift-wrap"', 'extra = "carry-case"', "does not say what carry-case costs"),
        ('rung = "known"', 'rung = "repeat"', "registered asks for fields"),
        ('id = "wrapped"', 'id = "held"', "one rung"),
        ("agreements = 2\n", "", "repeat for agreements"),
        ('kind = "early-access"', 'kind = "earliness"', "write one of"),
        ('discount = "0.03"', 'discont = "0.03"', "did you mean discount?"),
    ],
)
def test_a_ladder_that_can_not_hold_is_said_when_the_policy_is_read(old: str, new: str, words: str) -> None:
    assert old in CLIMBABLE
    with pytest.raises(PolicyError, match=words.replace("?", r"\?")):
        read_policy(CLIMBABLE.replace(old, new))
