"""Claims on the command line: which facts may be said, and what was said for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from consumer_twin.edge.claiming import EVERY
from dailyme.outputs_claims import ShownClaim
from protocol.facts import fact_named


def consented(names: Sequence[str]) -> frozenset[str]:
    """Return the facts that --claim names; `all` is every one that is set.

    Raises `SensitiveFactError` or `UnknownFactError` for a name that is none.
    """
    if "all" in names:
        return EVERY
    return frozenset(fact_named(name).name for name in names)


def claims_of(transcripts: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[ShownClaim]:
    """Return what was claimed in each thread of *transcripts*."""
    return [
        ShownClaim(
            brand=said[0]["to"],
            thread=thread,
            promotion=claim["promotion"],
            disclosed=[one["field"] for one in claim["disclosed"]],
            granted=any(claim["promotion"] in one["body"].get("promotions", ()) for one in said),
        )
        for thread, said in transcripts.items()
        for claim in (said[0]["body"].get("claims", ()) if said else ())
    ]
