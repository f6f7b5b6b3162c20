"""The scenes of the subscription: one useful message, none above the cap, none after its end."""

from __future__ import annotations

from consumer_twin.relation.subscription import Subscription
from dailyme.demo.sky import DAY_MS
from dailyme.demo.year.buying import came, ordered
from dailyme.demo.year.outputs import YearScene
from dailyme.demo.year.person import DID
from dailyme.demo.year.script import (
    BELOW_SHARE,
    CAP_DAY,
    CAP_DAYS,
    DISK,
    DISK_WORDS,
    NEWS_DAY,
    SILENCE_DAY,
    SUBSCRIBE_DAY,
    fallen_share,
)
from dailyme.demo.year.year import Year
from dailyme.news_lines import news_words
from dailyme.show import money
from protocol import Price, write_time
from protocol.relation import Subscribe


async def subscribed(year: Year) -> YearScene:
    """She asks to be told of one thing, at most once in thirty days."""
    year.on(SUBSCRIBE_DAY)
    person, climb = year.person, await year.person.climb()
    body = Subscribe.model_validate(
        {
            "topics": [{"kind": "price-below", "product": DISK, "basis_points": round(BELOW_SHARE * 10_000)}],
            "cap": {"messages": 1, "days": CAP_DAYS},
            "until": write_time(person.at_ms + 250 * DAY_MS),
            "personal_terms": "sd-base",
        }
    )
    year.subscription = await person.mail.subscribe(DID, body, climb.who, label="news/disk")
    return await year.scene(
        "subscribed",
        "she asks to be told of one thing",
        [
            "A certain disk, should it fall below 95 % of its list price; at most once in 30 days; for 250 "
            "days. Her twin signs that, and Alder signs what it will send.",
            "Alder has no address of hers to send to: news lies in a mailbox that her twin fetches.",
        ],
        travelled=["the topic, the cap, the end"],
        stayed=["what she would pay for it"],
    )


async def news(year: Year) -> YearScene:
    """The price falls, and the morning's digest says so."""
    year.on(NEWS_DAY - 1)
    await year.shop.reprice(DISK_WORDS, fallen_share(year.dice, "first sale"))
    year.on(NEWS_DAY)
    digest = await year.person.morning()
    (told,) = digest.news
    year.later()
    deal = await year.person.buy(DISK_WORDS, Price(amount=9_000, currency="USD"))
    year.later()
    deal = await ordered(year, deal)
    year.on(NEWS_DAY + 3)
    year.deals.append(await came(year, deal))
    year.subscription = await _now(year)
    return await year.scene(
        "news",
        "one message, and it is useful",
        [
            "Alder lowers the price, and its program puts one signed news into her mailbox. Her morning's "
            f'digest says: "{next(iter(news_words(told)))}"',
            f"She buys it for {money(deal.agreement.deal.total)}; {deal.agreement.deal.points} points come "
            "with it.",
        ],
        travelled=["that the mailbox was fetched; then the order"],
        stayed=["whether she read it"],
    )


async def cap(year: Year) -> YearScene:
    """The price falls again within thirty days: the brand's own program sends nothing."""
    year.on(CAP_DAY)
    first = fallen_share(year.dice, "first sale")
    before = await year.shop.mailbox()
    await year.shop.reprice(DISK_WORDS, 1 / first)
    year.later()
    await year.shop.reprice(DISK_WORDS, fallen_share(year.dice, "second sale"))
    year.later()
    digest = await year.person.morning()
    assert (await year.shop.mailbox(), len(digest.news)) == (before, 0)
    return await year.scene(
        "cap",
        "a second sale within thirty days, and silence",
        [
            "The price goes up, and down again. Alder's program would have news, counts one message in the "
            "last 30 days, and makes none.",
            "Had it made one, her twin would have counted too, kept the signed proof, and ended the "
            "subscription by itself.",
        ],
        stayed=["everything: nothing travelled but the fetch of an empty mailbox"],
    )


async def silence(year: Year) -> YearScene:
    """She ends the subscription; a later sale makes no news."""
    year.on(SILENCE_DAY)
    person = year.person
    assert year.subscription is not None
    ended = await person.mail.unsubscribe(year.subscription)
    assert ended.told
    year.subscription = ended
    year.on(SILENCE_DAY + 5)
    before = await year.shop.mailbox()
    await year.shop.reprice(DISK_WORDS, 1 / fallen_share(year.dice, "second sale"))
    year.later()
    await year.shop.reprice(DISK_WORDS, fallen_share(year.dice, "third sale"))
    year.later()
    digest = await person.morning()
    assert (await year.shop.mailbox(), len(digest.news)) == (before, 0)
    return await year.scene(
        "silence",
        "she unsubscribes",
        [
            "It holds at once at home, and Alder signs that it has heard it. Five days later there is "
            "another sale: Alder's program makes no news of it.",
        ],
        travelled=["that it is over, with no reason"],
        stayed=["why"],
    )


async def _now(year: Year) -> Subscription:
    """Return the subscription as it stands."""
    assert year.subscription is not None
    number = year.subscription.number
    every = await year.person.mail.subscriptions.all()
    return next(one for one in every if one.number == number)
