"""Single messages as their receiver reads them (ENV-1 to ENV-3, ENV-10 to ENV-12, ID-1, WIRE-14, WIRE-24 and bodies)."""

from __future__ import annotations

from spec.generate.story import KEYS, TERMS, follow, last, message, offer_body, open_body, resigned, time
from spec.generate.vector import vector
from spec.generate.world import (
    BRAND,
    RIVAL,
    TWIN,
    Object,
    b64,
    changed,
    digest,
    header,
    sign,
    signature,
    usd,
    without,
)

OPEN = message([], TWIN, "open")
HAGGLE = follow("twin open", "brand offer", "twin counter", "brand offer", "twin withdraw", "brand decline", "twin accept")


def cases() -> list[Object]:
    """Input is a `message` and the DID of its receiver (`to`); `type`, `thread` and `hash` are what is read."""
    return [*_members(), *_types(), *_first(), *_audience(), *_critical(), *_signer(), *_unknown(), *_order(), *_bodies()]


def _reads(requirement: str, name: str, why: str, value: Object) -> Object:
    thread = digest(value) if value["type"] == "open" else value["thread"]
    expect = {"type": value["type"], "thread": thread, "hash": digest(value)}
    return vector(requirement, name, why, {"message": value, "to": value["to"]}, expect)


def _refused(requirement: str, name: str, why: str, value: Object, code: str = "bad-message", to: str = BRAND.did) -> Object:
    return vector(requirement, name, why, {"message": value, "to": to}, {"error": code})


def _again(value: Object) -> Object:
    return sign({name: member for name, member in value.items() if name != "signatures"}, KEYS[value["from"]])


def _members() -> list[Object]:
    counter = HAGGLE[2]
    needed = ("id", "to", "seq", "created", "expires", "body")
    return [
        *(_reads("ENV-1", one["type"], f"a whole {one['type']}", one) for one in _one_of_each()),
        *(
            _refused("ENV-1", f"no-{name}", f"an open without {name}", _again(without(OPEN, name)))
            for name in needed
        ),
        _refused("ENV-1", "no-thread", "a counter without thread", _again(without(counter, "thread"))),
        _refused("ENV-1", "no-prev", "a counter without prev", _again(without(counter, "prev"))),
        _refused("ENV-1", "unknown-type", "a type that nobody registered", resigned(OPEN, "type", "auction")),
        _refused("ENV-1", "other-body", "a counter's body in a decline", resigned(counter, "type", "decline")),
        _refused("ENV-1", "short-id", "eight bytes as an id", resigned(OPEN, "id", OPEN["id"][:11])),
        _refused("ENV-1", "id-with-unused-bits", "another spelling of the id", resigned(OPEN, "id", OPEN["id"][:-1] + "B")),
        _refused("ENV-1", "local-time", "a time without a zone", resigned(OPEN, "created", "2026-12-01T09:00:00")),
    ]


def _one_of_each() -> list[Object]:
    refuse = follow("twin open", "brand refuse")[-1]
    confirm = follow("twin open", "brand offer", "twin accept", "brand confirm")[-1]
    close = follow("twin open", "brand offer", "twin close")[-1]
    said = [last(HAGGLE, kind) for kind in ("open", "offer", "counter", "withdraw", "decline", "accept")]
    return [*(one for one in said if one), refuse, confirm, close]


def _types() -> list[Object]:
    return [
        _reads("WIRE-15", "integer", "a quantity as an integer", resigned(OPEN, "body.lines.0.quantity", 2)),
        _refused("WIRE-15", "text-as-integer", "a quantity in quotes", resigned(OPEN, "body.lines.0.quantity", "2")),
        _refused("WIRE-15", "true-as-integer", "true is no quantity", resigned(OPEN, "body.lines.0.quantity", True)),
        _refused("WIRE-15", "text-as-seq", "a seq in quotes", resigned(OPEN, "seq", "0")),
        _refused("WIRE-15", "object-as-array", "an object where an array must stand", resigned(OPEN, "body.lines", {})),
        _refused(
            "WIRE-15",
            "null-as-absence",
            "an offer that meets null",
            resigned(follow("twin open", "brand offer")[-1], "body.meets", None),
            to=TWIN.did,
        ),
    ]


