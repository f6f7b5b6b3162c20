"""Keys and signatures: one changed bit, one weak key, one other spelling, and nothing holds."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import OKPKey
from nacl.bindings import crypto_core_ed25519_add

from protocol import (
    ProtocolError,
    PublicKey,
    SigningKey,
    did_key_ring,
    did_web,
    did_web_origin,
    from_base64url,
    message_hash,
    read_time,
    sign,
    to_base64url,
    verify,
    write_time,
)
from protocol.base58 import from_base58, to_base58
from spec.generate.cases.identity import OTHER_SPELLINGS, SMALL_ORDER

SEEDS = st.binary(min_size=32, max_size=32)
NOTE: dict[str, Any] = {"type": "note", "text": "hello", "parts": [1, {"two": None}]}
KEY = SigningKey.for_twin(bytes(range(32)))
SIGNED = sign(NOTE, KEY)


def refused(value: dict[str, Any]) -> str:
    """The code with which *value* is refused."""
    with pytest.raises(ProtocolError) as caught:
        verify(value, did_key_ring)
    return caught.value.code


@given(SEEDS, st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20))
def test_what_a_key_signs_holds_under_it_here_and_elsewhere(seed: bytes, text: str) -> None:
    key = SigningKey.for_twin(seed)
    signed = sign({"type": "note", "text": text}, key)
    assert verify(signed, did_key_ring) == (key.kid,)
    (one,) = signed["signatures"]
    payload = to_base64url(f'{{"text":{_quoted(text)},"type":"note"}}'.encode())
    jwk: dict[str, str | list[str]] = {**key.public.jwk()}
    compact = f"{one['protected']}.{payload}.{one['signature']}"
    jws.deserialize_compact(compact, OKPKey.import_key(jwk), algorithms=["Ed25519"])


@given(st.integers(0, 511))
def test_a_flipped_bit_of_the_signature_does_not_hold(bit: int) -> None:
    raw = bytearray(from_base64url(SIGNED["signatures"][0]["signature"], "signature"))
    raw[bit // 8] ^= 1 << bit % 8
    one = {**SIGNED["signatures"][0], "signature": to_base64url(bytes(raw))}
    assert refused({**SIGNED, "signatures": [one]}) == "bad-signature"


@given(st.data())
def test_a_changed_character_of_header_or_signature_does_not_hold(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["protected", "signature"]))
    text = SIGNED["signatures"][0][name]
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(exclude_characters=text[at], codec="utf-8"))
    one = {**SIGNED["signatures"][0], name: text[:at] + other + text[at + 1 :]}
    assert refused({**SIGNED, "signatures": [one]})


@given(st.sampled_from(sorted(NOTE)), st.none() | st.integers(-3, 3) | st.text(max_size=3))
def test_a_changed_member_does_not_hold(name: str, value: Any) -> None:
    if value != NOTE[name]:
        assert refused({**SIGNED, name: value}) in {"bad-signature", "bad-header"}


@given(SEEDS)
def test_a_signature_names_the_object_and_not_the_signer(seed: bytes) -> None:
    assert message_hash(sign(NOTE, SigningKey.for_twin(seed))) == message_hash(NOTE)


@given(SEEDS, st.sampled_from(sorted(SMALL_ORDER.values())))
def test_a_key_plus_a_point_of_small_order_is_refused(seed: bytes, point: str) -> None:
    raw = SigningKey.for_twin(seed).public.raw
    mixed = crypto_core_ed25519_add(raw, bytes.fromhex(point))
    if mixed != raw:
        with pytest.raises(ProtocolError, match="prime-order"):
            PublicKey("did:web:shop.example#key", mixed)


@pytest.mark.parametrize("name", [*SMALL_ORDER, *OTHER_SPELLINGS])
def test_a_key_of_small_order_is_refused(name: str) -> None:
    with pytest.raises(ProtocolError, match="prime-order"):
        PublicKey("did:web:shop.example#key", bytes.fromhex({**SMALL_ORDER, **OTHER_SPELLINGS}[name]))


def test_the_small_orders_are_what_they_are_called() -> None:
    points = {name: bytes.fromhex(text) for name, text in SMALL_ORDER.items()}
    neutral = points["order-1"]
    for name, point in points.items():
        order, multiple = int(name.split("-")[1]), point
        for _ in range(order - 1):
            assert multiple != neutral or order == 1, name
            multiple = crypto_core_ed25519_add(multiple, point)
        assert multiple == neutral, name


@given(st.binary(max_size=40))
def test_base64url_has_one_spelling(data: bytes) -> None:
    assert from_base64url(to_base64url(data), "data") == data


@given(st.text("AZaz09-_=+/ \n\u00e9", max_size=12))
def test_any_text_is_the_one_spelling_of_bytes_or_refused(text: str) -> None:
    try:
        data = from_base64url(text, "text")
    except ProtocolError:
        return
    assert to_base64url(data) == text


@given(st.binary(min_size=1, max_size=40))
def test_base58_round_trip(data: bytes) -> None:
    assert from_base58(to_base58(data), len(data)) == data


@given(st.integers(-62135596800, 253402300799))
def test_a_time_is_read_as_it_was_written(at_s: int) -> None:
    assert read_time(write_time(at_s * 1000)) == at_s * 1000


@given(st.text(max_size=30))
def test_no_url_and_no_did_is_a_crash(text: str) -> None:
    actions = (partial(did_web, f"https://{text}/"), partial(did_web_origin, f"did:web:{text}", local=True))
    for action in actions:
        try:
            found = action()
        except ProtocolError:
            continue
        assert found.isascii()


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
