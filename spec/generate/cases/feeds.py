"""Subscriptions and their news.

`feeds` reads the news of one subscription: `subscribe` and its answer `subscribed`, then `news`, all kept but
perhaps the last, at the twin's clock `at`; `quiet`, if there, is when the brand said that there was no more.
"""

from __future__ import annotations

from typing import Final

from spec.generate.cases.letters import letter, reads, refused, reply
from spec.generate.parts import time
from spec.generate.vector import vector
from spec.generate.world import (
    BRAND,
    OTHER_TWIN,
    RIVAL,
    VERSION,
    Key,
    Object,
    changed,
    digest,
    message_id,
    sign,
)

DAY: Final = 86_400
BELOW: Final[Object] = {"kind": "price-below", "product": "router-1", "basis_points": 8_000}
BACK: Final[Object] = {"kind": "back-in-stock", "product": "router-1", "variant": "router-1-us"}
TERMS: Final[Object] = {
    "cap": {"messages": 2, "days": 30},
    "until": time(90 * DAY),
    "personal_terms": "sd-base",
}
LISTED: Final[Object] = {"topic": 0, "price": {"amount": 10_000, "currency": "USD"}}
SUBSCRIBE: Final = letter("subscribe", {"topics": [BELOW, BACK], **TERMS})
SUBSCRIBED: Final = reply(SUBSCRIBE, "subscribed", {"topics": [0, 1], "lists": [LISTED], "received": time(1)})


def news(before: Object, at: int, key: Key = BRAND, **body: object) -> Object:
    """Return the news after *before*, made *at* seconds, of the topic back-in-stock unless *body* says."""
    said = {
        "topic": 1,
        "valid_until": time(at + DAY),
        "product": "router-1",
        "variant": "router-1-us",
        **body,
    }
    bare = {
        "protocol": VERSION,
        "type": "news",
        "id": message_id(f"news {at} {before['seq']}"),
        "from": before["from"],
        "to": before["to"],
        "thread": before["thread"],
        "prev": digest(before),
        "seq": before["seq"] + 1,
        "created": time(at),
        "expires": time(at + DAY),
        "body": said,
    }
    return sign(bare, key)


FIRST: Final = news(SUBSCRIBED, DAY)
SECOND: Final = news(FIRST, 2 * DAY)
THIRD: Final = news(SECOND, 32 * DAY)
CHEAP: Final = news(
    SUBSCRIBED, DAY, topic=0, price={"amount": 7_999, "currency": "USD"}, variant="router-1-eu"
)


def letters() -> list[Object]:
    """Return the vectors of single letters about subscriptions."""
    fetch = letter("fetch", {"subscription": digest(SUBSCRIBE), "after": 1, "limit": 100})
    box = reply(fetch, "mailbox", {"news": [FIRST], "more": True})
    empty = reply(fetch, "mailbox", {"news": [], "more": True})

    def asking(topic: Object) -> Object:
        return letter("subscribe", {"topics": [topic], **TERMS})

    return [
        reads("SUB-1 price-below", "a product and a share of its list price", asking(BELOW)),
        refused("SUB-1 no-share", "below what, it must say", asking({"kind": "price-below", "product": "r"})),
        reads("SUB-1 any-offer", "an offer of any category", asking({"kind": "offer"})),
        refused(
            "SUB-1 stray-product", "an offer is of no product", asking({"kind": "offer", "product": "r"})
        ),
        reads("SUB-14 more", "some, and more of it", box),
        refused("SUB-14 none-and-more", "none, and more of it", empty),
    ]


