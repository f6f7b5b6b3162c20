"""What must not come in: each gets a problem document with its own code, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Final

import pytest

from protocol import SigningKey, encode, sign, to_base64url
from protocol.canonical import spell
from protocol.signature import unsigned
from tests.brand_agent.buyer import Buyer, post, value_of
from tests.brand_agent.shop import Shop, message_id

OTHER: Final = SigningKey.for_twin(sha256(b"other").digest())
HOUR_MS: Final = 3_600_000

Make = Callable[[Buyer], bytes]


def resigned(buyer: Buyer, **changed: Any) -> bytes:
    """A counter with members replaced, signed again by the buyer's own key."""
    return encode(sign(unsigned(value_of(buyer.counter(9_000))) | changed, buyer.key))


def rewritten(buyer: Buyer, change: Callable[[bytes], bytes]) -> bytes:
    """A counter's bytes after *change*."""
    return change(buyer.counter(9_000))


def with_header(buyer: Buyer, **more: Any) -> bytes:
    """A counter whose header has more members, under a signature that holds over it."""
    value = unsigned(value_of(buyer.counter(9_000)))
    header = {"alg": "Ed25519", "kid": buyer.key.kid, "typ": "dailyme-counter+jws"} | more
    protected = to_base64url(spell(header))
    signed = buyer.key.sign(f"{protected}.{to_base64url(spell(value))}".encode())
    return spell(value | {"signatures": [{"protected": protected, "signature": to_base64url(signed)}]})


def with_signature(buyer: Buyer, change: Callable[[str], str]) -> bytes:
    """A counter whose signature is spelled after *change*."""
    value = value_of(buyer.counter(9_000))
    one = value["signatures"][0]
    return spell(value | {"signatures": [one | {"signature": change(one["signature"])}]})


def other_last_character(signature: str) -> str:
    """The same 64 bytes, spelled with other unused bits."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return signature[:-1] + alphabet[alphabet.index(signature[-1]) ^ 1]


def another_key(buyer: Buyer) -> bytes:
    """Signed by a key that is not the sender's."""
    return encode(sign(unsigned(value_of(buyer.counter(9_000))), OTHER))


def forged(buyer: Buyer) -> bytes:
    """Another key's signature under the sender's name."""
    value = unsigned(value_of(buyer.counter(9_000)))
    return encode(sign(value, SigningKey(buyer.key.kid, buyer.key.public, OTHER._secret)))


def unknown_hash(buyer: Buyer) -> bytes:
    """An accept of an offer that was never made in this thread."""
    value = unsigned(value_of(buyer.accept()))
    document = unsigned(value["body"]["agreement"]) | {"offer": to_base64url(sha256(b"none").digest())}
    value["body"] = value["body"] | {"agreement": sign(document, buyer.key)}
    return encode(sign(value, buyer.key))


def other_deal(buyer: Buyer) -> bytes:
    """An accept of the offer's hash with another total in the deal."""
    value = unsigned(value_of(buyer.accept()))
    document = unsigned(value["body"]["agreement"])
    for name in ("total", "list_total"):
        document["deal"] = document["deal"] | {name: {"amount": 1, "currency": "USD"}}
    document["deal"]["breakdown"] = [
        {"kind": "items", "amount": {"amount": 1, "currency": "USD"}, "included": False}
    ]
    value["body"] = value["body"] | {"agreement": sign(document, buyer.key)}
    return encode(sign(value, buyer.key))


