"""A claim: a twin says in its open which public offers it takes, and what makes its person eligible.

Spec: spec/45-claim.md (CLAIM-30 to CLAIM-38).

The signed open holds salted hashes of the facts; their values travel beside it (spec/36-consent.md). The
brand looks at these facts and at nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Final

from pydantic import Field

from protocol.commitment import Beside, Committed, opened
from protocol.errors import ProtocolError
from protocol.facts import Facts, Value, fact_named, read_value
from protocol.predicate import MAX_FACTS, Predicate
from protocol.wire import Many, Token, Wire

MAX_CLAIMS: Final = 8


class Claim(Wire):
    """A promotion that is claimed, and the facts that its predicate needs, as salted hashes."""

    promotion: Token
    disclosed: Annotated[Many[Committed], Field(max_length=MAX_FACTS)]


Claims = Annotated[Many[Claim], Field(min_length=1, max_length=MAX_CLAIMS)]


class DoubleClaimError(ProtocolError):
    """A promotion is claimed twice, or a fact disclosed twice with different hashes."""

    code = "double-claim"
    requirement = "CLAIM-30"
    status = 422
    advice = "Claim a promotion once, and disclose a fact once in an open."


class NeedlessFactError(ProtocolError):
    """A fact is disclosed that the open says already."""

    code = "needless-fact"
    requirement = "CLAIM-31"
    status = 422
    advice = "Leave country and region out: they are read from the open's region."

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} stands in the open already")
        self.name = name


class UnclaimedError(ProtocolError):
    """An offer says that a promotion is in it that was not claimed, or gives a reason that is not there."""

    code = "unclaimed-promotion"
    requirement = "CLAIM-38"
    status = 409
    advice = "Name only promotions that the open claims, and let the price show each."


def said_facts(region: str) -> dict[str, Value]:
    """Return the facts that an open to *region* says by itself.

    >>> said_facts("US-CA")
    {'country': 'US', 'region': 'US-CA'}
    """
    country, _, part = region.partition("-")
    return {"country": country, "region": region} if part else {"country": country}


def check_claims(claims: Sequence[Claim] | None) -> None:
    """Return if *claims* keep the rules that need no values.

    Raises `DoubleClaimError` (CLAIM-30), `NeedlessFactError` (CLAIM-31), or what `fact_named` raises.
    """
    names: set[str] = set()
    hashes: dict[str, str] = {}
    for claim in claims or ():
        if claim.promotion in names:  # CLAIM-30
            raise DoubleClaimError(f"{claim.promotion} is claimed twice")
        names.add(claim.promotion)
        for one in claim.disclosed:
            if fact_named(one.field).said:  # CLAIM-31
                raise NeedlessFactError(one.field)
            if hashes.setdefault(one.field, one.hash) != one.hash:  # CLAIM-30
                raise DoubleClaimError(f"{one.field} is disclosed twice")


def claimed_facts(
    claims: Sequence[Claim] | None, values: Iterable[Beside], *, message: str
) -> dict[str, Value]:
    """Return the facts that *claims* disclose, from the *values* beside the open of id *message*.

    Raises what `opened` raises, or what `read_value` raises for a value that its fact can't have.
    """
    committed = {(one.field, one.hash): one for claim in claims or () for one in claim.disclosed}
    found = opened(list(committed.values()), values, message=message)
    return {name: read_value(name, value) for name, value in found.items()}


def is_eligible(predicate: Predicate | None, facts: Facts, region: str) -> bool:
    """Whether whoever disclosed *facts* in an open to *region* is eligible (CLAIM-13); None: everybody is."""
    return predicate is None or predicate.holds({**facts, **said_facts(region)})
