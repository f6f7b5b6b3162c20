"""Sealed boxes: libsodium opens ours and we open its, and nothing is sealed twice under one key."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey, SealedBox

from protocol import SigningKey
from protocol.box import BadBoxError, box_public, box_secret, seal, unseal

OWN, OTHER = (sha256(name).digest() for name in (b"own", b"other"))


@given(st.binary(max_size=600), st.binary(min_size=32, max_size=32))
def test_what_is_sealed_here_opens_with_libsodium_and_back(data: bytes, secret: bytes) -> None:
    key = PrivateKey(OWN)
    assert SealedBox(key).decrypt(seal(data, bytes(key.public_key), secret=secret)) == data
    assert unseal(SealedBox(key.public_key).encrypt(data), OWN) == data


@given(st.binary(max_size=90), st.binary(max_size=90))
def test_two_texts_never_share_an_ephemeral_key(one: bytes, two: bytes) -> None:
    first, second = (seal(data, box_public(OWN), secret=OTHER) for data in (one, two))
    assert (first[:32] == second[:32]) == (one == two)


@given(st.binary(min_size=1, max_size=90), st.data())
def test_a_box_that_was_changed_does_not_open(data: bytes, draw: st.DataObject) -> None:
    box = bytearray(seal(data, box_public(OWN), secret=OTHER))
    box[draw.draw(st.integers(0, len(box) - 1))] ^= 1 << draw.draw(st.integers(0, 6))
    with pytest.raises(BadBoxError):
        unseal(bytes(box), OWN)


@pytest.mark.parametrize("key", [bytes(32), b"\x01" + bytes(31), b"short"])
def test_nothing_is_sealed_to_a_key_without_a_secret(key: bytes) -> None:
    with pytest.raises(BadBoxError):
        seal(b"marks", key, secret=OTHER)


def test_a_box_key_is_its_signers_own_and_has_one_purpose() -> None:
    keys = [SigningKey.for_twin(seed) for seed in (OWN, OTHER)]
    assert len({box_secret(key, purpose) for key in keys for purpose in (b"one", b"two")}) == 4