def feeds() -> list[Object]:
    """Return the vectors of subscriptions with news."""
    twice = sign(changed(SUBSCRIBED, "body.topics", [0, 0]), BRAND)
    beyond = sign(changed(SUBSCRIBED, "body.topics", [0, 1, 2]), BRAND)
    unlisted = reply(SUBSCRIBE, "subscribed", {"topics": [0, 1], "received": time(1)})
    to_other = sign(changed(FIRST, "to", OTHER_TWIN.did), BRAND)
    stranger = sign(changed(FIRST, "from", RIVAL.did), RIVAL)
    gap = sign(changed(FIRST, "seq", 3), BRAND)
    fork = sign(changed(SECOND, "prev", digest(SUBSCRIBED)), BRAND)
    early = news(FIRST, DAY - 1)
    dear = sign(changed(CHEAP, "body.price.amount", 8_000), BRAND)
    other = sign(changed(FIRST, "body.variant", "router-1-eu"), BRAND)
    untaken = reply(SUBSCRIBE, "subscribed", {"topics": [1], "received": time(1)})
    late = news(SUBSCRIBED, 90 * DAY)
    last = news(SUBSCRIBED, 90 * DAY - 1)
    third = news(SECOND, 31 * DAY - 1)
    quiet = time(DAY + 31)
    return [
        _reads("SUB-3 both", "both topics are taken", []),
        _refused("SUB-3 twice", "a topic is taken once", [], "wrong-topics", answer=twice),
        _refused("SUB-3 beyond", "a topic that was not asked for", [], "wrong-topics", answer=beyond),
        _refused("SUB-3 no-list-price", "below a share of what?", [], "wrong-topics", answer=unlisted),
        _reads("SUB-4 own", "the brand's news, for the key that asked", [FIRST]),
        _refused("SUB-4 to-another", "another key's news", [to_other], "stray-news"),
        _refused("SUB-4 by-another", "another brand's news", [stranger], "stray-news"),
        _reads("SUB-5 in-turn", "2, then 3", [FIRST, SECOND]),
        _refused("SUB-5 gap", "3 without 2", [gap], "news-gap"),
        _refused("SUB-5 again", "2, and 2 again", [FIRST, FIRST], "news-gap"),
        _reads("SUB-6 chained", "each after the one before", [FIRST, SECOND]),
        _refused("SUB-6 fork", "it leaves out the one before", [FIRST, fork], "broken-news"),
        _reads("SUB-7 later", "made after the one before", [FIRST, SECOND]),
        _refused("SUB-7 earlier", "made before the one before", [FIRST, early], "misdated-news"),
        _reads("SUB-7 within-grace", "30 seconds before nothing was there", [FIRST], quiet=time(DAY + 30)),
        _refused("SUB-7 before-quiet", "it was not there then", [FIRST], "misdated-news", quiet=quiet),
        _refused("SUB-7 future", "made tomorrow", [FIRST], "misdated-news", at=time(0)),
        _reads("SUB-8 last-second", "the second before the end", [last]),
        _refused("SUB-8 at-the-end", "at the end it has ended", [late], "after-end", at=time(90 * DAY)),
        _reads("SUB-9 back", "the variant that was asked for", [FIRST]),
        _refused("SUB-9 another-variant", "another variant", [other], "off-topic"),
        _reads("SUB-9 below", "79.99 is below 0.8 of 100.00, whatever the variant", [CHEAP]),
        _refused("SUB-9 not-below", "80.00 is not below 0.8 of 100.00", [dear], "off-topic"),
        _refused("SUB-9 not-taken", "the brand did not take it", [CHEAP], "off-topic", answer=untaken),
        _reads("SUB-10 a-month-later", "two in 30 days, the third later", [FIRST, SECOND, THIRD]),
        _refused("SUB-10 third", "a third within 30 days", [FIRST, SECOND, third], "above-cap"),
        _reads("SUB-11 valid", "the second before it expires", [FIRST], at=time(2 * DAY - 1)),
        _refused("SUB-11 expired", "when it expires", [FIRST], "expired-news", at=time(2 * DAY)),
    ]


def _given(sent: list[Object], answer: Object, at: str | None, quiet: str | None) -> Object:
    chained = [_rechained(one, answer) for one in sent[:1]] + sent[1:]
    clock = at or (chained[-1]["created"] if chained else time(1))
    given = {"subscribe": SUBSCRIBE, "subscribed": answer, "news": chained, "at": clock}
    return given if quiet is None else {**given, "quiet": quiet}


def _rechained(first: Object, answer: Object) -> Object:
    """Return *first* after another answer than the usual one."""
    return first if answer is SUBSCRIBED else sign(changed(first, "prev", digest(answer)), BRAND)


def _reads(
    key: str, why: str, sent: list[Object], *, at: str | None = None, quiet: str | None = None
) -> Object:
    return vector(key, why, _given(sent, SUBSCRIBED, at, quiet), {"seq": 1 + len(sent)})


def _refused(
    key: str,
    why: str,
    sent: list[Object],
    code: str,
    *,
    answer: Object = SUBSCRIBED,
    at: str | None = None,
    quiet: str | None = None,
) -> Object:
    return vector(key, why, _given(sent, answer, at, quiet), {"error": code})
