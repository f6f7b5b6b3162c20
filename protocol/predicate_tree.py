"""The tree of a predicate, its negation, and its JSON.

Spec: spec/45-claim.md (CLAIM-5, CLAIM-11).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

Op = Literal["eq", "ne", "lt", "le", "gt", "ge"]
OPPOSITE: Final[Mapping[Op, Op]] = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "gt": "le", "le": "gt"}


@dataclass(frozen=True, slots=True)
class Compare:
    """A fact compared with a value."""

    op: Op
    fact: str
    value: bool | int | str


@dataclass(frozen=True, slots=True)
class Member:
    """A fact is one of *values*; of a fact of *several* words, it has one of them."""

    fact: str
    values: frozenset[Any]
    several: bool
    within: bool = True
    """False: it is none of them. Only `negated` makes that."""


@dataclass(frozen=True, slots=True)
class Not:
    """What *part* says does not hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class Group:
    """All of *parts* (`and`), or one of them (`or`)."""

    op: Literal["and", "or"]
    parts: tuple[Node, ...]


Node = Compare | Member | Not | Group


def negated(node: Node) -> Node:
    """Return what holds where *node* does not, without a `Not` in it."""
    if isinstance(node, Compare):
        return Compare(OPPOSITE[node.op], node.fact, node.value)
    if isinstance(node, Member):
        return Member(node.fact, node.values, node.several, not node.within)
    if isinstance(node, Not):
        return plain(node.part)
    return Group("or" if node.op == "and" else "and", tuple(map(negated, node.parts)))


def plain(node: Node) -> Node:
    """Return *node* with every `Not` pushed into the comparisons; it means the same, unknown facts too."""
    if isinstance(node, Not):
        return negated(node.part)
    if isinstance(node, Group):
        return Group(node.op, tuple(map(plain, node.parts)))
    return node


def members_of(node: Node) -> dict[str, Any]:
    """Return *node* as JSON members."""
    if isinstance(node, Compare):
        return {"op": node.op, "fact": node.fact, "value": node.value}
    if isinstance(node, Member):
        said = {"op": "in", "fact": node.fact, "values": sorted(node.values)}
        return said if node.within else {"op": "not", "of": said}
    if isinstance(node, Not):
        return {"op": "not", "of": members_of(node.part)}
    return {"op": node.op, "of": [members_of(part) for part in node.parts]}
