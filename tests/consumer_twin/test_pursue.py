"""A wish followed to its end among honest brands: what the person gets, and what is left behind."""

from __future__ import annotations

import pytest

from consumer_twin import Nobody, Refuse, TwinError, approve, decline, pursue, saved
from consumer_twin.errors import NotCoveredError, NotNegotiableError, UnknownOptionError
from negotiation import Mandate
from protocol import Terms
from tests.consumer_twin.town import Brand, Town, page_shelf, usd
from tests.consumer_twin.twins import Scripted, twin_of, wish_for


def three() -> list[Brand]:
    return [
        Brand("alpha", list_minor=10_400, floor_minor=9_400),
        Brand("beta", list_minor=10_000, floor_minor=8_800),
        Brand("gamma", list_minor=10_200, floor_minor=9_800, steps=1),
    ]


async def test_three_brands_compete_and_one_agreement_is_signed_by_both_sides() -> None:
    brands = three()
    outcome = await pursue(wish_for(), Nobody(), twin_of(Town(brands)))
    assert outcome.status == "agreed"
    assert len(outcome.options) == 3
    assert len({option.group for option in outcome.options}) == 1
    (deal,) = outcome.deals
    assert [verdict.holds for verdict in deal.verdicts] == [True, True]
    assert deal.option.seller.name == "Beta"
    assert deal.option.total.amount < 10_000
    assert deal.saved == saved(deal.option) == usd(10_000 - deal.option.total.amount)
    assert sum(len([one for one in brand.heard if one.type == "accept"]) for brand in brands) == 1


async def test_those_who_lose_hear_a_neutral_close() -> None:
    brands = three()
    await pursue(wish_for(), Nobody(), twin_of(Town(brands)))
    ends = {brand.name: brand.heard[-1] for brand in brands}
    assert {name: end.type for name, end in ends.items()} == {
        "alpha": "close",
        "beta": "accept",
        "gamma": "close",
    }
    assert ends["alpha"].value["body"] == {}


async def test_every_reason_has_numbers_of_its_own_option() -> None:
    outcome = await pursue(wish_for(), Nobody(), twin_of(Town(three())))
    best, second, _ = outcome.options
    gap = second.total.amount - best.total.amount
    assert f"{usd(gap).words()} cheaper than {second.seller.name}." in best.why
    assert any(sentence.startswith("Delivery in 5 days") for sentence in best.why)


async def test_a_ceiling_below_every_offer_ends_in_dont_buy_now_with_the_reason() -> None:
    brands = three()
    outcome = await pursue(wish_for(ceiling_minor=5_000), Nobody(), twin_of(Town(brands)))
    assert outcome.status == "no-deal"
    assert outcome.lines[0].reason.startswith("Don't buy now: the lowest total anybody came down to is ")
    assert "50.00" not in outcome.lines[0].reason
    assert all(option.above_ceiling for option in outcome.options)
    assert all(brand.heard[-1].type in {"close", "decline"} for brand in brands)


async def test_options_above_the_ceiling_come_last_and_are_marked() -> None:
    brands = [Brand("alpha", 10_000, 9_900, steps=1), Brand("beta", 9_000, 8_000)]
    wish = wish_for(ceiling_minor=9_500)
    outcome = await pursue(wish, Nobody(), twin_of(Town(brands), mandate=None))
    assert [option.above_ceiling for option in outcome.options] == [False, True]
    assert "Above your ceiling." in outcome.options[1].why


async def test_without_mandate_or_person_the_options_wait_for_an_approval() -> None:
    town = Town(three())
    twin = twin_of(town, mandate=None)
    waiting = await pursue(wish_for(), Nobody(), twin)
    assert waiting.status == "needs-approval"
    assert all(message.type not in {"accept", "close"} for message in town.sent)
    second = waiting.options[1]
    outcome = await approve(second.hash, twin)
    assert outcome.status == "agreed"
    assert outcome.deals[0].document["offer"] == second.hash


async def test_an_approval_binds_to_one_hash_and_the_ceiling_still_holds() -> None:
    brands = [Brand("alpha", 10_000, 9_900, steps=1), Brand("beta", 9_000, 8_000)]
    town = Town(brands)
    twin = twin_of(town, mandate=None)
    waiting = await pursue(wish_for(ceiling_minor=9_500), Nobody(), twin)
    with pytest.raises(UnknownOptionError):
        await approve(waiting.options[0].hash[:-1] + "x", twin)
    sent = len(town.sent)
    with pytest.raises(NotCoveredError):
        await approve(waiting.options[1].hash, twin)
    assert len(town.sent) == sent


