"""Ask and answer: a registered question, and an answer that the brand stands by for a while.

Spec: spec/55-ask.md.
"""

from __future__ import annotations

from protocol.question import Question, Value
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
