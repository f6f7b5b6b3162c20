"""Any text at all as an answer: the form, or a `ModelError`; nothing else ever comes out."""

from __future__ import annotations

import json
from typing import Annotated, Any

from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import Field

from language import Form, ModelError, Suggested, quarantined, read_form
from language.edge.chunks import Chunks


class Loose(Form):
    """A form that much fits."""

    text: str | None = None
    number: float | int | None = None
    parts: Annotated[tuple[str, ...], Field(max_length=9)] = ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)
NAMED = st.fixed_dictionaries({}, optional={"text": JSON, "number": JSON, "parts": JSON})


def taken(text: str) -> Loose | None:
    try:
        return read_form(text, Loose)
    except ModelError as error:
        assert error.code.startswith("model-")
        return None


@given(st.text() | JSON.map(json.dumps) | NAMED.map(json.dumps))
@example("\ufeff{}")
@example("```json\n" * 2_000)
@example("<think>" * 3_000)
@example('{"text": ' * 5_000)
@example('{"text": "\\ud83d"}')
@example('{"number": ' + "9" * 6_000 + "}")
def test_any_text_is_a_form_or_an_error(text: str) -> None:
    filled = taken(text)
    assert filled is None or json.loads(filled.model_dump_json()) is not None


CHUNK = st.fixed_dictionaries(
    {},
    optional={
        "choices": JSON
        | st.lists(st.dictionaries(st.sampled_from(["delta", "message", "finish_reason"]), JSON)),
        "usage": JSON | st.dictionaries(st.sampled_from(["prompt_tokens", "completion_tokens"]), JSON),
        "error": JSON,
    },
)


LINE = CHUNK.map(lambda value: b"data: " + json.dumps(value).encode() + b"\n")


@given(st.lists(st.binary(max_size=80) | LINE), st.booleans())
def test_any_bytes_of_a_server_are_pieces_or_an_error(parts: list[bytes], streamed: bool) -> None:
    chunks = Chunks(streamed=streamed)
    pieces: list[Any] = []
    try:
        for part in parts:
            pieces += chunks.take(part)
        pieces += chunks.end()
    except ModelError:
        return
    assert all(isinstance(piece.text, str) for piece in pieces)


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=40), max_size=12))
def test_any_suggestion_that_is_kept_stands_in_the_text(text: str, values: list[str]) -> None:
    filled = Suggested.model_validate_json(
        json.dumps({"suggestions": [{"attribute": "colour", "value": value} for value in values]})
    )
    for one in quarantined(filled, text):
        assert " ".join(one.span.of(text).split()) == one.value
