"""Every vector through this implementation, and every signature in them through one that is not ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import rfc8785
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from protocol import did_key_ring, encode, from_base64url, to_base64url
from tests.spec.outcomes import keeps, outcome
from tests.spec.reading import every_vector, keys, vectors

CASES = [(kind, case) for kind, cases in vectors().items() for case in cases]
GOOD = [
    case for case in every_vector() if "error" not in case["expect"] and all(case["expect"].get("holds", []))
]


@pytest.mark.parametrize(("kind", "case"), CASES, ids=[case["id"] for _, case in CASES])
def test_vector(kind: str, case: dict[str, Any]) -> None:
    found = outcome(kind, case)
    assert keeps(case["expect"], found), found


def signed_objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in *value* that carries signatures and says its type."""
    if isinstance(value, dict):
        if isinstance(value.get("signatures"), list) and value["signatures"] and "type" in value:
            yield value
        for member in value.values():
            yield from signed_objects(member)
    elif isinstance(value, list):
        for member in value:
            yield from signed_objects(member)


def known() -> dict[str, dict[str, str | list[str]]]:
    """Public keys by kid, from the file of test keys."""
    return {key["kid"]: key["jwk"] for key in keys()["keys"].values()}


def hold(value: dict[str, Any]) -> None:
    """Return if joserfc takes all signatures of *value*, spelled by rfc8785. Raises JoseError."""
    bare = {name: member for name, member in value.items() if name != "signatures"}
    payload = to_base64url(rfc8785.dumps(bare))
    for signature in value["signatures"]:
        header = json.loads(from_base64url(signature["protected"], "protected"))
        key = OKPKey.import_key(known()[header["kid"]])
        jws.deserialize_compact(
            f"{signature['protected']}.{payload}.{signature['signature']}", key, algorithms=["Ed25519"]
        )


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case["id"])
def test_joserfc_takes_what_we_take(case: dict[str, Any]) -> None:
    for value in signed_objects(case["input"]):
        hold(value)


def test_joserfc_refuses_what_does_not_hold() -> None:
    bad = [case for case in every_vector() if case["expect"] == {"error": "bad-signature"}]
    assert len(bad) > 10
    for case in bad:
        with pytest.raises((JoseError, ValueError)):
            for value in signed_objects(case["input"]):
                hold(value)


def test_canonical_bytes_agree_with_rfc_8785() -> None:
    for case in GOOD:
        for value in signed_objects(case["input"]):
            assert encode(value) == rfc8785.dumps(value), case["id"]


def test_the_public_halves_of_the_test_keys_are_right() -> None:
    for key in keys()["keys"].values():
        if key["kid"].startswith("did:key:"):
            assert did_key_ring(key["kid"]).jwk() == key["jwk"]
