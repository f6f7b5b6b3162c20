"""Predicates: whom a public offer is for, in a small typed language over registered facts.

Spec: spec/45-claim.md (CLAIM-5 to CLAIM-10).

A predicate is a tree of comparisons. It ends, whatever it is asked about: there are no patterns, loops or
references, and depth, nodes, values and facts have limits. `read_predicate` is the only way to one, so a
`Predicate` is always within them, typed, and neither contradictory nor vacuous.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal, get_args

from protocol.contradiction import can_hold
from protocol.facts import FactTypeError, Kind, check_value, fact_named
from protocol.predicate_errors import (
    BadPredicateError,
    ContradictoryError,
    DeepPredicateError,
    LargePredicateError,
    UnboundedPredicateError,
    VacuousError,
)
from protocol.predicate_tree import Compare, Group, Member, Node, Not, Op, members_of, negated
from protocol.verdict import Holds, Test, compiled, kleene

MAX_DEPTH: Final = 5
MAX_NODES: Final = 24
MAX_VALUES: Final = 64
MAX_FACTS: Final = 8

_COMPARE: Final[frozenset[Op]] = frozenset(get_args(Op))
_GROUP: Final[frozenset[Literal["and", "or"]]] = frozenset(("and", "or"))
_ORDER: Final = frozenset({"lt", "le", "gt", "ge"})


@dataclass(frozen=True)
class Predicate:
    """A predicate that keeps the rules.

    facts: the names that it asks for, sorted.
    """

    node: Node
    facts: tuple[str, ...]

    @cached_property
    def holds(self) -> Holds:
        """The test whether it is true of what is known (CLAIM-13), compiled when it is asked for first."""
        return compiled(self.node)

    @cached_property
    def test(self) -> Test:
        """The test that says true, false or None (unknown)."""
        return kleene(self.node)

    def members(self) -> dict[str, Any]:
        """The predicate as JSON members."""
        return members_of(self.node)


def read_predicate(value: Any) -> Predicate:
    """Return the predicate that the JSON *value* spells.

    Raises the error of the rule that it breaks (CLAIM-1 to CLAIM-3, CLAIM-5 to CLAIM-10).
    """
    reader = _Reader()
    node = reader.read(value, 1)
    names = tuple(sorted(reader.names))
    if not can_hold(node):  # CLAIM-9
        raise ContradictoryError("no facts can make the predicate true")
    if not can_hold(negated(node), closed=True):  # CLAIM-10
        raise VacuousError("whoever says the facts makes the predicate true")
    return Predicate(node, names)


class _Reader:
    """Reads nodes and counts them; every limit is checked before what lies beyond it is looked at."""

    def __init__(self) -> None:
        self.nodes = self.values = 0
        self.names: set[str] = set()

    def read(self, value: Any, depth: int) -> Node:
        if type(value) is not dict or type(value.get("op")) is not str:  # CLAIM-5
            raise BadPredicateError("a predicate is an object with an op")
        if depth > MAX_DEPTH:  # CLAIM-7
            raise DeepPredicateError(f"the predicate is more than {MAX_DEPTH} deep")
        self.nodes += 1
        if self.nodes > MAX_NODES:  # CLAIM-8
            raise LargePredicateError(f"the predicate has more than {MAX_NODES} nodes")
        return self._of(value["op"], value, depth)

    def _of(self, op: str, value: dict[str, Any], depth: int) -> Node:
        if op in _COMPARE:
            _exactly(value, "op", "fact", "value")
            return self._compare(op, value)
        if op == "in":
            _exactly(value, "op", "fact", "values")
            return self._member(value)
        if op == "not":
            _exactly(value, "op", "of")
            return Not(self.read(value["of"], depth + 1))
        if op in _GROUP:
            _exactly(value, "op", "of")
            return self._group(op, value["of"], depth)
        raise UnboundedPredicateError(f"{op[:40]!r} is no operator of the language")  # CLAIM-6

    def _compare(self, op: Op, value: dict[str, Any]) -> Compare:
        fact = self._fact(value["fact"])
        if fact.kind is Kind.WORDS or (op in _ORDER and fact.kind is not Kind.NUMBER):  # CLAIM-3
            raise FactTypeError(f"{fact.name} can't be compared by {op}")
        check_value(fact, value["value"])
        self._count(1)
        return Compare(op, fact.name, value["value"])

    def _member(self, value: dict[str, Any]) -> Member:
        fact, values = self._fact(value["fact"]), value["values"]
        if type(values) is not list or not values:  # CLAIM-5
            raise BadPredicateError("values is a list of at least one")
        self._count(len(values))
        if fact.kind is Kind.FLAG:  # CLAIM-3
            raise FactTypeError(f"{fact.name} is true or false; compare it by eq")
        for one in values:
            check_value(fact, one)
        return Member(fact.name, frozenset(values), several=fact.kind is Kind.WORDS)

    def _group(self, op: Literal["and", "or"], of: Any, depth: int) -> Group:
        if type(of) is not list or not of:  # CLAIM-5
            raise BadPredicateError(f"{op} has a list of at least one predicate")
        return Group(op, tuple(self.read(one, depth + 1) for one in of))

    def _fact(self, name: Any) -> Any:
        if type(name) is not str:  # CLAIM-5
            raise BadPredicateError("fact is a name")
        fact = fact_named(name)
        self.names.add(name)
        if len(self.names) > MAX_FACTS:  # CLAIM-8
            raise LargePredicateError(f"the predicate asks for more than {MAX_FACTS} facts")
        return fact

    def _count(self, more: int) -> None:
        self.values += more
        if self.values > MAX_VALUES:  # CLAIM-8
            raise LargePredicateError(f"the predicate has more than {MAX_VALUES} values")


def _exactly(value: dict[str, Any], *names: str) -> None:
    if set(value) != set(names):  # CLAIM-5
        raise BadPredicateError(f"{value['op']} has exactly {', '.join(names)}")
