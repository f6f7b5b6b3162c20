"""Any server with OpenAI's `chat/completions`: hosted models, vLLM, llama.cpp, LM Studio.

Servers differ in what they take: a schema, a JSON object without one, other names for the cap, no
temperature. What a server refuses is asked in the next plainer dialect, and the one that worked is kept.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field, replace
from typing import Any, Final

import httpcore
import httpx

from foundation.addresses import LOOPBACK_HOSTS
from foundation.errors import FoundationError
from foundation.fetch import BadUrlError, BlockedAddressError, Guard, UnreachableError
from foundation.stream import Flow, Limits, Opened, open_stream
from language.backend import Ask, NotConnectedError, Piece
from language.edge.chunks import Chunks, refusal
from language.edge.key import Key
from language.errors import (
    ModelAddressError,
    ModelError,
    ModelLateError,
    ModelTooLongError,
    ModelUnreachableError,
)
from language.ports import Where

_MAX_BYTES: Final = 512 * 1024
"""Of a whole answer with its wrapping, which is twenty times the text where a token comes in a piece each."""

_MAX_REASON: Final = 8 * 1024
"""Of a refusal."""


@dataclass(frozen=True)
class Dialect:
    """How a request is written. form: how the schema is given."""

    form: str = "json_schema"
    cap: str = "max_tokens"
    temperature: bool = True
    counts: bool = True

    def plainer(self, reason: str) -> Dialect | None:
        """Return what to try after a refusal for *reason*; None if nothing is left."""
        if self.cap == "max_tokens" and "max_completion_tokens" in reason:
            return replace(self, cap="max_completion_tokens")
        if self.temperature and "temperature" in reason:
            return replace(self, temperature=False)
        if self.counts and "stream_options" in reason:
            return replace(self, counts=False)
        if self.form == "json_schema":
            return replace(self, form="json_object")
        if self.form == "json_object":
            return replace(self, form="words")
        return None

    def body(self, model: str, ask: Ask) -> bytes:
        """Return the request's body. The schema stands in the prompt in every dialect."""
        said = [{"role": "system", "content": ask.system}, {"role": "user", "content": ask.text}]
        body: dict[str, Any] = {"model": model, "messages": said, "stream": True, self.cap: ask.most_tokens}
        if self.temperature:
            body["temperature"] = 0
        if self.counts:
            body["stream_options"] = {"include_usage": True}
        if ask.schema is not None and self.form == "json_schema":
            named = {"name": "form", "strict": True, "schema": ask.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        elif ask.schema is not None and self.form == "json_object":
            body["response_format"] = {"type": "json_object"}
        return json.dumps(body, ensure_ascii=False).encode()


@dataclass
class OpenAi:
    """The model *model* of the server at *url*, such as `https://api.openai.com/v1`.

    client: from `foundation.fetch.open_client`, with `local` for a server on this machine.
    """

    url: str
    model: str
    client: httpx.AsyncClient
    key: Key | None = None
    connect_s: float = 5.0
    first_s: float = 20.0
    _dialect: Dialect = field(default_factory=Dialect)

    @property
    def name(self) -> str:
        """`openai:URL#NAME`."""
        return f"openai:{self.url}#{self.model}"

    @property
    def where(self) -> Where:
        """HERE for a loopback name; the guard connects such a name to loopback and nowhere else."""
        return Where.HERE if httpx.URL(self.url).host in LOOPBACK_HOSTS else Where.ELSEWHERE

    async def answer(self, ask: Ask) -> AsyncGenerator[Piece, None]:
        """Send *ask*. Raises a `ModelError`."""
        dialect: Dialect | None = self._dialect
        while dialect is not None:
            refused: tuple[Opened, bytes]
            try:
                async with self._open(dialect.body(self.model, ask)) as opened:
                    if opened.status == 200:
                        self._dialect = dialect
                        async for piece in _pieces(opened):
                            yield piece
                        return
                    refused = opened, await _start(opened.flow)
            except FoundationError as error:
                raise _as_model_error(error) from None
            problem = refusal(refused[0].status, refused[0].headers, refused[1])
            if refused[0].status not in {400, 422}:
                raise problem
            dialect = dialect.plainer(refused[1].decode("utf-8", "replace"))
            if dialect is None or (ask.schema is None and dialect.form != self._dialect.form):
                raise problem

    def _open(self, body: bytes) -> Any:
        headers = {"content-type": "application/json", "accept": "text/event-stream"}
        if self.key is not None:
            headers["authorization"] = self.key.header()
        return open_stream(
            f"{self.url.rstrip('/')}/chat/completions",
            guard=Guard(local=self.where is Where.HERE, deadline_s=self.first_s),
            client=self.client,
            headers=headers,
            content=body,
            limits=Limits(silence_s=self.first_s, useless_bytes=_MAX_BYTES),
            connect_s=self.connect_s,
        )


async def _pieces(opened: Opened) -> AsyncGenerator[Piece, None]:
    chunks = Chunks(streamed="event-stream" in opened.headers.get("content-type", ""))
    async for data in opened.flow:
        for piece in chunks.take(data):
            yield piece
        if chunks.done:
            return
    for piece in chunks.end():
        yield piece


async def _start(flow: Flow) -> bytes:
    """Return the beginning of a refusal's body."""
    body = b""
    async for data in flow:
        body += data
        if len(body) >= _MAX_REASON:
            break
    return body[:_MAX_REASON]


def _as_model_error(error: FoundationError) -> ModelError:
    if isinstance(error, UnreachableError):
        cause = error.__cause__
        if isinstance(cause, httpcore.ConnectError | httpcore.ConnectTimeout | OSError):
            return NotConnectedError(str(error))
        return ModelUnreachableError(str(error))
    if error.code == "too-slow":
        return ModelLateError(str(error))
    if error.code == "too-many-bytes":
        return ModelTooLongError(str(error))
    if isinstance(error, BadUrlError | BlockedAddressError):
        return ModelAddressError(str(error))
    return ModelUnreachableError(f"{error} ({error.code})")
