"""What a stranger can verify: every byte that travelled, with the brand's did document and nothing else.

No store of either side is asked here, and no key of theirs: a did:key spells itself out, a did:web's keys
stand in its document.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from dailyme.demo.sky import DAY_MS
from dailyme.demo.year.shop import spellings
from protocol import (
    DID_PATH,
    KeyRing,
    ProtocolError,
    did_web_origin,
    message_hash,
    read_document,
    read_time,
    ring_of,
    verify,
)
from protocol.keys import PublicKey
from transport import WireLine

PUBLIC: Final = frozenset({"profile", "catalog-page", "offers-page"})
"""Signed things that are the same for everybody: verified, and not printed."""


@dataclass
class Heard:
    """What travelled: each signed object once, by its hash, with the keys of those that hold."""

    signed: dict[str, dict[str, Any]] = field(default_factory=dict)
    keys: dict[str, PublicKey] = field(default_factory=dict)
    signatures: int = 0
    holding: int = 0

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The signed objects of *kind*, oldest first."""
        return sorted((one for one in self.signed.values() if one["type"] == kind), key=_created)

    @property
    def said(self) -> dict[str, dict[str, Any]]:
        """What was not the same for everybody."""
        return {name: one for name, one in self.signed.items() if one["type"] not in PUBLIC}


def heard(wire: Sequence[WireLine], brand: str, at_ms: int) -> Heard:
    """Return what travelled over *wire*, verified with the did document of *brand* that was served there."""
    texts = [json.loads(line.text) for line in wire if line.text]
    url = did_web_origin(brand, local=True) + DID_PATH
    document = next(line.text for line in wire if line.url == url and line.text)
    ring = ring_of({brand: read_document(json.loads(document), brand)}, at_ms)
    found = Heard()
    for signed in _signed(texts):
        name = message_hash(signed)
        before = found.signed.get(name)
        if before is None or len(before["signatures"]) < len(signed["signatures"]):
            found.signed[name] = signed
    for signed in found.signed.values():
        _check(found, signed, ring)
    return found


def _check(found: Heard, signed: dict[str, Any], ring: KeyRing) -> None:
    count = len(signed["signatures"])
    found.signatures += count
    try:
        kids = verify(signed, ring, count=count)
    except ProtocolError:
        return
    found.holding += count
    found.keys |= {kid: ring(kid) for kid in kids}


def _signed(value: object) -> Iterator[dict[str, Any]]:
    """Yield every signed object in *value*, at any depth."""
    if isinstance(value, dict):
        if isinstance(value.get("signatures"), list) and value["signatures"] and "type" in value:
            yield value
        for member in value.values():
            yield from _signed(member)
    elif isinstance(value, list):
        for one in value:
            yield from _signed(one)


def values_found(wire: Iterable[WireLine], values: Iterable[str]) -> list[str]:
    """Return which of *values* stand in any byte that was signed, as they are or in base64."""
    data = [line.text.encode() for line in wire]
    return [one for one in values if any(each in text for each in spellings(one) for text in data)]


def above_cap(found: Heard) -> int:
    """Return how many news were made above the cap that the person had signed."""
    return sum(
        len(times) - _allowed(times, asked["body"]["cap"])
        for name, asked in found.signed.items()
        if asked["type"] == "subscribe"
        for times in [[_at(one) for one in found.of("news") if one["thread"] == name]]
    )


def _allowed(times: Sequence[int], cap: Mapping[str, int]) -> int:
    """Return how many of *times*, in order, are within the cap."""
    taken: list[int] = []
    for at_ms in times:
        recent = [one for one in taken if one > at_ms - cap["days"] * DAY_MS]
        if len(recent) < cap["messages"]:
            taken.append(at_ms)
    return len(taken)


def after_end(found: Heard) -> int:
    """Return how many news were made after their subscription had ended."""
    ends = {
        name: read_time(one["body"]["until"])
        for name, one in found.signed.items()
        if one["type"] == "subscribe"
    }
    for one in found.of("unsubscribe"):
        name = one["body"]["subscription"]
        ends[name] = min(ends[name], _at(one))
    return sum(_at(one) >= ends[one["thread"]] for one in found.of("news"))


def last_key(found: Heard) -> str:
    """Return the key of the last question: that of the last conversation."""
    return str(found.of("ask")[-1]["from"])


def seen_before(wire: Sequence[WireLine], key: str) -> int:
    """Return 1 if *key* stands in what the brand was sent before its own conversation, else 0."""
    lines = [line.text for line in wire if line.direction == "sent" and line.text]
    first = next(place for place, text in enumerate(lines) if json.loads(text)["from"] == key)
    return int(any(key in text for text in lines[:first]))


def _created(signed: Mapping[str, Any]) -> str:
    return str(signed.get("created", ""))


def _at(signed: Mapping[str, Any]) -> int:
    return read_time(str(signed["created"]))
