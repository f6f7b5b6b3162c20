"""Single messages for the vectors: how one is read, how one is refused."""

from __future__ import annotations

from spec.generate.story import KEYS, follow, message
from spec.generate.vector import vector
from spec.generate.world import BRAND, TWIN, Object, digest, sign

OPEN = message([], TWIN, "open")
HAGGLE = follow(
    "twin open",
    "brand offer",
    "twin counter",
    "brand offer",
    "twin withdraw",
    "brand decline",
    "twin accept",
)


def reads(key: str, why: str, value: Object) -> Object:
    """A vector whose message is read by whom it is addressed to."""
    thread = digest(value) if value["type"] == "open" else value["thread"]
    expect = {"type": value["type"], "thread": thread, "hash": digest(value)}
    return vector(key, why, {"message": value, "to": value["to"]}, expect)


def refused(key: str, why: str, value: Object, code: str = "bad-message", to: str | None = None) -> Object:
    """A vector whose message is refused with *code* by *to*, or by whom it is addressed to."""
    receiver = to or value.get("to", BRAND.did)
    return vector(key, why, {"message": value, "to": receiver}, {"error": code})


def again(value: Object) -> Object:
    """*value*, signed again by its sender."""
    return sign(value, KEYS[value["from"]])
