"""What `dailyme brand fairness` does."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dailyme.outputs_play import BrandFairness
from dailyme.places import places
from dailyme.show import console, count, print_json
from dailyme.wiring.brand import kept_store

if TYPE_CHECKING:
    from brand_agent.edge.transcripts import Transcripts
    from brand_agent.fairness import Finding


def check_fairness(origin: str, *, database: str | None, as_json: bool) -> int:
    """Show what is unfair in the transcripts of the brand at *origin*; return 1 if anything is."""
    from brand_agent.edge.transcripts import read_answers
    from brand_agent.fairness import unfair

    async def read() -> Transcripts:
        store = kept_store(places(os.environ), origin, database)
        try:
            return await store.read(read_answers)
        finally:
            store.close()

    told = asyncio.run(read())
    found = list(unfair(told.answers))
    if as_json:
        rows = [{"kind": one.kind, "seq": one.seq, "threads": list(one.threads)} for one in found]
        print_json(
            BrandFairness.model_validate(
                {
                    "answers": len(told.answers),
                    "unchecked": told.unchecked,
                    "mediated": told.mediated,
                    "findings": rows,
                }
            )
        )
        return 1 if found else 0
    _tell(told, found)
    return 1 if found else 0


def _tell(told: Transcripts, found: Sequence[Finding]) -> None:
    out = console()
    for one in found:
        out.print(one.words(), soft_wrap=True)
    verdict = f"{count(len(found), 'finding')}" if found else "nothing unfair"
    out.print(f"{count(len(told.answers), 'answer')} worked out again: {verdict}")
    if told.mediated:
        out.print(f"Not checked: {count(told.mediated, 'thread')} of mediated play.", soft_wrap=True)
    if told.unchecked:
        why = "erased, or made from what the store does not keep"
        out.print(f"Not checked: {count(told.unchecked, 'answer')} ({why}).", soft_wrap=True)
