"""The verdict of a predicate on what is known of a person: true, false, or None for unknown.

Spec: spec/45-claim.md (CLAIM-11, CLAIM-12).

A predicate is compiled once to closures, one for each comparison, and costs little each time it is asked.
Unknown is Kleene's: an unknown fact never makes anything true or false that it might not be, so saying more
can settle what was unknown, and never turns true into false.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, Final

from protocol.facts import Facts
from protocol.predicate_tree import Compare, Group, Member, Node, Op, plain

Test = Callable[[Facts], bool | None]

_COMPARED: Final[Mapping[Op, Callable[[Any, Any], bool]]] = {
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}


def compiled(node: Node) -> Test:
    """Return the test that *node* stands for."""
    return _test(plain(node))


def _test(node: Node) -> Test:
    if isinstance(node, Compare):
        return _compare(node)
    if isinstance(node, Member):
        return _several(node) if node.several else _one(node)
    assert isinstance(node, Group)
    parts = [_test(part) for part in node.parts]
    if len(parts) == 1:
        return parts[0]
    rest = _all_of(parts[1:]) if node.op == "and" else _any_of(parts[1:])
    return _both(parts[0], rest) if node.op == "and" else _either(parts[0], rest)


def _compare(node: Compare) -> Test:
    name, value = node.fact, node.value
    if node.op == "eq":

        def same(facts: Facts) -> bool | None:
            return facts[name] == value if name in facts else None

        return same
    if node.op == "ne":

        def other(facts: Facts) -> bool | None:
            return facts[name] != value if name in facts else None

        return other
    compare = _COMPARED[node.op]

    def ordered(facts: Facts) -> bool | None:
        return compare(facts[name], value) if name in facts else None

    return ordered


def _one(node: Member) -> Test:
    name, values, within = node.fact, node.values, node.within

    def among(facts: Facts) -> bool | None:
        return (facts[name] in values) is within if name in facts else None

    return among


def _several(node: Member) -> Test:
    """Several words are never all said: having one of them is shown, having none of them can't be."""
    name, values = node.fact, node.values
    found = node.within

    def has(facts: Facts) -> bool | None:
        if name not in facts or values.isdisjoint(facts[name]):  # type: ignore[arg-type]
            return None
        return found

    return has


def _both(first: Test, second: Test) -> Test:
    def both(facts: Facts) -> bool | None:
        said = first(facts)
        if said:
            return second(facts)
        if said is None and second(facts) is not False:
            return None
        return False

    return both


def _either(first: Test, second: Test) -> Test:
    def either(facts: Facts) -> bool | None:
        said = first(facts)
        if said:
            return True
        if said is None:
            return second(facts) or None
        return second(facts)

    return either


def _all_of(parts: list[Test]) -> Test:
    test = parts[-1]
    for part in reversed(parts[:-1]):
        test = _both(part, test)
    return test


def _any_of(parts: list[Test]) -> Test:
    test = parts[-1]
    for part in reversed(parts[:-1]):
        test = _either(part, test)
    return test
