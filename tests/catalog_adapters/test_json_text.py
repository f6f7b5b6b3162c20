"""JSON of a page is mended where that leaves no doubt, and refused elsewhere."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_adapters.json_text import BadJsonError, read_json

GOOD = {"a": "1", "b": ["x", "y"], "url": "https://x.example//a/*b*/"}

VALUES = st.recursive(
    st.none() | st.booleans() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "b": ["x", "y"], "url": "https://x.example//a/*b*/"}',
        '{"a": 1, "b": ["x", "y",], "url": "https://x.example//a/*b*/",}',
        '{"a": 1, "b": ["x", "y" , ] , "url": "https://x.example//a/*b*/" , }',
        '/* first */ {"a": 1, // one\n"b": ["x", /* , */ "y"], "url": "https://x.example//a/*b*/"}',
        '{"a": 1, "b": ["x", "y"], "url": "https://x.example//a/*b*/", /* last */ }',
        '<!-- {"a": 1, "b": ["x", "y"], "url": "https://x.example//a/*b*/"} -->',
        '//<![CDATA[\n{"a": 1, "b": ["x", "y"], "url": "https://x.example//a/*b*/"}\n//]]>',
        '/*<![CDATA[*/{"a": 1, "b": ["x", "y"], "url": "https://x.example//a/*b*/"}/*]]>*/',
        '\ufeff{"a": 1, "b": ["x", "y"], "url": "https://x.example//a/*b*/"};',
        "{&quot;a&quot;: 1, &quot;b&quot;: [&quot;x&quot;, &quot;y&quot;],"
        " &quot;url&quot;: &quot;https://x.example//a/*b*/&quot;}",
        '{"a": 1, "a": 1, "b": ["x", "y"], "url": "https://x.example//a/*b*/"}',
    ],
)
def test_one_meaning_is_mended(text: str) -> None:
    assert read_json(text) == GOOD


def test_raw_line_ends_in_strings_stay() -> None:
    assert read_json('{"a": "one\ntwo\tthree"}') == {"a": "one\ntwo\tthree"}


def test_numbers_stay_as_they_were_written() -> None:
    assert read_json("[19.90, 1.000, 1e400, 12345678901234567890, -0]") == [
        "19.90",
        "1.000",
        "1e400",
        "12345678901234567890",
        "-0",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "", "{", '{"a": 1', '{"a": "x}', "{'a': 1}", "{a: 1}", '{"a": 1 "b": 2}', '{"a": 1} {"b": 2}',
        '{"a": "say "hi""}', '{"a": NaN}', '{"a": Infinity}', '{"a": 1,, "b": 2}', '{"a": undefined}',
        '{"a": 1}<br>', '{"a": 01}', '{"price": 1, "price": 2}',
        "[" * 100_000, '{"a":' * 100_000, "/*" * 100_000, '"' * 100_001, "," * 100_000,
        '\\"' * 100_000, ";" * 100_000,
    ],
    ids=lambda text: text[:20],
)  # fmt: skip
def test_doubt_is_an_error(text: str) -> None:
    with pytest.raises(BadJsonError):
        read_json(text)


def test_the_line_of_the_fault_is_said() -> None:
    with pytest.raises(BadJsonError) as raised:
        read_json('{\n"a": 1,\n"b" 2\n}')
    assert raised.value.line == 3


@given(VALUES)
def test_good_json_is_what_it_says(value: object) -> None:
    assert read_json(json.dumps(value)) == value
    assert read_json(json.dumps(value, ensure_ascii=False)) == value


@given(VALUES.filter(lambda value: isinstance(value, dict) and bool(value)))
def test_a_comma_too_many_changes_nothing(value: object) -> None:
    text = json.dumps(value)
    assert read_json(text[:-1] + ",}") == value