def _first() -> list[Object]:
    thread = {"thread": digest(OPEN), "prev": digest(OPEN)}
    return [
        _reads("ENV-2", "open", "seq 0, no thread, no prev", OPEN),
        _refused("ENV-2", "open-with-seq-2", "an open in the middle", resigned(OPEN, "seq", 2)),
        _refused("ENV-2", "open-with-thread", "an open in a thread", resigned(OPEN, "thread", thread["thread"])),
        _refused("ENV-2", "open-with-prev", "an open after a message", resigned(OPEN, "prev", thread["prev"])),
        _refused("ENV-2", "counter-with-seq-0", "a counter at the beginning", resigned(HAGGLE[2], "seq", 0)),
    ]


def _audience() -> list[Object]:
    return [
        _reads("ENV-3", "its-own", "addressed to its receiver", OPEN),
        _refused("ENV-3", "somebody-else", "shown to another brand", OPEN, "wrong-audience", to=RIVAL.did),
    ]


def _critical() -> list[Object]:
    extended = resigned(OPEN, "escrow", "shop-escrow")
    return [
        _reads("ENV-10", "not-critical", "an unknown member that may be passed over", extended),
        _reads("ENV-10", "understood", "a critical member of this version", resigned(OPEN, "critical", ["body"])),
        _refused(
            "ENV-10", "not-understood", "an unknown member that may not", resigned(extended, "critical", ["escrow"]), "unknown-critical"
        ),
        _reads("ENV-11", "spoken", "the version of this text", OPEN),
        _refused(
            "ENV-11", "next-version", "a version to come", resigned(OPEN, "protocol", "dailyme/2027-12-01"), "unsupported-version"
        ),
        _refused("ENV-11", "no-version", "none", _again(without(OPEN, "protocol")), "unsupported-version"),
        _reads("ENV-12", "one", "one signature", OPEN),
        _refused(
            "ENV-12",
            "two",
            "somebody's signature beside it",
            {**OPEN, "signatures": [*OPEN["signatures"], signature(OPEN, RIVAL)]},
            "bad-signatures",
        ),
        _refused("ENV-12", "none", "unsigned", {**OPEN, "signatures": []}, "bad-signatures"),
    ]


def _signer() -> list[Object]:
    bare = {name: member for name, member in OPEN.items() if name != "signatures"}
    confused = {"alg": "Ed25519", "kid": f"{TWIN.did}#{BRAND.kid.partition('#')[2]}", "typ": "dailyme-open+jws"}
    return [
        _reads("ID-1", "own-key", "signed by a key of from", OPEN),
        _refused("ID-1", "other-key", "signed by a brand, from a twin", sign(bare, BRAND), "wrong-signer"),
        _refused(
            "ID-1",
            "other-fragment",
            "the twin's DID with the fragment of a brand's key",
            {**bare, "signatures": [signature(bare, BRAND, confused)]},
            "bad-key",
        ),
        _refused(
            "ID-1",
            "only-the-did",
            "a DID without a key",
            {**bare, "signatures": [signature(bare, TWIN, {**header(TWIN, "open"), "kid": TWIN.did})]},
            "bad-key",
        ),
        _refused(
            "WIRE-17",
            "relabelled",
            "a signature that was made over an offer",
            {**bare, "signatures": [signature(bare, TWIN, header(TWIN, "offer"))]},
            "bad-header",
        ),
    ]


def _unknown() -> list[Object]:
    kept = resigned(OPEN, "body.lines.0.engraving", {"words": ["for", None, "us"]})
    return [
        _reads("WIRE-14", "in-a-line", "an unknown member deep inside", kept),
        _refused(
            "WIRE-14", "in-a-line-dropped", "the same, dropped on the way",
            {**OPEN, "signatures": kept["signatures"]}, "bad-signature",
        ),
    ]  # fmt: skip


