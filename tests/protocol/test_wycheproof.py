"""Our Ed25519 against Wycheproof: what is valid is accepted, what is not is refused with our own error."""

from __future__ import annotations

import json
from typing import Any

import pytest

from protocol.keys import BadSignatureError, PublicKey
from tests.protocol.oracle import SECURITY, needs

DATA = SECURITY / "wycheproof/ed25519_test.json"


def cases() -> list[tuple[str, dict[str, Any]]]:
    if not DATA.is_file():
        return [("", {"tcId": "absent"})]
    groups = json.loads(DATA.read_text())["testGroups"]
    return [(group["publicKey"]["pk"], case) for group in groups for case in group["tests"]]


@needs("wycheproof")
@pytest.mark.parametrize(("key", "case"), cases(), ids=[str(case["tcId"]) for _, case in cases()])
def test_signature(key: str, case: dict[str, Any]) -> None:
    public = PublicKey("did:web:shop.example#key", bytes.fromhex(key))
    message, signature = bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"])
    if case["result"] == "valid":
        public.verify(message, signature)
    else:
        with pytest.raises(BadSignatureError):
            public.verify(message, signature)


@needs("wycheproof")
def test_all_151_cases_are_run() -> None:
    assert len(cases()) == 151
