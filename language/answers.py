"""Reading what a model answered: it is a stranger's text, and becomes the form or is dropped.

A fence of backticks round the whole answer, or a model's thinking before it, is taken off; nothing else is
mended. A text with control, bidirectional or tag characters fits no form.
"""

from __future__ import annotations

import re
from typing import Any, Final

from pydantic import ValidationError

from language.errors import ModelBrokenFormError, ModelEmptyError, ModelNotJsonError, ModelTooLongError
from language.ports import FormT
from protocol.text import FORBIDDEN

MAX_ANSWER: Final = 32 * 1024
"""Characters of an answer; the longest form of ours has about a tenth of it."""

_THOUGHTS: Final = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCE: Final = re.compile(r"```(?:json)?\s*\n(.*?)\n?\s*```", re.DOTALL)
_LINES: Final = str.maketrans("\n\t\r", "   ")


def read_form(text: str, form: type[FormT]) -> FormT:
    """Return *text* as *form*.

    Raises `ModelEmptyError`, `ModelTooLongError`, `ModelNotJsonError` or `ModelBrokenFormError`; none of
    them quotes the answer.
    """
    if len(text) > MAX_ANSWER:
        raise ModelTooLongError(f"the answer has more than {MAX_ANSWER} characters")
    bare = _THOUGHTS.sub("", text).strip()
    fenced = _FENCE.fullmatch(bare)
    bare = fenced[1] if fenced else bare
    if not bare:
        raise ModelEmptyError("the model answered nothing")
    try:
        filled = form.model_validate_json(bare)
    except ValidationError as error:
        raise _reason(error) from None
    _check_texts(filled.model_dump())
    return filled


def _reason(error: ValidationError) -> ModelNotJsonError | ModelBrokenFormError:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    if first["type"] == "json_invalid":
        return ModelNotJsonError("the answer is no JSON")
    return ModelBrokenFormError(f"the answer does not fit the form: {first['type']}")


def _check_texts(value: Any) -> None:
    if isinstance(value, str):
        shown = value.translate(_LINES)
        for kind, pattern in FORBIDDEN.items():
            if pattern.search(shown):
                raise ModelBrokenFormError(f"the answer holds a {kind} character")
    elif isinstance(value, dict):
        for part in (*value, *value.values()):
            _check_texts(part)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            _check_texts(part)
