"""Bodies: which values they may hold (NEG-6, NEG-18 to NEG-23, LEARN-3)."""

from __future__ import annotations

from spec.generate.cases.one_message import OPEN, again, reads, refused
from spec.generate.parts import TERMS, offer_body, open_body, time
from spec.generate.story import follow, message, resigned
from spec.generate.world import BRAND, TWIN, Object, usd, without


def cases() -> list[Object]:
    """Input and expectation are as those of `messages`."""
    opened, offered = follow("twin open"), follow("twin open", "brand offer")
    counter = follow("twin open", "brand offer", "twin counter")[-1]
    refuse = follow("twin open", "brand refuse")[-1]
    deviating = message(opened, BRAND, "offer", offer_body(13000))
    extras = message(
        opened, BRAND, "offer", offer_body(terms={**TERMS, "extras": ["carry-case", "gift-wrap"]})
    )
    decline = message(offered, TWIN, "decline")

    def terms(name: str, why: str, path: str, value: object) -> Object:
        return refused(f"NEG-21 {name}", why, resigned(counter, f"body.terms.{path}", value))

    return [
        reads(
            "NEG-6 registered",
            "a set of the roster",
            message([], TWIN, "open", {**open_body(), "personal_terms": "sd-erase"}),
        ),
        refused("NEG-6 own-words", "words of one's own", resigned(OPEN, "body.personal_terms", "be nice")),
        refused("NEG-6 none", "no terms at all", again(without(OPEN, "body.personal_terms"))),
        reads("NEG-18 refuse", "a registered reason", refuse),
        refused(
            "NEG-18 refuse-in-words",
            "a reason in words",
            resigned(refuse, "body.reason", "we are closed"),
        ),
        reads("NEG-18 deviation", "a registered reason", deviating),
        refused(
            "NEG-18 deviation-in-words",
            "because it is you",
            resigned(deviating, "body.deviations.0.reason", "loyal"),
        ),
        reads("NEG-20 price", "a registered issue", deviating),
        refused(
            "NEG-20 mood",
            "an issue that nobody registered",
            resigned(deviating, "body.deviations.0.issue", "mood"),
        ),
        reads("NEG-21 in-range", "each in its unit", counter),
        terms("days", "366 days are more than a year", "delivery_days", 366),
        terms("negative", "no article comes before it is bought", "delivery_days", -1),
        terms("months", "601 months", "warranty_months", 601),
        terms("half", "half a month is no integer", "warranty_months", "12.5"),
        refused("NEG-21 no-returns", "a term left out", again(without(counter, "body.terms.returns_days"))),
        reads("NEG-22 in-order", "two registered extras", extras),
        refused(
            "NEG-22 out-of-order",
            "another order",
            resigned(extras, "body.terms.extras", ["gift-wrap", "carry-case"]),
        ),
        refused(
            "NEG-22 twice",
            "one of them twice",
            resigned(extras, "body.terms.extras", ["gift-wrap", "gift-wrap"]),
        ),
        refused(
            "NEG-22 unregistered",
            "an extra nobody knows",
            resigned(extras, "body.terms.extras", ["a-pony"]),
        ),
        reads("NEG-23 one", "one piece", OPEN),
        refused("NEG-23 none", "no piece", resigned(OPEN, "body.lines.0.quantity", 0)),
        refused("NEG-23 minus-one", "less than none", resigned(OPEN, "body.lines.0.quantity", -1)),
        reads("LEARN-3 registered", "a registered reason", decline),
        refused(
            "LEARN-3 words",
            "what the person said",
            resigned(decline, "body.reason", "I can pay 100 at most"),
        ),
        refused(
            "WIRE-10 counter-below-zero",
            "a price is not negative",
            resigned(counter, "body.total", usd(-1)),
        ),
        refused(
            "WIRE-12 expires-with-offset",
            "another spelling of a time",
            resigned(OPEN, "expires", time(60)[:-1] + "+00:00"),
        ),
    ]
