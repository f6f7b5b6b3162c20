"""Pages of a sketch, and corrections.

`sketches` reads a page: `letter` with the `values` beside it. `corrections` asks whether a `correct` fits the
`entry` that it names.
"""

from __future__ import annotations

from hashlib import sha256

from spec.generate.cases.grants import GRANT, MAIL
from spec.generate.cases.letters import commitment, letter, reply
from spec.generate.parts import time
from spec.generate.vector import vector
from spec.generate.world import BRAND, TWIN, Json, Object, b64, changed, digest, message_id, sign

SALT = b64(sha256(b"sketch salt").digest())
ASKED = letter("sketch", {})
VALUE = {
    "id": "e-1",
    "source": "disclosure",
    "basis": "consent",
    "field": "email",
    "since": time(0),
    "until": time(2_592_000),
    "grant": digest(GRANT),
    "used": ["service"],
    "last_used": time(60),
}
TALK = {"id": "e-2", "source": "message", "basis": "contract", "says": "A negotiation.", "since": time(1)}
COMMITTED = {"field": "e-1", "hash": commitment("e-1", MAIL, SALT, message_id("letter sketch-page"))}
PAGE = reply(ASKED, "sketch-page", {"entries": [VALUE, TALK], "disclosed": [COMMITTED], "more": False})
BESIDE: list[Json] = [{"field": "e-1", "salt": SALT, "value": MAIL}]
NO = "wrong-correction"


def sketches() -> list[Object]:
    """Return the vectors of pages."""
    return [
        _page("SKETCH-2 a-value-and-its-entry", "one value, one entry with a field", PAGE),
        _page(
            "SKETCH-2 a-value-without-an-entry",
            "a value of nothing that is listed",
            _with("entries", [TALK]),
            "wrong-sketch",
        ),
        _page(
            "SKETCH-2 an-entry-without-its-value",
            "a field whose value is held back",
            _with("disclosed", []),
            "wrong-sketch",
            [],
        ),
        _page("SKETCH-2 an-id-twice", "each has its id", _with("entries", [VALUE, VALUE]), "wrong-sketch"),
    ]


def corrections() -> list[Object]:
    """Return the vectors of corrections."""
    id = message_id("letter correct ")

    def by_value(field: str) -> Object:
        committed = {"field": field, "hash": commitment(field, "eve@example.org", SALT, id)}
        return letter("correct", {"entry": "e-1", "disclosed": [committed]})

    def by_words(entry: str) -> Object:
        return letter("correct", {"entry": entry, "says": "That was for a friend.", "disclosed": []})

    both = sign(changed(by_value("email"), "body.says", "And words."), TWIN)
    neither = letter("correct", {"entry": "e-1", "disclosed": []})
    return [
        _correct("SKETCH-4 by-its-field", "a value for a value", by_value("email"), VALUE),
        _correct("SKETCH-4 by-another-field", "a name is no address", by_value("name"), VALUE, NO),
        _correct("SKETCH-4 words-for-words", "words beside a thread", by_words("e-2"), TALK),
        _correct("SKETCH-4 words-for-a-value", "words are no value", by_words("e-1"), VALUE, NO),
        _correct("SKETCH-4 a-value-for-words", "a thread has no value", by_value("email"), TALK, NO),
        _correct("SKETCH-4 both", "one or the other", both, VALUE, NO),
        _correct("SKETCH-4 neither", "nothing corrects nothing", neither, VALUE, NO),
    ]


def _with(name: str, new: Json) -> Object:
    return sign(changed(PAGE, f"body.{name}", new), BRAND)


def _page(key: str, why: str, page: Object, code: str = "", values: list[Json] | None = None) -> Object:
    expect: Object = {"error": code} if code else {"values": {"e-1": MAIL}}
    return vector(key, why, {"letter": page, "values": BESIDE if values is None else values}, expect)


def _correct(key: str, why: str, asked: Object, entry: Object, code: str = "") -> Object:
    expect: Object = {"error": code} if code else {"corrects": entry["id"]}
    return vector(key, why, {"letter": asked, "entry": entry}, expect)
