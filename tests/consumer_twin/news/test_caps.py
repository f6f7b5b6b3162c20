"""What a reader is shown: never above the cap, never after an end, never forged, whatever a brand sends."""

from __future__ import annotations

import pytest

from consumer_twin.edge.mail import NotSubscribedError
from protocol.relation import Fetch, Unsubscribe
from tests.consumer_twin.news.kiosk import DAY_MS, NOON_MS, Kiosk, Reader, respelled, subscription


async def codes(reader: Reader, number: int = 1) -> list[str]:
    return [code for code, _ in await reader.mail.subscriptions.breaches(number)]


async def test_what_was_asked_for_is_shown_until_it_expires(kiosk: Kiosk, reader: Reader) -> None:
    one = await reader.subscribe()
    news = kiosk.add(one.hash)
    assert await reader.mail.fetch() == ()
    assert await reader.shown() == [news.hash]
    kiosk.time.at_ms += DAY_MS - 1
    assert await reader.shown() == [news.hash]
    kiosk.time.at_ms += 1
    assert await reader.shown() == []


async def test_the_first_breach_ends_it(kiosk: Kiosk, reader: Reader) -> None:
    one = await reader.subscribe()
    news = [kiosk.add(one.hash) for _ in range(7)]
    await reader.mail.fetch()
    assert await reader.shown() == [news[0].hash, news[1].hash]
    proof = await reader.mail.subscriptions.breaches(1)
    assert proof == (("above-cap", news[2].data),)
    ended = await reader.one()
    assert (ended.state, ended.why, ended.told, ended.dropped) == ("broken", "above-cap", True, 4)
    assert kiosk.ended == {one.hash}
    kiosk.asked.clear()
    await reader.mail.fetch()
    assert kiosk.asked == [], "nothing more is asked of it"


def below(amount: int, currency: str = "USD") -> dict[str, object]:
    return {"topic": 1, "product": "lamp", "price": {"amount": amount, "currency": currency}}


@pytest.mark.parametrize(
    ("code", "later_days", "body"),
    [
        ("off-topic", 0, {"topic": 7}),
        ("off-topic", 0, {"topic": 1}),
        ("off-topic", 0, below(8_000)),
        ("off-topic", 0, below(7_999, "EUR")),
        ("misdated-news", -1, {}),
        ("misdated-news", 1, {}),
        ("after-end", 2, {}),
        ("", 0, {}),
        ("", 0, below(7_999)),
    ],
)
async def test_each_breach_has_its_code(
    kiosk: Kiosk, reader: Reader, code: str, later_days: int, body: dict[str, object]
) -> None:
    one = await reader.subscribe(subscription("offer", "price-below", last=2))
    if code == "after-end":
        kiosk.time.at_ms += 2 * DAY_MS - 1000
    kiosk.add(one.hash, at_ms=NOON_MS + later_days * DAY_MS, body=body)
    await reader.mail.fetch()
    assert await codes(reader) == ([code] if code else [])
    assert len(await reader.shown()) == (0 if code else 1)
    assert (await reader.one()).state == ("broken" if code else "active")


async def test_a_gap_in_a_mailbox_ends_it(kiosk: Kiosk, reader: Reader) -> None:
    one = await reader.subscribe()
    kiosk.add(one.hash)
    kiosk.add(one.hash)
    del kiosk.boxes[one.hash][0]
    await reader.mail.fetch()
    assert (await reader.shown(), await codes(reader)) == ([], ["news-gap"])


async def test_two_news_of_one_number_end_it_and_both_are_kept(kiosk: Kiosk, reader: Reader) -> None:
    one = await reader.subscribe()
    first = kiosk.add(one.hash, chain=False)
    await reader.mail.fetch()
    other = kiosk.add(one.hash, body={"words": "another"})
    later = kiosk.add(one.hash)
    kiosk.boxes[one.hash] = [later.data]
    await reader.mail.fetch()
    assert await codes(reader) == ["broken-news"]
    assert await reader.shown() == [first.hash]
    assert other.hash != first.hash


async def test_what_is_forged_is_not_taken_and_proves_nothing(kiosk: Kiosk, reader: Reader) -> None:
    one = await reader.subscribe()
    news = kiosk.add(one.hash)
    kiosk.boxes[one.hash] = [respelled(news, created="2026-12-01T12:00:01Z")]
    troubles = await reader.mail.fetch()
    assert [trouble.code for trouble in troubles] == ["bad-signature"]
    assert (await reader.shown(), (await reader.one()).state) == ([], "active")
    kiosk.boxes[one.hash] = [news.data]
    assert await reader.mail.fetch() == ()
    assert await reader.shown() == [news.hash]


async def test_unsubscribing_works_at_once_at_home(kiosk: Kiosk, reader: Reader) -> None:
    one = await reader.subscribe()
    kiosk.add(one.hash)
    await reader.mail.fetch()
    kiosk.down = True
    ended = await reader.mail.unsubscribe(one)
    assert (ended.state, ended.told) == ("ended", False)
    assert await reader.shown() == []
    kiosk.add(one.hash)
    await reader.mail.subscriptions.take(1, [], at_ms=kiosk.time(), source="mailbox")
    troubles = await reader.mail.fetch()
    assert [trouble.code for trouble in troubles] == ["unreachable"]
    kiosk.down = False
    kiosk.asked.clear()
    assert await reader.mail.fetch() == ()
    assert [type(body) for body in kiosk.asked] == [Unsubscribe]
    assert ((await reader.one()).told, await reader.shown()) == (True, [])


async def test_a_mailbox_that_never_ends_is_left(kiosk: Kiosk, reader: Reader) -> None:
    one = await reader.subscribe(subscription(messages=100, days=1))
    for _ in range(5):
        kiosk.add(one.hash)
    kiosk.page_size = 0  # none, and more of it: no message at all, so the kiosk can't even say it
    troubles = await reader.mail.fetch()
    assert [trouble.code for trouble in troubles] == ["unreachable"]
    kiosk.page_size = 2
    assert await reader.mail.fetch() == ()
    assert len(await reader.shown()) == 5
    fetched = [body.after for body in kiosk.asked if isinstance(body, Fetch)]
    assert fetched[-3:] == [1, 3, 5], "each page is stored, then named as read"


async def test_backdating_past_an_empty_mailbox_is_found(kiosk: Kiosk, reader: Reader) -> None:
    one = await reader.subscribe()
    kiosk.time.at_ms += DAY_MS
    await reader.mail.fetch()
    kiosk.add(one.hash, at_ms=NOON_MS + 60_000)
    await reader.mail.fetch()
    assert await codes(reader) == ["misdated-news"]


async def test_a_no_is_told(kiosk: Kiosk, reader: Reader) -> None:
    kiosk.down = True
    with pytest.raises(Exception) as said:
        await reader.subscribe()
    assert not isinstance(said.value, NotSubscribedError)
    kiosk.down = False
    await reader.mail.fetch()
    assert (await reader.one()).state == "active", "the answer that did not come is asked for again"
