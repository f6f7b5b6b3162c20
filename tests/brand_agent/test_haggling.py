"""What a brand answers, move by move, over HTTP in memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from brand_agent.edge.store import read_report
from protocol import Terms, did_document, ring_of, verdicts
from protocol.profile import read_document
from tests.brand_agent.buyer import STANDARD, Buyer, value_of
from tests.brand_agent.shop import DID, KEY, POLICY, Shop, entry, open_shop


async def opened(shop: Shop, *lines: tuple[str, int], name: str = "guest") -> Buyer:
    """A buyer who has heard the first offer."""
    buyer = Buyer(name)
    assert (await buyer.ask(shop.app, buyer.opening(*lines))).type == "offer"
    return buyer


async def test_the_first_offer_is_the_public_list_price_all_in(shop: Shop) -> None:
    buyer = await opened(shop, ("router", 2))
    assert buyer.offer.total == buyer.offer.list_total
    assert buyer.offer.total.words() == "200.00 USD"
    assert (buyer.offer.terms, buyer.offer.deviations) == (STANDARD, ())
    assert buyer.offer.stock == "while-available"


async def test_haggling_ends_in_an_agreement_that_anybody_can_verify(shop: Shop) -> None:
    buyer = await opened(shop)
    totals = [buyer.offer.total.amount]
    for asked in (8_600, 8_700, 8_800):
        await buyer.ask(shop.app, buyer.counter(asked))
        totals.append(buyer.offer.total.amount)
    assert totals == [10_000, 9_625, 9_250, 8_875]
    assert {one.reason for one in buyer.offer.deviations} == {"round-concession"}
    answer = await buyer.ask(shop.app, buyer.accept())
    document = answer.value["body"]["agreement"]
    documents = {DID: read_document(did_document(DID, (KEY.public,)), DID)}
    found = verdicts(document, ring_of(documents, shop.clock.at_ms))
    assert [(verdict.kid, verdict.holds) for verdict in found] == [(buyer.key.kid, True), (KEY.kid, True)]


async def test_a_counter_that_can_be_met_is_met_exactly(shop: Shop) -> None:
    buyer = await opened(shop)
    answer = await buyer.ask(shop.app, buyer.counter(9_700))
    assert (buyer.offer.total.amount, buyer.offer.meets) == (9_700, buyer.said[-2].hash)
    assert answer.value["body"]["deviations"][0]["reason"] == "counter-met"


async def test_other_terms_are_granted_at_their_price(shop: Shop) -> None:
    buyer = await opened(shop)
    wish = Terms(delivery_days=2, warranty_months=24, returns_days=30, extras=("gift-wrap",))
    await buyer.ask(shop.app, buyer.counter(9_000, wish))
    assert buyer.offer.terms == wish
    assert buyer.offer.list_total.amount == 10_000 + 990 + 200 + 300
    assert {(one.issue, one.amount.amount) for one in buyer.offer.deviations} >= {
        ("delivery-days", 990),
        ("extras", 500),
    }


async def test_below_the_floor_there_is_nothing_whatever_is_asked(shop: Shop) -> None:
    buyer = await opened(shop)
    for _ in range(4):
        await buyer.ask(shop.app, buyer.counter(1))
    assert buyer.offer.total.amount == 8_500  # the greatest discount, above the margin's 7,609
    answer = await buyer.ask(shop.app, buyer.counter(1))
    assert (answer.type, answer.value["body"]["reason"]) == ("decline", "no-better-offer")


async def test_no_cost_known_is_no_concession(shop: Shop) -> None:
    buyer = await opened(shop, ("poster", 1))
    answer = await buyer.ask(shop.app, buyer.counter(899))
    assert (answer.type, answer.value["body"]["reason"]) == ("decline", "no-better-offer")


async def test_a_decline_gets_a_better_offer_or_a_close(shop: Shop) -> None:
    buyer = await opened(shop)
    await buyer.ask(shop.app, buyer.decline())
    assert buyer.offer.total.amount == 9_625
    dear = await opened(shop, ("poster", 1), name="other")
    assert (await dear.ask(shop.app, dear.decline())).type == "close"


async def test_a_counter_taken_back_leaves_the_offers_standing(shop: Shop) -> None:
    buyer = await opened(shop)
    await buyer.ask(shop.app, buyer.counter(1_000))
    answer = await buyer.ask(shop.app, buyer.withdraw())
    assert answer.type == "decline"
    first = next(iter(buyer.talk.offers))
    assert (await buyer.ask(shop.app, buyer.accept(first))).type == "confirm"


async def test_only_the_twins_own_counters_and_declines_are_turns(shop: Shop) -> None:
    buyer = await opened(shop)
    await buyer.ask(shop.app, buyer.counter(1_000))
    await buyer.ask(shop.app, buyer.withdraw())
    await buyer.ask(shop.app, buyer.counter(1_000))
    assert [offer.total.amount for offer in buyer.talk.offers.values()] == [10_000, 9_625, 9_250]


async def test_what_sold_out_meanwhile_is_not_offered_again(shop: Shop) -> None:
    slow, quick = await opened(shop, ("lamp", 1)), await opened(shop, ("lamp", 1), name="quick")
    await quick.ask(shop.app, quick.accept())
    assert (await slow.ask(shop.app, slow.counter(2_400))).type == "decline"
    assert (await slow.ask(shop.app, slow.decline())).type == "close"


async def test_a_close_is_answered_by_a_close(shop: Shop) -> None:
    buyer = await opened(shop)
    assert (await buyer.ask(shop.app, buyer.close())).type == "close"


@pytest.mark.parametrize(
    ("lines", "other", "reason"),
    [
        ((("router", 1),), {"region": "DE"}, "region"),
        ((("router", 1),), {"currency": "EUR"}, "currency"),
        ((("router", 1),), {"personal_terms": "sd-erase"}, "personal-terms"),
        ((("kettle", 1),), {}, "not-sold"),
        ((("euros", 1),), {}, "not-sold"),
        ((("router", 4),), {}, "quantity"),
        ((("router", 2), ("router", 2)), {}, "quantity"),
        ((("sold", 1),), {}, "out-of-stock"),
        ((("gone", 1),), {}, "out-of-stock"),
    ],
)
async def test_an_open_that_can_not_be_served_is_refused_with_its_reason(
    tmp_path: Path, lines: tuple[tuple[str, int], ...], other: dict[str, str], reason: str
) -> None:
    out = {"available": False, "status": "out_of_stock"}
    gone, euros = entry("gone", stock=None, availability=out), entry("euros", currency="EUR")
    shop = await open_shop(tmp_path, entries=(entry(), entry("sold", stock=0), gone, euros))
    buyer = Buyer()
    answer = await buyer.ask(shop.app, buyer.opening(*lines, **other))
    shop.database.close()
    assert (answer.type, answer.value["body"]["reason"]) == ("refuse", reason)


async def test_a_region_within_a_country_is_served_where_the_country_is(shop: Shop) -> None:
    buyer = Buyer()
    assert (await buyer.ask(shop.app, buyer.opening(region="US-CA"))).type == "offer"


async def test_an_accept_after_the_last_piece_went_is_refused_and_takes_nothing(shop: Shop) -> None:
    first, second = await opened(shop, ("lamp", 1)), await opened(shop, ("lamp", 1), name="second")
    assert (await first.ask(shop.app, first.accept())).type == "confirm"
    answer = await second.ask(shop.app, second.accept())
    assert (answer.type, answer.value["body"]["reason"]) == ("refuse", "out-of-stock")


@pytest.mark.parametrize(("lines", "first"), [(("a", "b"), "b"), (("a", "b"), "a"), (("b", "a"), "b")])
async def test_of_several_lines_all_are_taken_or_none(
    tmp_path: Path, lines: tuple[str, ...], first: str
) -> None:
    shop = await open_shop(tmp_path, entries=(entry("a", stock=1), entry("b", stock=1)))
    both = await opened(shop, *((line, 1) for line in lines))
    quicker = await opened(shop, (first, 1), name="quicker")
    await quicker.ask(shop.app, quicker.accept())
    refusal = await both.ask(shop.app, both.accept())
    left = [row[3] for row in await shop.dump() if row[0] in {"a", "b"}]
    shop.database.close()
    assert (refusal.type, sum(left)) == ("refuse", 1)


async def test_an_offer_past_its_time_but_not_the_accepts_is_refused_as_expired(shop: Shop) -> None:
    buyer = await opened(shop)
    buyer.at_ms = shop.clock.at_ms = shop.clock.at_ms + 30 * 60_000 + 31_000
    answer = await buyer.ask(shop.app, buyer.accept())
    assert (answer.type, answer.value["body"]["reason"]) == ("refuse", "expired")


async def test_thirty_seconds_of_grace_are_the_twins(shop: Shop) -> None:
    buyer = await opened(shop)
    buyer.at_ms = shop.clock.at_ms = shop.clock.at_ms + 30 * 60_000 + 29_000
    assert (await buyer.ask(shop.app, buyer.accept())).type == "confirm"


async def test_two_keys_are_told_the_same(shop: Shop) -> None:
    """NEG-30: what a key did before changes nothing for it, and another key learns nothing more."""
    heard = []
    for name in ("one", "two"):
        buyer = await opened(shop, name=name)
        for asked in (5_000, 6_000):
            await buyer.ask(shop.app, buyer.counter(asked))
        heard.append([value_of(one.data)["body"]["total"] for one in buyer.said if one.type == "offer"])
    assert heard[0] == heard[1]


async def test_a_key_that_bought_before_is_told_the_same_as_a_fresh_one(shop: Shop) -> None:
    """NEG-30."""
    heard = []
    for name in ("first time", "second time"):
        buyer = Buyer(name)
        buyer.key = Buyer("regular").key
        await buyer.ask(shop.app, buyer.opening())
        await buyer.ask(shop.app, buyer.counter(9_000))
        heard.append([offer.total.amount for offer in buyer.talk.offers.values()])
        await buyer.ask(shop.app, buyer.accept())
    assert heard[0] == heard[1]


async def test_the_receipt_counts_margin_concession_and_threads(shop: Shop) -> None:
    buyer = await opened(shop)
    await buyer.ask(shop.app, buyer.counter(9_800))
    await buyer.ask(shop.app, buyer.accept())
    await opened(shop, name="looker")
    told = await shop.database.read(lambda connection: read_report(connection, "USD"))
    assert (told.threads, told.agreements, told.without_deal) == (2, 1, 1)
    assert (told.sold_minor, told.conceded_minor, told.margin_minor) == (9_800, 200, 2_800)
    assert "margin kept 28.00 USD (28.6% of net sales)" in told.words()


async def test_what_was_sold_stays_sold_after_a_restart_unless_it_is_counted_again(tmp_path: Path) -> None:
    shop = await open_shop(tmp_path, entries=(entry(stock=3),))
    buyer = await opened(shop)
    await buyer.ask(shop.app, buyer.accept())
    shop.database.close()
    for counted, left in ((3, 2), (3, 2), (5, 5), (None, None)):
        shop = await open_shop(tmp_path, entries=(entry(stock=counted),))
        rows = [row for row in await shop.dump() if row[0] == "router"]
        assert rows == ([("router", "router-1", counted, left)] if counted else [])
        shop.database.close()


async def test_a_policy_of_another_tax_adds_it_to_the_total(tmp_path: Path) -> None:
    shop = await open_shop(tmp_path, policy=POLICY + '[tax]\nincluded = false\nrate = "0.06"\n')
    buyer = await opened(shop)
    shop.database.close()
    assert buyer.offer.total.amount == 10_600
    assert [(part.kind, part.amount.amount) for part in buyer.offer.breakdown][-1] == ("tax", 600)
