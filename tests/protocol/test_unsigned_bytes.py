"""What is signed can be cut out of the canonical bytes, whatever stands around the signatures."""

from __future__ import annotations

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from protocol.canonical import spell
from protocol.signature import unsigned, unsigned_bytes

NAMES = st.sampled_from(
    ["signatures", "type", "a", "sig", "signaturesx", "thread", "zz", 'x"signatures', "]"]
)
TEXTS = st.sampled_from(["", '"signatures":', '"signatures":[1],', ',"signatures":[],"type":', "type", "\\"])
PARTS = st.recursive(
    TEXTS | st.integers(-9, 9) | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
)


@given(st.dictionaries(NAMES, PARTS, max_size=6))
@example({"type": "offer", "signatures": [{"protected": "x"}], "thread": "t"})
@example({"signatures": [1], "a": 1})
@example({"signatures": [1]})
@example({"type": "x", "signatures": 1})
@example({"a": {"signatures": [1], "type": 1}, "type": "x"})
@example({"a": {"signatures": [1], "type": 1}, "type": "x", "signatures": [1]})
@example({"a": {"signatures": [1], "type": 1}, "signatures": [1]})
def test_the_cut_bytes_are_those_that_would_be_spelled(value: dict[str, Any]) -> None:
    assert unsigned_bytes(spell(value), value) == spell(unsigned(value))
