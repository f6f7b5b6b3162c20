"""Grants, their use, and receipts.

`grants` reads one disclosure: `letter` with its `values`. `uses` asks whether `use` (of a field, for a
purpose, at a time) is allowed by `letters` of one key; `revoked` says which were revoked, and when.
"""

from __future__ import annotations

from hashlib import sha256

from spec.generate.cases.letters import commitment, letter, reply
from spec.generate.parts import time
from spec.generate.vector import vector
from spec.generate.world import OTHER_TWIN, TWIN, Json, Key, Object, b64, changed, digest, message_id, sign

SALT = b64(sha256(b"grant salt").digest())
MAIL = "ada@example.org"
DAY_S = 86_400


def disclose(value: Json = MAIL, field: str = "email", label: str = "", key: Key = TWIN) -> Object:
    """Return a disclosure of one value for service, until a month later."""
    id = message_id(f"letter disclose {label}")
    return letter(
        "disclose",
        {
            "disclosed": [{"field": field, "hash": commitment(field, value, SALT, id)}],
            "purposes": ["service"],
            "until": time(30 * DAY_S),
            "personal_terms": "sd-base",
        },
        key,
        label=label,
    )


def beside(value: Json = MAIL, field: str = "email") -> list[Json]:
    """Return what travels beside it."""
    return [{"field": field, "salt": SALT, "value": value}]


GRANT = disclose()


def grants() -> list[Object]:
    """Return the vectors of disclosures."""
    twice = [*GRANT["body"]["disclosed"], *GRANT["body"]["disclosed"]]
    return [
        _grants("CONS-10 a-month", "a grant for a month", GRANT),
        _grants("CONS-10 ends-before-it-begins", "an end lies ahead", _with("until", time(-1)), "bad-grant"),
        _grants("CONS-10 three-years", "1,096 days are the most", _with("until", time(1096 * DAY_S))),
        _grants(
            "CONS-10 longer",
            "no longer",
            _with("until", time(1096 * DAY_S + 1)),
            "bad-grant",
        ),
        _grants("CONS-10 field-twice", "each field once", _with("disclosed", twice), "bad-grant"),
        _grants(
            "CONS-10 purpose-twice",
            "each purpose once",
            _with("purposes", ["service", "service"]),
            "bad-grant",
        ),
        _grants("CONS-11 an-address", "an address has one @", GRANT),
        *(
            _value(f"CONS-11 {name}", why, field, value, code)
            for name, why, field, value, code in (
                ("no-address", "an address has one @", "email", "ada", "bad-value"),
                ("two-ats", "an address has one @", "email", "ada@ada@example.org", "bad-value"),
                ("a-phone", "a number as E.164", "phone", "+14155550100", ""),
                ("no-phone", "not as it is dialled", "phone", "(415) 555-0100", "bad-value"),
                ("a-day", "a day of the calendar", "birth-date", "2000-02-29", ""),
                ("no-day", "a day that never was", "birth-date", "2001-02-29", "bad-value"),
                ("a-number", "no value but a text", "loyalty-number", 17, "bad-value"),
                ("not-registered", "a field that is not in the registry", "shoe-size", "42", "bad-value"),
            )
        ),
    ]


def exchanges() -> list[Object]:
    """Return the vectors of receipts."""
    said = {
        "grant": digest(GRANT),
        "fields": ["email"],
        "purposes": ["service"],
        "until": time(30 * DAY_S),
        "received": time(1),
    }
    revoke = letter("revoke", {"grant": digest(GRANT)})
    ended = {"grant": digest(GRANT), "received": time(1), "kept": []}

    def receipt(key: str, why: str, code: str = "", **other: Json) -> Object:
        return _pair(key, why, GRANT, reply(GRANT, "receipt", {**said, **other}), code)

    return [
        receipt("CONS-12 the-same", "the receipt says what the grant says"),
        receipt(
            "CONS-12 more-purposes",
            "nobody granted marketing",
            "wrong-receipt",
            purposes=["service", "marketing"],
        ),
        receipt("CONS-12 longer", "nobody granted that long", "wrong-receipt", until=time(31 * DAY_S)),
        receipt("CONS-12 other-field", "nobody granted a phone", "wrong-receipt", fields=["phone"]),
        receipt("CONS-12 other-grant", "of another grant", "wrong-receipt", grant=digest(revoke)),
        _pair("CONS-12 revoked", "what was revoked has ended", revoke, reply(revoke, "revoked", ended)),
        _pair(
            "CONS-12 another-revoked",
            "another grant has ended",
            revoke,
            reply(revoke, "revoked", {**ended, "grant": digest(revoke)}),
            "wrong-receipt",
        ),
    ]


def uses() -> list[Object]:
    """Return the vectors of uses."""
    allowed = {"grant": digest(GRANT)}
    other = disclose(key=OTHER_TWIN)
    later = sign(
        changed(changed(disclose(label="later"), "created", time(60)), "body.purposes", ["marketing"]), TWIN
    )
    return [
        _use("CONS-13 granted", "the key granted it", allowed),
        _use("CONS-13 another-field", "its name was not granted", "not-granted", field="name"),
        _use("CONS-13 by-nobody", "nobody granted anything", "not-granted", letters=[]),
        _use("CONS-14 the-purpose", "granted for that", allowed),
        _use(
            "CONS-14 another-purpose",
            "granted for another",
            "purpose-not-granted",
            purpose="marketing",
        ),
        _use(
            "CONS-14 one-of-two",
            "the later grant allows it",
            {"grant": digest(later)},
            letters=[GRANT, later],
            purpose="marketing",
        ),
        _use("CONS-15 not-yet", "the revocation came later", allowed, revoked={digest(GRANT): time(121)}),
        _use("CONS-15 revoked", "it was taken back", "grant-revoked", revoked={digest(GRANT): time(120)}),
        _use(
            "CONS-15 another-s",
            "what another key took back is not theirs",
            allowed,
            revoked={digest(other): time(60)},
        ),
        _use("CONS-16 last-second", "it holds until then", allowed, at=time(30 * DAY_S - 1)),
        _use("CONS-16 at-the-end", "then it holds no more", "grant-expired", at=time(30 * DAY_S)),
    ]


def _with(name: str, new: Json) -> Object:
    return sign(changed(GRANT, f"body.{name}", new), TWIN)


def _value(key: str, why: str, field: str, value: Json, code: str) -> Object:
    return _grants(key, why, disclose(value, field), code, beside(value, field))


def _grants(key: str, why: str, value: Object, code: str = "", values: list[Json] | None = None) -> Object:
    expect: Object = {"error": code} if code else {"grant": digest(value)}
    return vector(key, why, {"letter": value, "values": values or beside()}, expect)


def _use(
    key: str,
    why: str,
    expect: Object | str,
    *,
    letters: list[Object] | None = None,
    revoked: Object | None = None,
    field: str = "email",
    purpose: str = "service",
    at: str = "",
) -> Object:
    given = {
        "letters": [GRANT] if letters is None else letters,
        "revoked": revoked or {},
        "use": {"field": field, "purpose": purpose, "at": at or time(120)},
    }
    return vector(key, why, given, {"error": expect} if isinstance(expect, str) else expect)


def _pair(key: str, why: str, asked: Object, answer: Object, code: str = "") -> Object:
    expect: Object = {"error": code} if code else {"answers": True}
    return vector(key, why, {"request": asked, "answer": answer}, expect)
