"""What can be wrong with a predicate: each fault has its own code.

Spec: spec/45-claim.md (CLAIM-5 to CLAIM-10).
"""

from __future__ import annotations

from protocol.errors import ProtocolError


class BadPredicateError(ProtocolError):
    """No predicate: a member is missing, or there is one too many."""

    code = "bad-predicate"
    requirement = "CLAIM-5"
    status = 422
    advice = "Write op, fact and value; op, fact and values; or op and of."


class UnboundedPredicateError(ProtocolError):
    """An operator outside the language, whose work nothing bounds."""

    code = "unbounded-predicate"
    requirement = "CLAIM-6"
    status = 422
    advice = "Use eq, ne, lt, le, gt, ge, in, and, or, not: there are no patterns, loops or references."


class DeepPredicateError(ProtocolError):
    """Nested too deep."""

    code = "predicate-too-deep"
    requirement = "CLAIM-7"
    status = 422
    advice = "Nest at most 5 deep."


class LargePredicateError(ProtocolError):
    """Too many nodes, values or facts."""

    code = "predicate-too-large"
    requirement = "CLAIM-8"
    status = 422
    advice = "Use at most 24 nodes, 64 values and 8 facts."


class ContradictoryError(ProtocolError):
    """A predicate that nobody can make true."""

    code = "contradictory-predicate"
    requirement = "CLAIM-9"
    status = 422
    advice = "Take away a condition: no facts make all of them true."


class VacuousError(ProtocolError):
    """A predicate that everybody makes true who says the facts: it selects nobody and only collects."""

    code = "vacuous-predicate"
    requirement = "CLAIM-10"
    status = 422
    advice = "Leave the predicate out: the offer is for everybody."
