"""Offers: their lines, their sums, and what they meet (NEG-11 to NEG-16)."""

from __future__ import annotations

from spec.generate.cases.one_thread import (
    COUNTERED,
    OFFERED,
    OPENED,
    WITHDRAWN,
    fails,
    goes,
)
from spec.generate.parts import TERMS, offer_body
from spec.generate.said import NO_HASH
from spec.generate.story import message
from spec.generate.world import (
    BRAND,
    TWIN,
    Object,
    changed,
    digest,
    usd,
)


def cases() -> list[Object]:
    """Input and expectation are as those of `threads`."""
    return [*_offers(), *_meets(), *_alternatives()]


def _offer(key: str, why: str, body: Object, code: str | None = None) -> Object:
    thread = [*OPENED, message(OPENED, BRAND, "offer", body)]
    if code:
        return fails(key, why, thread, code)
    return goes(key, why, thread, "offered")


def _offers() -> list[Object]:
    plain, lower = offer_body(), offer_body(13000)
    line = plain["lines"][0]
    euros = changed(COUNTERED[2]["body"], "total.currency", "EUR")
    return [
        goes("NEG-11 as-asked", "the article of the open", OFFERED, "offered"),
        _offer(
            "NEG-11 other-article",
            "another variant",
            changed(plain, "lines.0.variant", "router-1-eu"),
            "lines-differ",
        ),
        _offer(
            "NEG-11 other-quantity",
            "two instead of one",
            changed(plain, "lines.0.quantity", 2),
            "lines-differ",
        ),
        _offer("NEG-11 more", "one more article", changed(plain, "lines", [line, line]), "lines-differ"),
        _offer("NEG-11 other-currency", "in euros", _in_euros(plain), "lines-differ"),
        fails(
            "NEG-11 counter-in-euros",
            "a counter in another currency",
            [*OFFERED, message(OFFERED, TWIN, "counter", euros)],
            "lines-differ",
        ),
        goes("NEG-12 adds-up", "12999 + 490 = 13489; the tax is in the items", OFFERED, "offered"),
        _offer(
            "NEG-12 one-cent-off",
            "one cent is missing",
            changed(plain, "breakdown.1.amount.amount", 489),
            "sums-differ",
        ),
        _offer(
            "NEG-12 tax-on-top",
            "a tax that is not in the total",
            changed(plain, "breakdown.2.included", False),
            "sums-differ",
        ),
        _offer(
            "NEG-12 mixed",
            "a part in euros",
            changed(plain, "breakdown.2.amount.currency", "EUR"),
            "sums-differ",
        ),
        _offer(
            "NEG-12 mixed-list",
            "a list price in euros",
            changed(plain, "lines.0.list_price.currency", "EUR"),
            "sums-differ",
        ),
        _offer("NEG-12 beyond-2-53", "a sum that no amount holds", _too_great(plain), "sums-differ"),
        _offer("NEG-13 explained", "4.89 less, and why", lower),
        _offer(
            "NEG-13 unexplained",
            "4.89 less for no reason",
            changed(lower, "deviations", []),
            "unexplained-deviation",
        ),
        _offer(
            "NEG-13 half-explained",
            "4.88 explained",
            changed(lower, "deviations.0.amount.amount", -488),
            "unexplained-deviation",
        ),
        _offer(
            "NEG-13 other-issue",
            "a reason in another issue",
            changed(lower, "deviations.0.issue", "extras"),
            "unexplained-deviation",
        ),
        _offer(
            "NEG-13 dearer-list",
            "a list price made dearer",
            changed(plain, "list_total.amount", 19999),
            "unexplained-deviation",
        ),
    ]


def _in_euros(body: Object) -> Object:
    for path in (
        "lines.0.list_price",
        "total",
        "list_total",
        *(f"breakdown.{place}.amount" for place in range(3)),
    ):
        body = changed(body, f"{path}.currency", "EUR")
    return body


def _too_great(body: Object) -> Object:
    part = {"kind": "fee", "amount": usd(2**53 - 1), "included": False}
    return {**body, "breakdown": [*body["breakdown"], part, part]}


