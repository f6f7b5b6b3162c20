"""Threads for the vectors: the next message of either party, well formed and signed, legal or not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from spec.generate.world import (
    BRAND,
    OTHER_TWIN,
    RIVAL,
    TWIN,
    VERSION,
    Key,
    Object,
    changed,
    digest,
    message_id,
    sign,
    signature,
    usd,
)

KEYS = {key.did: key for key in (TWIN, OTHER_TWIN, BRAND, RIVAL)}
NO_HASH = "A" * 43

_START = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)

LINE = {"product": "router-1", "variant": "router-1-us", "quantity": 1}
TERMS = {"delivery_days": 5, "warranty_months": 12, "returns_days": 30, "extras": []}
VALID_UNTIL = "2026-12-01T09:30:00Z"
CONFIRM_BY = "2026-12-01T09:10:00Z"


def time(seconds: int) -> str:
    """Return the time *seconds* after the first message of a thread."""
    return (_START + timedelta(seconds=seconds)).isoformat()[:19] + "Z"


def open_body() -> Object:
    """A twin asks for one router."""
    return {"lines": [LINE], "region": "US", "currency": "USD", "personal_terms": "sd-base"}


def offer_body(total: int = 13489, **members: object) -> Object:
    """A firm offer of the router: list price 129.99, shipping 4.90, and a concession down to *total*."""
    given = total - 13489
    discount = [{"kind": "discount", "amount": usd(given), "included": False}] if given else []
    reason = [{"issue": "price", "reason": "round-concession", "amount": usd(given)}] if given else []
    return {
        "lines": [{**LINE, "title": "Wireless router", "list_price": usd(12999)}],
        "terms": TERMS,
        "total": usd(total),
        "list_total": usd(13489),
        "breakdown": [
            {"kind": "items", "amount": usd(12999), "included": False},
            {"kind": "shipping", "amount": usd(490), "included": False},
            {"kind": "tax", "amount": usd(962), "included": True},
            *discount,
        ],
        "deviations": reason,
        "stock": "while-available",
        "valid_until": VALID_UNTIL,
        **members,
    }


def agreement(thread: list[Object], offer: Object | None, *keys: Key) -> Object:
    """The agreement about *offer* (a message of *thread*), signed by *keys*."""
    named = offer or {"body": offer_body()}
    document = {
        "protocol": VERSION,
        "type": "agreement",
        "thread": thread_of(thread),
        "offer": digest(offer) if offer else NO_HASH,
        "brand": thread[0]["to"],
        "twin": thread[0]["from"],
        "deal": named["body"],
        "personal_terms": thread[0]["body"]["personal_terms"],
        "agreed": time(len(thread)),
        "confirm_by": CONFIRM_BY,
    }
    return sign(document, *keys)


def thread_of(thread: list[Object]) -> str:
    """The name of *thread*: the hash of its open."""
    return hash_of(thread[0] if thread else None)


def last(thread: list[Object], kind: str) -> Object | None:
    """The last message of *thread* that is of type *kind*."""
    return next((message for message in reversed(thread) if message["type"] == kind), None)


def hash_of(message: Object | None) -> str:
    """The hash of *message*, or one that nothing has."""
    return digest(message) if message else NO_HASH


def body(thread: list[Object], key: Key, kind: str) -> Object:
    """A body for *key*'s next move, fitting what was said as far as anything does."""
    offer = last(thread, "offer")
    twin = KEYS[thread[0]["from"]] if thread else TWIN
    if kind == "open":
        return open_body()
    if not thread:
        return {"offer": NO_HASH, "total": usd(11000), "terms": TERMS}
    if kind == "offer":
        return offer_body(13489 - 100 * sum(message["type"] == "offer" for message in thread))
    if kind == "counter":
        return {"offer": hash_of(offer), "total": usd(11000), "terms": TERMS}
    if kind == "decline":
        answered = offer if key is twin else thread[-1]
        return {"regarding": hash_of(answered), "reason": "price"}
    if kind == "withdraw":
        return {"counter": hash_of(last(thread, "counter"))}
    if kind == "accept":
        return {"agreement": agreement(thread, offer, twin), "confirm_by": CONFIRM_BY}
    if kind == "confirm":
        accept = last(thread, "accept")
        document = accept["body"]["agreement"] if accept else agreement(thread, offer, twin)
        both = [*document["signatures"], signature(document, KEYS[thread[0]["to"]])]
        return {"agreement": {**document, "signatures": both}, "received": time(len(thread))}
    if kind == "refuse":
        reason = "out-of-stock" if thread[-1]["type"] == "accept" else "region"
        return {"regarding": hash_of(thread[-1]), "reason": reason, "received": time(len(thread))}
    return {}


def message(thread: list[Object], key: Key, kind: str, says: Object | None = None) -> Object:
    """The next message of *thread* by *key*: of type *kind*, with the body *says* or a fitting one."""
    seq = len(thread) if thread or kind == "open" else 1
    says = body(thread, key, kind) if says is None else says
    receiver = BRAND.did if not thread else thread[0]["to"] if key.did == thread[0]["from"] else thread[0]["from"]
    place = {"thread": thread_of(thread), "prev": hash_of(thread[-1] if thread else None)} if kind != "open" else {}
    value = {
        "protocol": VERSION,
        "type": kind,
        "id": message_id(f"{seq} {key.name} {kind}"),
        "from": key.did,
        "to": receiver,
        "seq": seq,
        "created": time(seq),
        "expires": CONFIRM_BY if kind == "accept" else time(seq + 600),
        "body": says,
        **place,
    }
    return sign(value, key)


def follow(*moves: str, thread: list[Object] | None = None) -> list[Object]:
    """The messages of *moves*, each such as `twin open` or `brand offer`, after those of *thread*."""
    said = list(thread or [])
    for move in moves:
        party, kind = move.split()
        said.append(message(said, TWIN if party == "twin" else BRAND, kind))
    return said


def resigned(message: Object, path: str, new: object) -> Object:
    """A copy of *message* with *new* at *path*, signed again by its sender."""
    spoilt = changed(message, path, new)
    return sign({name: member for name, member in spoilt.items() if name != "signatures"}, KEYS[message["from"]])


def spoilt(thread: list[Object], path: str, new: object) -> list[Object]:
    """A copy of *thread* whose last message has *new* at *path*, signed again by its sender."""
    return [*thread[:-1], resigned(thread[-1], path, new)]
