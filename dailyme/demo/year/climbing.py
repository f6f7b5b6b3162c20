"""The scenes in which the person climbs: known for a benefit, a student's offer, registered, repeat."""

from __future__ import annotations

from consumer_twin.edge.consents import Granting
from consumer_twin.edge.rungs import introduce, own_deals, show
from dailyme.demo.sky import DAY_MS
from dailyme.demo.year.buying import came, ordered
from dailyme.demo.year.outputs import YearScene
from dailyme.demo.year.person import DID
from dailyme.demo.year.script import (
    KEYBOARD_WORDS,
    KNOWN_DAY,
    MAIL_MISTYPED,
    REGISTER_DAY,
    REPEAT_DAY,
    STUDENT_DAY,
)
from dailyme.demo.year.year import Year
from dailyme.show import money
from protocol import Price
from protocol.relation import Receipt, Welcome


async def known(year: Year) -> YearScene:
    """She introduces a key, for what the brand publishes that it brings."""
    year.on(KNOWN_DAY)
    person = year.person
    sent = await introduce(person.relate, await person.climb(), "held", "sd-base")
    assert sent.answer is not None and isinstance(sent.answer.body, Welcome)
    return await year.scene(
        "known",
        "she introduces herself, for what Alder publishes that it brings",
        [
            "Until now every conversation had a key of its own, and no key says that two were one person's. "
            "What is past stays apart; only the address on a parcel could tell, for the 90 days that Alder "
            "may hold it.",
            "From now on Mira is known under one key. In return Alder holds a piece for her while she "
            "decides; this is in its public profile, the same for everybody.",
        ],
        travelled=["one key, for Alder alone, and which benefit it is for"],
        stayed=["everything else: to be known is not to be named"],
    )


async def student(year: Year) -> YearScene:
    """She claims an offer for students, and says one fact for it."""
    year.on(STUDENT_DAY)
    person = year.person
    await person.facts.put("student", value=True, allowed=False, at_ms=person.at_ms)
    deal = await person.buy(KEYBOARD_WORDS, Price(amount=6_500, currency="USD"), say=frozenset({"student"}))
    assert list(deal.agreement.deal.promotions or ()) == ["students"]
    assert deal.agreement.deal.stock == "held"
    year.later()
    deal = await ordered(year, deal)
    year.on(STUDENT_DAY + 2)
    year.deals.append(await came(year, deal))
    listed = deal.agreement.deal.list_total
    return await year.scene(
        "student",
        "an offer for students, and one fact said for it",
        [
            "Alder publishes: six percent off for students. Whom it is for stands in public; her twin finds "
            "out at home that she is meant, and asks her.",
            f"She says yes to one fact. The keyboard costs {money(deal.agreement.deal.total)} in place of "
            f"{money(listed)}, a piece was held for her, and it comes in time.",
        ],
        travelled=["that she is a student, for this deal; name and address for the parcel"],
        stayed=["age, school, and every other fact that her twin holds"],
    )


async def registered(year: Year) -> YearScene:
    """She discloses her e-mail address, for two purposes and a time."""
    year.on(REGISTER_DAY)
    person, climb = year.person, await year.person.climb()
    until_ms = person.at_ms + 300 * DAY_MS
    granting = Granting((("email", MAIL_MISTYPED),), ("service", "registration"), until_ms, "sd-base")
    sent = await person.consents.disclose(DID, granting, climb.who)
    assert sent.answer is not None and isinstance(sent.answer.body, Receipt)
    year.grant = sent.letter.hash
    year.later()
    key = await year.known_key()
    assert await year.shop.use(key, "email", "service") == ""
    refused = await year.shop.use(key, "email", "marketing")
    return await year.scene(
        "registered",
        "her e-mail address, for two purposes and 300 days",
        [
            "She grants it for registration and for service. Alder signs a receipt; both sides keep it.",
            "Alder uses it for service, and its register notes that. Then somebody there wants it for "
            f"marketing: the register gives nothing out ({refused}), and notes that too.",
        ],
        travelled=["the address, beside the message; in the signed bytes only its salted hash"],
        stayed=["telephone, birth date, and consent to anything else"],
    )


async def repeat(year: Year) -> YearScene:
    """She shows her deals."""
    year.on(REPEAT_DAY)
    person, climb = year.person, await year.person.climb()
    deals = await own_deals(person.database, DID)
    sent = await show(person.relate, climb, deals)
    assert sent.answer is not None and isinstance(sent.answer.body, Welcome)
    return await year.scene(
        "repeat",
        "she shows that two deals were hers",
        [
            "The router was bought by a guest, the keyboard under the known key. Mira proves with the keys "
            "of both that they are one customer's: she is a repeat customer, by her own doing.",
            "It brings 50 points with every deal. They count only as much as she says they are worth to her.",
        ],
        travelled=["two agreements that Alder has anyway, and the proof that they belong together"],
        stayed=["what she bought elsewhere: no other brand's deal is in it"],
    )
