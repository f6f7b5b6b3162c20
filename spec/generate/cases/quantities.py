"""Quantities: opens for a range of pieces, and what is offered on a condition (NEG-11, NEG-58 to NEG-60)."""

from __future__ import annotations

from spec.generate.cases.one_message import OPEN, reads, refused
from spec.generate.cases.one_thread import fails, goes
from spec.generate.parts import LINE, TERMS, offer_body, open_body
from spec.generate.story import message, resigned
from spec.generate.world import BRAND, TWIN, Object, changed, digest, usd

OPENED = [message([], TWIN, "open", {**open_body(), "lines": [{**LINE, "at_most": 3}]})]
OFFERED = [*OPENED, message(OPENED, BRAND, "offer", offer_body())]
ALTERNATIVE = {"total": usd(13000), "terms": TERMS}
ASKED = {
    "offer": digest(OFFERED[1]),
    "total": usd(36000),
    "terms": TERMS,
    "quantities": [3],
    "alternatives": [ALTERNATIVE],
}
COUNTERED = [*OFFERED, message(OFFERED, TWIN, "counter", ASKED)]


def messages() -> list[Object]:
    """Input and expectation are as those of `messages`."""
    ranged = OPENED[0]
    sealed = {**OPENED[0]["body"], "mode": "sealed"}
    return [
        reads("NEG-58 one-to-three", "one is needed, and up to three are taken", ranged),
        reads("NEG-58 one-to-one", "a range of one number", resigned(ranged, "body.lines.0.at_most", 1)),
        reads("NEG-58 sealed-for-one", "a sealed bid for one piece", resigned(OPEN, "body.mode", "sealed")),
        refused(
            "NEG-58 below-the-quantity",
            "two are needed, and one is taken",
            resigned(resigned(ranged, "body.lines.0.quantity", 2), "body.lines.0.at_most", 1),
        ),
        refused("NEG-58 none", "no piece at most", resigned(ranged, "body.lines.0.at_most", 0)),
        refused("NEG-58 too-many", "a million and one", resigned(ranged, "body.lines.0.at_most", 1_000_001)),
        refused("NEG-58 a-half", "no integer", resigned(ranged, "body.lines.0.at_most", "2.5")),
        refused("NEG-58 sealed", "a range of a sealed bid", message([], TWIN, "open", sealed)),
    ]


def threads() -> list[Object]:
    """Input and expectation are as those of `threads`."""
    return [*_offers(), *_counters(), *_met()]


def offer_of(pieces: int, given: int = 0, reason: str = "volume", **members: object) -> Object:
    """A firm offer of so many routers, *given* less than their list total."""
    listed = 12999 * pieces + 490
    tax = {"kind": "tax", "amount": usd(962 * pieces), "included": True}
    discount = [{"kind": "discount", "amount": usd(-given), "included": False}] if given else []
    deviation = {"issue": "price", "reason": reason, "amount": usd(-given)}
    return {
        **offer_body(),
        "lines": [{**LINE, "quantity": pieces, "title": "Wireless router", "list_price": usd(12999)}],
        "total": usd(listed - given),
        "list_total": usd(listed),
        "breakdown": [
            {"kind": "items", "amount": usd(12999 * pieces), "included": False},
            {"kind": "shipping", "amount": usd(490), "included": False},
            tax,
            *discount,
        ],
        "deviations": [deviation] if given else [],
        **members,
    }


def _said(thread: list[Object], body: Object, key: str, why: str, code: str | None) -> Object:
    """The brand's offer, or the twin's counter, of *body*: taken, or refused with *code*."""
    kind = "counter" if "offer" in body else "offer"
    said = [*thread, message(thread, TWIN if kind == "counter" else BRAND, kind, body)]
    state = "countered" if kind == "counter" else "offered"
    return fails(key, why, said, code) if code else goes(key, why, said, state)


def _offers() -> list[Object]:
    def offer(name: str, why: str, pieces: int, code: str | None = None) -> Object:
        given = 1949 if pieces > 1 else 0
        return _said(OPENED, offer_of(pieces, given), f"NEG-11 {name}", why, code)

    return [
        offer("fewest", "as many as are needed", 1),
        offer("most", "as many as are taken", 3),
        offer("between", "a number between", 2),
        offer("above-the-most", "one more than is taken", 4, "lines-differ"),
    ]


def _counters() -> list[Object]:
    def counter(name: str, why: str, body: Object, code: str | None = None) -> Object:
        return _said(OFFERED, body, f"NEG-59 {name}", why, code)

    own = {**ASKED, "alternatives": [{**ALTERNATIVE, "quantities": [2]}]}
    plain = {"offer": digest(OFFERED[1]), "total": usd(13000), "terms": TERMS}
    return [
        counter("three-or-one", "three for one total, or one for another", ASKED),
        counter("three-or-two", "an alternative with a number of its own", own),
        counter("fewest-unsaid", "nothing said: as many as are needed", plain),
        counter("fewest-said", "what leaving it out says", {**plain, "quantities": [1]}, "bad-quantities"),
        counter("above-the-most", "one more than is taken", {**plain, "quantities": [4]}, "bad-quantities"),
        counter("two-of-one", "two numbers for one line", {**plain, "quantities": [3, 3]}, "bad-quantities"),
        counter("no-number", "an empty list", {**plain, "quantities": []}, "bad-message"),
        counter("none", "no piece", {**plain, "quantities": [0]}, "bad-message"),
        counter(
            "alternative-above",
            "an alternative for more than is taken",
            changed(own, "alternatives.0.quantities", [4]),
            "bad-quantities",
        ),
        counter(
            "alternative-fewest",
            "an alternative that says what leaving it out says",
            changed(own, "alternatives.0.quantities", [1]),
            "bad-quantities",
        ),
        _said(
            OFFERED,
            {**ASKED, "alternatives": [{"total": usd(36000), "terms": TERMS, "quantities": [2]}]},
            "NEG-55 other-quantities",
            "the same total and terms, for two and for three",
            None,
        ),
        _said(
            OFFERED,
            {**ASKED, "alternatives": [{"total": usd(36000), "terms": TERMS, "quantities": [3]}]},
            "NEG-55 same-quantities",
            "the same total and terms, for three and for three",
            "bad-message",
        ),
    ]


def _met() -> list[Object]:
    met = {"meets": digest(COUNTERED[2])}
    listed = 12999 * 3 + 490

    def answer(name: str, why: str, body: Object, code: str | None = None) -> Object:
        return _said(COUNTERED, body, f"NEG-60 {name}", why, code)

    return [
        answer("three", "three, for their total", offer_of(3, listed - 36000, "counter-met", **met)),
        answer("one", "the alternative, which is one", offer_body(13000, meets_alternative=1, **met)),
        answer("two", "two for less than three", offer_of(2, 488, "counter-met", **met), "not-met"),
        answer("one-as-three", "one for less than three", offer_body(13000, **met), "not-met"),
        answer(
            "three-as-one",
            "three in place of the alternative",
            offer_of(3, listed - 13000, "counter-met", meets_alternative=1, **met),
            "not-met",
        ),
        answer("meets-nothing", "two, and it meets nothing", offer_of(2, 488, "round-concession")),
    ]
