"""Envelopes: what a receiver reads and what it refuses (ENV, ID-1, WIRE-14, WIRE-15, WIRE-24)."""

from __future__ import annotations

from spec.generate.cases.one_message import HAGGLE, OPEN, again, reads, refused
from spec.generate.said import last
from spec.generate.story import follow, resigned
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
    without,
)


def cases() -> list[Object]:
    """Input is a `message` and its receiver's DID (`to`); `type`, `thread` and `hash` are what is read."""
    return [
        *_members(),
        *_types(),
        *_first(),
        *_audience(),
        *_critical(),
        *_signer(),
        *_unknown(),
        *_order(),
    ]


def _members() -> list[Object]:
    counter = HAGGLE[2]
    needed = ("id", "to", "seq", "created", "expires", "body")
    return [
        *(reads(f"ENV-1 {one['type']}", f"a whole {one['type']}", one) for one in _one_of_each()),
        *(
            refused(f"ENV-1 no-{name}", f"an open without {name}", again(without(OPEN, name)))
            for name in needed
        ),
        refused("ENV-1 no-thread", "a counter without thread", again(without(counter, "thread"))),
        refused("ENV-1 no-prev", "a counter without prev", again(without(counter, "prev"))),
        refused("ENV-1 unknown-type", "a type that nobody registered", resigned(OPEN, "type", "auction")),
        refused("ENV-1 other-body", "a counter's body in a decline", resigned(counter, "type", "decline")),
        refused("ENV-1 short-id", "eight bytes as an id", resigned(OPEN, "id", OPEN["id"][:11])),
        refused(
            "ENV-1 id-with-unused-bits",
            "another spelling of the id",
            resigned(OPEN, "id", OPEN["id"][:-1] + "B"),
        ),
        refused(
            "ENV-1 local-time", "a time without a zone", resigned(OPEN, "created", "2026-12-01T09:00:00")
        ),
    ]


def _one_of_each() -> list[Object]:
    refuse = follow("twin open", "brand refuse")[-1]
    confirm = follow("twin open", "brand offer", "twin accept", "brand confirm")[-1]
    close = follow("twin open", "brand offer", "twin close")[-1]
    said = [last(HAGGLE, kind) for kind in ("open", "offer", "counter", "withdraw", "decline", "accept")]
    return [*(one for one in said if one), refuse, confirm, close]


def _types() -> list[Object]:
    return [
        reads("WIRE-15 integer", "a quantity as an integer", resigned(OPEN, "body.lines.0.quantity", 2)),
        refused(
            "WIRE-15 text-as-integer", "a quantity in quotes", resigned(OPEN, "body.lines.0.quantity", "2")
        ),
        refused(
            "WIRE-15 true-as-integer", "true is no quantity", resigned(OPEN, "body.lines.0.quantity", True)
        ),
        refused("WIRE-15 text-as-seq", "a seq in quotes", resigned(OPEN, "seq", "0")),
        refused(
            "WIRE-15 object-as-array",
            "an object where an array must stand",
            resigned(OPEN, "body.lines", {}),
        ),
        refused(
            "WIRE-15 null-as-absence",
            "an offer that meets null",
            resigned(follow("twin open", "brand offer")[-1], "body.meets", None),
        ),
    ]


def _first() -> list[Object]:
    thread = {"thread": digest(OPEN), "prev": digest(OPEN)}
    return [
        reads("ENV-2 open", "seq 0, no thread, no prev", OPEN),
        refused("ENV-2 open-with-seq-2", "an open in the middle", resigned(OPEN, "seq", 2)),
        refused("ENV-2 open-with-thread", "an open in a thread", resigned(OPEN, "thread", thread["thread"])),
        refused("ENV-2 open-with-prev", "an open after a message", resigned(OPEN, "prev", thread["prev"])),
        refused("ENV-2 counter-with-seq-0", "a counter at the beginning", resigned(HAGGLE[2], "seq", 0)),
    ]


def _audience() -> list[Object]:
    return [
        reads("ENV-3 its-own", "addressed to its receiver", OPEN),
        refused("ENV-3 somebody-else", "shown to another brand", OPEN, "wrong-audience", to=RIVAL.did),
    ]


