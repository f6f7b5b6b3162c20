"""Reading OpenAI's answers: a stream of events, or one object from a server that streams none; refusals."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from language.backend import Piece
from language.edge.waits import retry_after_s
from language.errors import (
    ModelBusyError,
    ModelError,
    ModelKeyError,
    ModelMissingError,
    ModelRefusedError,
    ModelUnreachableError,
)


class Chunks:
    """Takes bytes as they come, gives pieces. Raises `ModelRefusedError` or `ModelUnreachableError`."""

    def __init__(self, *, streamed: bool) -> None:
        self._streamed = streamed
        self._rest = bytearray()
        self._whole = False
        self.done = False

    def take(self, data: bytes) -> Iterator[Piece]:
        """Return the pieces that *data* completes."""
        self._rest += data
        if not self._streamed or b"\n" not in data:
            return
        *lines, rest = bytes(self._rest).split(b"\n")
        self._rest = bytearray(rest)
        for line in lines:
            yield from self._line(line.strip())

    def end(self) -> Iterator[Piece]:
        """Return what is left when the body ends."""
        rest = bytes(self._rest).strip()
        if rest and self._streamed:
            yield from self._line(rest)
        elif rest:
            yield from self._object(_parsed(rest))
        if not (self.done or self._whole):
            raise ModelUnreachableError("the answer broke off")

    def _line(self, line: bytes) -> Iterator[Piece]:
        if not line.startswith(b"data:") or self.done:
            return
        data = line.removeprefix(b"data:").strip()
        if data == b"[DONE]":
            self.done = True
        elif data:
            yield from self._object(_parsed(data))

    def _object(self, value: Mapping[str, Any]) -> Iterator[Piece]:
        if value.get("error"):
            raise ModelRefusedError("the server broke off with an error")
        used = value.get("usage")
        if isinstance(used, Mapping):
            counts = _count(used.get("prompt_tokens")), _count(used.get("completion_tokens"))
            yield Piece(tokens_in=counts[0], tokens_out=counts[1])
        choices = value.get("choices")
        if isinstance(choices, list) and choices and isinstance(choices[0], Mapping):
            yield self._choice(choices[0])

    def _choice(self, choice: Mapping[str, Any]) -> Piece:
        said = choice.get("delta") or choice.get("message") or {}
        if not isinstance(said, Mapping):
            raise ModelRefusedError("the answer is no chat completion")
        if said.get("refusal"):
            raise ModelRefusedError("the model will not do it")
        reason = choice.get("finish_reason")
        if reason == "content_filter":
            raise ModelRefusedError("the server filtered the answer")
        self._whole = self._whole or bool(reason)  # counts may follow, so the body is read on
        text = said.get("content")
        return Piece(text if isinstance(text, str) else "", cut=reason == "length")


def _parsed(data: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, Mapping):
        raise ModelRefusedError("the answer is no chat completion")
    return value


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and 0 <= value < 10**9 else None


def refusal(status: int, headers: Mapping[str, str], body: bytes) -> ModelError:
    """Return what a status other than 200 means. The body is a stranger's and is not repeated."""
    if status in {401, 403}:
        return ModelKeyError(f"the server refuses the key (status {status})")
    if status == 404:
        return ModelMissingError("the server knows no such model, or the address lacks its path, such as /v1")
    if status in {429, 503}:
        return ModelBusyError(f"the server is busy (status {status})", retry_after_s(headers))
    if 300 <= status < 400:
        return ModelRefusedError("the server redirects, which is not followed: a key goes to one host only")
    return ModelRefusedError(f"the server refuses (status {status})")
