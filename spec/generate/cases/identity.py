"""Who signs: did:key, did:web, did documents and the keys in them (ID-2 to ID-6)."""

from __future__ import annotations

from nacl.bindings import crypto_core_ed25519_add

from spec.generate.vector import vector
from spec.generate.world import (
    BRAND,
    OLD_BRAND,
    REVOKED,
    RIVAL,
    TWIN,
    Key,
    Object,
    b64,
    changed,
    did_key,
    document,
    own_url,
    thumbprint,
)

_Y_OF_ORDER_8 = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03"
_NEGATED = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc"

SMALL_ORDER = {
    "order-1": "01" + "00" * 31,
    "order-2": "ec" + "ff" * 30 + "7f",
    "order-4": "00" * 32,
    "order-4-negative": "00" * 31 + "80",
    "order-8": _Y_OF_ORDER_8 + "7a",
    "order-8-negative": _Y_OF_ORDER_8 + "fa",
    "order-8-other": _NEGATED + "05",
    "order-8-other-negative": _NEGATED + "85",
}
"""The eight points of small order."""

OTHER_SPELLINGS = {
    "order-1-with-sign": "01" + "00" * 30 + "80",
    "order-2-with-sign": "ec" + "ff" * 31,
    "order-4-plus-p": "ed" + "ff" * 30 + "7f",
    "order-4-plus-p-with-sign": "ed" + "ff" * 31,
    "order-1-plus-p": "ee" + "ff" * 30 + "7f",
    "order-1-plus-p-with-sign": "ee" + "ff" * 31,
}
"""Other encodings that lax readers take for points of small order."""


def did_keys() -> list[Object]:
    """Input is a `kid`; `x` is the public key as in a JSON Web Key."""
    did, fragment = TWIN.did, TWIN.did.removeprefix("did:key:")
    bad = {
        "no-fragment": ("a DID names a person, not a key", did),
        "other-fragment": (
            "the fragment of another key",
            own_url(did).partition("#")[0] + "#" + fragment[:-1],
        ),
        "upper-case": ("base58 tells capitals from small letters", own_url(did.replace("z6Mk", "z6mk"))),
        "leading-one": ("a zero byte more", own_url(did.replace(":z", ":z1"))),
        "illegal-letter": ("base58 has no 0", own_url(did[:-1] + "0")),
        "x25519": ("a key for encryption", own_url(did_key(TWIN.raw, b"\xec\x01"))),
        "short": ("31 bytes", own_url(did_key(TWIN.raw[:31]))),
        "long": ("33 bytes", own_url(did_key(TWIN.raw + b"\0"))),
        "other-multibase": ("f means hexadecimal", own_url("did:key:fed01" + TWIN.raw.hex())),
        "very-long": ("a name that is costly to read", own_url("did:key:z" + "z" * 2000)),
    }
    return [
        vector("ID-2 spelled-right", "the key is in its name", {"kid": own_url(did)}, {"x": b64(TWIN.raw)}),
        *(
            vector(f"ID-2 {name}", why, {"kid": kid}, {"error": "bad-key"})
            for name, (why, kid) in bad.items()
        ),
        *_weak(),
    ]


def _weak() -> list[Object]:
    mixed = crypto_core_ed25519_add(TWIN.raw, bytes.fromhex(SMALL_ORDER["order-8"]))
    weak = {
        **{name: ("a point of small order", bytes.fromhex(text)) for name, text in SMALL_ORDER.items()},
        **{
            name: ("a point of small order, spelled otherwise", bytes.fromhex(text))
            for name, text in OTHER_SPELLINGS.items()
        },
        "off-the-curve": ("no point at all", bytes([2]) + bytes(31)),
        "mixed-order": ("a good key plus a point of order 8", mixed),
    }
    return [
        vector("ID-3 prime-order", "a good key", {"kid": TWIN.kid}, {"x": b64(TWIN.raw)}),
        *(
            vector(f"ID-3 {name}", why, {"kid": own_url(did_key(raw))}, {"error": "weak-key"})
            for name, (why, raw) in weak.items()
        ),
    ]


