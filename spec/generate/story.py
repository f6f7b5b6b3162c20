"""Threads for the vectors: the next message of either party, well formed and signed, legal or not."""

from __future__ import annotations

from hashlib import sha256

from spec.generate import mediation
from spec.generate.after_sale import AFTER_SALE
from spec.generate.parts import CONFIRM_BY, TERMS, offer_body, open_body, time
from spec.generate.said import NO_HASH, hash_of, last, thread_of
from spec.generate.world import (
    BRAND,
    OTHER_TWIN,
    RIVAL,
    TWIN,
    VERSION,
    Key,
    Object,
    b64,
    canonical,
    changed,
    digest,
    message_id,
    sign,
    signature,
    usd,
)

KEYS = {key.did: key for key in (TWIN, OTHER_TWIN, BRAND, RIVAL)}


NONCE = b64(sha256(b"a bid's nonce").digest())


def sealed_body() -> Object:
    """A brand's bid: the router at one price, with nothing that haggling would call it."""
    body = offer_body(12000)
    return body | {"deviations": [{**body["deviations"][0], "reason": "sealed-bid"}]}


def proposed_body() -> Object:
    """A brand's offer of a package that was found."""
    body = offer_body(12500)
    return body | {"deviations": [{**body["deviations"][0], "reason": "mediated"}]}


def bid_hash(thread: list[Object], nonce: str, offer: Object) -> str:
    """The commitment to *offer* in *thread*."""
    return b64(sha256(canonical(["dailyme/bid", thread_of(thread), nonce, offer])).digest())


def agreement(thread: list[Object], offer: Object | None, *keys: Key) -> Object:
    """The agreement about *offer* (a message of *thread*), signed by *keys*."""
    deal = offer["body"] if offer else offer_body()
    document = {
        "protocol": VERSION,
        "type": "agreement",
        "thread": thread_of(thread),
        "offer": digest(offer) if offer else NO_HASH,
        "brand": thread[0]["to"],
        "twin": thread[0]["from"],
        "deal": deal.get("offer", deal),
        "personal_terms": thread[0]["body"]["personal_terms"],
        "agreed": time(len(thread)),
        "confirm_by": CONFIRM_BY,
    }
    return sign(document, *keys)


def body(thread: list[Object], key: Key, kind: str) -> Object:
    """A body for *key*'s next move, fitting what was said as far as anything does."""
    return BODIES[kind](thread, key)


def _open(thread: list[Object], key: Key) -> Object:
    return open_body()


def _offer(thread: list[Object], key: Key) -> Object:
    if last(thread, "package"):
        return proposed_body()
    return offer_body(13489 - 100 * sum(message["type"] == "offer" for message in thread))


def _counter(thread: list[Object], key: Key) -> Object:
    return {"offer": hash_of(last(thread, "offer")), "total": usd(11000), "terms": TERMS}


def _decline(thread: list[Object], key: Key) -> Object:
    answered = last(thread, "offer") if key is _twin(thread) else thread[-1]
    return {"regarding": hash_of(answered), "reason": "price"}


def _withdraw(thread: list[Object], key: Key) -> Object:
    return {"counter": hash_of(last(thread, "counter"))}


def _commit(thread: list[Object], key: Key) -> Object:
    return {"commitment": bid_hash(thread, NONCE, sealed_body())}


def _window(thread: list[Object], key: Key) -> Object:
    commit = last(thread, "commit")
    own = [commit["body"]["commitment"]] if commit else []
    return {"commitments": sorted([*own, NO_HASH])}


def _reveal(thread: list[Object], key: Key) -> Object:
    return {"nonce": NONCE, "offer": sealed_body()}


def _grid(thread: list[Object], key: Key) -> Object:
    return mediation.grid_body()


def _round(thread: list[Object], key: Key) -> Object:
    return {"round": rounds(thread) + 1}


def _marks(thread: list[Object], key: Key) -> Object:
    return mediation.marks_body(thread_of(thread), max(1, rounds(thread)))


