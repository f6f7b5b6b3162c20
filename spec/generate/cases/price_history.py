"""Dated prices: what a history must look like, what it proves, and what it must not leave out."""

from __future__ import annotations

from spec.generate.cases.documents import page, product
from spec.generate.vector import vector
from spec.generate.world import BRAND, Json, Object, changed, digest, sign, usd, without

VARIANT = "products.0.variants.0"
HISTORY = f"{VARIANT}.price_history"


def run(cents: int, since: str, until: str | None = None) -> Object:
    """A price of 2026 and the time for which it was asked, such as `09-01`; at eight o'clock."""
    times = {"since": f"2026-{since}T08:00:00Z"}
    return {"price": usd(cents), **times, **({} if until is None else {"until": f"2026-{until}T08:00:00Z"})}


def kept() -> list[Object]:
    """What the router cost."""
    return [run(15999, "09-01", "10-20"), run(14999, "10-20", "11-20"), run(12999, "11-20")]


def told(history: Json, **members: Json) -> Object:
    """A page of today whose first variant has *history*, unsigned."""
    whole = page(changed({"products": [product()]}, HISTORY, history)["products"][0])
    return {**whole, **members}


def asked(cents: int, created: str, **more: Json) -> Object:
    """A page of before on which the first variant costs *cents*, unsigned."""
    whole = changed(page(product()), f"{VARIANT}.price.amount", cents)
    whole = changed(
        whole, "products.0.price_range", {"min": usd(min(cents, 13999)), "max": usd(max(cents, 13999))}
    )
    for name, value in more.items():
        whole = changed(whole, f"{VARIANT}.{name}", value)
    return {**whole, "version": digest({"then": whole["products"]}), "created": f"2026-{created}T08:00:00Z"}


def documents() -> list[Object]:
    """Input is as in the file's other cases: an `object`, its domain and the clock."""

    def reads(key: str, why: str, value: Object) -> Object:
        given = {"object": sign(value, BRAND), "did": BRAND.did, "at": "2026-12-01T09:00:00Z"}
        return vector(key, why, given, {"type": "catalog-page"})

    def spoilt(key: str, why: str, value: Object) -> Object:
        given = {"object": sign(value, BRAND), "did": BRAND.did, "at": "2026-12-01T09:00:00Z"}
        return vector(key, why, given, {"error": "bad-message"})

    first, second, last = kept()
    many = [run(12999, "11-20", "11-20")] * 63
    euros = {**second, "price": {"amount": 14999, "currency": "EUR"}}
    return [
        reads("SCAN-11 three-prices", "it fell twice", told([first, second, last])),
        reads(
            "SCAN-11 gap", "off the catalog for ten days", told([run(15999, "09-01", "10-10"), second, last])
        ),
        reads("SCAN-11 as-many-as-may", "64 prices", told([*many, last])),
        spoilt("SCAN-11 one-more", "65 prices", told([*many, many[0], last])),
        spoilt("SCAN-11 none", "no price is no history", told([])),
        spoilt("SCAN-11 wrong-order", "the later one first", told([second, first, last])),
        spoilt("SCAN-11 overlap", "two at one time", told([run(15999, "09-01", "10-21"), second, last])),
        spoilt("SCAN-11 ends-before", "it ends before it begins", told([run(15999, "10-01", "09-01"), last])),
        spoilt("SCAN-11 open-past", "an end is missing", told([first, without(second, "until"), last])),
        spoilt("SCAN-11 ended", "nothing is asked now", told([first, second, run(12999, "11-20", "11-30")])),
        spoilt(
            "SCAN-11 null-until", "a null is no way to leave it out", told([first, {**last, "until": None}])
        ),
        reads("SCAN-12 now", "the last is what it costs", told([second, last])),
        spoilt("SCAN-12 another-now", "it costs something else", told([first, second, run(12998, "11-20")])),
        spoilt("SCAN-12 two-currencies", "an euro is no dollar", told([first, euros, last])),
        reads("SCAN-13 since-now", "it begins with the page", told([second, run(12999, "12-01")])),
        spoilt("SCAN-13 tomorrow", "it begins tomorrow", told([second, run(12999, "12-02")])),
    ]


