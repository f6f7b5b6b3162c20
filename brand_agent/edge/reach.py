"""Whom public offers reached and how far people climbed, counted from what the brand stores.

Spec: spec/35-relate.md, spec/45-claim.md.

Numbers of threads and of keys, never of people: a guest has a new key in every thread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import orjson
from sqlalchemy import Connection, func, select

from brand_agent.edge.relation.climbs import KNOWN, SHOWN
from brand_agent.edge.relation.register import GRANTS
from brand_agent.edge.tables import MESSAGES, SALES


@dataclass(frozen=True, slots=True)
class Claims:
    """How many threads claimed a promotion, and how many of them ended in a deal."""

    threads: int
    deals: int


def count_claims(connection: Connection) -> dict[str, Claims]:
    """Return the claims of each promotion that was ever claimed; erased threads claim nothing."""
    query = (
        select(MESSAGES.c.data, SALES.c.number)
        .join(SALES, SALES.c.thread == MESSAGES.c.thread, isouter=True)
        .where(MESSAGES.c.type == "open", func.instr(MESSAGES.c.data, b'"claims"') > 0)
    )
    threads, deals = Counter[str](), Counter[str]()
    for row in connection.execute(query):
        claims = orjson.loads(row.data)["body"].get("claims", ())
        for promotion in {claim["promotion"] for claim in claims}:
            threads[promotion] += 1
            deals[promotion] += row.number is not None
    return {promotion: Claims(many, deals[promotion]) for promotion, many in threads.items()}


def count_rungs(connection: Connection, at_ms: int) -> Mapping[str, int]:
    """Return how many keys stand on each rung above guest at *at_ms*."""
    live = (GRANTS.c.basis == "consent") & GRANTS.c.ended_ms.is_(None) & (GRANTS.c.until_ms > at_ms)
    queries = {
        "known": select(func.count()).select_from(KNOWN),
        "registered": select(func.count(func.distinct(GRANTS.c.key))).where(live, GRANTS.c.key != ""),
        "repeat": select(func.count(func.distinct(SHOWN.c.key))),
    }
    return {rung: int(connection.scalar(query) or 0) for rung, query in queries.items()}
