"""Unmet wishes: what counts (DEMAND-1 to DEMAND-7), and the pages of tallies (DEMAND-15 to DEMAND-20).

`contributions` asks whether a marketplace with brands of those `categories` counts `letter` at the time `at`.
"""

from __future__ import annotations

from spec.generate.cases.letters import letter, reply
from spec.generate.parts import time
from spec.generate.vector import vector
from spec.generate.world import BRAND, MARKET, TWIN, VERSION, Json, Object, changed, sign, without

BODY: Object = {
    "category": "cameras-optics",
    "attributes": ["repairable", "used"],
    "region": "US",
    "period": "2026-W49",
}
NOW = "2026-12-01T09:00:01Z"
LISTED = ["Cameras & Optics", "Office"]
PAGE: Object = {
    "protocol": VERSION,
    "type": "demand-page",
    "from": MARKET.did,
    "created": "2026-12-07T00:00:30Z",
    "cursor": "",
    "k": 20,
    "tallies": [
        {**BODY, "at_least": 40},
        {"category": "office", "attributes": [], "region": "DE", "period": "2026-W49", "at_least": 20},
    ],
}


def contributions() -> list[Object]:
    """Return the vectors of what counts."""
    return [
        _counts("DEMAND-1 listed", "a category that a listed brand names"),
        _not("DEMAND-1 not-listed", "a category that nobody sells", "category", "yachts", "unknown-category"),
        _counts("DEMAND-2 token", "two words and a sign between"),
        _not(
            "DEMAND-2 two-hyphens", "one hyphen each run", "category", "cameras---optics", "unknown-category"
        ),
        _not("DEMAND-2 a-name", "the name is no token", "category", "Cameras & Optics", "bad-message"),
        _counts("DEMAND-2 capitals", "small letters alone", {**BODY, "category": "office"}),
        _counts("DEMAND-3 listed", "two that are listed"),
        _counts("DEMAND-3 none", "nothing more than the category", without(BODY, "attributes")),
        _not("DEMAND-3 own-words", "words of one's own", "attributes", ["for-my-son"], "unknown-attribute"),
        _counts("DEMAND-4 two", "two in their order"),
        _not("DEMAND-4 other-order", "the other way round", "attributes", ["used", "repairable"]),
        _not("DEMAND-4 twice", "one of them twice", "attributes", ["used", "used"]),
        _not("DEMAND-4 three", "three tell more", "attributes", ["repairable", "small", "used"]),
        _counts("DEMAND-5 country", "a country"),
        _not("DEMAND-5 state", "a state is finer", "region", "US-CA"),
        _counts("DEMAND-6 week", "a week of this year"),
        _not("DEMAND-6 week-54", "no year has 54 weeks", "period", "2026-W54"),
        _not("DEMAND-6 week-53", "2025 had 52 weeks", "period", "2025-W53"),
        _not("DEMAND-6 a-day", "a day is finer", "period", "2026-12-01"),
        _counts("DEMAND-7 this-week", "the week of the clock"),
        _counts("DEMAND-7 just-over", "30 seconds may be the clocks", at="2026-12-07T00:00:29Z"),
        _late("DEMAND-7 over", "30 seconds later it is over", "week-over", "2026-12-07T00:00:30Z"),
        _counts("DEMAND-7 nearly-begun", "30 seconds may be the clocks", at="2026-11-29T23:59:30Z"),
        _late("DEMAND-7 to-come", "a second earlier", "week-to-come", "2026-11-29T23:59:29Z"),
    ]


def exchanges() -> list[Object]:
    """Return the vectors of contributions with answers."""
    asked = letter("contribute", BODY, to=MARKET)
    counted = reply(asked, "counted", {"received": time(1)}, MARKET)
    sorry = reply(asked, "sorry", {"reason": "limit", "received": time(1)}, MARKET)
    erased = reply(asked, "erased", {"erased": 1, "kept": [], "received": time(1)}, MARKET)
    return [
        vector("REL-3 counted", "a contribution is counted", _pair(asked, counted), {"answers": True}),
        vector("REL-3 not-counted", "or it is not", _pair(asked, sorry), {"answers": True}),
        vector("REL-3 forgotten", "and nothing else", _pair(asked, erased), {"error": "wrong-answer"}),
    ]


def pages() -> list[Object]:
    """Input and expectation are as those of `documents`."""

    def spoilt(key: str, why: str, path: str, value: Json) -> Object:
        return _page(key, why, sign(changed(PAGE, path, value), MARKET), {"error": "bad-message"})

    whole = sign(PAGE, MARKET)
    good = {"type": "demand-page"}
    return [
        _page("DEMAND-15 over", "both weeks were over", whole, good),
        spoilt("DEMAND-15 not-over", "a second before the end", "created", "2026-12-06T23:59:59Z"),
        _page("DEMAND-16 multiples", "20 and twice 20", whole, good),
        spoilt("DEMAND-16 between", "between two multiples", "tallies.0.at_least", 41),
        spoilt("DEMAND-16 below", "fewer than k", "tallies.1.at_least", 10),
        spoilt("DEMAND-16 nobody", "none at all", "tallies.1.at_least", 0),
        _page("DEMAND-16 least-k", "as few as may be", sign(changed(PAGE, "k", 10), MARKET), good),
        spoilt("DEMAND-16 small-k", "too few to hide among", "k", 5),
        _page("DEMAND-17 two", "two tallies of two things", whole, good),
        spoilt("DEMAND-17 twice", "one of them twice", "tallies", [PAGE["tallies"][0]] * 2),
        _page("DEMAND-20 page", "signed by the marketplace", whole, good),
        _page("DEMAND-20 by-a-brand", "signed by a brand", sign(PAGE, BRAND), {"error": "unknown-key"}),
        _page(
            "DEMAND-20 one-more",
            "changed after it was signed",
            changed(whole, "tallies.0.at_least", 60),
            {"error": "bad-signature"},
        ),
    ]


def _counts(key: str, why: str, body: Object = BODY, at: str = NOW) -> Object:
    return vector(key, why, _given(body, at), {"counts": True})


def _not(key: str, why: str, path: str, value: Json, code: str = "bad-message") -> Object:
    return vector(key, why, _given(changed(BODY, path, value), NOW), {"error": code})


def _late(key: str, why: str, code: str, at: str) -> Object:
    return vector(key, why, _given(BODY, at), {"error": code})


def _given(body: Object, at: str) -> Object:
    return {"letter": letter("contribute", body, TWIN, MARKET), "categories": LISTED, "at": at}


def _pair(asked: Object, answer: Object) -> Object:
    return {"request": asked, "answer": answer}


def _page(key: str, why: str, value: Object, expect: Object) -> Object:
    given = {"object": value, "did": MARKET.did, "at": "2026-12-07T09:00:00Z"}
    return vector(key, why, given, expect)
