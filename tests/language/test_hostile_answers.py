"""Whatever a server sends, in either dialect: the form, or an error with a code, in time."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated

import pytest
from pydantic import Field

from language import Form, Kind, ModelError, Task
from language.speaker import Limits
from tests.language.servers import (
    DIALECTS,
    HEAD,
    Asked,
    Dialect,
    Reply,
    ended,
    saying,
    sending,
    serving,
    speaker,
    whole,
    wrapped,
)  # fmt: skip

pytestmark = pytest.mark.parametrize("dialect", DIALECTS)


class Mug(Form):
    """What the tests have filled."""

    colour: Annotated[str, Field(max_length=20)]
    quantity: Annotated[int, Field(ge=0, le=99)]
    price: float | None = None


TASK = Task(Kind.TRIAL, "Read the mug.", "two red mugs")
GOOD = {"colour": "red", "quantity": 2, "price": None}
QUICK = Limits(first_s=0.3, whole_s=0.8)

TEXTS = {
    "empty": ("", "model-empty"),
    "blank": (" \n ", "model-empty"),
    "prose": ("Sure! The mug is red.", "model-not-json"),
    "half": ('{"colour": "red", "quan', "model-not-json"),
    "two objects": (json.dumps(GOOD) * 2, "model-not-json"),
    "prose round it": ("Here: " + json.dumps(GOOD), "model-not-json"),
    "deep": ("[" * 30_000, "model-not-json"),
    "lone surrogate": ('{"colour": "\\ud800", "quantity": 2}', "model-not-json"),
    "a list": ("[1, 2]", "model-broken-form"),
    "null": ("null", "model-broken-form"),
    "missing member": ('{"colour": "red"}', "model-broken-form"),
    "wrong type": (json.dumps(GOOD | {"quantity": "2"}), "model-broken-form"),
    "bool for int": (json.dumps(GOOD | {"quantity": True}), "model-broken-form"),
    "float for int": (json.dumps(GOOD | {"quantity": 2.5}), "model-broken-form"),
    "out of range": (json.dumps(GOOD | {"quantity": 987654}), "model-broken-form"),
    "a thousand digits": ('{"colour": "red", "quantity": 1' + "0" * 1000 + "}", "model-broken-form"),
    "NaN": ('{"colour": "red", "quantity": 2, "price": NaN}', "model-broken-form"),
    "infinite": ('{"colour": "red", "quantity": 2, "price": 1e999}', "model-broken-form"),
    "more members": (json.dumps(GOOD | {"ceiling": 98.5}), "model-broken-form"),
    "too long a text": (json.dumps(GOOD | {"colour": "r" * 21}), "model-broken-form"),
    "NUL": ('{"colour": "re\\u0000d", "quantity": 2}', "model-broken-form"),
    "tags": (json.dumps(GOOD | {"colour": "red\U000e0041"}), "model-broken-form"),
    "bidi": (json.dumps(GOOD | {"colour": "\u202eder"}), "model-broken-form"),
    "huge": ("x" * 100_000, "model-too-long"),
}


@pytest.mark.parametrize("name", TEXTS)
async def test_a_bad_answer_is_an_error_with_a_code(dialect: Dialect, name: str) -> None:
    text, code = TEXTS[name]
    async with serving(saying(dialect, [text])) as server, speaker(dialect, server.port) as model:
        with pytest.raises(ModelError) as caught:
            await model.fill(TASK, Mug)
    assert (caught.value.code, bool(caught.value.advice)) == (code, True)
    assert len(str(caught.value)) < 200  # and repeats nothing of the answer


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(GOOD),
        f"```json\n{json.dumps(GOOD)}\n```",
        f"```\n{json.dumps(GOOD)}```",
        f"<think>\nThe mug {{is}} red.\n</think>\n\n{json.dumps(GOOD)}",
    ],
)
async def test_a_good_answer_fits_also_in_a_fence_or_after_thoughts(dialect: Dialect, text: str) -> None:
    pieces = [text[at : at + 7] for at in range(0, len(text), 7)]
    async with serving(saying(dialect, pieces)) as server, speaker(dialect, server.port) as model:
        assert await model.fill(TASK, Mug) == Mug(colour="red", quantity=2)


WIRES = {
    "not HTTP": (b"\x00\x01\x02 hello\r\n\r\n", {"model-unreachable"}),
    "nothing": (b"", {"model-unreachable"}),
    "broken off": (HEAD + b"PIECE", {"model-unreachable"}),
    "only a head": (HEAD, {"model-unreachable"}),
    "a web page": (whole(b"<html>hello</html>", content_type="text/html"), {"model-refused"}),
    "a JSON list": (whole(b"[[1]]\n", content_type="application/json"), {"model-refused"}),
    "nonsense members": (whole(b'{"choices": 7, "message": 7}\n'), {"model-refused", "model-unreachable"}),
    "an error": (whole(b'{"error": {"message": "no"}}\n'), {"model-refused", "model-unreachable"}),
    "packed": (whole(b"\x1f\x8b", content_encoding="gzip"), {"model-refused", "model-unreachable"}),
    "no key": (whole(b"{}", 401), {"model-key"}),
    "no model": (whole(b"{}", 404), {"model-missing"}),
    "busy": (whole(b"{}", 429, retry_after="900"), {"model-busy"}),
    "overloaded": (whole(b"{}", 503), {"model-busy"}),
    "broken": (whole(b"{}", 500), {"model-refused"}),
    "never good": (whole(b'{"error": "no"}', 400), {"model-refused"}),
    "nonsense with 500": (whole(b"[1]", 500), {"model-refused"}),
    "elsewhere": (whole(b"", 307, location="http://127.0.0.1:1/"), {"model-refused"}),
    "a line without end": (HEAD + b"data: " + b"x" * 1_000_000, {"model-too-long"}),
}


@pytest.mark.parametrize("name", WIRES)
async def test_a_bad_server_is_an_error_with_a_code(dialect: Dialect, name: str) -> None:
    data, codes = WIRES[name]
    data = data.replace(b"PIECE", wrapped(dialect, '{"colour"'))
    async with serving(sending(data)) as server, speaker(dialect, server.port, tries=2) as model:
        with pytest.raises(ModelError) as caught:
            await model.fill(TASK, Mug)
    assert caught.value.code in codes


async def test_nobody_there_is_unreachable(dialect: Dialect) -> None:
    async with serving(sending(b"")) as server:
        port = server.port
    async with speaker(dialect, port, tries=3) as model:
        with pytest.raises(ModelError) as caught:
            await model.fill(TASK, Mug)
    assert caught.value.code == "model-unreachable"


async def left_with(dialect: Dialect, reply: Reply, limits: Limits) -> str:
    """Have a mug filled by a server that answers *reply*; return the error's code once the server is left."""
    async with serving(reply) as server, speaker(dialect, server.port, limits=limits) as model:
        with pytest.raises(ModelError) as caught:
            await model.fill(TASK, Mug)
        await asyncio.wait_for(server.left.wait(), 2)
    return caught.value.code


