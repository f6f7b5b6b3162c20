"""Signed objects: which signatures hold, and how the others fail (WIRE-16 to WIRE-19, WIRE-22)."""

from __future__ import annotations

import json
from typing import Any

from spec.generate.vector import vector
from spec.generate.world import BRAND, RIVAL, TWIN, Object, b64, canonical, digest, header, sign, signature

NOTE: Object = {"type": "note", "text": "hello", "count": 1}
HOLDS: Object = {"kids": [TWIN.kid]}

_ORDER = 2**252 + 27742317777372353535851937790883648493


def cases() -> list[Object]:
    """Input is an `object` that must carry one signature; `header` repeats what its `protected` spells."""
    return [*_shape(), *_headers(), *_spelling(), *_holds(), *_hashes()]


def _refused(key: str, why: str, value: Object, code: str, **beside: object) -> Object:
    return vector(key, why, {**beside, "object": value}, {"error": code})


def _signed(*signatures: Any) -> Object:
    return {**NOTE, "signatures": list(signatures)}


def _shape() -> list[Object]:
    right = signature(NOTE, TWIN)
    bad = {
        "missing": ("no signatures at all", NOTE),
        "none": ("an empty array", _signed()),
        "null": ("null is no array", {**NOTE, "signatures": None}),
        "object": ("one signature without its array", {**NOTE, "signatures": right}),
        "unprotected-header": ("a header that nothing protects", _signed({**right, "header": {}})),
        "no-protected": ("a signature without a header", _signed({"signature": right["signature"]})),
        "number": ("a signature that is no text", _signed({**right, "signature": 1})),
        "two": ("one more than was asked for", _signed(right, signature(NOTE, BRAND))),
        "twice": ("the same signature twice", _signed(right, right)),
    }
    return [
        vector("WIRE-16 one", "one signature of exactly two members", {"object": _signed(right)}, HOLDS),
        *(_refused(f"WIRE-16 {name}", why, value, "bad-signatures") for name, (why, value) in bad.items()),
    ]


def _headers() -> list[Object]:
    right = header(TWIN, "note")
    bad: dict[str, tuple[str, Any]] = {
        "eddsa": ("the old name of the algorithm", {**right, "alg": "EdDSA"}),
        "none": ("no algorithm", {**right, "alg": "none"}),
        "hmac": ("an algorithm with a shared secret", {**right, "alg": "HS256"}),
        "crit": ("a member that must be understood", {**right, "crit": ["exp"], "exp": 1}),
        "jwk": ("a key that vouches for itself", {**right, "jwk": TWIN.jwk}),
        "jku": ("an address of a key", {**right, "jku": "https://shop.example/keys"}),
        "b64": ("another way to sign", {**right, "b64": False}),
        "no-typ": ("no kind of object", {"alg": "Ed25519", "kid": TWIN.kid}),
        "other-typ": ("a note shown as an offer's signature", {**right, "typ": "dailyme-offer+jws"}),
        "bare-typ": ("a kind of somebody else's", {**right, "typ": "note"}),
        "no-kid": ("no key", {"alg": "Ed25519", "typ": right["typ"]}),
        "number-as-kid": ("a key's name is text", {**right, "kid": 1}),
        "array": ("a header is an object", [right]),
        "long": ("more than 1024 characters", {**right, "kid": TWIN.kid + "z" * 1024}),
    }
    spelled: dict[str, tuple[str, str]] = {
        "spaces": ("another spelling of the same header", json.dumps(right)),
        "order": ("typ before kid", json.dumps(dict(reversed(right.items())), separators=(",", ":"))),
        "no-json": ("not even JSON", "Ed25519"),
    }
    return [
        vector(
            "WIRE-17 exact", "exactly three members", {"header": right, "object": sign(NOTE, TWIN)}, HOLDS
        ),
        *(
            _refused(f"WIRE-17 {name}", why, _signed(signature(NOTE, TWIN, head)), "bad-header", header=head)
            for name, (why, head) in bad.items()
        ),
        *(
            _refused(
                f"WIRE-17 {name}",
                why,
                _signed(signature(NOTE, TWIN, protected=b64(text.encode()))),
                "bad-header",
            )
            for name, (why, text) in spelled.items()
        ),
    ]


