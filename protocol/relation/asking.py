"""Ask and answer: a registered question, and an answer that the brand stands by for a while.

Spec: spec/55-ask.md.
"""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from protocol.question import Question, Value, is_of
from protocol.times import Time
from protocol.wire import Maybe, Text, Wire


class Ask(Wire):
    """The twin asks; the words are for people."""

    question: Question
    words: Maybe[Text] = None


class Answer(Wire):
    """The brand answers, and stands by it until then."""

    question: Question
    value: Value
    valid_until: Time
    words: Maybe[Text] = None

    @model_validator(mode="after")
    def _typed(self) -> Self:
        if not is_of(self.value, self.question.topic):  # ASK-3
            raise ValueError("the value is not of the type that the topic takes")
        return self
