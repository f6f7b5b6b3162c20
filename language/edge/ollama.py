"""A model of Ollama's, through its own client, over our guarded connections.

The client reads lines without end and takes a key from the environment; the transport below caps what
comes and lets no key through but ours. Ollama lends some models out (`…-cloud`): it is asked before the first
prompt where the model runs, so that HERE is the truth.
"""

from __future__ import annotations

import json
import ssl
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, cast

import httpcore
import httpx
import ollama

from foundation.addresses import LOOPBACK_HOSTS
from foundation.errors import FoundationError
from foundation.fetch import BadUrlError, Guard, fetch
from foundation.pinned import BlockedAddressError, PinnedTransport, UnreachableError
from language.backend import Ask, NotConnectedError, Piece
from language.edge.key import Key
from language.edge.waits import retry_after_s
from language.errors import (
    ModelAddressError,
    ModelBusyError,
    ModelError,
    ModelKeyError,
    ModelMissingError,
    ModelRefusedError,
    ModelTooLongError,
    ModelUnreachableError,
)
from language.ports import Where
from protocol.text import clean

DEFAULT: Final = "http://127.0.0.1:11434"
_MAX_BYTES: Final = 512 * 1024
"""Of an answer with its wrapping, or of what Ollama says of a model: licence and template are in it."""

_NO_ANSWER: Final = (ValueError, TypeError, AttributeError, KeyError, RecursionError)
"""What the client raises over an answer that is not Ollama's."""


@dataclass
class Ollama:
    """The model *model* of the Ollama at *host*."""

    model: str
    host: str = DEFAULT
    key: Key | None = None
    connect_s: float = 5.0
    _transport: _Capped = field(init=False, repr=False)
    _client: ollama.AsyncClient = field(init=False, repr=False)
    _asked: bool = False

    def __post_init__(self) -> None:
        self._transport = _Capped(PinnedTransport(local=self._local, tls=_tls()), self.key)
        self._client = ollama.AsyncClient(
            host=self.host,
            follow_redirects=False,
            trust_env=False,
            timeout=httpx.Timeout(None, connect=self.connect_s),
            transport=self._transport,
            headers={"accept-encoding": "identity"},
        )

    @property
    def name(self) -> str:
        """`ollama:NAME`."""
        return f"ollama:{self.model}"

    @property
    def where(self) -> Where:
        """HERE for a loopback name and a model that is not lent; both are checked when connecting."""
        lent = self.model.endswith(("-cloud", ":cloud"))
        here = httpx.URL(self.host).host in LOOPBACK_HOSTS and not lent
        return Where.HERE if here else Where.ELSEWHERE

    async def aclose(self) -> None:
        """Close every connection."""
        await self._transport.aclose()

    async def answer(self, ask: Ask) -> AsyncGenerator[Piece, None]:
        """Send *ask*. Raises a `ModelError`."""
        try:
            await self._sure()
            parts = await self._client.chat(
                model=self.model,
                messages=[{"role": "system", "content": ask.system}, {"role": "user", "content": ask.text}],
                stream=True,
                think=False,
                format=cast("Any", ask.schema),
                options={"temperature": 0, "num_predict": ask.most_tokens},
            )
            whole = False
            async with aclosing(cast("AsyncGenerator[ollama.ChatResponse, None]", parts)) as flow:
                async for part in flow:
                    whole = whole or bool(part.done)
                    yield _piece(part)
        except ModelError:
            raise
        except Exception as error:
            raise _as_model_error(error) from None
        if not whole:
            raise ModelUnreachableError("the answer broke off")

    async def _sure(self) -> None:
        """Ask Ollama once where the model runs. Raises `ModelMissingError` or `ModelRefusedError`."""
        if self._asked:
            return
        shown = await self.show()
        if shown.get("remote_host") and self.where is Where.HERE:
            raise ModelRefusedError(f"{self.model} is lent out by Ollama and does not run on this machine")
        self._asked = True

    async def show(self) -> dict[str, Any]:
        """Return what Ollama says of the model."""
        body = json.dumps({"model": self.model}).encode()
        answer = await fetch(
            f"{self.host}/api/show",
            guard=Guard(local=self._local, max_bytes=_MAX_BYTES),
            client=httpx.AsyncClient(transport=self._transport, trust_env=False),
            method="POST",
            headers={"content-type": "application/json"},
            content=body,
        )
        if answer.status != 200:
            raise _refusal(answer.status)
        shown = json.loads(answer.body)
        return shown if isinstance(shown, dict) else {}

    @property
    def _local(self) -> bool:
        return httpx.URL(self.host).host in LOOPBACK_HOSTS


@cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()


class _Capped(httpx.AsyncBaseTransport):
    """Counts what comes, carries our key and no other, and says when the server is busy."""

    def __init__(self, inner: PinnedTransport, key: Key | None) -> None:
        self._inner, self._key = inner, key

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send *request*."""
        request.headers.pop("authorization", None)  # what the client found in the environment
        if self._key is not None:
            request.headers["authorization"] = self._key.header()
        answer = await self._inner.handle_async_request(request)
        if answer.status_code in {429, 503}:
            await answer.aclose()
            raise ModelBusyError("Ollama is busy", retry_after_s(dict(answer.headers)))
        if answer.headers.get("content-encoding", "identity") != "identity":
            await answer.aclose()
            raise ModelRefusedError("the answer is packed, which was not asked for")
        assert isinstance(answer.stream, httpx.AsyncByteStream)
        answer.stream = _CappedBody(answer.stream)
        return answer

    async def aclose(self) -> None:
        """Close every connection."""
        await self._inner.aclose()


class _CappedBody(httpx.AsyncByteStream):
    """A body that ends at the cap with an error."""

    def __init__(self, inner: httpx.AsyncByteStream) -> None:
        self._inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        taken = 0
        async for part in self._inner:
            taken += len(part)
            if taken > _MAX_BYTES:
                raise ModelTooLongError(f"the answer has more than {_MAX_BYTES} bytes")
            yield part

    async def aclose(self) -> None:
        await self._inner.aclose()


def _piece(part: ollama.ChatResponse) -> Piece:
    cut = part.done_reason == "length"
    return Piece(part.message.content or "", part.prompt_eval_count, part.eval_count, cut)


def _as_model_error(error: Exception) -> ModelError:
    """Return what *error* of the client or below it means; of a server's words a line is kept."""
    if isinstance(error, ollama.ResponseError):
        return _refusal(error.status_code, str(error.error))
    if isinstance(error, BadUrlError | BlockedAddressError):
        return ModelAddressError(str(error))
    if isinstance(
        error, httpcore.ConnectError | httpcore.ConnectTimeout | UnreachableError | ConnectionError
    ):
        return NotConnectedError("Ollama is not running there, or not reachable")
    if isinstance(
        error, httpcore.NetworkError | httpcore.ProtocolError | httpx.HTTPError | httpx.StreamError
    ):
        return ModelUnreachableError(f"the answer broke off ({type(error).__name__})")
    if isinstance(error, FoundationError):
        return ModelUnreachableError(f"{error} ({error.code})")
    if isinstance(error, _NO_ANSWER):
        return ModelRefusedError("the answer is not Ollama's")
    raise error


def _refusal(status: int, words: str = "") -> ModelError:
    if status == 404:
        return ModelMissingError("Ollama does not have this model")
    if status in {401, 403}:
        return ModelKeyError(f"the server refuses the key (status {status})")
    what = f"Ollama refuses (status {status})" if status > 0 else "Ollama broke off"
    return ModelRefusedError(f"{what}: {clean(words, 120)}" if words else what)