def _spelling() -> list[Object]:
    right = signature(NOTE, TWIN)
    protected = b64(canonical(header(TWIN, "note")))
    last = "AQgw".index(right["signature"][-1])
    bad = {
        "unused-bits-of-a-signature": ("the same 64 bytes", right["signature"][:-1] + "BRhx"[last]),
        "padded-signature": ("with padding", right["signature"] + "=="),
        "signature-with-a-line-end": ("with white space", right["signature"] + "\n"),
    }
    return [
        vector("WIRE-18 signature", "86 characters, unused bits zero", {"object": _signed(right)}, HOLDS),
        *(
            _refused(f"WIRE-18 {name}", why, _signed({**right, "signature": text}), "bad-base64url")
            for name, (why, text) in bad.items()
        ),
        _refused(
            "WIRE-18 padded-header",
            "a header with padding, which the signature covers",
            _signed(signature(NOTE, TWIN, protected=protected + "=")),
            "bad-base64url",
        ),
    ]


def _holds() -> list[Object]:
    right = signature(NOTE, TWIN)
    raw = TWIN.sign(f"{right['protected']}.{b64(canonical(NOTE))}".encode())
    flipped = bytes([raw[0] ^ 1]) + raw[1:]
    scalar = (int.from_bytes(raw[32:], "little") + _ORDER).to_bytes(32, "little")
    borrowed = signature(NOTE, RIVAL, header(TWIN, "note"))
    bad = {
        "changed": ("one member changed", {**_signed(right), "count": 2}),
        "added": ("an unknown member added", {**_signed(right), "unknown": None}),
        "dropped": (
            "a member dropped",
            {name: item for name, item in _signed(right).items() if name != "count"},
        ),
        "flipped-bit": ("one bit of the signature flipped", _signed({**right, "signature": b64(flipped)})),
        "greater-scalar": (
            "the same point, a scalar beyond the order",
            _signed({**right, "signature": b64(raw[:32] + scalar)}),
        ),
        "zeros": ("64 zero bytes", _signed({**right, "signature": b64(bytes(64))})),
        "short": ("63 bytes", _signed({**right, "signature": b64(raw[:63])})),
        "long": ("65 bytes", _signed({**right, "signature": b64(raw + b"\0")})),
        "other-key": ("made by another key than kid names", _signed(borrowed)),
    }
    return [
        vector("WIRE-19 holds", "a twin's signature", {"object": _signed(right)}, HOLDS),
        vector("WIRE-19 brand", "a brand's signature", {"object": sign(NOTE, BRAND)}, {"kids": [BRAND.kid]}),
        vector(
            "WIRE-14 unknown-signed",
            "an unknown member is signed like any other",
            {"object": sign({**NOTE, "unknown": [None, {"deep": True}]}, TWIN)},
            HOLDS,
        ),
        _refused(
            "WIRE-14 unknown-dropped",
            "the same, after somebody dropped the unknown member",
            {**NOTE, "signatures": sign({**NOTE, "unknown": [None, {"deep": True}]}, TWIN)["signatures"]},
            "bad-signature",
        ),
        *(_refused(f"WIRE-19 {name}", why, value, "bad-signature") for name, (why, value) in bad.items()),
    ]


def _hashes() -> list[Object]:
    def hashed(name: str, why: str, value: Object) -> Object:
        return vector(f"WIRE-22 {name}", why, {"object": value}, {"kids": [TWIN.kid], "hash": digest(value)})

    return [
        hashed("name", "the hash names the object", sign(NOTE, TWIN)),
        hashed("one-member-apart", "another count has another name", sign({**NOTE, "count": 2}, TWIN)),
        hashed(
            "nested",
            "members named signatures further down do count",
            sign({**NOTE, "x": {"signatures": []}}, TWIN),
        ),
        vector(
            "WIRE-22 without-signatures",
            "the same note by another party has the same name",
            {"object": sign(NOTE, BRAND)},
            {"kids": [BRAND.kid], "hash": digest(NOTE)},
        ),
    ]