async def test_a_second_approval_of_the_same_line_is_refused() -> None:
    twin = twin_of(Town(three()), mandate=None)
    waiting = await pursue(wish_for(), Nobody(), twin)
    await approve(waiting.options[0].hash, twin)
    with pytest.raises(TwinError):
        await approve(waiting.options[1].hash, twin)


async def test_a_person_who_declines_closes_every_thread_and_tells_no_brand_why() -> None:
    brands = three()
    twin = twin_of(Town(brands), mandate=None)
    waiting = await pursue(wish_for(), Nobody(), twin)
    outcome = await decline(waiting.options[0].hash, Refuse("warranty"), twin)
    assert outcome.status == "declined"
    assert all(brand.heard[-1].type == "close" for brand in brands)
    assert not any(b'"warranty"' in message.data for brand in brands for message in brand.heard)
    (lesson,) = [one for one in await twin.store.lessons() if one.kind == "declined"]
    assert lesson.facts == {"reason": "warranty", "offers": [option.hash for option in waiting.options]}


async def test_a_brand_that_ran_out_is_followed_by_the_next_best_if_the_mandate_covers_it() -> None:
    brands = three()
    brands[1].pieces = 0
    outcome = await pursue(wish_for(), Nobody(), twin_of(Town(brands)))
    assert outcome.status == "agreed"
    assert outcome.deals[0].option.seller.name == "Alpha"
    assert brands[1].heard[-1].type == "close"


async def test_after_a_refusal_an_approval_covers_no_other_option() -> None:
    brands = three()
    brands[1].pieces = 0
    twin = twin_of(Town(brands), mandate=None)
    person = Scripted([1, None])
    outcome = await pursue(wish_for(), person, twin)
    assert outcome.status == "needs-approval"
    (options, reason) = person.asked[1]
    assert "out-of-stock" in reason
    assert [option.seller.name for option in options] == ["Alpha", "Gamma"]
    assert all(one.type != "accept" for brand in (brands[0], brands[2]) for one in brand.heard)


async def test_a_mandate_that_does_not_cover_the_best_option_asks() -> None:
    person = Scripted([1])
    twin = twin_of(Town(three()), mandate=Mandate(per_deal=usd(100)))
    outcome = await pursue(wish_for(), person, twin)
    assert outcome.status == "agreed"
    assert "mandate" in person.asked[0][1]


async def test_the_mandate_of_a_month_counts_what_was_bought_before() -> None:
    twin = twin_of(Town(three()), mandate=Mandate(per_deal=usd(20_000), per_month=usd(15_000)))
    first = await pursue(wish_for(), Nobody(), twin)
    second = await pursue(wish_for("netgear router"), Nobody(), twin)
    assert (first.status, second.status) == ("agreed", "needs-approval")


async def test_a_public_page_is_ranked_beside_the_rest_and_cannot_be_accepted() -> None:
    town = Town([Brand("alpha", 10_000, 9_500)], [page_shelf(4_000)])
    twin = twin_of(town)
    outcome = await pursue(wish_for(), Nobody(), twin)
    page = outcome.options[0]
    assert not page.negotiable
    assert page.why[0] == "Public page, unsigned, not negotiable."
    assert outcome.status == "needs-approval"
    with pytest.raises(NotNegotiableError):
        await approve(page.hash, twin)


async def test_a_person_may_take_the_public_page() -> None:
    town = Town([], [page_shelf(4_000)])
    outcome = await pursue(wish_for(), Scripted([1]), twin_of(town))
    assert outcome.status == "public-page"
    assert town.sent == []


async def test_saved_is_measured_against_the_cheapest_public_price_and_not_below_zero() -> None:
    town = Town([Brand("alpha", 10_000, 9_000)], [page_shelf(8_000)])
    waiting = await pursue(wish_for(), Nobody(), twin_of(town, mandate=None))
    offer = next(option for option in waiting.options if option.negotiable)
    assert offer.public_total == usd(8_000)
    assert saved(offer) == usd(max(0, 8_000 - offer.total.amount))


