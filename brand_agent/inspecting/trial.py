"""A message that is sent to try an agent: an example, changed as one likes, signed by a throw-away key."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from brand_agent.console.errors import ConsoleError
from protocol import (
    VERSION,
    CatalogPage,
    Profile,
    ProtocolError,
    SigningKey,
    encode,
    message_hash,
    sign,
    write_time,
)

LIVES_MS = 10 * 60_000


class BadTrialError(ConsoleError):
    """What was typed is no object that can be signed."""

    code = "bad-trial"
    advice = "Write one JSON object, with integers only and without `signatures`."


@dataclass(frozen=True, slots=True)
class Trial:
    """A signed message: its *data* as sent, and its *hash*, by which an answer names it."""

    value: dict[str, Any]
    data: bytes
    hash: str


def example(
    profile: Profile, page: CatalogPage | None, key: SigningKey, id: str, *, at_ms: int
) -> dict[str, Any]:
    """Return an `open` that *profile* says can be answered: about the first product that *page* has."""
    return {
        "protocol": VERSION,
        "type": "open",
        "id": id,
        "from": key.did,
        "to": profile.from_,
        "seq": 0,
        "created": write_time(at_ms),
        "expires": write_time(at_ms + LIVES_MS),
        "body": {
            "lines": [_line(page)],
            "region": profile.regions[0],
            "currency": profile.currencies[0],
            "personal_terms": profile.personal_terms[0] if profile.personal_terms else "sd-base",
        },
    }


def _line(page: CatalogPage | None) -> dict[str, Any]:
    found = [(one.id, variant.id) for one in (page.products if page else ()) for variant in one.variants]
    product, variant = found[0] if found else ("a-product", "a-variant")
    return {"product": product, "variant": variant, "quantity": 1}


def sealed(text: str, key: SigningKey) -> Trial:
    """Return the object in *text*, signed by *key*. Raises `BadTrialError`."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadTrialError(f"line {error.lineno}: {error.msg}") from None
    except (ValueError, RecursionError):
        raise BadTrialError("it can't be read as JSON") from None
    if not isinstance(value, dict) or not isinstance(value.get("type"), str) or "signatures" in value:
        raise BadTrialError("it must be an object with a `type` and without `signatures`")
    try:
        signed = sign(value, key)
        return Trial(value, encode(signed), message_hash(signed))
    except (ProtocolError, ValueError, TypeError, RecursionError) as error:
        raise BadTrialError(f"it can't be signed: {error}") from None


def tampered(data: bytes) -> bytes:
    """Return signed *data* with one character of its text changed after signing, still canonical.

    >>> tampered(b'{"expires":"2026-12-01T09:30:00Z"}')
    b'{"expires":"2026-12-01T09:30:01Z"}'
    """
    at = data.find(b'"expires":"') + len(b'"expires":"')
    end = data.find(b'Z"', at)
    if at < len(b'"expires":"') or end < 0:  # nothing that lasts: the last letter of the signature then
        return data[:-5] + (b"A" if data[-5:-4] != b"A" else b"B") + data[-4:]
    return data[: end - 1] + (b"1" if data[end - 1 : end] != b"1" else b"2") + data[end:]