def _package(thread: list[Object], key: Key) -> Object:
    name, last_round = thread_of(thread), max(1, rounds(thread))
    twin = thread[0]["from"] if thread else key.did
    found = mediation.mark(name, last_round, 2)
    return {"overlap": mediation.statement(name, twin, last_round, found)}


def rounds(thread: list[Object]) -> int:
    """How many rounds were asked for in *thread*."""
    return sum(message["type"] == "round" for message in thread)


def _accept(thread: list[Object], key: Key) -> Object:
    document = agreement(thread, last(thread, "reveal") or last(thread, "offer"), _twin(thread))
    return {"agreement": document, "confirm_by": CONFIRM_BY}


def _confirm(thread: list[Object], key: Key) -> Object:
    accept = last(thread, "accept")
    document = accept["body"]["agreement"] if accept else _accept(thread, key)["agreement"]
    both = [*document["signatures"], signature(document, KEYS[thread[0]["to"]])]
    return {"agreement": {**document, "signatures": both}, "received": time(len(thread))}


def _refuse(thread: list[Object], key: Key) -> Object:
    reason = {"accept": "out-of-stock", "order": "values-missing"}.get(thread[-1]["type"], "region")
    return {"regarding": hash_of(thread[-1]), "reason": reason, "received": time(len(thread))}


def _close(thread: list[Object], key: Key) -> Object:
    return {}


BODIES = {
    "open": _open,
    "offer": _offer,
    "counter": _counter,
    "decline": _decline,
    "withdraw": _withdraw,
    "accept": _accept,
    "confirm": _confirm,
    "refuse": _refuse,
    "close": _close,
    "commit": _commit,
    "window": _window,
    "reveal": _reveal,
    "grid": _grid,
    "round": _round,
    "marks": _marks,
    "package": _package,
    **AFTER_SALE,
}


def _twin(thread: list[Object]) -> Key:
    return KEYS[thread[0]["from"]]


def message(thread: list[Object], key: Key, kind: str, says: Object | None = None) -> Object:
    """The next message of *thread* by *key*: of type *kind*, with the body *says* or a fitting one."""
    seq = len(thread) if thread or kind == "open" else 1
    says = body(thread, key, kind) if says is None else says
    value = {
        "protocol": VERSION,
        "type": kind,
        "id": message_id(f"{seq} {key.name} {kind}"),
        "from": key.did,
        "to": _receiver(thread, key),
        "seq": seq,
        "created": time(seq),
        "expires": CONFIRM_BY if kind == "accept" else time(seq + 600),
        "body": says,
    }
    if kind != "open":
        value |= {"thread": thread_of(thread), "prev": hash_of(thread[-1] if thread else None)}
    return sign(value, key)


def _receiver(thread: list[Object], key: Key) -> str:
    opening = thread[0] if thread else {"from": key.did, "to": BRAND.did}
    return str(opening["to"] if key.did == opening["from"] else opening["from"])


def follow(*moves: str, thread: list[Object] | None = None) -> list[Object]:
    """The messages of *moves*, each such as `twin open` or `brand offer`, after those of *thread*.

    An open that a commit answers asks for a sealed bid, and one that a grid answers for mediated play.
    """
    said = list(thread or [])
    for move in moves:
        party, kind = move.split()
        says = open_body() | _mode(*moves[1:2]) if kind == "open" else None
        said.append(message(said, TWIN if party == "twin" else BRAND, kind, says))
    return said


def _mode(answered: str = "") -> Object:
    """What an open says beside, so that *answered* may follow it."""
    if answered == "brand grid":
        return mediation.opened()
    return {"mode": "sealed"} if answered == "brand commit" else {}


def resigned(message: Object, path: str, new: object) -> Object:
    """A copy of *message* with *new* at *path*, signed again by its sender."""
    return sign(changed(message, path, new), KEYS[message["from"]])


def spoilt(thread: list[Object], path: str, new: object) -> list[Object]:
    """A copy of *thread* whose last message has *new* at *path*, signed again by its sender."""
    return [*thread[:-1], resigned(thread[-1], path, new)]