BAD: Final[Mapping[str, tuple[Make, int, str]]] = {
    "a flipped byte of the body": (
        lambda buyer: rewritten(buyer, lambda data: data.replace(b'"amount":9000', b'"amount":9001')),
        401,
        "bad-signature",
    ),
    "a flipped bit of the signature": (
        lambda buyer: with_signature(buyer, lambda text: ("B" if text[0] == "A" else "A") + text[1:]),
        401,
        "bad-signature",
    ),
    "another key": (another_key, 401, "wrong-signer"),
    "another key under the sender's name": (forged, 401, "bad-signature"),
    "another audience": (lambda buyer: resigned(buyer, to="did:web:other.example"), 421, "wrong-audience"),
    "a brand's move": (
        lambda buyer: encode(sign(unsigned(value_of(buyer.said[-1].data)) | _next(buyer), buyer.key)),
        409,
        "out-of-turn",
    ),
    "a seq that is taken": (
        lambda buyer: resigned(buyer, seq=1, prev=buyer.talk.thread),
        409,
        "conflict",
    ),
    "a seq that skips": (lambda buyer: resigned(buyer, seq=4), 409, "wrong-sequence"),
    "an id that is taken": (lambda buyer: resigned(buyer, id=message_id("guest::0")), 409, "conflict"),
    "a broken chain": (lambda buyer: resigned(buyer, prev=buyer.talk.thread), 409, "broken-chain"),
    "an unknown thread": (lambda buyer: resigned(buyer, thread=buyer.talk.last), 404, "unknown-thread"),
    "an expired message": (
        lambda buyer: resigned(buyer, created="2026-12-01T11:00:00Z", expires="2026-12-01T11:59:00Z"),
        410,
        "message-expired",
    ),
    "a message from the future": (
        lambda buyer: resigned(buyer, created="2026-12-01T12:01:00Z"),
        400,
        "created-in-future",
    ),
    "an accept of an unknown hash": (unknown_hash, 404, "unknown-offer"),
    "an accept of another deal": (other_deal, 409, "agreement-differs"),
    "a float": (
        lambda buyer: rewritten(buyer, lambda data: data.replace(b'"amount":9000', b'"amount":9000.5')),
        400,
        "bad-number",
    ),
    "a duplicate member": (
        lambda buyer: rewritten(buyer, lambda data: data.replace(b'"seq":2', b'"seq":2,"seq":2')),
        400,
        "duplicate-member",
    ),
    "white space": (lambda buyer: rewritten(buyer, lambda data: data + b"\n"), 400, "not-canonical"),
    "65 KiB": (
        lambda buyer: rewritten(buyer, lambda data: data[:-1] + b',"x":"' + b"x" * 66_560 + b'"}'),
        413,
        "too-large",
    ),
    "depth 17": (
        lambda buyer: rewritten(buyer, lambda data: data[:-1] + b',"x":' + b"[" * 16 + b"]" * 16 + b"}"),
        400,
        "too-deep",
    ),
    "invalid UTF-8": (
        lambda buyer: rewritten(buyer, lambda data: data[:-1] + b',"x":"\xff"}'),
        400,
        "not-utf8",
    ),
    "no JSON": (lambda buyer: b"{", 400, "not-json"),
    "nothing": (lambda buyer: b"", 400, "not-json"),
    "a signature spelled differently": (
        lambda buyer: with_signature(buyer, other_last_character),
        400,
        "bad-base64url",
    ),
    "a padded signature": (
        lambda buyer: with_signature(buyer, lambda text: text + "=="),
        400,
        "bad-base64url",
    ),
    "a header with crit": (lambda buyer: with_header(buyer, crit=["exp"]), 400, "bad-header"),
    "a header with jwk": (lambda buyer: with_header(buyer, jwk=buyer.key.public.jwk()), 400, "bad-header"),
    "the old name of the algorithm": (lambda buyer: with_header(buyer, alg="EdDSA"), 400, "bad-header"),
    "no signature": (
        lambda buyer: encode(unsigned(value_of(buyer.counter(9_000)))),
        400,
        "bad-signatures",
    ),
    "two signatures": (
        lambda buyer: encode(sign(value_of(buyer.counter(9_000)), buyer.key)),
        400,
        "bad-signatures",
    ),
    "a member of another type": (lambda buyer: resigned(buyer, seq="2"), 422, "bad-message"),
    "another version": (
        lambda buyer: resigned(buyer, protocol="dailyme/2027-01-01"),
        400,
        "unsupported-version",
    ),
    "a critical member nobody knows": (
        lambda buyer: resigned(buyer, critical=["x"]),
        400,
        "unknown-critical",
    ),
}


def _next(buyer: Buyer) -> dict[str, Any]:
    return {
        "from": buyer.key.did,
        "to": value_of(buyer.said[0].data)["to"],
        "seq": 2,
        "prev": buyer.talk.last,
        "id": message_id("an offer of the twin's"),
    }


@pytest.mark.parametrize("case", BAD)
async def test_bad_input_gets_its_own_problem_and_changes_nothing(shop: Shop, case: str) -> None:
    make, status, code = BAD[case]
    buyer = Buyer()
    await buyer.ask(shop.app, buyer.opening())
    before = await shop.dump()
    response = await post(shop.app, make(buyer))
    problem = response.json()
    assert (response.status_code, problem["code"]) == (status, code), problem
    assert response.headers["content-type"] == "application/problem+json"
    assert {"type", "title", "status", "detail", "requirement", "advice"} <= problem.keys()
    assert problem["requirement"]
    assert await shop.dump() == before
    assert (await buyer.ask(shop.app, buyer.counter(9_000))).type == "offer"  # the thread goes on


async def test_no_flipped_byte_gets_through(shop: Shop) -> None:
    buyer = Buyer()
    await buyer.ask(shop.app, buyer.opening())
    before, good = await shop.dump(), buyer.counter(9_000)
    for place in range(0, len(good), 7):
        bad = good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :]
        assert (await post(shop.app, bad)).status_code in {400, 401, 421, 422}, bad
    assert await shop.dump() == before


async def test_a_stranger_can_not_speak_in_a_thread(shop: Shop) -> None:
    buyer = Buyer()
    await buyer.ask(shop.app, buyer.opening())
    before = await shop.dump()
    for seq in (1, 2, 3):  # whatever is there already: a stranger is told nothing of the thread
        value = unsigned(value_of(buyer.counter(9_000))) | {"from": OTHER.did, "seq": seq}
        response = await post(shop.app, encode(sign(value, OTHER)))
        assert (response.status_code, response.json()["code"]) == (403, "stranger")
    assert await shop.dump() == before
