"""Whether a predicate can hold at all, decided exactly.

Spec: spec/45-claim.md (CLAIM-9, CLAIM-10).

The tree is walked branch by branch; each comparison narrows what its fact may be, and a fact that may be
nothing ends the branch. Facts are taken as independent, but for `repeat` and `first-deal`, which speak of
`agreements`. A predicate of 24 nodes has some hundred branches at most, so the answer always comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from protocol.facts import FACTS, Kind
from protocol.predicate_tree import Compare, Group, Member, Node, plain


@dataclass(frozen=True, slots=True)
class _Room:
    """What a fact may still be: within least and most, one of *only*, none of *never*.

    needed: of several words, sets that each must have one of.
    """

    least: int = 0
    most: int = 0
    only: frozenset[Any] | None = None
    never: frozenset[Any] = frozenset()
    needed: tuple[frozenset[str], ...] = ()

    def is_empty(self, kind: Kind) -> bool:
        if kind is Kind.WORDS:
            return bool([words for words in self.needed if words <= self.never])
        if kind is Kind.NUMBER and self.only is None:
            count = self.most - self.least + 1
            return bool(count <= sum(self.least <= one <= self.most for one in self.never))
        if self.only is None:
            return False  # there are more words than a predicate can name
        left = self.only - self.never
        return (
            not left if kind is not Kind.NUMBER else not any(self.least <= one <= self.most for one in left)
        )


_Rooms = Mapping[str, _Room]
_NOBODY: Final[_Rooms] = MappingProxyType({})


def can_hold(node: Node, *, closed: bool = False) -> bool:
    """Whether some facts make *node* true.

    closed: whoever does not say that they have a word is taken not to have it, as if all was known; else
    having none of some words can't be shown (CLAIM-12).
    """
    return _holds((plain(node),), _NOBODY, closed=closed)


def _holds(pending: tuple[Node, ...], rooms: _Rooms, *, closed: bool) -> bool:
    """Whether all of *pending* can hold within *rooms*."""
    if not pending:
        return True
    first, rest = pending[0], pending[1:]
    if isinstance(first, Group):
        if first.op == "and":
            return _holds((*first.parts, *rest), rooms, closed=closed)
        return any(_holds((part, *rest), rooms, closed=closed) for part in first.parts)
    narrowed = _narrowed(first, rooms, closed=closed)
    return narrowed is not None and _holds(rest, narrowed, closed=closed)


def _narrowed(node: Node, rooms: _Rooms, *, closed: bool) -> _Rooms | None:
    """*rooms* after *node* holds too; None if that leaves a fact nothing to be."""
    if isinstance(node, Compare):
        node = _of_agreements(node)
    assert isinstance(node, Compare | Member)
    fact = FACTS[node.fact]
    before = rooms.get(node.fact) or _whole(node.fact)
    if isinstance(node, Compare):
        after = _compared(before, node)
    elif node.several and not node.within and not closed:
        return None
    else:
        after = _among(before, node)
    return None if after.is_empty(fact.kind) else {**rooms, node.fact: after}


def _whole(name: str) -> _Room:
    fact = FACTS[name]
    only: frozenset[Any] | None = frozenset({True, False}) if fact.kind is Kind.FLAG else None
    return _Room(fact.least, fact.most, only)


def _compared(room: _Room, node: Compare) -> _Room:
    value: Any = node.value
    match node.op:
        case "eq":
            return _within(room, frozenset({value}))
        case "ne":
            return replace(room, never=room.never | {value})
        case "lt":
            return replace(room, most=min(room.most, value - 1))
        case "le":
            return replace(room, most=min(room.most, value))
        case "gt":
            return replace(room, least=max(room.least, value + 1))
        case "ge":
            return replace(room, least=max(room.least, value))


def _among(room: _Room, node: Member) -> _Room:
    if not node.within:
        return replace(room, never=room.never | node.values)
    if node.several:
        return replace(room, needed=(*room.needed, node.values))
    return _within(room, node.values)


def _within(room: _Room, values: frozenset[Any]) -> _Room:
    return replace(room, only=values if room.only is None else room.only & values)


def _of_agreements(node: Compare) -> Compare:
    """`repeat` and `first-deal` as what they say of the number of agreements."""
    if node.fact not in {"repeat", "first-deal"}:
        return node
    said = (node.value is True) == (node.op == "eq")
    some = said == (node.fact == "repeat")
    return Compare("ge" if some else "le", "agreements", 1 if some else 0)
