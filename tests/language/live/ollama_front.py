"""A small server that speaks Ollama's API in front of llama.cpp's: Ollama's own client is tried on it.

It knows what the client asks: `/api/tags`, `/api/show` and `/api/chat`, with `format` as a schema, streamed.
For tests only: Ollama itself does far more.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx

from tests.language.servers import Asked, whole

NAME = "smollm2"
_HEAD = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: application/x-ndjson\r\n\r\n"


@asynccontextmanager
async def ollama_front(llama: str) -> AsyncIterator[str]:
    """Give the address of a server that passes chats on to the llama.cpp server at *llama*."""
    talks: set[asyncio.Task[None]] = set()
    async with httpx.AsyncClient(timeout=None, trust_env=False) as client:

        def met(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            talks.add(asyncio.create_task(_talk(reader, writer, client, llama)))

        server = await asyncio.start_server(met, "127.0.0.1", 0)
        try:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            server.close()
            for task in talks:
                task.cancel()
            await asyncio.gather(*talks, return_exceptions=True)


async def _talk(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, client: httpx.AsyncClient, llama: str
) -> None:
    try:
        asked = await Asked.read(reader)
        if asked.path == "/api/chat" and asked.members["model"] == NAME:
            await _chat(asked.members, writer, client, llama)
        else:
            writer.write(_known(asked))
        await writer.drain()
    except (OSError, asyncio.IncompleteReadError, httpx.HTTPError):
        pass
    finally:
        writer.close()
        with suppress(OSError, asyncio.CancelledError):
            await writer.wait_closed()


def _known(asked: Asked) -> bytes:
    if asked.path == "/api/tags":
        return whole(json.dumps({"models": [{"name": NAME, "model": NAME}]}).encode())
    if asked.path == "/api/show" and asked.members["model"] == NAME:
        return whole(json.dumps({"details": {"family": "llama"}, "model_info": {}}).encode())
    return whole(b'{"error": "model not found"}', 404)


async def _chat(
    asked: dict[str, Any], writer: asyncio.StreamWriter, client: httpx.AsyncClient, llama: str
) -> None:
    options = asked.get("options", {})
    body: dict[str, Any] = {
        "model": asked["model"],
        "messages": asked["messages"],
        "stream": True,
        "stream_options": {"include_usage": True},
        "temperature": options.get("temperature", 0.8),
        "max_tokens": options.get("num_predict", 128),
    }
    if isinstance(asked.get("format"), dict):
        body["response_format"] = {"type": "json_schema", "json_schema": {"schema": asked["format"]}}
    reason, counts = "stop", dict[str, Any]()
    async with client.stream("POST", f"{llama}/v1/chat/completions", json=body) as answer:
        writer.write(_HEAD)
        async for line in answer.aiter_lines():
            if not line.startswith("data: {"):
                continue
            part = json.loads(line.removeprefix("data: "))
            for choice in part.get("choices", ()):
                reason = choice.get("finish_reason") or reason
                writer.write(_line({"message": {"content": choice["delta"].get("content") or ""}}))
            counts = part.get("usage") or counts
            await writer.drain()
    writer.write(
        _line(
            {
                "message": {"content": ""},
                "done": True,
                "done_reason": reason,
                "prompt_eval_count": counts.get("prompt_tokens"),
                "eval_count": counts.get("completion_tokens"),
            }
        )
    )


def _line(members: dict[str, Any]) -> bytes:
    message = {"role": "assistant"} | members.pop("message")
    return json.dumps({"model": NAME, "message": message, "done": False} | members).encode() + b"\n"
