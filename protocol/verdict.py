"""The verdict of a predicate on what is known of a person: true, false, or None for unknown.

Spec: spec/45-claim.md (CLAIM-11 to CLAIM-13).

With every "not" pushed into the comparisons, being surely true is a plain two-valued matter: a comparison is
if its fact is known and says so, `and` is if all parts are, `or` is if one is. So one compiled test says
"true", the test of the negation says "false", and what is neither is unknown, as Kleene has it. Saying more
can settle what was unknown, and never unsays anything.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Container, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from protocol.facts import FACTS, Facts, Kind
from protocol.predicate_tree import Compare, Group, Member, Node, Op, negated, plain

Holds = Callable[[Facts], bool]
"""Whether it is surely true of what is known; costs little, to be asked often."""
Test = Callable[[Facts], bool | None]
Choices = Sequence[tuple[str, Container[Any]]]
"""Facts, each with the values that are taken."""


SMALL: Final = 64
"""Numbers of a fact with so few values are looked up in a set, which is quicker than comparing them."""

_COMPARED: Final[Mapping[Op, Callable[[Any, Any], bool]]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}


def compiled(node: Node) -> Holds:
    """Return the test whether *node* is surely true."""
    return _holds(plain(node))


def kleene(node: Node) -> Test:
    """Return the test that tells true, false and unknown apart."""
    is_true, is_false = compiled(node), _holds(negated(node))

    def test(facts: Facts) -> bool | None:
        if is_true(facts):
            return True
        return False if is_false(facts) else None

    return test


@lru_cache(maxsize=4096)
def _holds(node: Node) -> Holds:
    """Return the test of *node*; offers ask alike, so the same node gets the same test."""
    if isinstance(node, Group):
        choices = [choice for part in node.parts if (choice := _choice(part)) is not None]
        rest = [_holds(part) for part in node.parts if _choice(part) is None]
        return _all_of(choices, rest) if node.op == "and" else _any_of(choices, rest)
    choice = _choice(node)
    if choice is not None:
        name, values = choice
        return lambda facts: facts.get(name) in values
    return _other(node)


@lru_cache(maxsize=4096)
def _choice(node: Node) -> tuple[str, Container[Any]] | None:
    """The fact that *node* asks for and the values that it takes, if that is all there is to it."""
    if isinstance(node, Member) and node.within and not node.several:
        return node.fact, tuple(node.values) if len(node.values) <= 3 else node.values
    if not isinstance(node, Compare):
        return None
    fact = FACTS[node.fact]
    if node.op == "eq":
        return node.fact, (node.value,)
    if fact.kind is Kind.NUMBER and fact.most - fact.least < SMALL:
        compare = _COMPARED[node.op]
        every = range(fact.least, fact.most + 1)
        return node.fact, frozenset(number for number in every if compare(number, node.value))
    return None


def _other(node: Node) -> Holds:
    """Of several words, having one is shown; having none of them can't be, since not all need be said."""
    if isinstance(node, Compare):
        name, value, compare = node.fact, node.value, _COMPARED[node.op]
        return lambda facts: name in facts and compare(facts[name], value)
    assert isinstance(node, Member)
    name, values, apart = node.fact, node.values, node.values.isdisjoint
    if not node.several:
        return lambda facts: name in facts and facts[name] not in values
    if not node.within:
        return lambda _facts: False
    if len(values) == 1:
        (word,) = values
        return lambda facts: name in facts and word in facts[name]  # type: ignore[operator]
    return lambda facts: name in facts and not apart(facts[name])  # type: ignore[arg-type]


def _all_of(choices: Choices, rest: Sequence[Holds]) -> Holds:
    """All of them. Calls cost more than comparisons, so two choices are looked at in one."""
    if len(choices) > 1:
        (name, values), (other, others) = choices[:2]
        if len(choices) == 2 and not rest:
            return lambda facts: facts.get(name) in values and facts.get(other) in others
        left = _all_of(choices[2:], rest)
        return lambda facts: facts.get(name) in values and facts.get(other) in others and left(facts)
    if choices:
        name, values = choices[0]
        if not rest:
            return lambda facts: facts.get(name) in values
        left = _all_of((), rest)
        return lambda facts: facts.get(name) in values and left(facts)
    first, *more = rest
    if not more:
        return first
    left = _all_of((), more)
    return lambda facts: first(facts) and left(facts)


def _any_of(choices: Choices, rest: Sequence[Holds]) -> Holds:
    """One of them; see `_all_of`."""
    if len(choices) > 1:
        (name, values), (other, others) = choices[:2]
        if len(choices) == 2 and not rest:
            return lambda facts: (facts.get(name) in values) or (facts.get(other) in others)
        left = _any_of(choices[2:], rest)
        return lambda facts: (facts.get(name) in values) or (facts.get(other) in others) or left(facts)
    if choices:
        name, values = choices[0]
        if not rest:
            return lambda facts: facts.get(name) in values
        left = _any_of((), rest)
        return lambda facts: (facts.get(name) in values) or left(facts)
    first, *more = rest
    if not more:
        return first
    left = _any_of((), more)
    return lambda facts: first(facts) or left(facts)
