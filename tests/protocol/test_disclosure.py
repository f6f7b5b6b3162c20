"""What a claim says: it suffices, and nothing of it could be left out."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from protocol import ProtocolError
from protocol.disclosure import least_disclosure, weight_of
from protocol.facts import Value
from protocol.predicate import Predicate, read_predicate
from tests.protocol.predicates import PREDICATES, people

EVERYBODY = list(people())
SAID = ("country",)


def parts(person: dict[str, Value]) -> tuple[dict[str, Value], dict[str, Value]]:
    said = {name: person[name] for name in SAID}
    return {name: value for name, value in person.items() if name not in said}, said


def read(predicate: Any) -> Predicate:
    try:
        return read_predicate(predicate)
    except ProtocolError:
        assume(False)
        raise


@settings(deadline=None)
@given(PREDICATES, st.sampled_from(EVERYBODY))
def test_it_suffices_exactly_if_all_that_is_known_would(predicate: Any, person: dict[str, Value]) -> None:
    found = read(predicate)
    known, said = parts(person)
    least = least_disclosure(found, known, said)
    assert (least is not None) == (found.test(person) is True)
    if least is not None:
        assert found.test({**least, **said}) is True
        assert all(value == known[name] or value < known[name] for name, value in least.items())  # type: ignore[operator]


@settings(deadline=None)
@given(PREDICATES, st.sampled_from(EVERYBODY))
def test_nothing_of_it_could_be_left_out(predicate: Any, person: dict[str, Value]) -> None:
    found = read(predicate)
    known, said = parts(person)
    least = least_disclosure(found, known, said)
    for name, value in (least or {}).items():
        assert least is not None
        rest = {other: kept for other, kept in least.items() if other != name}
        assert found.test({**rest, **said}) is not True
        for word in value if isinstance(value, frozenset) else ():
            fewer = {**rest, name: value - {word}}  # type: ignore[operator]
            assert found.test({**fewer, **said}) is not True


@settings(deadline=None)
@given(PREDICATES, st.sampled_from(EVERYBODY))
def test_no_other_facts_that_suffice_tell_less(predicate: Any, person: dict[str, Value]) -> None:
    found = read(predicate)
    known, said = parts(person)
    least = least_disclosure(found, known, said)
    for size in range(len(known) + 1) if least is not None else ():
        for names in combinations(sorted(known), size):
            if found.test({**{name: known[name] for name in names}, **said}):
                assert weight_of(least or {}) <= weight_of(names)
