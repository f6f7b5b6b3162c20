"""Mediated play on the wire: who may say what in a thread, and what a marketplace compares (MED-6 to MED-20).

`comparisons` asks a marketplace with the X25519 secret `own`, at the time `at`, for the mark that it finds in
`letter`, and whether `answer`, where there is one, says so.
"""

from __future__ import annotations

from typing import Any

from nacl.bindings import crypto_scalarmult_base

from spec.generate import mediation
from spec.generate.cases.letters import reply
from spec.generate.cases.one_message import reads, refused
from spec.generate.cases.one_thread import OPENED, fails, goes
from spec.generate.mediation import BOX_KEY, GRID, marks, mediate
from spec.generate.parts import offer_body, time
from spec.generate.said import thread_of
from spec.generate.story import follow, message, resigned, spoilt
from spec.generate.vector import vector
from spec.generate.world import (
    BRAND,
    MARKET,
    OTHER_TWIN,
    RIVAL,
    TWIN,
    Json,
    Object,
    b64,
    changed,
    document,
    sign,
    without,
)

GRIDDED = follow("twin open", "brand grid")
MARKED = follow("twin round", "brand marks", thread=GRIDDED)
AGAIN = follow("twin round", "brand marks", thread=MARKED)
MATCHED = follow("twin package", thread=MARKED)
PROPOSED = follow("brand offer", thread=MATCHED)
THREAD = thread_of(GRIDDED)
SAID = MARKED[-1]
"""The brand's marks of the first round, in which nothing is found."""
FOUND_IN = 3
LATER = follow(*["twin round", "brand marks"] * FOUND_IN, thread=GRIDDED)[-1]
"""Those of the third, in which something is."""


def messages() -> list[Object]:
    """Input and expectation are as those of `messages`."""
    opening = GRIDDED[0]
    asked = OPENED[0]

    def bare(name: str) -> Object:
        return sign(changed(opening, "body", without(opening["body"], name)), TWIN)

    return [
        reads("MED-7 named", "mediator and key, where the mode asks for them", opening),
        refused("MED-7 no-mediator", "nobody to compare", bare("mediator")),
        refused("MED-7 no-key", "no key to share a secret with", bare("mediate_key")),
        refused(
            "MED-7 in-turns",
            "a mediator where turns are taken",
            sign(changed(asked, "body", {**asked["body"], "mediator": MARKET.did}), TWIN),
        ),
        refused("MED-7 of-a-person", "no marketplace", resigned(opening, "body.mediate_key", "short")),
        refused("MED-1 no-packages", "an empty grid", resigned(GRIDDED[1], "body.packages", [])),
        refused("MED-1 no-rounds", "no round at all", resigned(GRIDDED[1], "body.rounds", 0)),
    ]


def threads() -> list[Object]:
    """Input and expectation are as those of `threads`."""
    in_turns = follow("brand offer", thread=GRIDDED[:1])
    return [
        goes("MED-8 grid", "a grid where play is mediated", GRIDDED, "mediated"),
        goes("MED-8 in-turns", "an offer goes on in turns", in_turns, "offered"),
        fails("MED-8 unasked", "a grid where nobody asked", [*OPENED, _grid(OPENED)], "wrong-mode"),
        fails("MED-8 commit", "a commit", [*GRIDDED[:1], _commit()], "wrong-mode"),
        goes("MED-1 grid", "four packages that differ", GRIDDED, "mediated"),
        fails("MED-1 same", "one of them twice", _spoilt_grid([*GRID, GRID[0]]), "bad-schedule"),
        fails(
            "MED-1 euros",
            "one in another currency",
            _spoilt_grid([*GRID[:3], {**GRID[3], "total": {"amount": 1, "currency": "EUR"}}]),
            "bad-schedule",
        ),
        goes("MED-10 first", "the first round first", MARKED, "mediated"),
        goes("MED-10 second", "then the second", AGAIN, "mediated"),
        fails(
            "MED-10 second-first", "not the second", spoilt(_asked(GRIDDED), "body.round", 2), "wrong-round"
        ),
        fails("MED-10 twice", "none twice", spoilt(_asked(MARKED), "body.round", 1), "wrong-round"),
        fails("MED-10 beyond", "none beyond the last", _asked(_through(4)), "wrong-round"),
        fails("MED-10 of-another", "the marks of another", spoilt(AGAIN, "body.round", 1), "wrong-round"),
        *_packages(),
    ]


def _packages() -> list[Object]:
    def said(name: str, why: str, round: int = 1, **other: Json) -> Object:
        given: dict[str, Any] = {"thread": THREAD, "twin": TWIN.did, "round": round}
        given |= {"found": mediation.mark(THREAD, 1, 2), **other}
        body = {"overlap": mediation.statement(**given)}
        return fails(name, why, [*MARKED, message(MARKED, TWIN, "package", body)], "wrong-overlap")

    cheaper = offer_body(12499)
    reason = [{**cheaper["deviations"][0], "reason": "mediated"}]
    return [
        goes("MED-19 last", "what was found in the last round", MATCHED, "matched"),
        said("MED-19 other-round", "a round that was not played", round=2),
        said("MED-19 other-thread", "another thread", thread="B" * 42 + "A"),
        said("MED-19 other-twin", "said to another twin", twin=OTHER_TWIN.did),
        said("MED-19 other-market", "another marketplace than the open names", key=RIVAL),
        said("MED-19 nothing", "nothing was found", found=None),
        fails("MED-19 no-round", "before any round", follow("twin package", thread=GRIDDED), "wrong-overlap"),
        goes("MED-20 offer", "a package of the grid", PROPOSED, "proposed"),
        goes("MED-20 close", "or the end, without a reason", follow("brand close", thread=MATCHED), "closed"),
        fails(
            "MED-20 cheaper",
            "what is no package of it",
            spoilt(PROPOSED, "body", {**cheaper, "deviations": reason}),
            "package-differs",
        ),
        goes(
            "MED-20 accepted",
            "a firm offer as any other",
            follow("twin accept", "brand confirm", thread=PROPOSED),
            "agreed",
        ),
    ]