def did_webs() -> list[Object]:
    """Input is a `did`, and `local`: on a developer's machine. `origin` serves the documents."""
    good = {
        "domain": ("a domain is asked over https", "did:web:shop.example", False, "https://shop.example"),
        "port": ("a port is escaped", "did:web:shop.example%3A8443", False, "https://shop.example:8443"),
        "domain-locally": (
            "a domain is never asked over http",
            "did:web:shop.example",
            True,
            "https://shop.example",
        ),
        "loopback": (
            "loopback on a developer's machine",
            "did:web:localhost%3A8001",
            True,
            "http://localhost:8001",
        ),
        "loopback-address": ("by its address", "did:web:127.0.0.1%3A8001", True, "http://127.0.0.1:8001"),
    }
    bad = {
        "loopback-elsewhere": (
            "anywhere else it is somebody else's machine",
            "did:web:localhost%3A8001",
            False,
        ),
        "path": ("a host, not a path of one", "did:web:shop.example:brands:a", False),
        "bare-port": ("the colon is escaped", "did:web:shop.example:8443", False),
        "user": ("no user in front of a host", "did:web:shop.example%40rival.example", False),
        "slash": ("no path behind a host", "did:web:shop.example%2Fa", False),
        "capitals": ("one spelling of a host", "did:web:Shop.example", False),
        "nothing": ("no host", "did:web:", False),
        "person": ("a person has no domain", TWIN.did, False),
    }
    return [
        *(
            vector(f"ID-6 {name}", why, {"did": did, "local": local}, {"origin": origin})
            for name, (why, did, local, origin) in good.items()
        ),
        *(
            vector(f"ID-6 {name}", why, {"did": did, "local": local}, {"error": "bad-did"})
            for name, (why, did, local) in bad.items()
        ),
    ]


def did_documents() -> list[Object]:
    """Input is the `document` that was fetched for `did`, a `kid`, and the receiver's clock `at`."""
    whole = document(BRAND.did, BRAND, OLD_BRAND)
    method, old = whole["verificationMethod"]
    named = Key("brand", BRAND.did, f"{BRAND.did}#key-1")
    weak = {**method["publicKeyJwk"], "x": b64(bytes(32))}
    weak_id = f"{BRAND.did}#{thumbprint(bytes(32))}"
    ended_then_not = [old, {name: member for name, member in old.items() if name != "revoked"}]

    def case(key: str, why: str, expect: Object, **given: object) -> Object:
        base = {"document": whole, "did": BRAND.did, "kid": BRAND.kid, "at": "2026-12-01T09:00:00Z"}
        return vector(key, why, {**base, **given}, expect)

    bad = {
        "not-listed": ("a key that the document does not hold", "unknown-key", {"kid": RIVAL.kid}),
        "not-for-signing": (
            "listed, but not to assert anything",
            "unknown-key",
            {"document": changed(whole, "assertionMethod", [OLD_BRAND.kid])},
        ),
        "other-document": (
            "the document of another domain",
            "did-mismatch",
            {"document": document(RIVAL.did, RIVAL)},
        ),
        "own-name": (
            "a key with a name of its own",
            "did-mismatch",
            {"document": document(BRAND.did, named), "kid": named.kid},
        ),
        "other-controller": (
            "a key that another domain controls",
            "did-mismatch",
            {"document": changed(whole, "verificationMethod.0.controller", RIVAL.did)},
        ),
        "one-id-twice": (
            "revoked and not revoked",
            "did-mismatch",
            {"document": changed(whole, "verificationMethod", [method, *ended_then_not])},
        ),
        "other-curve": (
            "a key of another kind",
            "bad-message",
            {"document": changed(whole, "verificationMethod.0.publicKeyJwk.crv", "X25519")},
        ),
    }
    return [
        case("ID-4 listed", "a key of the domain", {"x": b64(BRAND.raw)}),
        *(case(f"ID-4 {name}", why, {"error": code}, **given) for name, (why, code, given) in bad.items()),
        case(
            "ID-3 in-a-document",
            "a weak key in a document",
            {"error": "weak-key"},
            document={
                **document(BRAND.did),
                "verificationMethod": [{**method, "id": weak_id, "publicKeyJwk": weak}],
                "assertionMethod": [weak_id],
            },
            kid=weak_id,
        ),
        case(
            "ID-5 before",
            "a second before it ended",
            {"x": b64(OLD_BRAND.raw)},
            kid=OLD_BRAND.kid,
            at="2026-05-31T23:59:59Z",
        ),
        case(
            "ID-5 at",
            "from the time on at which it ended",
            {"error": "revoked-key"},
            kid=OLD_BRAND.kid,
            at=REVOKED,
        ),
        case("ID-5 after", "and ever after", {"error": "revoked-key"}, kid=OLD_BRAND.kid),
    ]
