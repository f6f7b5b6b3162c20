"""Predicates for the tests: a strategy, and an oracle that shares no code with `protocol`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from hypothesis import strategies as st

from protocol.facts import Value

Json = Any
FLAGS = ("student", "first-deal", "repeat")
WORDS = ("ski-club", "chess-club")
COUNTRIES = ("US", "DE", "FR")

_ORDERED = st.sampled_from(["eq", "ne", "lt", "le", "gt", "ge"])
LEAVES: st.SearchStrategy[Json] = st.one_of(
    st.builds(
        lambda op, fact, value: {"op": op, "fact": fact, "value": value},
        st.sampled_from(["eq", "ne"]),
        st.sampled_from(FLAGS),
        st.booleans(),
    ),
    st.builds(
        lambda op, value: {"op": op, "fact": "household-size", "value": value}, _ORDERED, st.integers(1, 20)
    ),
    st.builds(
        lambda op, value: {"op": op, "fact": "agreements", "value": value}, _ORDERED, st.integers(0, 3)
    ),
    st.builds(
        lambda values: {"op": "in", "fact": "country", "values": values},
        st.lists(st.sampled_from(COUNTRIES[:2]), min_size=1, max_size=2, unique=True),
    ),
    st.builds(
        lambda values: {"op": "in", "fact": "member-of", "values": values},
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=2, unique=True),
    ),
)
"""Comparisons over small domains, which `people` goes through whole."""


def _level(below: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    groups = st.builds(
        lambda op, of: {"op": op, "of": of},
        st.sampled_from(["and", "or"]),
        st.lists(below, min_size=1, max_size=3),
    )
    return st.one_of(below, groups, below.map(lambda of: {"op": "not", "of": of}))


PREDICATES = _level(_level(_level(LEAVES)))


def people() -> Iterator[dict[str, Value]]:
    """Yield everybody there is: each fact known, `repeat` and `first-deal` as the agreements say."""
    words = [frozenset(), *(frozenset({word}) for word in WORDS), frozenset(WORDS)]
    for student, country, size, clubs, deals in product(
        (True, False), COUNTRIES, range(1, 21), words, range(5)
    ):
        yield {
            "student": student,
            "country": country,
            "household-size": size,
            "member-of": clubs,
            "agreements": deals,
            "repeat": deals > 0,
            "first-deal": deals == 0,
        }


def holds(predicate: Json, facts: Mapping[str, Value], *, closed: bool) -> bool | None:
    """What *predicate* says of *facts*, plainly. closed: who did not say a word does not have it."""
    op = predicate["op"]
    if op == "not":
        return _not(holds(predicate["of"], facts, closed=closed))
    if op in {"and", "or"}:
        parts = [holds(one, facts, closed=closed) for one in predicate["of"]]
        settled = bool(op == "or")
        if settled in parts:
            return settled
        return None if None in parts else not settled
    return _compared(predicate, facts, closed=closed) if predicate["fact"] in facts else None


def _compared(predicate: Json, facts: Mapping[str, Value], *, closed: bool) -> bool | None:
    op, value = predicate["op"], facts[predicate["fact"]]
    if op != "in":
        return bool(_COMPARED[op](value, predicate["value"]))
    if not isinstance(value, frozenset):
        return bool(value in predicate["values"])
    found = any(one in value for one in predicate["values"])
    return found if found or closed else None


def _not(said: bool | None) -> bool | None:
    return None if said is None else not said


_COMPARED = {
    "eq": lambda one, two: one == two,
    "ne": lambda one, two: one != two,
    "lt": lambda one, two: one < two,
    "le": lambda one, two: one <= two,
    "gt": lambda one, two: one > two,
    "ge": lambda one, two: one >= two,
}