def _order() -> list[Object]:
    broken = {**OPEN, "signatures": [{**OPEN["signatures"][0], "signature": b64(bytes(64))}]}
    return [
        _reads("WIRE-24", "no-fault", "nothing is wrong", OPEN),
        _refused("WIRE-24", "number-before-signature", "a float and no signature", {**broken, "x": 0.5}, "bad-number"),
        _refused("WIRE-24", "signature-before-version", "no signature and no version", changed(broken, "protocol", "x"), "bad-signature"),
        _refused(
            "WIRE-24",
            "version-before-shape",
            "a version to come may have other shapes",
            resigned(without(OPEN, "id"), "protocol", "dailyme/2027-12-01"),
            "unsupported-version",
        ),
        _refused("WIRE-24", "shape-before-audience", "no id, and another's audience", _again(without(OPEN, "id")), to=RIVAL.did),
        _refused(
            "WIRE-24",
            "critical-before-audience",
            "an unknown critical member, and another's audience",
            resigned(OPEN, "critical", ["escrow"]),
            "unknown-critical",
            to=RIVAL.did,
        ),
    ]


def _bodies() -> list[Object]:
    opened, offered = follow("twin open"), follow("twin open", "brand offer")
    counter = follow("twin open", "brand offer", "twin counter")[-1]
    refuse = follow("twin open", "brand refuse")[-1]
    deviating = message(opened, BRAND, "offer", offer_body(13000))
    extras = message(opened, BRAND, "offer", offer_body(terms={**TERMS, "extras": ["carry-case", "gift-wrap"]}))
    decline = message(offered, TWIN, "decline")

    def terms(name: str, why: str, path: str, value: object) -> Object:
        return _refused("NEG-21", name, why, resigned(counter, f"body.terms.{path}", value))

    return [
        _reads("NEG-6", "registered", "a set of the roster", message([], TWIN, "open", {**open_body(), "personal_terms": "sd-erase"})),
        _refused("NEG-6", "own-words", "words of one's own", resigned(OPEN, "body.personal_terms", "be nice")),
        _refused("NEG-6", "none", "no terms at all", _again(without(OPEN, "body.personal_terms"))),
        _reads("NEG-18", "refuse", "a registered reason", refuse),
        _refused("NEG-18", "refuse-in-words", "a reason in words", resigned(refuse, "body.reason", "we are closed"), to=TWIN.did),
        _reads("NEG-18", "deviation", "a registered reason", deviating),
        _refused(
            "NEG-18", "deviation-in-words", "because it is you", resigned(deviating, "body.deviations.0.reason", "loyal"), to=TWIN.did
        ),
        _reads("NEG-20", "price", "a registered issue", deviating),
        _refused("NEG-20", "mood", "an issue that nobody registered", resigned(deviating, "body.deviations.0.issue", "mood"), to=TWIN.did),
        _reads("NEG-21", "in-range", "each in its unit", counter),
        terms("days", "366 days are more than a year", "delivery_days", 366),
        terms("negative", "no article comes before it is bought", "delivery_days", -1),
        terms("months", "601 months", "warranty_months", 601),
        terms("half", "half a month is no integer", "warranty_months", "12.5"),
        _refused("NEG-21", "no-returns", "a term left out", _again(without(counter, "body.terms.returns_days"))),
        _reads("NEG-22", "in-order", "two registered extras", extras),
        _refused("NEG-22", "out-of-order", "another order", resigned(extras, "body.terms.extras", ["gift-wrap", "carry-case"]), to=TWIN.did),
        _refused("NEG-22", "twice", "one of them twice", resigned(extras, "body.terms.extras", ["gift-wrap", "gift-wrap"]), to=TWIN.did),
        _refused("NEG-22", "unregistered", "an extra nobody knows", resigned(extras, "body.terms.extras", ["a-pony"]), to=TWIN.did),
        _reads("NEG-23", "one", "one piece", OPEN),
        _refused("NEG-23", "none", "no piece", resigned(OPEN, "body.lines.0.quantity", 0)),
        _refused("NEG-23", "minus-one", "less than none", resigned(OPEN, "body.lines.0.quantity", -1)),
        _reads("LEARN-3", "registered", "a registered reason", decline),
        _refused("LEARN-3", "words", "what the person said", resigned(decline, "body.reason", "I can pay 100 at most")),
        _refused("WIRE-10", "counter-below-zero", "a price is not negative", resigned(counter, "body.total", usd(-1))),
        _refused("WIRE-12", "expires-with-offset", "another spelling of a time", resigned(OPEN, "expires", time(60)[:-1] + "+00:00")),
    ]
