"""The ladder: what a profile says of it, links that are shown, where a key stands, benefits in offers.

`shows` reads the links of a `show`. `standings` asks whether a `welcome` says where a key stands: one that
is `known` or not, with the `fields` it granted for registration and so many `agreements` shown, at a brand
with this `ladder`.
"""

from __future__ import annotations

from spec.generate.cases.documents import profile
from spec.generate.cases.letters import letter
from spec.generate.cases.one_thread import AGREED, OPENED, fails, goes
from spec.generate.parts import offer_body, open_body, time
from spec.generate.story import follow, message
from spec.generate.vector import vector
from spec.generate.world import (
    BRAND,
    OTHER_TWIN,
    RIVAL,
    TWIN,
    VERSION,
    Json,
    Key,
    Object,
    changed,
    digest,
    sign,
)
from spec.generate.world import without as left_out

HELD = {"id": "held", "kind": "held-stock"}
WELCOME = {"id": "welcome", "kind": "discount", "basis_points": 300, "once": "delivery-address"}
WRAPPED = {"id": "wrapped", "kind": "extra", "extra": "gift-wrap"}
FIRST = {"id": "first-look", "kind": "early-access"}
LOYAL = {"id": "loyal", "kind": "points", "points": 50}
LADDER: list[Json] = [
    {"rung": "known", "benefits": [HELD, WELCOME]},
    {"rung": "registered", "benefits": [WRAPPED], "fields": ["email"]},
    {"rung": "repeat", "benefits": [FIRST, LOYAL], "agreements": 2},
]


def profiles() -> list[Object]:
    """Input and expectation are as those of `documents`."""

    def climbs(key: str, why: str, ladder: Json) -> Object:
        return _document(key, why, ladder, {"type": "profile"})

    def falls(key: str, why: str, path: str, new: Json) -> Object:
        return _document(key, why, changed({"ladder": LADDER}, f"ladder.{path}", new)["ladder"])

    def drops(key: str, why: str, path: str) -> Object:
        return _document(key, why, left_out({"ladder": LADDER}, f"ladder.{path}")["ladder"])

    return [
        climbs("REL-10 ladder", "a benefit of each kind", LADDER),
        falls(
            "REL-10 discount-of-nothing", "a discount without its number", "0.benefits.1", _without_number()
        ),
        falls("REL-10 held-points", "points for stock that is held", "0.benefits.0.points", 5),
        climbs("REL-11 asks", "fields for registered, agreements for repeat", LADDER),
        falls("REL-11 known-with-fields", "to be known takes no field", "0.fields", ["email"]),
        drops("REL-11 registered-for-nothing", "a registration without fields", "1.fields"),
        drops("REL-11 repeat-of-nothing", "a repeat customer who repeats nothing", "2.agreements"),
        climbs("REL-12 known-alone", "one rung above the ground", LADDER[:1]),
        _document("REL-12 no-known", "nobody climbs to the second rung at once", LADDER[1:]),
        _document("REL-12 downwards", "repeat before registered", [LADDER[0], LADDER[2], LADDER[1]]),
        _document("REL-12 twice", "two rungs of one name", [LADDER[0], LADDER[0], LADDER[1]]),
        climbs("REL-13 one-rung-each", "five benefits, five ids", LADDER),
        falls("REL-13 on-two-rungs", "one id on two rungs", "1.benefits.0.id", "held"),
    ]


def _without_number() -> Json:
    return left_out(WELCOME, "basis_points")


def _document(key: str, why: str, ladder: Json, expect: Object | None = None) -> Object:
    value = sign(profile(ladder=ladder), BRAND)
    given = {"object": value, "did": BRAND.did, "at": "2026-12-01T09:00:00Z"}
    return vector(key, why, given, expect or {"error": "bad-message"})


DEAL = digest(AGREED[-1]["body"]["agreement"])


def shown(agreement: str = DEAL, by: Key = OTHER_TWIN, **members: Json) -> Object:
    """A link of *agreement* to the key of the twin, signed by the key *by* of its deal."""
    bare = {
        "protocol": VERSION,
        "type": "link",
        "from": OTHER_TWIN.did,
        "agreement": agreement,
        "brand": BRAND.did,
        "key": TWIN.did,
        "created": time(0),
        **members,
    }
    return sign(bare, by)


def shows() -> list[Object]:
    """Input is a `show`; expected are the agreements that are `shown`."""
    other = digest({"another": "agreement"})
    one = shown()

    def given(key: str, why: str, links: list[Json], expect: Object) -> Object:
        return vector(key, why, {"letter": letter("show", {"links": links}), "to": BRAND.did}, expect)

    def bad(key: str, why: str, link: Json, code: str = "bad-link") -> Object:
        return given(key, why, [link], {"error": code})

    return [
        given(
            "REL-16 linked",
            "the deal's key says that the other key is the same person's",
            [one],
            {"shown": [DEAL]},
        ),
        bad("REL-16 by-another", "a stranger's deal, claimed by the key that shows it", shown(by=TWIN)),
        bad("REL-16 other-brand", "a link that was made for a rival", shown(brand=RIVAL.did)),
        bad("REL-16 other-key", "a link to another key", shown(key=OTHER_TWIN.did)),
        bad(
            "REL-16 changed",
            "a link whose agreement was changed",
            {**one, "agreement": other},
            "bad-signature",
        ),
        bad("REL-16 unsigned", "a link that nobody signed", left_out(one, "signatures"), "bad-signatures"),
        given("REL-17 two", "two deals", [one, shown(other)], {"shown": [DEAL, other]}),
        given(
            "REL-17 one-twice",
            "one deal, linked at two times",
            [one, shown(created=time(1))],
            {"error": "double-link"},
        ),
    ]