def _meets() -> list[Object]:
    asked = {
        "offer": digest(OFFERED[1]),
        "total": usd(13000),
        "terms": {**TERMS, "warranty_months": 24, "extras": ["gift-wrap"]},
    }
    thread = [*OFFERED, message(OFFERED, TWIN, "counter", asked)]
    counter = digest(thread[-1])

    def answer(name: str, why: str, total: int, code: str | None = None, **terms: object) -> Object:
        body = offer_body(total, terms={**asked["terms"], **terms}, meets=counter)  # type: ignore[dict-item]
        said = [*thread, message(thread, BRAND, "offer", body)]
        return (
            fails(f"NEG-14 {name}", why, said, code) if code else goes(f"NEG-14 {name}", why, said, "offered")
        )

    unmet = message(WITHDRAWN, BRAND, "offer", offer_body(13000, meets=digest(COUNTERED[2])))
    unknown = message(thread, BRAND, "offer", offer_body(13000, meets=NO_HASH))
    plain = message(WITHDRAWN, BRAND, "offer", offer_body(13000))
    return [
        answer("met", "exactly what was asked", 13000),
        answer(
            "surpassed", "more than was asked", 12000, delivery_days=1, extras=["carry-case", "gift-wrap"]
        ),
        answer("dearer", "one cent more", 13001, "not-met"),
        answer("slower", "a day later", 13000, "not-met", delivery_days=6),
        answer("shorter-warranty", "a month less", 13000, "not-met", warranty_months=23),
        answer("shorter-returns", "a day less", 13000, "not-met", returns_days=29),
        answer("no-extra", "without the gift wrap", 13000, "not-met", extras=[]),
        fails("NEG-14 meets-nothing", "a counter that was never made", [*thread, unknown], "unknown-offer"),
        goes("NEG-15 says-nothing", "an offer after a withdrawal", [*WITHDRAWN, plain], "offered"),
        fails(
            "NEG-15 meets-withdrawn",
            "it says it meets what was taken back",
            [*WITHDRAWN, unmet],
            "unknown-offer",
        ),
    ]


def _alternatives() -> list[Object]:
    quick, long = {**TERMS, "delivery_days": 2}, {**TERMS, "warranty_months": 36}
    others = [{"total": usd(13300), "terms": quick}, {"total": usd(13200), "terms": long}]
    asked = {"offer": digest(OFFERED[1]), "total": usd(13000), "terms": TERMS, "alternatives": others}
    thread = [*OFFERED, message(OFFERED, TWIN, "counter", asked)]
    met = {"meets": digest(thread[-1])}

    def counter(name: str, why: str, body: Object, code: str | None = None) -> Object:
        said = [*OFFERED, message(OFFERED, TWIN, "counter", body)]
        key = f"NEG-55 {name}"
        return fails(key, why, said, code) if code else goes(key, why, said, "countered")

    def answer(name: str, why: str, body: Object, code: str | None = None) -> Object:
        said = [*thread, message(thread, BRAND, "offer", body)]
        key = f"NEG-56 {name}"
        return fails(key, why, said, code) if code else goes(key, why, said, "offered")

    return [
        counter("three", "its own package and two more", asked),
        counter(
            "four",
            "three more",
            {**asked, "alternatives": [*others, {"total": usd(1), "terms": TERMS}]},
            "bad-message",
        ),
        counter(
            "twice",
            "the same package again",
            {**asked, "alternatives": [others[0], others[0]]},
            "bad-message",
        ),
        counter(
            "own-again",
            "its own package again",
            {**asked, "alternatives": [{"total": usd(13000), "terms": TERMS}]},
            "bad-message",
        ),
        counter("none", "an empty list", {**asked, "alternatives": []}, "bad-message"),
        counter(
            "in-euros",
            "an alternative in another currency",
            changed(asked, "alternatives.0.total.currency", "EUR"),
            "lines-differ",
        ),
        answer(
            "first",
            "the quicker one, for its total",
            offer_body(13300, terms=quick, meets_alternative=1, **met),
        ),
        answer("second", "the longer warranty", offer_body(13200, terms=long, meets_alternative=2, **met)),
        answer("own", "the counter itself", offer_body(13000, **met)),
        answer(
            "of-another",
            "the second, for the first's total",
            offer_body(13300, terms=long, meets_alternative=2, **met),
            "not-met",
        ),
        answer("unnamed", "met, but not named", offer_body(13300, terms=quick, **met), "not-met"),
        answer(
            "slower",
            "a day later",
            offer_body(13300, terms={**quick, "delivery_days": 3}, meets_alternative=1, **met),
            "not-met",
        ),
        answer(
            "no-counter",
            "an alternative of nothing",
            offer_body(13300, terms=quick, meets_alternative=1),
            "not-met",
        ),
        _third(thread),
    ]


def _third(thread: list[Object]) -> Object:
    few = [
        *OFFERED,
        message(
            OFFERED,
            TWIN,
            "counter",
            changed(thread[-1]["body"], "alternatives", thread[-1]["body"]["alternatives"][:1]),
        ),
    ]
    body = offer_body(13200, meets=digest(few[-1]), meets_alternative=2)
    return fails(
        "NEG-56 no-such", "a second alternative of one", [*few, message(few, BRAND, "offer", body)], "not-met"
    )
