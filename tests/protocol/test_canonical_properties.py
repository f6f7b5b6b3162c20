"""The codec for every value there is: round trips, agreement with RFC 8785, and the rules one by one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from protocol.canonical import decode, encode, walk
from protocol.errors import ProtocolError
from tests.protocol.oracle import UNICODE_14, faults, spelling

pytestmark = pytest.mark.skipif(not UNICODE_14, reason="the oracle needs a Python that knows Unicode 14.0.0")

EDGE = 2**53
names = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8)
texts = st.text(max_size=20).filter(lambda text: not faults(text))
scalars = st.none() | st.booleans() | st.integers(1 - EDGE, EDGE - 1) | texts
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4)
)

anything = st.recursive(
    st.none() | st.booleans() | st.integers(-EDGE - 3, EDGE + 3) | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


def nested(depth: int) -> Any:
    """A list in a list, *depth* of them."""
    value: Any = []
    for _ in range(depth - 1):
        value = [value]
    return value


@given(values.filter(lambda value: not faults(value)))
def test_what_is_written_is_read_back(value: Any) -> None:
    assert decode(encode(value)) == value


@given(values.filter(lambda value: not faults(value)))
def test_inside_the_subset_our_bytes_are_those_of_rfc_8785(value: Any) -> None:
    assert encode(value) == spelling(value)


@given(anything)
@example(nested(16))
@example(nested(17))
@example([EDGE])
@example([EDGE - 1])
@example({"a": {"b": {"\x7f": 1}}})
@example([True, 1.0])
def test_the_walk_finds_what_a_slow_reading_of_the_rules_finds(value: Any) -> None:
    broken = faults(value)
    try:
        walk(value)
    except ProtocolError as error:
        assert error.code in broken
    else:
        assert not broken


@given(anything)
@example({"a": float("nan")})
@example([float("inf")])
@example([-0.0])
def test_what_breaks_a_rule_is_not_written(value: Any) -> None:
    broken = faults(value)
    try:
        spelled = encode(value)
    except ProtocolError as error:
        assert error.code in broken
    else:
        assert not broken
        assert spelled == spelling(value)


@given(st.binary(max_size=60))
def test_any_bytes_are_refused_or_are_the_one_spelling_of_what_they_say(data: bytes) -> None:
    try:
        value = decode(data)
    except ProtocolError:
        return
    assert encode(value) == data == spelling(value)


@given(values.filter(lambda value: not faults(value)), st.data())
def test_a_changed_byte_is_another_value_or_a_refusal(value: Any, data: st.DataObject) -> None:
    spelled = encode(value)
    at = data.draw(st.integers(0, len(spelled) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != spelled[at]))
    try:
        read = decode(spelled[:at] + bytes([other]) + spelled[at + 1 :])
    except ProtocolError:
        return
    assert encode(read) != spelled


@given(st.sampled_from([("[", "]"), ('{"a":', "}")]), st.integers(17, 10_000))
def test_any_nesting_beyond_the_limit_is_called_too_deep(brackets: tuple[str, str], depth: int) -> None:
    opening, closing = brackets
    with pytest.raises(ProtocolError) as caught:
        decode(f"{opening * depth}1{closing * depth}".encode())
    assert caught.value.code == "too-deep"
