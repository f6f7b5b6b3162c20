"""Pages of public offers (CLAIM-20 to CLAIM-25). Input and expectation are as those of `documents`."""

from __future__ import annotations

from spec.generate.cases.predicates import WHOLE
from spec.generate.vector import vector
from spec.generate.world import BRAND, RIVAL, VERSION, Json, Object, changed, digest, sign, without

WINTER: Object = {
    "id": "students-winter",
    "title": "A tenth off for students",
    "benefit": {"id": "tenth", "kind": "discount", "basis_points": 1000},
    "applies": {"categories": ["Electronics"]},
    "segment": "students",
    "valid_from": "2026-12-01T00:00:00Z",
    "valid_until": "2027-01-01T00:00:00Z",
    "limit": 2,
}
FIRST: Object = {
    "id": "welcome",
    "title": "Five off for a first deal",
    "benefit": {"id": "five", "kind": "discount", "basis_points": 500},
    "eligible": {"op": "eq", "fact": "first-deal", "value": True},
    "valid_from": "2026-12-01T00:00:00Z",
    "valid_until": "2027-01-01T00:00:00Z",
}
SEGMENT: Object = {"name": "students", "title": "Students and club members", "predicate": WHOLE}


def page(*promotions: Object) -> Object:
    """The only page of public offers, unsigned."""
    shown: list[Json] = [*promotions]
    return {
        "protocol": VERSION,
        "type": "offers-page",
        "from": BRAND.did,
        "version": digest({"offers": shown}),
        "created": "2026-12-01T08:00:00Z",
        "cursor": "",
        "promotions": shown,
        "segments": [SEGMENT],
    }


def cases() -> list[Object]:
    """Return them all."""
    whole = page(WINTER, FIRST)

    def good(key: str, why: str, value: Object) -> Object:
        return _case(key, why, sign(value, BRAND), {"type": "offers-page"})

    def spoilt(key: str, why: str, path: str, value: Json) -> Object:
        return _case(key, why, sign(changed(whole, path, value), BRAND), {"error": "bad-message"})

    return [
        good("CLAIM-20 page", "two offers", whole),
        _case("CLAIM-20 rival", "signed by a rival", sign(whole, RIVAL), {"error": "unknown-key"}),
        _case(
            "CLAIM-20 more-off",
            "changed after it was signed",
            changed(sign(whole, BRAND), "promotions.0.benefit.basis_points", 9000),
            {"error": "bad-signature"},
        ),
        good("CLAIM-22 own-segment", "the segment stands on the page", whole),
        spoilt("CLAIM-22 no-segment", "it does not", "segments", []),
        spoilt("CLAIM-22 one-id", "two promotions, one id", "promotions.1.id", "students-winter"),
        spoilt("CLAIM-22 one-name", "a segment twice", "segments", [SEGMENT, SEGMENT]),
        good("CLAIM-23 neither", "for everybody", page(without(WINTER, "segment"))),
        spoilt("CLAIM-23 both", "a segment and a predicate", "promotions.0.eligible", WHOLE),
        good("CLAIM-24 a-month", "it ends after it begins", whole),
        spoilt("CLAIM-24 over", "it ends as it begins", "promotions.0.valid_until", WINTER["valid_from"]),
        good("CLAIM-25 discount", "so much off", whole),
        spoilt("CLAIM-25 no-number", "off, and not how much", "promotions.0.benefit", _WORDS_ONLY),
        spoilt("CLAIM-25 points", "points, and a discount's number", "promotions.0.benefit.kind", "points"),
    ]


_WORDS_ONLY: Object = {"id": "tenth", "kind": "discount", "words": "a tenth"}


def _case(key: str, why: str, value: Object, expect: Object) -> Object:
    return vector(key, why, {"object": value, "did": BRAND.did, "at": "2026-12-01T09:00:00Z"}, expect)
