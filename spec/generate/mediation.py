"""Mediated play for the vectors: keys, marks and boxes, made without the project's own code."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode
from hashlib import blake2b, sha256

from nacl.bindings import crypto_box, crypto_scalarmult, crypto_scalarmult_base

from spec.generate.parts import TERMS, time
from spec.generate.world import (
    MARKET,
    VERSION,
    Key,
    Object,
    b64,
    canonical,
    digest,
    message_id,
    sign,
    usd,
)

ROUNDS = 4
TWIN_KEY, BRAND_KEY, BOX_KEY, BOX_ONCE = (
    sha256(f"daily me test seed: mediated {side}".encode()).digest() for side in ("t", "b", "box", "once")
)
GRID = [{"total": usd(total), "terms": TERMS} for total in (13489, 13000, 12500, 12000)]
TWIN_SHARES = [0, 3333, 6667, 10000]
BRAND_SHARES = [10000, 6250, 2500, None]


def opened(mediator: Key = MARKET) -> Object:
    """What an open says beside, to be played with *mediator*."""
    key = b64(crypto_scalarmult_base(TWIN_KEY))
    return {"mode": "mediated", "mediator": mediator.did, "mediate_key": key}


def grid_body() -> Object:
    """The brand's grid."""
    return {"packages": GRID, "rounds": ROUNDS, "mediate_key": b64(crypto_scalarmult_base(BRAND_KEY))}


def secret(thread: str) -> bytes:
    """The secret of *thread*."""
    shared = crypto_scalarmult(TWIN_KEY, crypto_scalarmult_base(BRAND_KEY))
    return hmac.digest(shared, canonical(["dailyme/mediated", thread]), "sha256")


def mark(thread: str, round: int, place: int) -> str:
    """The mark of a package of the grid."""
    return b64(hmac.digest(secret(thread), canonical(["dailyme/package", round, GRID[place]]), "sha256"))


def blank(thread: str, side: str, round: int, place: int) -> str:
    """What a side says instead."""
    said = canonical(["dailyme/blank", side, round, GRID[place]])
    return b64(hmac.digest(secret(thread), said, "sha256"))


def marks(thread: str, side: str, round: int) -> list[str]:
    """What a side says in a round."""
    shares = TWIN_SHARES if side == "twin" else BRAND_SHARES
    least = 10_000 * (ROUNDS - round) / ROUNDS
    return sorted(
        mark(thread, round, place)
        if share is not None and share >= least
        else blank(thread, side, round, place)
        for place, share in enumerate(shares)
    )


def overlap(thread: str, round: int) -> str | None:
    """What both say in a round."""
    return min({*marks(thread, "twin", round)} & {*marks(thread, "brand", round)}, default=None)


def sealed(said: list[str]) -> str:
    """*said* in a box for the marketplace; always the same bytes."""
    data = b"".join(urlsafe_b64decode(one + "=") for one in said)
    public, to = crypto_scalarmult_base(BOX_ONCE), crypto_scalarmult_base(BOX_KEY)
    nonce = blake2b(public + to, digest_size=24).digest()
    return b64(public + crypto_box(data, nonce, to, BOX_ONCE))


def marks_body(thread: str, round: int) -> Object:
    """The brand's marks of a round."""
    return {"round": round, "sealed": sealed(marks(thread, "brand", round))}


def statement(thread: str, twin: str, round: int, found: str | None, key: Key = MARKET) -> Object:
    """What the marketplace says of a round; the request that it answers is none that was made."""
    asked = b64(sha256(f"a mediate of round {round}".encode()).digest())
    said = {"thread": thread, "round": round} | ({} if found is None else {"mark": found})
    return sign(
        {
            "protocol": VERSION,
            "type": "overlap",
            "id": message_id(f"overlap {round}"),
            "from": key.did,
            "to": twin,
            "thread": asked,
            "prev": asked,
            "seq": 1,
            "created": time(1),
            "expires": time(600),
            "body": said,
        },
        key,
    )


def mediate(twin: Key, round: int, said: Object, own: list[str], to: Key = MARKET) -> Object:
    """The twin's request to compare its *own* marks of a round with the brand's message *said*."""
    return sign(
        {
            "protocol": VERSION,
            "type": "mediate",
            "id": message_id(f"mediate {round}"),
            "from": twin.did,
            "to": to.did,
            "seq": 0,
            "created": time(0),
            "expires": time(600),
            "body": {"marks": own, "said": said},
        },
        twin,
    )


def answer(asked: Object, body: Object, key: Key = MARKET) -> Object:
    """The marketplace's answer to *asked*."""
    bare = {
        "protocol": VERSION,
        "type": "overlap",
        "id": message_id("overlap"),
        "from": key.did,
        "to": asked["from"],
        "thread": digest(asked),
        "prev": digest(asked),
        "seq": 1,
        "created": time(1),
        "expires": time(600),
        "body": body,
    }
    return sign(bare, key)


def key_agreement(did: str = MARKET.did) -> Object:
    """The marketplace's box key, as its did document lists it."""
    raw = crypto_scalarmult_base(BOX_KEY)
    jwk = {"kty": "OKP", "crv": "X25519", "x": b64(raw)}
    kid = f"{did}#{b64(sha256(canonical(jwk)).digest())}"
    return {"id": kid, "type": "JsonWebKey", "controller": did, "publicKeyJwk": jwk}
