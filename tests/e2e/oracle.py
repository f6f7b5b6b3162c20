"""Signatures, checked by libraries that are not ours: joserfc for JWS, rfc8785 for the canonical form."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

import rfc8785
from joserfc import jws
from joserfc.jwk import OKPKey


def kids(signed: Mapping[str, Any]) -> list[str]:
    """Return the key names in the headers of *signed*."""
    return [json.loads(_decoded(one["protected"]))["kid"] for one in signed["signatures"]]


def check(signed: Mapping[str, Any], keys: Mapping[str, dict[str, str]]) -> int:
    """Return how many signatures *signed* has; each holds under its key in *keys*.

    Raises joserfc's BadSignatureError for one that does not, and KeyError for a key that is missing.
    """
    bare = {name: value for name, value in signed.items() if name != "signatures"}
    payload = base64.urlsafe_b64encode(rfc8785.dumps(bare)).rstrip(b"=").decode()
    for one, kid in zip(signed["signatures"], kids(signed), strict=True):
        compact = ".".join((one["protected"], payload, one["signature"]))
        jws.deserialize_compact(compact, OKPKey.import_key({**keys[kid]}), algorithms=["Ed25519"])
    return len(signed["signatures"])


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
