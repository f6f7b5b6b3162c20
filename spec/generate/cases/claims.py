"""Opens that claim, and what a brand makes of them (CLAIM-30, CLAIM-31, CLAIM-37, CLAIM-38).

Of `claims`, input is an open with its `values`, and the `predicate` of what it claims; what is expected is
whether that is made true.
"""

from __future__ import annotations

import hashlib

from spec.generate.cases.one_thread import fails, goes
from spec.generate.cases.predicates import CLUB, STUDENT, WHOLE
from spec.generate.parts import offer_body, open_body
from spec.generate.story import message
from spec.generate.vector import vector
from spec.generate.world import BRAND, TWIN, Json, Object, b64, canonical, message_id

OPEN_ID = message_id("0 twin open")
"""What `story.message` calls the first message of a twin."""


def beside(field: str, value: Json) -> Object:
    """Return *value* as it travels beside the open."""
    return {
        "field": field,
        "salt": b64(hashlib.sha256(f"salt {field} {value}".encode()).digest()),
        "value": value,
    }


def committed(one: Object) -> Object:
    """Return what the open holds of a value that travels beside it."""
    hashed = canonical(["dailyme/value", one["salt"], OPEN_ID, one["field"], one["value"]])
    return {"field": one["field"], "hash": b64(hashlib.sha256(hashed).digest())}


def claim(promotion: str, *values: Object) -> Object:
    """Return the claim of *promotion* with *values* as hashes."""
    return {"promotion": promotion, "disclosed": [committed(one) for one in values]}


def opened(*claims: Object) -> Object:
    """Return the open with *claims*."""
    return message([], TWIN, "open", {**open_body(), "claims": [*claims]})


YES = beside("student", True)
CLUBS = beside("member-of", ["ski-club"])


def threads() -> list[Object]:
    """Input and expectation are as those of `threads`."""
    once = [opened(claim("winter", YES), claim("welcome"))]
    shared = [opened(claim("winter", YES), claim("summer", YES))]
    twice = [opened(claim("winter", YES), claim("winter"))]
    differing = [opened(claim("winter", YES), claim("summer", beside("student", False)))]
    country = [opened(claim("winter", beside("country", "US")))]
    faith = [opened(claim("winter", beside("religion", "any")))]
    return [
        goes("CLAIM-30 once", "two promotions", once, "opened"),
        goes("CLAIM-30 shared", "one fact for two promotions", shared, "opened"),
        fails("CLAIM-30 twice", "a promotion twice", twice, "double-claim"),
        fails("CLAIM-30 differing", "a fact with two values", differing, "double-claim"),
        goes("CLAIM-31 student", "what the open does not say", once, "opened"),
        fails("CLAIM-31 country", "what the open says", country, "needless-fact"),
        fails("CLAIM-2 claimed", "a sensitive fact in a claim", faith, "sensitive-fact"),
        *_offered(once),
    ]


def _offered(once: list[Object]) -> list[Object]:
    lower = offer_body(13000)
    promoted = {**lower, "deviations": [{**lower["deviations"][0], "reason": "promotion"}]}

    def answered(**more: Json) -> list[Object]:
        return [*once, message(once, BRAND, "offer", {**promoted, **more})]

    return [
        goes("CLAIM-38 claimed", "a promotion that was claimed", answered(promotions=["winter"]), "offered"),
        fails(
            "CLAIM-38 not-claimed",
            "one that was not",
            answered(promotions=["summer"]),
            "unclaimed-promotion",
        ),
        fails("CLAIM-38 unnamed", "a reason without a name", answered(), "unclaimed-promotion"),
        goes(
            "CLAIM-39 its-own",
            "a promotion that only so many deals get",
            answered(promotions=["winter"], limited=["winter"]),
            "offered",
        ),
        fails(
            "CLAIM-39 another",
            "limited, and not in the offer",
            answered(promotions=["winter"], limited=["welcome"]),
            "unclaimed-promotion",
        ),
    ]


def claims() -> list[Object]:
    """Return the opens with their values."""

    def shown(name: str, why: str, predicate: Object, *values: Object, holds: bool) -> Object:
        given = {"message": opened(claim("winter", *values)), "values": [*values], "predicate": predicate}
        return vector(f"CLAIM-37 {name}", why, given, {"holds": [holds]})

    spare = {"message": opened(claim("winter", YES)), "values": [YES, CLUBS], "predicate": STUDENT}
    lacking = {"message": opened(claim("winter", YES)), "values": [], "predicate": STUDENT}
    sorted_not = beside("member-of", ["ski-club", "chess-club"])
    unsorted = {"message": opened(claim("winter", sorted_not)), "values": [sorted_not], "predicate": CLUB}
    return [
        shown("student", "a student in the open's country", WHOLE, YES, holds=True),
        shown("member", "a member", WHOLE, CLUBS, holds=True),
        shown("nothing-said", "nothing disclosed", WHOLE, holds=False),
        shown("no-student", "not a student", STUDENT, beside("student", False), holds=False),
        shown("beside-it", "a fact that the predicate does not ask for", CLUB, YES, holds=False),
        vector("CLAIM-37 spare", "a value that is not disclosed", spare, {"error": "stray-value"}),
        vector("CLAIM-37 lacking", "a value that did not come", lacking, {"error": "missing-value"}),
        vector("CLAIM-37 unsorted", "words in no order", unsorted, {"error": "fact-type-mismatch"}),
    ]
