"""Writes the vectors, a file for each kind of input, and the keys that they are signed with."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from spec.generate.cases import (
    accepts,
    aftermath,
    agreements,
    bodies,
    by_hand,
    claims,
    confirms,
    demand,
    documents,
    equivocation,
    events,
    feeds,
    fulfilment,
    grants,
    identity,
    ladder,
    letters,
    mediated,
    mediation,
    memory,
    messages,
    moves,
    offers,
    predicates,
    price_history,
    problems,
    public_offers,
    quantities,
    questions,
    sealed,
    signatures,
    sketches,
    slices,
    threads,
    together,
    wire_bytes,
    wire_values,
)
from spec.generate.world import (
    BRAND,
    DOCUMENTS,
    MARKET,
    OLD_BRAND,
    OTHER_TWIN,
    RIVAL,
    SEED_MARK,
    TWIN,
    Json,
    Object,
)

FILES: Mapping[str, tuple[Callable[[], list[Object]], ...]] = {
    "bytes": (wire_bytes.cases,),
    "text": (wire_values.texts,),
    "money": (wire_values.money,),
    "times": (wire_values.times,),
    "base64url": (wire_values.base64url,),
    "signatures": (signatures.cases,),
    "did-keys": (identity.did_keys,),
    "did-webs": (identity.did_webs,),
    "did-documents": (identity.did_documents,),
    "messages": (
        messages.cases,
        bodies.cases,
        fulfilment.messages,
        quantities.messages,
        questions.messages,
        sealed.messages,
        mediation.messages,
    ),
    "moves": (moves.cases,),
    "threads": (
        threads.cases,
        offers.cases,
        by_hand.threads,
        quantities.threads,
        ladder.offers,
        questions.threads,
        claims.threads,
        sealed.threads,
        mediation.threads,
    ),
    "accepts": (accepts.cases, confirms.cases),
    "fulfilment": (fulfilment.cases, aftermath.cases),
    "agreements": (agreements.cases,),
    "documents": (
        documents.cases,
        ladder.profiles,
        public_offers.cases,
        price_history.documents,
        demand.pages,
        slices.pages,
    ),
    "equivocations": (equivocation.cases, price_history.contradictions),
    "price-claims": (price_history.claims,),
    "problems": (problems.cases,),
    "mediated": (mediated.cases, mediation.cases),
    "memory": (memory.cases,),
    "events": (events.cases,),
    "feeds": (feeds.feeds,),
    "predicates": (predicates.cases,),
    "claims": (claims.claims,),
    "letters": (letters.letters, feeds.letters, questions.letters),
    "exchanges": (letters.exchanges, grants.exchanges, questions.exchanges, demand.exchanges),
    "comparisons": (mediation.comparisons,),
    "contributions": (demand.contributions,),
    "commitments": (letters.commitments,),
    "grants": (grants.grants,),
    "uses": (grants.uses,),
    "relays": (slices.relayed,),
    "sketches": (sketches.sketches,),
    "corrections": (sketches.corrections,),
    "shows": (ladder.shows,),
    "standings": (ladder.standings,),
    "together": (together.cases,),
}
"""The name of each file and what makes its vectors; the docstrings there say how to read the input."""


def files() -> dict[str, str]:
    """Return `spec/vectors/*.json` and `spec/test-keys.json`."""
    written = {
        f"spec/vectors/{name}.json": _spell([case for make in makers for case in make()])
        for name, makers in FILES.items()
    }
    return {"spec/test-keys.json": _spell(test_keys()), **written}


def test_keys() -> Object:
    """Return the keys of the vectors with their seeds, and the did documents of the brands."""
    keys = (TWIN, OTHER_TWIN, BRAND, OLD_BRAND, RIVAL, MARKET)
    shown = {
        key.name: {"did": key.did, "kid": key.kid, "seed_hex": key.seed.hex(), "jwk": key.jwk} for key in keys
    }
    return {
        "warning": "Test keys, known to everybody. Never use one.",
        "seeds": f"SHA-256 of `{SEED_MARK}` and the name",
        "keys": shown,
        "documents": {document["id"]: document for document in DOCUMENTS},
    }


def _spell(value: Json) -> str:
    return json.dumps(value, indent=1) + "\n"
