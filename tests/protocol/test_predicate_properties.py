"""What holds of every predicate: it ends, it is as the plain reading says, and saying more never unsays."""

from __future__ import annotations

import time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from protocol import ProtocolError
from protocol.facts import FACTS, SENSITIVE, Facts, Value, is_sensitive
from protocol.predicate import Predicate, read_predicate
from protocol.predicate_errors import ContradictoryError, VacuousError
from tests.protocol.predicates import PREDICATES, holds, people

EVERYBODY = list(people())
ANY_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda below: (
        st.lists(below, max_size=4)
        | st.dictionaries(st.sampled_from(["op", "fact", "value", "values", "of", "x"]), below, max_size=4)
        | st.builds(
            lambda op, of: {"op": op, "of": of},
            st.sampled_from(["and", "or", "not", "in", "eq", "like"]),
            below,
        )
        | st.builds(
            lambda op, fact, value: {"op": op, "fact": fact, "value": value},
            st.sampled_from(["eq", "lt", "in"]),
            st.sampled_from([*sorted(FACTS), "religion", "x"]),
            below,
        )
    ),
    max_leaves=60,
)


def read(predicate: Any) -> Predicate | None:
    try:
        return read_predicate(predicate)
    except ProtocolError:
        return None


@given(ANY_JSON)
@settings(deadline=None)
def test_whatever_comes_is_read_or_refused_with_a_code(value: Any) -> None:
    try:
        found = read_predicate(value)
    except ProtocolError as error:
        assert error.code != "protocol-error" and error.requirement.startswith("CLAIM-")
    else:
        assert found.test({}) is None
        assert found.members() == read_predicate(found.members()).members()


@given(PREDICATES)
@settings(max_examples=60, deadline=None)
def test_what_is_called_contradictory_nobody_makes_true_and_nothing_else_is(predicate: Any) -> None:
    try:
        read_predicate(predicate)
    except ContradictoryError:
        assert not any(holds(predicate, one, closed=False) is True for one in EVERYBODY)
    except VacuousError:
        assert all(holds(predicate, one, closed=True) for one in EVERYBODY)
    except ProtocolError:
        return  # too deep or too large
    else:
        assert any(holds(predicate, one, closed=False) is True for one in EVERYBODY)
        assert not all(holds(predicate, one, closed=True) for one in EVERYBODY)


@given(PREDICATES, st.sampled_from(EVERYBODY), st.sets(st.sampled_from(sorted(EVERYBODY[0]))))
def test_the_verdict_is_that_of_the_plain_reading(
    predicate: Any, person: dict[str, Value], gone: set[str]
) -> None:
    found = read(predicate)
    known = {name: value for name, value in person.items() if name not in gone}
    if found is not None:
        assert found.test(known) is holds(predicate, known, closed=False)


@given(PREDICATES, st.sampled_from(EVERYBODY), st.sets(st.sampled_from(sorted(EVERYBODY[0]))), st.booleans())
def test_saying_more_never_unsays(
    predicate: Any, person: dict[str, Value], gone: set[str], fewer_words: bool
) -> None:
    found = read(predicate)
    less: Facts = {name: value for name, value in person.items() if name not in gone}
    if fewer_words and "member-of" in less:
        less = {**less, "member-of": frozenset({"ski-club"}) & person["member-of"]}  # type: ignore[operator]
    if found is not None and found.test(less) is not None:
        assert found.test(person) is found.test(less)


def test_the_worst_predicate_is_read_in_a_moment() -> None:
    names = ["student", "adult", "teacher", "apprentice", "volunteer"]
    ors = [
        {"op": "or", "of": [{"op": "eq", "fact": name, "value": value} for value in (True, False)]}
        for name in [*names, "student", "adult"]
    ]
    worst = {"op": "and", "of": [*ors, {"op": "in", "fact": "country", "values": ["US"]}]}
    start = time.process_time()
    read_predicate(worst)
    assert time.process_time() - start < 1.0


def test_no_registered_name_is_sensitive_and_every_sensitive_one_is_known() -> None:
    assert not [name for name in FACTS if is_sensitive(name)]
    assert {"religion", "union", "birthday", "income", "health", "ethnicity"} <= SENSITIVE