async def test_better_terms_can_beat_a_lower_price() -> None:
    slow = Terms(delivery_days=14, warranty_months=0, returns_days=0)
    good = Terms(delivery_days=1, warranty_months=36, returns_days=60)
    brands = [
        Brand("alpha", 10_000, 9_900, terms=slow, steps=1),
        Brand("beta", 10_200, 10_100, terms=good, steps=1),
    ]
    outcome = await pursue(wish_for(), Nobody(), twin_of(Town(brands)))
    assert outcome.options[0].seller.name == "Beta"
    assert any("sooner than Alpha" in sentence for sentence in outcome.options[0].why)


async def test_a_wish_with_a_latest_day_asks_for_it_and_takes_nothing_later() -> None:
    quick = Terms(delivery_days=2, warranty_months=12, returns_days=30)
    brands = [Brand("alpha", 9_000, 8_000), Brand("beta", 10_000, 9_000, terms=quick)]
    outcome = await pursue(wish_for(deliver_by_days=3), Nobody(), twin_of(Town(brands)))
    assert outcome.deals[0].option.seller.name == "Beta"
    asked = [one.value["body"]["terms"]["delivery_days"] for one in brands[0].heard if one.type == "counter"]
    assert asked
    assert max(asked) <= 3


async def test_two_lines_are_two_deals_within_one_ceiling() -> None:
    brands = [Brand("alpha", 10_000, 9_500)]
    wish = wish_for("wireless router; netgear router", ceiling_minor=15_000)
    outcome = await pursue(wish, Nobody(), twin_of(Town(brands)))
    assert [line.status for line in outcome.lines] == ["agreed", "needs-approval"]


async def test_nobody_sells_it() -> None:
    town = Town(three())
    outcome = await pursue(wish_for("espresso machine"), Nobody(), twin_of(town))
    assert outcome.status == "no-deal"
    assert outcome.lines[0].reason == "Don't buy now: nobody made an offer for this."
    assert town.sent == []


async def test_what_a_brand_learnt_is_read_from_the_bytes_it_got() -> None:
    outcome = await pursue(wish_for(), Nobody(), twin_of(Town([Brand("alpha")])))
    (said,) = outcome.disclosed.values()
    assert said[1] == "That somebody asks for 1 of variant router-1."
    assert any(sentence.startswith("That you would like it for ") for sentence in said)
    assert any(sentence.startswith("That you accept ") for sentence in said)


async def test_what_the_brand_said_is_not_counted_as_learnt() -> None:
    outcome = await pursue(wish_for(), Nobody(), twin_of(Town([Brand("alpha", 10_000, 9_900, steps=1)])))
    ((said),) = outcome.disclosed.values()
    (thread,) = outcome.transcripts.values()
    declined = [one for one in thread if one["type"] == "decline"]
    assert {one["from"] for one in declined} == {"did:web:alpha.example"}
    assert not any("declined" in sentence for sentence in said)


async def test_a_better_option_above_the_ceiling_still_comes_last() -> None:
    good = Terms(delivery_days=0, warranty_months=36, returns_days=60)
    poor = Terms(delivery_days=14, warranty_months=0, returns_days=0)

    def town() -> Town:
        alpha = Brand("alpha", 10_000, 10_000, terms=good, steps=1)
        return Town([alpha, Brand("beta", 9_900, 9_900, terms=poor, steps=1)])

    free = await pursue(wish_for(), Nobody(), twin_of(town()))
    assert free.options[0].seller.name == "Alpha"
    bound = await pursue(wish_for(ceiling_minor=9_950), Nobody(), twin_of(town()))
    assert [option.seller.name for option in bound.options] == ["Beta", "Alpha"]
    assert bound.deals[0].option.seller.name == "Beta"


async def test_a_marketplace_fee_is_shown_and_changes_no_rank() -> None:
    def town(fee_minor: int) -> Town:
        return Town([Brand("alpha", fee_minor=fee_minor), Brand("beta", list_minor=10_100)])

    plain = await pursue(wish_for(), Nobody(), twin_of(town(0)))
    taxed = await pursue(wish_for(), Nobody(), twin_of(town(900)))
    assert [one.seller.name for one in plain.options] == [one.seller.name for one in taxed.options]
    assert [one.adjusted_minor for one in plain.options] == [one.adjusted_minor for one in taxed.options]
    shown = next(one for one in taxed.options if one.seller.name == "Alpha")
    assert "A marketplace takes 9.00 USD of the total." in shown.why
    assert shown.members()["breakdown"][1]["kind"] == "marketplace-fee"
