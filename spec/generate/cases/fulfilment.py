"""After the agreement: order and delivery, and the shapes of all that is said then (FUL-1 to FUL-20)."""

from __future__ import annotations

from spec.generate.after_sale import DAY_S
from spec.generate.cases.one_message import again, reads, refused
from spec.generate.cases.one_thread import ACCEPTED, AGREED, fails, goes
from spec.generate.parts import time
from spec.generate.said import NO_HASH
from spec.generate.story import follow, message, resigned, spoilt
from spec.generate.world import BRAND, TWIN, Object, sign, without

ORDERING = follow("twin order", thread=AGREED)
ORDERED = follow("brand handoff", thread=ORDERING)
CAME = follow("twin delivered", "brand noted", thread=ORDERED)
JUDGED = follow("twin outcome", "brand noted", thread=CAME)


def cases() -> list[Object]:
    """Input and expectation are as those of `threads`."""
    return [*_order(), *_delivery()]


def messages() -> list[Object]:
    """Input and expectation are as those of `messages`."""
    handoff, remedy = ORDERED[-1], follow("twin return", "brand remedy", thread=CAME)[-1]
    review, offer = follow("twin review", thread=JUDGED)[-1], AGREED[1]
    bare = again(without(remedy, "body.amount"))
    return [
        reads("FUL-8 code", "sixteen random bytes", handoff),
        refused("FUL-8 short-code", "a number that can be tried", resigned(handoff, "body.code", "0042")),
        reads("FUL-22 refund", "a refund has an amount", remedy),
        refused("FUL-22 no-amount", "a refund of nobody knows what", bare),
        refused("FUL-22 points-of-a-refund", "points beside it", resigned(remedy, "body.points", 5)),
        refused(
            "FUL-22 no-points", "points, and how many is not said", resigned(bare, "body.kind", "points")
        ),
        reads("FUL-42 four", "four stars", review),
        refused("FUL-42 six", "six stars", resigned(review, "body.stars", 6)),
        refused("FUL-42 none", "no star", resigned(review, "body.stars", 0)),
        reads("FUL-50 points", "fifty points with the deal", resigned(offer, "body.points", 50)),
        refused("FUL-50 none", "no points", resigned(offer, "body.points", 0)),
    ]


def then(thread: list[Object], kind: str, made: str | None = None, **body: object) -> list[Object]:
    """*thread* with one more message of type *kind*, *made* then, whose body has these members changed."""
    key = TWIN if len(thread) % 2 == 0 else BRAND
    said = message(thread, key, kind)
    value = {**said, "body": {**said["body"], **body}}
    if made is not None:
        value = {**value, "created": made, "expires": "2027-06-01T00:00:00Z"}
    return [*thread, sign({name: part for name, part in value.items() if name != "signatures"}, key)]


def _order() -> list[Object]:
    def handed(name: str, why: str, checkout: str) -> Object:
        return fails(f"FUL-4 {name}", why, spoilt(ORDERED, "body.checkout", checkout), "foreign-checkout")

    placed = follow("twin track", "brand status", thread=ORDERED)
    open_handoff = then(ORDERING, "handoff", expires=time(DAY_S))
    no_values = follow("brand refuse", thread=ORDERING)
    return [
        goes("FUL-1 agreed", "an order of what was agreed on", ORDERING, "ordering"),
        fails("FUL-1 no-deal", "a review without a deal", _early("review"), "no-deal"),
        fails("FUL-1 order-unagreed", "an order of an offer", _early("order"), "no-deal"),
        fails(
            "FUL-1 unconfirmed", "an answer to an accept", follow("brand handoff", thread=ACCEPTED), "no-deal"
        ),
        goes("FUL-2 order", "the thread's agreement", ORDERING, "ordering"),
        fails("FUL-2 other", "another one", spoilt(ORDERING, "body.agreement", NO_HASH), "other-agreement"),
        fails(
            "FUL-2 handoff-of-another",
            "a hand-off for another",
            spoilt(ORDERED, "body.agreement", NO_HASH),
            "other-agreement",
        ),
        goes("FUL-4 own-origin", "the brand's own page", ORDERED, "ordered"),
        handed("elsewhere", "somebody else's page", "https://rival.example/checkout"),
        handed("look-alike", "a host that only begins alike", "https://shop.example.evil.example/checkout"),
        handed("plain", "without encryption", "http://shop.example/checkout"),
        goes("FUL-5 values-missing", "it takes an address", no_values, "agreed"),
        fails(
            "FUL-5 sold-out",
            "a deal is a deal",
            spoilt(no_values, "body.reason", "out-of-stock"),
            "bad-refusal",
        ),
        fails(
            "FUL-5 accept",
            "an accept needs no address",
            spoilt(follow("brand refuse", thread=ACCEPTED), "body.reason", "values-missing"),
            "bad-refusal",
        ),
        goes("FUL-6 expired", "the hand-off is over", follow("twin order", thread=ORDERED), "ordering"),
        fails(
            "FUL-6 holds",
            "the hand-off still holds",
            follow("twin order", thread=open_handoff),
            "already-ordered",
        ),
        fails("FUL-6 came", "it came", follow("twin order", thread=CAME), "already-ordered"),
        fails("FUL-6 placed", "the order was placed", follow("twin order", thread=placed), "already-ordered"),
    ]


def _early(kind: str) -> list[Object]:
    return follow("twin open", "brand offer", f"twin {kind}")


def _delivery() -> list[Object]:
    asked = follow("twin track", thread=ORDERED)
    status = follow("brand status", thread=asked)
    shipped = then(then(asked, "status", stage="shipped"), "track")
    came, off = (then(then(asked, "status", stage=stage), "track") for stage in ("delivered", "cancelled"))
    twice = follow("twin delivered", thread=CAME)
    return [
        goes("FUL-10 status", "five days after the agreement", status, "ordered"),
        fails(
            "FUL-10 later", "another promise", then(asked, "status", promised_by=time(99)), "promise-differs"
        ),
        fails(
            "FUL-10 handoff",
            "another promise",
            then(ORDERING, "handoff", promised_by=time(99)),
            "promise-differs",
        ),
        goes("FUL-11 on", "shipped, then delivered", then(shipped, "status", stage="delivered"), "ordered"),
        goes("FUL-11 same", "still shipped", then(shipped, "status", stage="shipped"), "ordered"),
        fails(
            "FUL-11 back", "shipped, then packed", then(shipped, "status", stage="packed"), "stage-backwards"
        ),
        fails(
            "FUL-11 cancel-delivered",
            "delivered, then cancelled",
            then(came, "status", stage="cancelled"),
            "stage-backwards",
        ),
        fails(
            "FUL-11 return-cancelled",
            "cancelled, then returned",
            then(off, "status", stage="returned"),
            "stage-backwards",
        ),
        goes("FUL-12 then", "now", status, "ordered"),
        fails(
            "FUL-12 to-come", "a stage that is to come", then(asked, "status", at=time(99)), "ahead-of-time"
        ),
        fails("FUL-12 delivered", "before it came", then(ORDERED, "delivered", at=time(99)), "ahead-of-time"),
        goes("FUL-20 once", "it came", CAME, "ordered"),
        fails("FUL-20 twice", "it came again", twice, "already-delivered"),
    ]