def _critical() -> list[Object]:
    extended = resigned(OPEN, "escrow", "shop-escrow")
    return [
        reads("ENV-10 not-critical", "an unknown member that may be passed over", extended),
        reads("ENV-10 understood", "a critical member of this version", resigned(OPEN, "critical", ["body"])),
        refused(
            "ENV-10 not-understood",
            "an unknown member that may not",
            resigned(extended, "critical", ["escrow"]),
            "unknown-critical",
        ),
        reads("ENV-11 spoken", "the version of this text", OPEN),
        refused(
            "ENV-11 next-version",
            "a version to come",
            resigned(OPEN, "protocol", "dailyme/2027-12-01"),
            "unsupported-version",
        ),
        refused("ENV-11 no-version", "none", again(without(OPEN, "protocol")), "unsupported-version"),
        reads("ENV-12 one", "one signature", OPEN),
        refused(
            "ENV-12 two",
            "somebody's signature beside it",
            {**OPEN, "signatures": [*OPEN["signatures"], signature(OPEN, RIVAL)]},
            "bad-signatures",
        ),
        refused("ENV-12 none", "unsigned", {**OPEN, "signatures": []}, "bad-signatures"),
    ]


def _signer() -> list[Object]:
    bare = {name: member for name, member in OPEN.items() if name != "signatures"}
    confused = {
        "alg": "Ed25519",
        "kid": f"{TWIN.did}#{BRAND.kid.partition('#')[2]}",
        "typ": "dailyme-open+jws",
    }
    return [
        reads("ID-1 own-key", "signed by a key of from", OPEN),
        refused("ID-1 other-key", "signed by a brand, from a twin", sign(bare, BRAND), "wrong-signer"),
        refused(
            "ID-1 other-fragment",
            "the twin's DID with the fragment of a brand's key",
            {**bare, "signatures": [signature(bare, BRAND, confused)]},
            "bad-key",
        ),
        refused(
            "ID-1 only-the-did",
            "a DID without a key",
            {**bare, "signatures": [signature(bare, TWIN, {**header(TWIN, "open"), "kid": TWIN.did})]},
            "bad-key",
        ),
        refused(
            "WIRE-17 relabelled",
            "a signature that was made over an offer",
            {**bare, "signatures": [signature(bare, TWIN, header(TWIN, "offer"))]},
            "bad-header",
        ),
    ]


def _look_alikes() -> list[Object]:
    """Only the outermost member `signatures` is left out of the signed bytes, nothing that looks like it."""
    looks = {
        "name": ("a member whose name ends alike", 'x"signatures', [1]),
        "text": ("a text that spells the member", "x", '"signatures":[]'),
        "deeper": ("a member of that name further down", "x", {"signatures": [], "type": "open"}),
        "before": ("a name that sorts just before it", "signature", OPEN["signatures"]),
        "after": ("a name that sorts just behind it", "signatures ", OPEN["signatures"]),
    }
    return [
        reads(f"WIRE-22 look-alike-{name}", why, sign({**OPEN, member: value}, TWIN))
        for name, (why, member, value) in looks.items()
    ]


def _unknown() -> list[Object]:
    kept = resigned(OPEN, "body.lines.0.engraving", {"words": ["for", None, "us"]})
    return [
        *_look_alikes(),
        reads("WIRE-14 in-a-line", "an unknown member deep inside", kept),
        refused(
            "WIRE-14 in-a-line-dropped",
            "the same, dropped on the way",
            {**OPEN, "signatures": kept["signatures"]},
            "bad-signature",
        ),
    ]


def _order() -> list[Object]:
    broken = {**OPEN, "signatures": [{**OPEN["signatures"][0], "signature": b64(bytes(64))}]}
    return [
        reads("WIRE-24 no-fault", "nothing is wrong", OPEN),
        refused(
            "WIRE-24 number-before-signature",
            "a float and no signature",
            {**broken, "x": 0.5},
            "bad-number",
        ),
        refused(
            "WIRE-24 signature-before-version",
            "no signature and no version",
            changed(broken, "protocol", "x"),
            "bad-signature",
        ),
        refused(
            "WIRE-24 version-before-shape",
            "a version to come may have other shapes",
            resigned(without(OPEN, "id"), "protocol", "dailyme/2027-12-01"),
            "unsupported-version",
        ),
        refused(
            "WIRE-24 shape-before-audience",
            "no id, and another's audience",
            again(without(OPEN, "id")),
            to=RIVAL.did,
        ),
        refused(
            "WIRE-24 critical-before-audience",
            "an unknown critical member, and another's audience",
            resigned(OPEN, "critical", ["escrow"]),
            "unknown-critical",
            to=RIVAL.did,
        ),
    ]