def cases() -> list[Object]:
    """Input is as that of `mediated`: boxes, and the key that they are sealed to."""
    said = marks(THREAD, "brand", 1)
    box = {"own": BOX_KEY.hex(), "box": mediation.sealed(said), "marks": said}
    listed = mediation.key_agreement()
    here = {
        "document": document(MARKET.did, MARKET) | {"keyAgreement": [listed]},
        "did": MARKET.did,
        "x": b64(crypto_scalarmult_base(BOX_KEY)),
    }
    return [
        vector("MED-11 opens", "the marketplace's key opens it", box, {"holds": [True]}),
        vector("MED-11 another-key", "no other does", box | {"own": "11" * 32}, {"error": "bad-box"}),
        vector("MED-11 no-box", "this is none", box | {"box": b64(b"too short")}, {"error": "bad-box"}),
        vector(
            "MED-4 sealed-in-rank",
            "in another order",
            box | {"box": mediation.sealed(said[::-1])},
            {"error": "bad-marks"},
        ),
        vector("MED-12 listed", "the key that boxes are sealed to", here, {"holds": [True]}),
        vector(
            "MED-12 misnamed",
            "a fragment that is not the thumbprint",
            changed(here, "document.keyAgreement.0.id", f"{MARKET.did}#box"),
            {"error": "did-mismatch"},
        ),
    ]


def comparisons() -> list[Object]:
    """Return the vectors of what a marketplace compares."""
    nothing = _mediate(SAID, 1)
    found = _mediate(LATER, FOUND_IN)
    mark = mediation.overlap(THREAD, FOUND_IN)
    body = {"thread": THREAD, "round": FOUND_IN, "mark": mark}

    def bad(key: str, why: str, letter: Object, code: str, at: str = time(2)) -> Object:
        return vector(key, why, _given(letter, at), {"error": code})

    def says(key: str, why: str, answer: Object, holds: bool) -> Object:
        return vector(
            key, why, {**_given(found), "answer": reply(found, "overlap", answer, MARKET)}, {"holds": [holds]}
        )

    rest = marks(THREAD, "twin", 1)
    return [
        vector("MED-5 not-yet", "nothing that both said", _given(nothing), {"mark": None}),
        vector("MED-5 found", "what both said", _given(found), {"mark": mark}),
        says("MED-16 found", "the mark of the round", body, True),
        says(
            "MED-16 another",
            "one that the brand did not say",
            {**body, "mark": mediation.mark(THREAD, 3, 3)},
            False,
        ),
        vector("MED-14 said-to-it", "the brand's marks to this twin", _given(nothing), {"mark": None}),
        bad("MED-14 anothers", "to another twin", _mediate(SAID, 1, OTHER_TWIN), "foreign-marks"),
        bad("MED-14 no-marks", "another message of the brand", _mediate(GRIDDED[1], 1), "foreign-marks"),
        bad(
            "MED-14 changed",
            "changed on the way",
            _mediate(changed(SAID, "body.round", 2), 1),
            "bad-signature",
        ),
        bad(
            "MED-14 unsigned", "signed by nobody that is known", _mediate(sign(SAID, TWIN), 1), "wrong-signer"
        ),
        bad("MED-4 one-short", "fewer than the brand", _mediate(SAID, 1, said=rest[1:]), "bad-marks"),
        bad(
            "MED-4 one-more",
            "more than the brand",
            _mediate(SAID, 1, said=[*rest, "z" * 42 + "8"]),
            "bad-marks",
        ),
        bad("MED-4 other-order", "in another order", _mediate(SAID, 1, said=rest[::-1]), "bad-message"),
        vector("MED-18 in-time", "29 seconds after", _given(nothing, time(3 + 600 + 29)), {"mark": None}),
        bad("MED-18 late", "half a minute after", nothing, "marks-expired", time(3 + 600 + 30)),
    ]


def _mediate(brands: Object, round: int, twin: object = TWIN, said: list[str] | None = None) -> Object:
    own = marks(THREAD, "twin", round) if said is None else said
    return mediate(twin, round, brands, own)  # type: ignore[arg-type]


def _given(letter: Object, at: str = time(2)) -> Object:
    return {"letter": letter, "own": BOX_KEY.hex(), "at": at}


def _grid(thread: list[Object]) -> Object:
    return message(thread, BRAND, "grid")


def _commit() -> Object:
    return message(GRIDDED[:1], BRAND, "commit")


def _asked(thread: list[Object]) -> list[Object]:
    return follow("twin round", thread=thread)


def _through(rounds: int) -> list[Object]:
    return follow(*["twin round", "brand marks"] * rounds, thread=GRIDDED)


def _spoilt_grid(packages: list[Object]) -> list[Object]:
    return spoilt(GRIDDED, "body.packages", packages)
