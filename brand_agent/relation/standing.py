"""Where a key stands: what it did to climb, read from the books.

Spec: spec/35-relate.md (REL-19, REL-25).
"""

from __future__ import annotations

from typing import Final

from brand_agent.benefits import GUEST, Standing
from brand_agent.policy import BrandPolicy
from brand_agent.relation.ports import Books
from protocol.relation import Purpose

REGISTRATION: Final[Purpose] = "registration"


def standing_of(key: str, books: Books, policy: BrandPolicy, *, at_ms: int) -> Standing:
    """Return what *key* did to climb, as it stands at *at_ms*."""
    if not policy.ladder or not books.climbs.is_known(key):
        return GUEST
    return Standing(
        known=True,
        fields=_granted(key, books, at_ms),
        agreements=books.climbs.shown(key),
        used=books.uses.used_under(key),
    )


def _granted(key: str, books: Books, at_ms: int) -> frozenset[str]:
    """The fields that *key* grants for registration at *at_ms*."""
    return frozenset(
        field
        for kept in books.register.of_key(key)
        if REGISTRATION in kept.grant.purposes and kept.grant.is_live(at_ms)
        for field in kept.grant.fields
    )
