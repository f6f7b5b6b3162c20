"""Mediated play: the schedule, the marks and the overlap (MED-1 to MED-5)."""

from __future__ import annotations

import hmac
from hashlib import sha256

from nacl.bindings import crypto_scalarmult, crypto_scalarmult_base

from spec.generate.said import NO_HASH
from spec.generate.vector import vector
from spec.generate.world import Json, Object, b64, canonical, changed, usd

ROUNDS = 4
TWIN_KEY, BRAND_KEY = (sha256(f"daily me test seed: mediated {side}".encode()).digest() for side in "tb")
TERMS = {"delivery_days": 5, "warranty_months": 12, "returns_days": 30}
GRID = [{"total": usd(total), "terms": TERMS} for total in (9000, 10000, 11000, 12000)]
TWIN_SHARES = [10000, 6667, 3333, 0]
BRAND_SHARES = [None, 2500, 6250, 10000]


def cases() -> list[Object]:
    """Input is a set, a secret, what a side says in a round, or what both say; `holds` if it is right."""
    return [*_schedule(), *_secrets(), *_said(), *_overlaps()]


def _mark(round: int, place: int) -> str:
    return b64(hmac.digest(_secret(), canonical(["dailyme/package", round, GRID[place]]), "sha256"))


def _blank(round: int, place: int, side: str = "twin") -> str:
    said = canonical(["dailyme/blank", side, round, GRID[place]])
    return b64(hmac.digest(_secret(), said, "sha256"))


def _marks_of(round: int, among: tuple[int, ...], side: str = "twin") -> list[str]:
    places = range(len(GRID))
    return sorted(_mark(round, one) if one in among else _blank(round, one, side) for one in places)


def _secret() -> bytes:
    shared = crypto_scalarmult(TWIN_KEY, crypto_scalarmult_base(BRAND_KEY))
    return hmac.digest(shared, canonical(["dailyme/mediated", NO_HASH]), "sha256")


def _schedule() -> list[Object]:
    given = {"shares": TWIN_SHARES, "round": 2, "rounds": ROUNDS, "set": [0, 1]}
    first = {"shares": BRAND_SHARES, "round": 1, "rounds": ROUNDS, "set": [3]}

    def bad(key: str, why: str, path: str, new: Json) -> Object:
        return vector(key, why, changed(given, path, new), {"error": "bad-schedule"})

    return [
        vector("MED-1 in-range", "the second round of four", given, {"holds": [True]}),
        bad("MED-1 round-none", "there is no round 0", "round", 0),
        bad("MED-1 round-after", "nor a fifth of four", "round", 5),
        bad("MED-1 rounds-many", "nor 101", "rounds", 101),
        bad("MED-1 share-over", "a share is at most the whole", "shares.0", 10001),
        bad("MED-1 no-grid", "an empty grid", "shares", []),
        vector("MED-2 half", "half a gain, in the second of four", given, {"holds": [True]}),
        vector("MED-2 first", "three quarters, in the first", first, {"holds": [True]}),
        vector(
            "MED-2 last",
            "in the last round all but what is worse than no deal",
            {**first, "round": 4, "set": [1, 2, 3]},
            {"holds": [True]},
        ),
        vector("MED-2 too-few", "a package held back", changed(given, "set", [0]), {"holds": [False]}),
        vector("MED-2 too-soon", "one shown too soon", changed(given, "set", [0, 1, 2]), {"holds": [False]}),
    ]


def _secrets() -> list[Object]:
    twin = {
        "own": TWIN_KEY.hex(),
        "other": crypto_scalarmult_base(BRAND_KEY).hex(),
        "thread": NO_HASH,
        "secret": _secret().hex(),
    }
    brand = twin | {"own": BRAND_KEY.hex(), "other": crypto_scalarmult_base(TWIN_KEY).hex()}
    return [
        vector("MED-3 twin", "the twin's half", twin, {"holds": [True]}),
        vector("MED-3 brand", "the brand's half", brand, {"holds": [True]}),
        vector(
            "MED-3 another-thread",
            "a thread has a secret of its own",
            twin | {"thread": "B" * 42 + "A"},
            {"holds": [False]},
        ),
        vector(
            "MED-3 small-order",
            "a key without a secret",
            twin | {"other": "00" * 32},
            {"error": "bad-schedule"},
        ),
    ]


def _said() -> list[Object]:
    said = {
        "secret": _secret().hex(),
        "grid": GRID,
        "shares": TWIN_SHARES,
        "side": "twin",
        "round": 2,
        "rounds": ROUNDS,
        "marks": _marks_of(2, (0, 1)),
    }

    def wrong(key: str, why: str, marks: list[str]) -> Object:
        return vector(key, why, said | {"marks": marks}, {"holds": [False]})

    return [
        vector(
            "MED-1 twice", "a package twice", said | {"grid": [*GRID[:3], GRID[0]]}, {"error": "bad-schedule"}
        ),
        vector("MED-4 said", "marks of the set and blanks, in ascending order", said, {"holds": [True]}),
        wrong("MED-4 in-rank", "in another order", _marks_of(2, (0, 1))[::-1]),
        wrong("MED-4 of-before", "the marks of another round", _marks_of(1, (0, 1))),
        wrong("MED-4 no-blanks", "the set alone shows how large it is", sorted([_mark(2, 0), _mark(2, 1)])),
        wrong("MED-4 others-blanks", "a blank that both say would be found", _marks_of(2, (0, 1), "brand")),
    ]


def _overlaps() -> list[Object]:
    twin, brand = _marks_of(3, (0, 1, 2)), _marks_of(3, (2, 3), "brand")
    both = {"twin": twin, "brand": brand, "overlap": _mark(3, 2)}
    every = {"twin": twin, "brand": twin, "overlap": min(twin)}
    return [
        vector("MED-5 one", "the one that both said", both, {"holds": [True]}),
        vector("MED-5 least", "of several, the least mark", every, {"holds": [True]}),
        vector(
            "MED-5 none",
            "nothing yet: no blank is the other's",
            {**both, "brand": _marks_of(3, (3,), "brand"), "overlap": None},
            {"holds": [True]},
        ),
        vector("MED-5 another", "another of several", every | {"overlap": max(twin)}, {"holds": [False]}),
        vector("MED-4 fewer", "one side said fewer", {**both, "brand": brand[:3]}, {"error": "bad-marks"}),
    ]