async def test_silence_is_late(dialect: Dialect) -> None:
    async def reply(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    assert await left_with(dialect, reply, QUICK) == "model-late"


async def test_an_answer_without_end_is_cut(dialect: Dialect) -> None:
    async def reply(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD)
        while True:
            writer.write(wrapped(dialect, "on and on "))
            await writer.drain()
            await asyncio.sleep(0.0005)

    small = Limits(first_s=2, whole_s=6, characters=500)
    assert await left_with(dialect, reply, small) == "model-too-long"


async def test_a_trickle_is_late(dialect: Dialect) -> None:
    async def reply(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD)
        while True:
            writer.write(wrapped(dialect, ""))
            await writer.drain()
            await asyncio.sleep(0.05)

    async with serving(reply) as server, speaker(dialect, server.port, limits=QUICK) as model:
        with pytest.raises(ModelError) as caught:
            await model.fill(TASK, Mug)
    assert caught.value.code == "model-late"


async def test_an_answer_at_the_cap_of_tokens_is_too_long(dialect: Dialect) -> None:
    reply = saying(dialect, [json.dumps(GOOD)], reason="length")
    async with serving(reply) as server, speaker(dialect, server.port) as model:
        with pytest.raises(ModelError) as caught:
            await model.fill(TASK, Mug)
    assert caught.value.code == "model-too-long"


async def test_an_end_before_the_end_is_no_answer(dialect: Dialect) -> None:
    data = HEAD + wrapped(dialect, json.dumps(GOOD)) + (b"" if dialect == "ollama" else b"data: \n\n")
    async with serving(sending(data)) as server, speaker(dialect, server.port) as model:
        with pytest.raises(ModelError) as caught:
            await model.fill(TASK, Mug)
    assert caught.value.code == "model-unreachable"


async def test_an_answer_in_single_bytes_is_the_same(dialect: Dialect) -> None:
    data = HEAD + wrapped(dialect, json.dumps(GOOD)) + ended(dialect)

    async def reply(asked: Asked, writer: asyncio.StreamWriter) -> None:
        for at in range(len(data)):
            writer.write(data[at : at + 1])
            await writer.drain()
            await asyncio.sleep(0)

    async with serving(reply) as server, speaker(dialect, server.port) as model:
        assert (await model.fill(TASK, Mug)).quantity == 2
