"""The first scenes: a question, a deal with the answer in it, and a parcel that comes late."""

from __future__ import annotations

from typing import Final

from consumer_twin.edge import SqlMemory
from consumer_twin.edge.asking import ask
from consumer_twin.fulfil import Deal
from consumer_twin.relation.who import Guest
from dailyme.acts.deal import outcome_body
from dailyme.demo.sky import day_at
from dailyme.demo.year.outputs import YearScene
from dailyme.demo.year.person import DID
from dailyme.demo.year.script import (
    ADDRESS,
    NAME,
    ORDER_DAY,
    QUESTION_DAY,
    ROUTER,
    ROUTER_WORDS,
    date_of,
    days_late,
)
from dailyme.demo.year.year import Year
from dailyme.show import count, money
from protocol import Delivered, Order, Price, write_time
from protocol.fulfilling import value_of
from protocol.question import Question

GIVEN: Final = (("name", NAME), ("delivery-address", ADDRESS))
"""What the brand must know to deliver."""


async def question(year: Year) -> YearScene:
    """A guest asks, and buys with the answer as a term."""
    year.on(QUESTION_DAY)
    person = year.person
    who = Guest(person.world.secret("ask/router"))
    asked = Question(product=ROUTER, variant=ROUTER, topic="works-with", about="WPA2")
    told = await ask(person.relate, DID, asked, who)
    assert told.answer is not None and told.answer.value.yes
    year.later()
    ceiling = Price(amount=14_000, currency="USD")
    deal = await person.buy(ROUTER_WORDS, ceiling, relies_on=(told.answer.hash,))
    year.deals.append(deal)
    (assured,) = deal.agreement.deal.assurances or ()
    assert assured.answer == told.answer.hash
    return await year.scene(
        "question",
        "a question, and the answer becomes a term",
        [
            'Mira wants a router. Her twin asks Alder: does it work with WPA2? Alder signs: "yes", and '
            "stands by it for 30 days.",
            f"It buys it for {money(deal.agreement.deal.total)}. The answer stands in the agreement, under "
            "both signatures: if it was wrong, the goods are not as agreed.",
        ],
        travelled=["the question, the article, the region, one key made for this conversation"],
        stayed=["name, address, e-mail, and that she would have paid up to 140 USD"],
    )


async def late(year: Year) -> YearScene:
    """It is ordered, comes late, and the brand makes it good as it had published."""
    year.on(ORDER_DAY)
    late_days = days_late(year.dice)
    deal = await ordered(year, year.deals[0])
    promised = day_at(deal.promised_ms)
    year.on(promised + late_days)
    deal = await came(year, deal)
    year.deals[0] = deal
    assert deal.last_remedy is not None and deal.days_late(0) == late_days
    remedy = deal.last_remedy[1]
    assert remedy.amount is not None
    (published,) = [one for one in (await year.profile()).remedies or () if one.case == "late"]
    assert remedy.amount == value_of(published, deal.agreement.deal.total, late_days)[0]
    belief = await _belief(year)
    return await year.scene(
        "late",
        "a parcel that comes late, and what Alder had promised for that",
        [
            f"Ordered on {date_of(ORDER_DAY)}, promised by {date_of(promised)}. It comes "
            f"{count(late_days, 'day')} late; the twin finds that by itself, from promise and delivery.",
            f"Alder had published what it does then: 5 % a day. It signs {money(remedy.amount)} back, by "
            f"{remedy.by[:10]}; anybody can work the sum out.",
            f"The outcome is told. From now on the twin ranks with it: {belief}",
        ],
        travelled=["name and address for the parcel, beside the signed order, which has salted hashes only"],
        stayed=["how she pays: that is between her and Alder's own checkout"],
    )


async def ordered(year: Year, deal: Deal) -> Deal:
    """Order *deal*; the brand takes the payment and ships it."""
    deals = year.person.deals
    deal = await deals.say(deal, lambda committed: Order(agreement=deal.hash, disclosed=committed), GIVEN)
    assert deal.order is not None and deal.order.handoff is not None
    year.later()
    _, label = await year.shop.ship(deal.order.handoff.code, days=3)
    assert label == dict(GIVEN)
    return deal


async def came(year: Year, deal: Deal) -> Deal:
    """Say that *deal* came just now, and then how it turned out."""
    deals, now = year.person.deals, write_time(year.person.at_ms)
    deal = await deals.say(deal, lambda _: Delivered(at=now, condition="as-agreed"))
    year.later()
    now = write_time(year.person.at_ms)
    return await deals.say(deal, lambda _: outcome_body(deal, None, now))


async def _belief(year: Year) -> str:
    """Return what the twin believes of the brand's promises, in words."""
    beliefs = await SqlMemory(year.person.database).beliefs()
    return next((one.words for one in beliefs.all if "word" in one.words), "nothing yet.")
