"""Requests and their answers, and the values beside them.

`letters` reads one letter: `letter` as `to` reads it. `exchanges` asks whether `answer` answers `request`.
`commitments` opens what the message of the id `message` holds: `committed`, with the `values` beside it.
"""

from __future__ import annotations

from hashlib import sha256

from spec.generate.parts import time
from spec.generate.story import KEYS
from spec.generate.vector import vector
from spec.generate.world import (
    BRAND,
    OTHER_TWIN,
    RIVAL,
    TWIN,
    VERSION,
    Json,
    Key,
    Object,
    b64,
    canonical,
    changed,
    digest,
    message_id,
    sign,
)

QUESTION = {"product": "router-1", "variant": "router-1-us", "topic": "works-with", "about": "WPA3"}


def letter(kind: str, body: Object, key: Key = TWIN, to: Key = BRAND, label: str = "") -> Object:
    """Return a signed request of *kind*."""
    bare = {
        "protocol": VERSION,
        "type": kind,
        "id": message_id(f"letter {kind} {label}"),
        "from": key.did,
        "to": to.did,
        "seq": 0,
        "created": time(0),
        "expires": time(600),
        "body": body,
    }
    return sign(bare, key)


def reply(asked: Object, kind: str, body: Object, key: Key | None = None) -> Object:
    """Return the signed answer of *kind* to *asked*."""
    bare = {
        "protocol": VERSION,
        "type": kind,
        "id": message_id(f"letter {kind}"),
        "from": asked["to"],
        "to": asked["from"],
        "thread": digest(asked),
        "prev": digest(asked),
        "seq": 1,
        "created": time(1),
        "expires": time(600),
        "body": body,
    }
    return sign(bare, key or KEYS[bare["from"]])


def commitment(field: str, value: Json, salt: str, id: str) -> str:
    """Return the hash of *value* in the message of *id*."""
    return b64(sha256(canonical(["dailyme/value", salt, id, field, value])).digest())


ASK = letter("ask", {"question": QUESTION})
ANSWER = reply(ASK, "answer", {"question": QUESTION, "value": {"yes": True}, "valid_until": time(86_400)})
SORRY = reply(ASK, "sorry", {"reason": "not-sold", "received": time(1)})


def reads(key: str, why: str, value: Object) -> Object:
    """A vector whose letter is read by whom it is addressed to."""
    expect = {"type": value["type"], "thread": value.get("thread", digest(value)), "hash": digest(value)}
    return vector(key, why, {"letter": value, "to": value["to"]}, expect)


def refused(key: str, why: str, value: Object, code: str = "bad-message") -> Object:
    """A vector whose letter is refused with *code*."""
    return vector(key, why, {"letter": value, "to": value["to"]}, {"error": code})


def letters() -> list[Object]:
    """Return the vectors of single letters."""
    other = sign(changed(ASK, "type", "open"), TWIN)
    return [
        reads("REL-1 ask", "a question is a request", ASK),
        refused("REL-1 open", "a move of a negotiation is no request", other),
        reads("REL-2 answer", "an answer has seq 1", ANSWER),
        refused(
            "REL-2 answer-with-seq-3", "an answer ends its thread", sign(changed(ANSWER, "seq", 3), BRAND)
        ),
    ]


def exchanges() -> list[Object]:
    """Return the vectors of requests with answers."""
    own = letter("ask", {"question": QUESTION}, OTHER_TWIN)
    other_thread = reply(letter("ask", {"question": QUESTION}, label="another"), "answer", ANSWER["body"])
    stranger = sign(changed(ANSWER, "from", RIVAL.did), RIVAL)
    to_other = sign(changed(ANSWER, "to", own["from"]), BRAND)
    welcome = reply(ASK, "welcome", {"rung": "known", "benefits": [], "received": time(1)})
    return [
        _pair("REL-3 answered", "an ask is answered", ASK, ANSWER),
        _pair("REL-3 sorry", "a no is an answer too", ASK, SORRY),
        _pair("REL-3 welcomed", "nobody is welcomed for a question", ASK, welcome, "wrong-answer"),
        _pair("REL-4 by-the-brand", "the brand that was asked answers", ASK, ANSWER),
        _pair("REL-4 by-another", "another brand can't answer for it", ASK, stranger, "wrong-answer"),
        _pair("REL-4 to-another", "an answer to another twin is none", ASK, to_other, "wrong-answer"),
        _pair("REL-2 of-another-request", "the answer names its request", ASK, other_thread, "wrong-answer"),
    ]


def commitments() -> list[Object]:
    """Return the vectors of values beside a message."""
    id, salt = message_id("disclose"), b64(sha256(b"salt").digest())
    committed = [{"field": "email", "hash": commitment("email", "ada@example.org", salt, id)}]
    beside = [{"field": "email", "salt": salt, "value": "ada@example.org"}]
    given = {"message": id, "committed": committed, "values": beside}
    opens = {"values": {"email": "ada@example.org"}}

    def shut(key: str, why: str, path: str, new: Json, code: str = "stray-value") -> Object:
        return vector(key, why, changed(given, path, new), {"error": code})

    return [
        vector("CONS-1 opens", "value, salt, id and field make the hash", given, opens),
        shut("CONS-1 another-message", "the hash belongs to one message", "message", message_id("another")),
        vector("CONS-3 the-value", "the value that was committed to", given, opens),
        shut("CONS-3 another-value", "another value has another hash", "values.0.value", "eve@example.org"),
        shut("CONS-3 another-field", "a value belongs to its field", "values.0.field", "name"),
        shut("CONS-3 twice", "each value once", "values", [*beside, *beside]),
        vector("CONS-4 all-there", "each hash has its value", given, opens),
        shut("CONS-4 none-there", "a hash without its value says nothing", "values", [], "missing-value"),
    ]


def _pair(key: str, why: str, asked: Object, answer: Object, code: str = "") -> Object:
    expect = {"error": code} if code else {"answers": True}
    return vector(key, why, {"request": asked, "answer": answer}, expect)
