"""Logs that hold, and logs that were tampered with (LEARN-4 to LEARN-6).

Input is a log: its `entries` in order, and its `head`. What is expected are the entries that hold, up to the
first that does not.
"""

from __future__ import annotations

import hashlib

from spec.generate.vector import vector
from spec.generate.world import Json, Object, b64, canonical

START = hashlib.sha256(b"dailyme/memory").digest()
AT_MS = 1_796_115_600_000
PAYLOADS: tuple[Object, ...] = (
    {"at_ms": AT_MS, "kind": "wish", "wish": 1, "facts": {"text": "café kettle"}},
    {"at_ms": AT_MS + 1000, "kind": "declined", "wish": 1, "line": 0, "facts": {"reason": "price"}},
    {"at_ms": AT_MS - 86_400_000, "kind": "edited", "facts": {"topic": "warranty", "stance": "1.00"}},
)


def cases() -> list[Object]:
    """Return the logs."""
    first, second, third = log(*PAYLOADS)
    return [
        case("LEARN-4 as-written", "three entries, the last by a clock that was set back", 3),
        case("LEARN-4 content", "another word in it", 1, second=with_payload(second, "delivery")),
        case("LEARN-4 salt", "another salt", 1, second={**second, "salt": first["salt"]}),
        case("LEARN-4 half", "the salt is gone and the content is not", 1, second=without(second, "salt")),
        case("LEARN-5 as-written", "each link follows from the one before", 3),
        case("LEARN-5 link", "the link of another entry", 1, second={**second, "link": third["link"]}),
        case("LEARN-5 swapped", "two entries in the wrong order", 0, first=second, second=first),
        case("LEARN-5 gone", "an entry is missing", 1, entries=[first, third]),
        case("LEARN-5 cut-off", "the last entry is missing", 2, entries=[first, second]),
        case("LEARN-6 erased", "content and salt are erased", 3, second=without(second, "salt", "payload")),
        case(
            "LEARN-6 all-erased",
            "nothing is left but hashes",
            3,
            entries=[without(entry, "salt", "payload") for entry in (first, second, third)],
        ),
        case("LEARN-6 leaf-erased", "the leaf is erased too", 1, second={**second, "leaf": b64(bytes(32))}),
    ]


def case(
    key: str,
    why: str,
    hold: int,
    *,
    first: Object | None = None,
    second: Object | None = None,
    entries: list[Object] | None = None,
) -> Object:
    """Return the vector of a log with a *first* or *second* entry, or all *entries*, other than written."""
    written = log(*PAYLOADS)
    given = entries if entries is not None else [first or written[0], second or written[1], written[2]]
    head = {"count": len(written), "link": written[-1]["link"]}
    verdicts: list[Json] = [True] * hold + ([] if hold == len(written) else [False])
    return vector(key, why, {"entries": [*given], "head": head}, {"holds": verdicts})


def log(*payloads: Object) -> list[Object]:
    """Return the entries of *payloads*, with salts that are the same every time."""
    link, entries = START, []
    for number, payload in enumerate(payloads, 1):
        salt = b64(hashlib.sha256(f"salt {number}".encode()).digest())
        leaf = hashlib.sha256(canonical(["dailyme/memory", salt, payload])).digest()
        link = hashlib.sha256(link + leaf).digest()
        hashes: Object = {"leaf": b64(leaf), "link": b64(link)}
        entries.append({"number": number, **hashes, "salt": salt, "payload": payload})
    return entries


def with_payload(entry: Object, reason: str) -> Object:
    """Return *entry* with another reason in its content."""
    return {**entry, "payload": {**PAYLOADS[1], "facts": {"reason": reason}}}


def without(entry: Object, *names: str) -> Object:
    """Return *entry* without the members of *names*."""
    return {name: value for name, value in entry.items() if name not in names}
