"""A server that answers as a model's server would, or as badly as one can, on a real socket.

It speaks both dialects, OpenAI's and Ollama's; what it says is a list of texts, or bytes of any kind.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, Self

import httpx

from foundation.pinned import PinnedTransport
from language.backend import Backend
from language.edge.key import Key
from language.edge.ollama import Ollama
from language.edge.openai import OpenAi
from language.speaker import Limits, Retry, Speaker
from tests.foundation.servers import listening

Dialect = Literal["openai", "ollama"]
DIALECTS: tuple[Dialect, ...] = ("openai", "ollama")
HEAD = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: text/event-stream\r\n\r\n"


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def members(self) -> dict[str, Any]:
        """The body as JSON."""
        return dict(json.loads(self.body))

    @classmethod
    async def read(cls, reader: asyncio.StreamReader) -> Self:
        """Read one request with its body."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        parts = [line.partition(":") for line in lines]
        headers = {name.lower(): value.strip() for name, _, value in parts if name}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        return cls(first.split(" ")[1], headers, body)


Reply = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Server:
    """What a server saw: requests in order, and how many talks were left by the other side."""

    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    left: asyncio.Event = field(default_factory=asyncio.Event)


@asynccontextmanager
async def serving(reply: Reply, show: dict[str, Any] | None = None) -> AsyncIterator[Server]:
    """Serve *reply* on a loopback port; what Ollama's `/api/show` is asked is answered with *show*."""
    seen = Server()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = await Asked.read(reader)
        if asked.path == "/api/show":
            writer.write(whole(json.dumps(show if show is not None else {"details": {}}).encode()))
        else:
            seen.asked.append(asked)
            await _until_left(reply(asked, writer), reader, seen)
        await writer.drain()

    async with listening(talk) as seen.port:
        yield seen


async def _until_left(reply: Awaitable[None], reader: asyncio.StreamReader, seen: Server) -> None:
    """Wait for *reply*, or until the other side hangs up."""
    answering = asyncio.ensure_future(reply)
    hung_up = asyncio.ensure_future(reader.read(1))
    try:
        await asyncio.wait({answering, hung_up}, return_when=asyncio.FIRST_COMPLETED)
        if hung_up.done() and not answering.done():
            seen.left.set()
    finally:
        answering.cancel()
        hung_up.cancel()
        await asyncio.gather(answering, hung_up, return_exceptions=True)


def whole(body: bytes = b"", status: int = 200, **headers: str) -> bytes:
    """Return the bytes of a whole answer."""
    named = {"content-length": str(len(body)), "connection": "close"}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} X", *(f"{name}: {value}" for name, value in named.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def wrapped(dialect: Dialect, text: str) -> bytes:
    """Return *text* as one piece of an answer that goes on."""
    if dialect == "openai":
        return b"data: " + json.dumps({"choices": [{"delta": {"content": text}}]}).encode() + b"\n\n"
    message = {"role": "assistant", "content": text}
    return json.dumps({"model": "m", "message": message, "done": False}).encode() + b"\n"


def ended(dialect: Dialect, reason: str = "stop") -> bytes:
    """Return the end of an answer: 11 tokens read, 7 written."""
    if dialect == "openai":
        last = {"choices": [{"delta": {}, "finish_reason": reason}]}
        used = {"choices": [], "usage": {"prompt_tokens": 11, "completion_tokens": 7}}
        return (
            b"".join(b"data: " + json.dumps(part).encode() + b"\n\n" for part in (last, used))
            + b"data: [DONE]\n\n"
        )
    message = {"role": "assistant", "content": ""}
    end = {"done": True, "done_reason": reason, "prompt_eval_count": 11, "eval_count": 7}
    return json.dumps({"model": "m", "message": message} | end).encode() + b"\n"


def saying(dialect: Dialect, texts: Sequence[str], reason: str = "stop") -> Reply:
    """Return what answers with *texts*, a piece each."""
    return sending(HEAD + b"".join(wrapped(dialect, text) for text in texts) + ended(dialect, reason))


def sending(data: bytes) -> Reply:
    """Return what answers with *data*, whatever was asked."""

    async def reply(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(data)

    return reply


@asynccontextmanager
async def speaker(
    dialect: Dialect, port: int, *, limits: Limits | None = None, tries: int = 1, key: Key | None = None
) -> AsyncIterator[Speaker]:
    """Give a model that is asked in *dialect* on loopback *port*."""
    retry = Retry(dice=lambda: 0.5, tries=tries, base_s=0.001)
    async with backend(dialect, port, key) as made:
        yield Speaker(made, retry, limits or Limits(first_s=3, whole_s=6))


@asynccontextmanager
async def backend(dialect: Dialect, port: int, key: Key | None = None) -> AsyncIterator[Backend]:
    """Give the back end alone."""
    if dialect == "ollama":
        made = Ollama("m", f"http://127.0.0.1:{port}", key)
        try:
            yield made
        finally:
            await made.aclose()
        return
    client = httpx.AsyncClient(transport=PinnedTransport(local=True, tls=_tls()), trust_env=False)
    try:
        yield OpenAi(f"http://127.0.0.1:{port}/v1", "m", client, key)
    finally:
        await client.aclose()


@cache
def _tls() -> ssl.SSLContext:
    """Made once: it reads every certificate there is."""
    return httpx.create_ssl_context()


@contextmanager
def answering(answers: Sequence[Any]) -> Iterator[str]:
    """Serve *answers* as JSON, one after the other, from a thread of its own; gives the model's name."""
    left = iter(answers)

    async def reply(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await saying("openai", [json.dumps(next(left))])(asked, writer)

    with behind(reply) as (name, _):
        yield name


async def never(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """Begin an answer, and never go on."""
    writer.write(HEAD)
    await writer.drain()
    await asyncio.Event().wait()


@contextmanager
def behind(reply: Reply) -> Iterator[tuple[str, Server]]:
    """Serve *reply* from a thread of its own; gives the model's name, and what the server saw."""
    ready, stop = threading.Event(), asyncio.Event()
    loop, servers = asyncio.new_event_loop(), list[Server]()

    async def serve() -> None:
        async with serving(reply) as seen:
            servers.append(seen)
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    ready.wait(10)
    try:
        yield f"openai:http://127.0.0.1:{servers[0].port}/v1#m", servers[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()
