"""What `dailyme ask` prints with `--json`."""

from __future__ import annotations

from pydantic import Field

from dailyme.outputs import Output
from protocol.question import Question, Value


class AskResult(Output):
    """`dailyme ask BRAND PRODUCT --json`, and a line of `dailyme ask --list --json`."""

    brand: str
    question: Question
    answer: str | None = Field(
        None, description="The answer's hash: rely on it with `wish now --relying-on`. Absent after a no."
    )
    value: Value | None = Field(None, description="What the brand answered.")
    reason: str | None = Field(None, description="Why the brand did not answer, if it did not.")
    words: str | None = Field(None, description="The brand's words; shown, never ranked on.")
    valid_until: str | None = Field(None, description="Until when the brand stands by it.")
    differs_from: list[str] = Field(
        default_factory=list, description="Hashes of earlier answers that still hold and say otherwise."
    )


class AskList(Output):
    """`dailyme ask --list --json`."""

    answers: list[AskResult]