def standings() -> list[Object]:
    """Input is a ladder, what a key did, and a `welcome`; expected is whether that `holds`."""
    ground, known, top = ["held", "welcome"], ["held", "welcome", "wrapped"], ["first-look", "loyal"]
    rows: list[tuple[str, str, bool, list[Json], int, str, list[Json], bool]] = [
        ("guest", "who did nothing", False, [], 0, "guest", [], True),
        ("known", "who introduced their key", True, [], 0, "known", list(ground), True),
        ("known-for-nothing", "who did not", False, [], 0, "known", list(ground), False),
        ("known-without", "a benefit is left out", True, [], 0, "known", ["held"], False),
        ("registered", "who granted what is asked", True, ["email"], 0, "registered", list(known), True),
        (
            "registered-by-phone",
            "who granted something else",
            True,
            ["phone"],
            0,
            "registered",
            list(known),
            False,
        ),
        ("repeat", "who showed enough", True, [], 2, "repeat", [*ground, *top], True),
        ("repeat-by-one", "who showed too few", True, [], 1, "repeat", [*ground, *top], False),
        (
            "repeat-with-all",
            "without a registration, without its wrapping",
            True,
            [],
            2,
            "repeat",
            [*known, *top],
            False,
        ),
        (
            "unknown-with-deals",
            "who shows deals before they introduce a key",
            False,
            [],
            2,
            "guest",
            [],
            True,
        ),
    ]
    return [
        vector(
            f"REL-19 {name}",
            why,
            {
                "ladder": LADDER,
                "known": is_known,
                "fields": fields,
                "agreements": agreements,
                "welcome": {"rung": rung, "benefits": benefits},
            },
            {"holds": [holds]},
        )
        for name, why, is_known, fields, agreements, rung, benefits, holds in rows
    ]


def offers() -> list[Object]:
    """Input and expectation are as those of `threads`."""
    return [*_offered(), *_orders()]


def _orders() -> list[Object]:
    """An order that is refused because a benefit of the deal was used before."""

    def refused(bound: Object) -> list[Object]:
        offer = message(OPENED, BRAND, "offer", {**offer_body(), **bound})
        thread = follow("twin accept", "brand confirm", "twin order", thread=[*OPENED, offer])
        reason = {"regarding": digest(thread[-1]), "reason": "benefit-used", "received": time(9)}
        return [*thread, message(thread, BRAND, "refuse", reason)]

    once = {"benefits": ["welcome"], "conditions": [{"benefit": "welcome", "once": "delivery-address"}]}
    void = refused(once)
    return [
        goes("REL-27 void", "the deal is off, and the thread is over", void, "closed"),
        fails("REL-27 after", "there is no deal left to order", follow("twin order", thread=void), "no-deal"),
        fails("REL-27 without-condition", "no benefit of the deal is given once", refused({}), "bad-refusal"),
    ]


def _promoted() -> list[Object]:
    """Conditions that bind a promotion of the offer."""
    claiming = {**open_body(), "claims": [{"promotion": "winter", "disclosed": []}]}
    opened = follow(thread=[message([], TWIN, "open", claiming)])
    lower = {**changed(offer_body(13000), "deviations.0.reason", "promotion"), "promotions": ["winter"]}
    bound = {**lower, "conditions": [{"benefit": "winter", "once": "delivery-address"}]}
    other = changed(bound, "conditions.0.benefit", "students")
    return [
        goes(
            "REL-24 promotion",
            "a promotion that is given once to each address",
            [*opened, message(opened, BRAND, "offer", bound)],
            "offered",
        ),
        fails(
            "REL-24 other-promotion",
            "a condition on a promotion that is not in the offer",
            [*opened, message(opened, BRAND, "offer", other)],
            "unnamed-benefit",
        ),
    ]


def _offered() -> list[Object]:
    lower = changed(offer_body(13000), "deviations.0.reason", "rung")
    named = {**lower, "benefits": ["welcome"]}
    bound = {**named, "conditions": [{"benefit": "welcome", "once": "delivery-address"}]}

    def offered(key: str, why: str, body: Object, code: str = "") -> Object:
        thread = [*OPENED, message(OPENED, BRAND, "offer", body)]
        return fails(key, why, thread, code) if code else goes(key, why, thread, "offered")

    return [
        offered("REL-23 named", "4.89 less, for the rung", named),
        offered("REL-23 not-named", "less for the rung, by no benefit", lower, "unnamed-benefit"),
        offered(
            "REL-23 twice",
            "one benefit, named twice",
            {**named, "benefits": ["held", "held"]},
            "unnamed-benefit",
        ),
        *_promoted(),
        offered("REL-24 bound", "a benefit that is given once to each address", bound),
        offered(
            "REL-24 not-in-it",
            "a condition on what is not in the offer",
            changed(bound, "conditions.0.benefit", "held"),
            "unnamed-benefit",
        ),
        offered(
            "REL-24 twice",
            "one benefit, bound twice",
            {**bound, "conditions": [*bound["conditions"], {"benefit": "welcome", "once": "email"}]},
            "unnamed-benefit",
        ),
        offered(
            "REL-24 by-a-birthday",
            "counted by what no delivery needs",
            changed(bound, "conditions.0.once", "birth-date"),
            "bad-message",
        ),
    ]