def contradictions() -> list[Object]:
    """Input is two `pages` and the domain whose did document holds the keys (`did`)."""
    history = sign(told(kept()), BRAND)

    def pair(key: str, why: str, other: Object, expect: Object) -> Object:
        given = {"did": BRAND.did, "pages": [sign(other, BRAND), history]}
        return vector(f"SCAN-14 {key}", why, given, expect)

    def proof(key: str, why: str, other: Object) -> Object:
        return pair(key, why, other, {"proves": True})

    def none(key: str, why: str, other: Object) -> Object:
        return pair(key, why, other, {"error": "no-equivocation"})

    early = run(14000, "10-20", "10-25")
    return [
        proof("changed", "it cost less in November than the history says", asked(13499, "11-01")),
        proof("left-out", "a page of the middle of a price that stood elsewhere", asked(9999, "10-01")),
        proof(
            "rewritten",
            "an earlier history knows a price that the later one leaves out",
            asked(14999, "11-10", price_history=[early, run(14999, "10-25")]),
        ),
        proof(
            "other-begin",
            "the same price since another day",
            asked(14999, "11-10", price_history=[run(15999, "09-01", "10-20"), run(14999, "10-21")]),
        ),
        proof(
            "ended-sooner",
            "a price that had ended for the earlier page still stands for the later one",
            asked(
                12999, "11-30", price_history=[*kept()[:1], run(14999, "10-20", "11-19"), run(12999, "11-20")]
            ),
        ),
        none("as-it-was", "the price that the history states", asked(14999, "11-01")),
        none(
            "same-history",
            "the same past",
            asked(14999, "11-10", price_history=[kept()[0], run(14999, "10-20")]),
        ),
        none("at-the-edge", "the second of the change belongs to both prices", asked(14999, "11-20")),
        none("before-it-begins", "a history speaks for nothing before its first price", asked(9999, "08-01")),
        none(
            "trimmed",
            "the earlier one reaches further back",
            asked(
                14999, "11-10", price_history=[run(9999, "06-01", "09-01"), kept()[0], run(14999, "10-20")]
            ),
        ),
        none("same-second", "either of two pages of one second may be the first", asked(9999, "12-01")),
        none("later", "what is asked tomorrow", asked(9999, "12-02")),
    ]


def claims() -> list[Object]:
    """Input is a variant's `list_price` and its `price_history`; what is expected is whether it is proven."""

    def shown(key: str, why: str, cents: int, history: list[Object], *, proven: bool) -> Object:
        given: Object = {"list_price": usd(cents), "price_history": history}
        return vector(
            f"SCAN-15 {key}", why, given if history else without(given, "price_history"), {"holds": [proven]}
        )

    dip = [run(14999, "09-01", "11-01"), run(11999, "11-01", "11-03"), run(14999, "11-03", "11-20")]
    old_dip = [run(11999, "09-01", "10-20"), run(14999, "10-20", "11-20")]
    now = run(12999, "11-20")
    gone = [run(14999, "09-01", "10-01"), now]
    return [
        shown(
            "proven",
            "the lowest price of the thirty days before is the one crossed out",
            14999,
            kept(),
            proven=True,
        ),
        shown("less-than-was", "less than what it cost is no boast", 13999, kept(), proven=True),
        shown("a-cent-more", "it never cost that in the thirty days", 15000, kept(), proven=False),
        shown("a-dip", "it was cheaper for two days of the thirty", 14999, [*dip, now], proven=False),
        shown(
            "an-older-dip",
            "it was cheaper until the day before the thirty days",
            14999,
            [*old_dip, now],
            proven=True,
        ),
        shown("too-short", "a history of ten days", 14999, [run(14999, "11-10", "11-20"), now], proven=False),
        shown("new", "it was never sold for anything else", 14999, [now], proven=False),
        shown("not-on-sale", "nobody could buy it in the thirty days", 14999, gone, proven=False),
        shown("no-history", "the seller's word alone", 14999, [], proven=False),
    ]
